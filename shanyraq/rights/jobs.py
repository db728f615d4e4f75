"""The work that an erasure is, and going on with what a stopped worker left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shanyraq.foundation.clock import real_now
from shanyraq.foundation.jobs import Progress, chore, handler
from shanyraq.rights.actions.erasing import erase, resume
from shanyraq.rights.actions.erasures import JOB


@handler(JOB)
def erase_what_was_decided(progress: Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    """Erase, then sweep the free pages."""
    return {"state": erase(erasure_id=UUID(arguments["erasure"]), at=real_now()).state}


@chore("rights.erasures", timedelta(minutes=5))
def go_on_erasing(at: datetime) -> None:
    """What was decided and is not through is gone on with."""
    resume(at=at)

"""Regular work about the seal: what ended is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.access.actions.proposals import expire
from shanyraq.access.queries import system_actor
from shanyraq.foundation.jobs import chore
from shanyraq.vault.actions.openings import close_openings


@chore("vault.openings", timedelta(minutes=5))
def forget_what_is_over(at: datetime) -> None:
    """End requests that nobody agreed to in time, and forget what was open for its hour."""
    by = system_actor("vault.openings")
    expire(by=by, at=at)
    close_openings(by=by, at=at)

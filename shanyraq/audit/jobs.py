"""Regular work about the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.audit.actions.watching import watch
from shanyraq.foundation.jobs import chore


@chore("audit.watch", timedelta(minutes=1))
def watch_over_the_record(at: datetime) -> None:
    """A sign of life, a checkpoint, and a word of it to the witness."""
    watch(at=at)

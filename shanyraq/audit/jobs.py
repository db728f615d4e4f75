"""Regular work about the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.audit.actions.epochs import follow_month
from shanyraq.audit.actions.watching import Watch, watch
from shanyraq.foundation.jobs import chore


@chore("audit.watch", timedelta(minutes=1))
def watch_over_the_record(at: datetime) -> None:
    """A sign of life, a checkpoint, and a word of it to the witness."""
    watch(at=at)


@chore("audit.epoch", timedelta(hours=1))
def change_the_signing_key(at: datetime) -> None:
    """Another key for the record once the month is over, where somebody began with it."""
    follow_month(by=Watch(), at=at)

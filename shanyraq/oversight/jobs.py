"""Regular work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.foundation.jobs import chore
from shanyraq.oversight.actions.watching import count_day, look_through


@chore("oversight.findings", timedelta(minutes=1))
def look_through_new_rows(at: datetime) -> None:
    """What is unusual in the rows of the record that are new; and the norm of the days that are over."""
    count_day(at=at)
    look_through(at=at)

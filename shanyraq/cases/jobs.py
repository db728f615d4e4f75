"""Regular work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.cases.actions.plans import refresh_due_plans
from shanyraq.cases.actions.rosters import delete_old_drafts
from shanyraq.foundation import clock
from shanyraq.foundation.jobs import chore


@chore("cases.drafts", timedelta(minutes=10))
def expire_drafts(at: datetime) -> None:
    """Lists that nobody confirmed within a day are destroyed."""
    delete_old_drafts(at=at)


@chore("cases.plans", timedelta(minutes=10))
def refresh_plans_of_the_day(at: datetime) -> None:
    """Plans that change because a day begins; in the programme's own time."""
    refresh_due_plans(at=clock.now())

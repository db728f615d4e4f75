"""Regular work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.access.queries import system_actor
from shanyraq.cases.actions.emergencies import tell_overdue
from shanyraq.cases.actions.exports import forget_old_lists
from shanyraq.cases.actions.forgetting import forget_names_to_undo
from shanyraq.cases.actions.plans import refresh_due_plans
from shanyraq.cases.actions.rosters import delete_old_drafts
from shanyraq.foundation import clock
from shanyraq.foundation.jobs import chore


@chore("cases.drafts", timedelta(minutes=10))
def expire_drafts(at: datetime) -> None:
    """Lists that nobody confirmed within a day are destroyed."""
    delete_old_drafts(at=at)


@chore("cases.exports", timedelta(minutes=10))
def destroy_old_lists(at: datetime) -> None:
    """The rows of lists that were taken along a day ago are destroyed."""
    forget_old_lists(at=at)


@chore("cases.emergencies", timedelta(minutes=10))
def tell_what_nobody_reviewed(at: datetime) -> None:
    """What was opened in an emergency and nobody has looked at for three days goes to data protection."""
    tell_overdue(by=system_actor("emergency.overdue"), at=at)


@chore("cases.merges", timedelta(hours=6))
def leave_names_to_the_vault(at: datetime) -> None:
    """Joinings of records that can no longer be undone keep no former name; in the programme's own time."""
    forget_names_to_undo(at=clock.now())


@chore("cases.plans", timedelta(minutes=10))
def refresh_plans_of_the_day(at: datetime) -> None:
    """Plans that change because a day begins; in the programme's own time."""
    refresh_due_plans(at=clock.now())

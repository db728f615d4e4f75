"""What is forgotten in time: the former names that undoing a joining of records would put back."""

from __future__ import annotations

from datetime import datetime

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.people import actions as people
from shanyraq.people.actions.forgetting import UNDOABLE_FOR
from shanyraq.people.models import Merge


def forget_names_to_undo(*, at: datetime) -> int:
    """Leave former names of joined records to the vault alone, a week after the joining. A chore; returns how many."""
    with computing("person.merge.forget"):
        if not Merge.objects.filter(merged_at__lte=at - UNDOABLE_FOR, put_away__isnull=False).exists():
            return 0  # nothing to forget leaves no row
    with recorded("person.merge.forget", by=system_actor("person.merge.forget")) as act:
        over = people.forget_names_to_undo(at=at)
        act.about(*over)
        return len(over)

"""What undoing the joining of two records would put back of names: kept for a week, then left to the vault alone."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from shanyraq.access.queries import computing
from shanyraq.people.models import Merge

# As long the server can give the absorbed record's names back. After that only custodians open them.
UNDOABLE_FOR = timedelta(days=7)


def forget_names_to_undo(*, at: datetime) -> list[uuid.UUID]:
    """Forget what undoing would put back of names, once it is too late for it. Part of the caller's recorded act.

    Until then the server's own keys open these names; the vault has them too. Returns whose second records they were.
    """
    with computing("person.merge.forget"):
        over = Merge.objects.filter(merged_at__lte=at - UNDOABLE_FOR, put_away__isnull=False)
        absorbed = list(over.values_list("absorbed_id", flat=True))
        over.update(put_away=None)
        return absorbed

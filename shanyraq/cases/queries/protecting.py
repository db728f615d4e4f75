"""Protected files of which somebody asked that they are opened to others again."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from shanyraq.access.models import Proposal

OPEN = "case.unprotect"


def asked_to_open(people: Collection[uuid.UUID], at: datetime) -> list[Proposal]:
    """What waits for a second person about these people, whom the reader sees, the oldest first. `at`: real."""
    waiting = Proposal.objects.filter(
        kind=OPEN, subject__in=people, outcome=Proposal.WAITING, expires_at__gt=at
    )
    return list(waiting.select_related("asked_by").order_by("asked_at", "pk"))

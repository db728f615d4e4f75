"""The few files that are shown to somebody who is forced (`access.rules.forced`)."""

from __future__ import annotations

from django.db.models import Q

from shanyraq.access.rules.forced import FEW
from shanyraq.cases.models import Case


def few_of(seen: Q) -> Q:
    """A few of these files, always the same; nobody who is protected, and nothing that is closed."""
    few = Case.objects.filter(seen, is_protected=False, closed_at=None).order_by("pk")
    return Q(pk__in=few.values("pk")[:FEW])

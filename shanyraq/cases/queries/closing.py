"""Reading what stands behind a request to close a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Evidence, Review

CLOSURE_AGREED = "case.closure.agreed"


def agreed_at(actor: Actor, asked: Iterable[Review]) -> datetime | None:
    """When the person, or her caregiver, agreed to the closing that these requests ask for."""
    requests = [review.pk for review in asked]
    rows = Evidence.objects.visible_to(actor).filter(kind=CLOSURE_AGREED, source_id__in=requests)
    return rows.order_by("at").values_list("at", flat=True).first()

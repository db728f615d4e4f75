"""What supervisors answered to somebody who asked: part of her day for a week, whether or not she opens the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Review

SHOWN_FOR = timedelta(days=7)
ANSWERS, MEMBERS = 10, 12


@dataclass(frozen=True)
class Answer:
    """One decision about some members of one family, in the supervisor's words."""

    kind: str
    outcome: str
    words: str
    family_id: UUID | None
    family_label: str
    people: tuple[UUID, ...]
    decided_by: StaffMember
    decided_at: datetime


def answers_for(actor: Actor, at: datetime) -> list[Answer]:
    """Answers of the last days about people whom she leads or asked for herself, the newest first. One query."""
    hers = Q(asked_by=actor.staff_id) | Q(case__case_manager=actor.staff_id) | Q(case__deputy=actor.staff_id)
    rows = (
        Review.objects.visible_to(actor)
        .filter(hers, decided_at__gt=at - SHOWN_FOR, decided_at__lte=at)
        .exclude(decided_by=actor.staff_id)
        .select_related("case__family", "decided_by")
        .order_by("-decided_at", "pk")
    )
    together: dict[tuple[object, ...], list[Review]] = {}
    for row in rows[: ANSWERS * MEMBERS]:
        key = (row.case.family_id or row.case_id, row.kind, row.outcome, row.decided_at)
        together.setdefault(key, []).append(row)
    return [_answer(reviews) for reviews in list(together.values())[:ANSWERS]]


def _answer(reviews: list[Review]) -> Answer:
    first = reviews[0]
    assert first.decided_by is not None and first.decided_at is not None  # the table holds it so
    return Answer(
        kind=first.kind,
        outcome=first.outcome,
        words=first.answer,
        family_id=first.case.family_id,
        family_label=first.case.family.label if first.case.family else "",
        people=tuple(review.case.person_id for review in reviews),
        decided_by=first.decided_by,
        decided_at=first.decided_at,
    )

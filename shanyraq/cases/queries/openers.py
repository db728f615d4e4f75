"""Colleagues who opened more than two in a month: what waits for a decision, and who opens nothing meanwhile."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.cases.models import EmergencyOpening, OpenerReview
from shanyraq.cases.queries.emergencies import OVERSEE
from shanyraq.foundation.clock import programme_day

LISTED = 100


def opener_scope(actor: Actor) -> Q:
    """All of them for who oversees emergencies; nobody else's business, the colleague is told in words."""
    return Q() if OVERSEE in actor.may else Q(pk__in=[])


def blocked(staff_id: UUID | None, at: datetime) -> tuple[str, date | None]:
    """The code of why a colleague opens nothing now, empty where she does; and until when where that is known."""
    with computing("emergency.open"):
        mine = EmergencyOpening.objects.filter(opened_by=staff_id, reviewed_at=None)
        reviews = OpenerReview.objects.filter(colleague=staff_id).order_by("-decided_at", "-asked_at")
        told = list(reviews.values_list("asked_at", "decided_at", "verdict", "until"))
        unreviewed = list(mine.values_list("opened_at", flat=True))
    ends = [until for _, _, verdict, until in told if verdict == rules.SUSPENDED and until]
    until = max(ends, default=None)
    code = rules.why_blocked(
        unreviewed=unreviewed,
        undecided=[asked for asked, decided, _, _ in told if decided is None],
        suspended_until=until,
        at=at,
        today=programme_day(at),
    )
    return code, until


def undecided(actor: Actor) -> Guarded[OpenerReview]:
    """What waits for a decision of somebody else than the colleague it is about."""
    rows = OpenerReview.objects.visible_to(actor).filter(decided_at=None)
    return rows.exclude(colleague=actor.staff_id)


def opener_reviews(actor: Actor, today: date) -> list[OpenerReview]:
    """Those that wait, the oldest first; then those that say suspended now."""
    rows = OpenerReview.objects.visible_to(actor).select_related("colleague", "decided_by")
    waiting = list(rows.filter(decided_at=None).order_by("asked_at", "pk")[:LISTED])
    suspended = rows.filter(verdict=rules.SUSPENDED, until__gte=today)
    return [*waiting, *suspended.order_by("until", "pk")[:LISTED]]


def opener_review(actor: Actor, review_id: UUID) -> OpenerReview | None:
    """One of them."""
    rows = OpenerReview.objects.visible_to(actor).select_related("colleague", "decided_by")
    return rows.filter(pk=review_id).first()

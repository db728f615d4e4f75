"""What waits for the data-protection officer, sort by sort. Few queries, each over rows that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from shanyraq.access.models import Proposal
from shanyraq.access.rules import Actor
from shanyraq.access.rules.emergencies import REVIEW_WITHIN
from shanyraq.cases.queries.emergencies import unreviewed
from shanyraq.oversight.models import Finding
from shanyraq.oversight.rules import findings as rules


@dataclass(frozen=True)
class Counted:
    """How many of one sort, and when the first of them runs out of time."""

    count: int = 0
    until: datetime | None = None
    also: int = 0  # of these, how many need her first


def emergencies(actor: Actor) -> Counted:
    """What was opened in an emergency by others and nobody has looked at."""
    told = unreviewed(actor).aggregate(count=Count("pk"), first=Min("opened_at"))
    return Counted(told["count"], told["first"] + REVIEW_WITHIN if told["first"] else None)


def findings(actor: Actor) -> Counted:
    """Findings that wait; `also`: those about which nobody was asked yet."""
    rows = Finding.objects.visible_to(actor).filter(state__in=rules.WAITING_STATES)
    told = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return Counted(sum(told.values()), also=told.get(rules.OPEN, 0))


def proposals(at: datetime) -> dict[str, Counted]:
    """What one colleague asked and others have to agree to, by its kind."""
    rows = Proposal.objects.filter(outcome=Proposal.WAITING, expires_at__gt=at).order_by()
    told = rows.values("kind").annotate(count=Count("pk"), first=Min("expires_at"))
    return {one["kind"]: Counted(one["count"], one["first"]) for one in told}

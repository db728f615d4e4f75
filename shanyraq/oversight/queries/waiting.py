"""What waits for the data-protection officer, sort by sort. Few queries, each over rows that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min
from django.utils import timezone

from shanyraq.access.models import Proposal
from shanyraq.access.rules import Actor
from shanyraq.access.rules.emergencies import REVIEW_WITHIN
from shanyraq.cases.queries.emergencies import unreviewed
from shanyraq.cases.queries.openers import undecided
from shanyraq.cases.queries.tellings import first_due, to_tell
from shanyraq.oversight.models import Finding
from shanyraq.oversight.rules import findings as rules


@dataclass(frozen=True)
class Counted:
    """How many of one sort, and when the first of them runs out of time."""

    count: int = 0
    until: datetime | None = None
    also: int = 0  # of these, how many need her first


def together(found: Iterable[Counted]) -> Counted:
    """Several sorts as one, with the nearest of their clocks."""
    some = list(found)
    return Counted(
        sum(one.count for one in some), min((one.until for one in some if one.until), default=None)
    )


def emergencies(actor: Actor) -> Counted:
    """What was opened in an emergency by others and nobody has looked at."""
    told = unreviewed(actor).aggregate(count=Count("pk"), first=Min("opened_at"))
    return Counted(told["count"], told["first"] + REVIEW_WITHIN if told["first"] else None)


def untold(actor: Actor, today: date) -> Counted:
    """People who are to be told that a part of their file was opened, or of whom it is decided again; `until` is
    the end of a day of the programme.
    """
    waiting = to_tell(actor, today)
    due = first_due(waiting)
    ends = timezone.make_aware(datetime.combine(due, time.max)) if due else None
    return Counted(len(waiting), ends)


def openers(actor: Actor) -> Counted:
    """Colleagues of whom it is to be decided whether they go on opening parts of files in emergencies."""
    told = undecided(actor).aggregate(count=Count("pk"), first=Min("asked_at"))
    return Counted(told["count"], told["first"] + REVIEW_WITHIN if told["first"] else None)


def findings(actor: Actor) -> Counted:
    """Findings that wait; `also`: those about which nobody was asked yet."""
    rows = Finding.objects.visible_to(actor).filter(state__in=rules.WAITING_STATES)
    told = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return Counted(sum(told.values()), also=told.get(rules.OPEN, 0))


def forced(actor: Actor) -> Counted:
    """Colleagues who came in with their second password, and about whom nothing is settled."""
    rows = Finding.objects.visible_to(actor).filter(kind=rules.FORCED, state__in=rules.WAITING_STATES)
    told = rows.aggregate(count=Count("pk"), first=Min("found_at"))
    return Counted(told["count"], told["first"])


def proposals(at: datetime) -> dict[str, Counted]:
    """What one colleague asked and others have to agree to, by its kind."""
    rows = Proposal.objects.filter(outcome=Proposal.WAITING, expires_at__gt=at).order_by()
    told = rows.values("kind").annotate(count=Count("pk"), first=Min("expires_at"))
    return {one["kind"]: Counted(one["count"], one["first"]) for one in told}

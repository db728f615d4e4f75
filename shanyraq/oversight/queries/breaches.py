"""The register of breaches."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.oversight.models import Breach, BreachStep, Finding
from shanyraq.oversight.rules import breaches as rules

LISTED = 200


def breaches_for(actor: Actor) -> list[Breach]:
    """Open ones first, the oldest first; then what is closed, the newest first. At most 2 x LISTED."""
    rows = _rows(actor)
    still_open = rows.filter(closed_at=None).order_by("noticed_at", "pk")[:LISTED]
    closed = rows.filter(closed_at__isnull=False).order_by("-closed_at", "pk")[:LISTED]
    return [*still_open, *closed]


def breach_for(actor: Actor, breach_id: UUID) -> Breach | None:
    """One breach."""
    return _rows(actor).filter(pk=breach_id).first()


def breach_from(actor: Actor, finding: Finding) -> Breach | None:
    """What a question about reading has become in the register."""
    return _rows(actor).filter(finding=finding).order_by("entered_at", "pk").first()


def steps_of(actor: Actor, breach: Breach) -> list[BreachStep]:
    """What was done about it, in its order."""
    rows = BreachStep.objects.visible_to(actor).filter(breach=breach).select_related("by")
    return list(rows.order_by("at", "pk"))


def kinds_by_breach(actor: Actor, breaches: list[Breach]) -> dict[UUID, set[str]]:
    """Which steps each of these has. One query."""
    rows = BreachStep.objects.visible_to(actor).filter(breach__in=breaches).values_list("breach", "kind")
    found: dict[UUID, set[str]] = {one.pk: set() for one in breaches}
    for breach, kind in rows:
        found[breach].add(kind)
    return found


def waiting_for(actor: Actor) -> tuple[int, datetime | None]:
    """How many are open, and until when the first authority has to be told. Two queries."""
    rows = list(_rows(actor).filter(closed_at=None).order_by("noticed_at", "pk")[:LISTED])
    done = kinds_by_breach(actor, rows) if rows else {}
    running = [rules.tell_until(one.noticed_at) for one in rows if rules.clock_runs(done[one.pk])]
    return len(rows), min(running, default=None)


def _rows(actor: Actor) -> Guarded[Breach]:
    return Breach.objects.visible_to(actor).select_related("entered_by")

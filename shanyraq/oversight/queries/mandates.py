"""Independent monitors, and what was asked or agreed for them to read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shanyraq.access.models import Proposal, StaffMember
from shanyraq.access.queries.colleagues import actors_at
from shanyraq.access.rules import Actor
from shanyraq.people.models import Person

USE, OVERSEE = "mandate.use", "mandate.ask"
SHOWN = 100


def monitors_at(at: datetime) -> list[StaffMember]:
    """Everybody who works as a monitor now, by name."""
    ids = {one.staff_id for one in actors_at(at) if USE in one.may and one.staff_id}
    return sorted(StaffMember.objects.filter(pk__in=ids), key=lambda one: (one.by_name, str(one.pk)))


def is_monitor(staff: UUID, at: datetime) -> bool:
    """Whether somebody works as a monitor now."""
    return any(one.staff_id == staff and USE in one.may for one in actors_at(at))


def mandates_for(actor: Actor, kind: str) -> list[Proposal]:
    """What was asked and what came of it, the newest first: about people whom she sees; all for who enters them."""
    rows = Proposal.objects.filter(kind=kind).select_related("asked_by").order_by("-asked_at", "pk")
    if OVERSEE not in actor.may:
        rows = rows.filter(subject__in=Person.objects.visible_to(actor).values("pk"))
    return list(rows[:SHOWN])

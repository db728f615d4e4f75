"""Panels as those see them who sit in one, wait for one, or work with the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.panels import rules
from shanyraq.panels.models import Panel, PanelSeat

LISTED = 200
COLLEAGUES = ("asked_by", "decided_by", "heard_by", "ratified_by", "case", "appeals")


def panels_for(actor: Actor, *, decided: bool = False) -> list[Panel]:
    """What waits, the first that is due first; or what was decided, the newest first. At most 200."""
    if decided:
        return list(_rows(actor).filter(state=rules.DECIDED).order_by("-decided_at", "pk")[:LISTED])
    return list(_rows(actor).filter(state=rules.WAITING).order_by("due_at", "pk")[:LISTED])


def panel_for(actor: Actor, panel_id: UUID) -> Panel | None:
    """One panel that the actor sees."""
    return _rows(actor).filter(pk=panel_id).first()


def panels_of(actor: Actor, person: UUID) -> list[Panel]:
    """The panels about one person, the newest first."""
    return list(_rows(actor).filter(person=person).order_by("-asked_at", "pk")[:LISTED])


def seats_of(actor: Actor, panel: Panel) -> list[PanelSeat]:
    """Who sits in it, in the order in which they were named."""
    rows = PanelSeat.objects.visible_to(actor).filter(panel=panel).select_related("staff", "named_by")
    return list(rows.order_by("named_at", "pk"))


@dataclass(frozen=True)
class Waiting:
    """How many panels wait for the actor's next act, and the first day by which one is to be decided."""

    count: int
    first: date | None
    is_late: bool


def waiting_for(actor: Actor, at: datetime) -> Waiting:
    """What waits: for who sits, the panels she sits in; for who asks or names members, those that she sees."""
    if not {"panel.name", "panel.sit", "panel.ask"} & actor.may:
        return Waiting(0, None, False)
    rows = Panel.objects.visible_to(actor).filter(state=rules.WAITING).order_by()
    if "panel.sit" in actor.may:
        rows = rows.filter(pk__in=PanelSeat.objects.filter(staff=actor.staff_id).values("panel"))
    due = list(rows.order_by("due_at").values_list("due_at", flat=True)[:LISTED])
    return Waiting(len(due), due[0].date() if due else None, bool(due) and due[0] < at)


def _rows(actor: Actor) -> Guarded[Panel]:
    return Panel.objects.visible_to(actor).select_related(*COLLEAGUES)

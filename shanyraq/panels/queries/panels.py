"""Panels as those see them who sit in one, wait for one, or work with the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from shanyraq.access.queries import Guarded
from shanyraq.access.rules import Actor
from shanyraq.panels import rules
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.queries.barred import terms, with_roles

LISTED = 200
ACTING = frozenset({"panel.sit", "panel.name", "panel.ratify"})
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
    rows = with_roles(PanelSeat.objects.visible_to(actor).filter(panel=panel))
    return list(rows.select_related("staff", "named_by").order_by("named_at", "pk"))


@dataclass(frozen=True)
class Waiting:
    """How many panels wait for the actor's next act, and the first day by which one is to be decided."""

    count: int
    first: date | None
    is_late: bool


def waiting_for(actor: Actor, at: datetime) -> Waiting:
    """What waits: for who sits, the panels she sits in; for who names members, those that she sees, and what was
    decided in haste and nobody has confirmed. One query, none for others.
    """
    if not ACTING & actor.may:
        return Waiting(0, None, False)
    rows = Panel.objects.visible_to(actor).order_by()
    open_ones = Q(state=rules.WAITING)
    if "panel.sit" in actor.may:
        rows = rows.filter(pk__in=PanelSeat.objects.filter(staff=actor.staff_id).values("panel"))
    if "panel.ratify" in actor.may:
        open_ones |= Q(
            is_urgent=True, is_ratified=None, decided_at__gt=at - timedelta(hours=terms().ratify_hours)
        )
    found = rows.filter(open_ones).order_by("due_at").values_list("due_at", "decided_at")[:LISTED]
    due = sorted(rules.ratify_by(decided, terms()) if decided else day for day, decided in found)
    return Waiting(len(due), localdate(due[0]) if due else None, bool(due) and due[0] < at)


def listed(found: Sequence[Panel], at: datetime) -> Waiting:
    """The same of a list of those that wait, the first that is due first: for who reads it and has nothing to do."""
    if not found:
        return Waiting(0, None, False)
    return Waiting(len(found), localdate(found[0].due_at), found[0].due_at < at)


def _rows(actor: Actor) -> Guarded[Panel]:
    return Panel.objects.visible_to(actor).select_related(*COLLEAGUES)

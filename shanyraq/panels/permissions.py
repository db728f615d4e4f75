"""Who asks for a panel, names who sits, votes, confirms and appeals; and who sees what was decided."""

from __future__ import annotations

from django.db.models import Q

from shanyraq.access import permissions as access
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.cases.queries.scopes import of_visible_cases
from shanyraq.panels.models import Panel

PANEL_SEE = access.register("panel.see", compartment="C0")
PANEL_ASK = access.register("panel.ask", compartment="C7", writes=True)
PANEL_NAME = access.register("panel.name", compartment="C0")
PANEL_SIT = access.register("panel.sit", compartment="C7")
PANEL_RATIFY = access.register("panel.ratify", compartment="C7")
PANEL_APPEAL = access.register("panel.appeal", compartment="C7")


def register_with_access() -> None:
    """Give the policy the scopes of this room's tables. Called once, from ready()."""
    register_scope("panels.Panel", panels_seen)
    register_scope("panels.PanelSeat", seats_seen)


def panels_seen(actor: Actor) -> Q:
    """Panels about people whose files she sees, where her role is to know of them at all."""
    return of_visible_cases(actor) if PANEL_SEE in actor.may and actor.reads("C0") else Q(pk__in=[])


def seats_seen(actor: Actor) -> Q:
    """Who sits in the panels that she sees."""
    return Q(panel__in=Panel.objects.filter(panels_seen(actor)).values("pk"))

"""What this room adds to the frame of every page, and to the page of a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import decide
from shanyraq.access.rules import Actor
from shanyraq.cases.queries.links import register_person_links
from shanyraq.panels.permissions import PANEL_SEE, PANEL_SIT
from shanyraq.ui import navigation
from shanyraq.ui.parts import Action


def register() -> None:
    """Offer the list to those who sit among their jobs, to others beside their name. Called from ready()."""
    navigation.register(
        "panels", _("Panels"), "voice", "panels:panels", _sits, order=12, sections=("panels",)
    )
    navigation.register_person_link("panels", _("Panels"), "voice", "panels:panels", _sees, order=30)
    register_person_links(links)


def links(actor: Actor, person: UUID) -> list[Action]:
    """The decisions about one person that nobody takes alone: for who may see them."""
    if not decide(actor, PANEL_SEE):
        return []
    url = reverse("panels:panels_of", kwargs={"person_id": person})
    return [Action(gettext("Decisions by a panel"), url, "voice")]


def _sits(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, PANEL_SIT))


def _sees(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and not _sits(request) and bool(decide(actor, PANEL_SEE))

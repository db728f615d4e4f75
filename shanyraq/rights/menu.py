"""What this room adds to the frame of every page, and to the page of a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import decide
from shanyraq.access.rules import Actor
from shanyraq.cases.permissions import CONTROL_AGREE
from shanyraq.cases.queries.links import CopyAsked, register_copy_requests, register_person_links
from shanyraq.rights.permissions import REQUEST_SEE, oversees
from shanyraq.rights.queries.requests import open_copy_request
from shanyraq.ui import navigation
from shanyraq.ui.parts import Action

PAGES = ("rights",)


def register() -> None:
    """Offer the register to those who answer; a line on the page of a person. Called from ready()."""
    navigation.register(
        "rights", _("Requests"), "papers", "rights:requests", _oversees, order=56, sections=PAGES
    )
    navigation.register_person_link("rights", _("Requests"), "papers", "rights:requests", _sees, order=31)
    navigation.register_person_link(
        "controls", _("Controls to be lifted"), "shield", "rights:controls", _agrees, order=32
    )
    register_person_links(links)
    register_copy_requests(copy_asked)


def links(actor: Actor, person: UUID) -> list[Action]:
    """What a person asked about her file, and what becomes of it: for who may see that."""
    if not decide(actor, REQUEST_SEE):
        return []
    url = reverse("rights:requests_of", kwargs={"person_id": person})
    return [Action(gettext("Her or his requests"), url, "papers")]


def copy_asked(actor: Actor, person: UUID) -> CopyAsked | None:
    """The request that a copy of her data would answer."""
    found = open_copy_request(actor, person)
    if found is None:
        return None
    return CopyAsked(found.pk, reverse("rights:request", kwargs={"request_id": found.pk}), found.asked_by)


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def _oversees(request: HttpRequest) -> bool:
    actor = _actor(request)
    return actor is not None and oversees(actor)


def _agrees(request: HttpRequest) -> bool:
    """Whoever is the second person and has no desk that leads there."""
    actor = _actor(request)
    return actor is not None and not oversees(actor) and bool(decide(actor, CONTROL_AGREE))


def _sees(request: HttpRequest) -> bool:
    """Whoever oversees all has it among her jobs."""
    actor = _actor(request)
    return actor is not None and not oversees(actor) and bool(decide(actor, REQUEST_SEE))

"""What this room adds to the frame of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import STAFF_WAITING, decide
from shanyraq.access.presenters.staff import person_of
from shanyraq.ui import navigation


def register() -> None:
    """Tell the frame who is logged in, how to go, and where the language is changed. Called from ready()."""
    navigation.register_person(person_of)
    navigation.register_person_link(
        "protection", _("Your account"), "shield", "access:protection", _is_somebody, order=80
    )
    navigation.register_person_link(
        "log_out", _("Log out"), "leave", "access:log_out", _is_somebody, order=90, post=True
    )
    navigation.register(
        "recoveries",
        _("Second person"),
        "key",
        "access:recoveries",
        _may_see,
        order=85,
        sections={"access:recovery"},
    )
    navigation.register_language_switch("access:set_language")


def _is_somebody(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.account_id is not None


def _may_see(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, STAFF_WAITING))

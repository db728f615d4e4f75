"""What this room adds to the frame of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import STAFF_READ, decide
from shanyraq.access.presenters import person_of
from shanyraq.ui import navigation


def register() -> None:
    """Tell the frame who is logged in, the way out, and where colleagues are looked after. Called from ready()."""
    navigation.register(
        "staff", _("Colleagues"), "staff", "access:staff", _looks_after_staff, order=60, sections=["access"]
    )
    navigation.register_person(person_of)
    navigation.register_person_link(
        "log_out", _("Log out"), "leave", "access:log_out", _is_somebody, order=90, post=True
    )
    navigation.register_language_switch("access:set_language")


def _looks_after_staff(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, STAFF_READ))


def _is_somebody(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.account_id is not None

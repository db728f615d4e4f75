"""What this room adds to the frame of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import decide
from shanyraq.oversight.permissions import INVENTED_SEE, LEGAL_SEE, MANDATE_SEE, OVERSIGHT_SEE
from shanyraq.oversight.presenters.viewing import now_words
from shanyraq.ui import navigation


def register() -> None:
    """Offer the desk to the data-protection officer. Called from ready()."""
    navigation.register(
        "oversight",
        _("Oversight"),
        "shield",
        "oversight:desk",
        _may(OVERSIGHT_SEE),
        order=5,
        sections=("oversight",),
    )
    navigation.register_banners(looks_as)
    navigation.register_person_link(
        "mandates", _("Files opened to monitors"), "papers", "oversight:mandates", _may(MANDATE_SEE), order=42
    )
    navigation.register_person_link(
        "legal", _("Legal requests"), "papers", "oversight:legal_requests", _only_answers, order=41
    )
    navigation.register_person_link(
        "invented", _("Invented people"), "shield", "oversight:invented_people", _only_invents, order=40
    )


def looks_as(request: HttpRequest) -> list[navigation.Banner]:
    """Above every page, as whom she looks at it."""
    now = getattr(request, "looking", None)
    if now is None:
        return []
    words = now_words(now.seen_as, now.begun_at)
    return [navigation.Banner(words, reverse("oversight:view_as"), gettext("See the site as yourself again"))]


def _may(action: str) -> navigation.Predicate:
    """Whoever may do this."""

    def holds(request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        return actor is not None and bool(decide(actor, action))

    return holds


def _only_invents(request: HttpRequest) -> bool:
    """Whoever agrees to invented people and has no desk that leads to them."""
    return _may(INVENTED_SEE)(request) and not _may(OVERSIGHT_SEE)(request)


def _only_answers(request: HttpRequest) -> bool:
    """Whoever answers authorities and has no desk that leads to them."""
    return _may(LEGAL_SEE)(request) and not _may(OVERSIGHT_SEE)(request)

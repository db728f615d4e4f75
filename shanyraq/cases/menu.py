"""What this room adds to the frame of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shanyraq.access.permissions import decide
from shanyraq.cases.permissions import (
    CARD_READ,
    CASE_READ,
    EMERGENCY_OVERSEE,
    EMERGENCY_SEE,
    ENTRY_OWN,
    EXPORT_SEE,
)
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.emergencies import hours_of
from shanyraq.foundation.clock import real_now
from shanyraq.ui import navigation
from shanyraq.ui.parts import Link

OWN_ENTRIES = tuple(
    f"cases:{one}"
    for one in ("choose_for_entry", "add_own_entry", "add_entry_of_meeting", "correct_own_entry")
)


def register() -> None:
    """Say on every page what is open in an emergency; offer the list to data protection. Called from ready()."""
    navigation.register_banners(open_hours)
    navigation.register(
        "emergencies",
        _("Emergency openings"),
        "warn",
        "cases:emergencies",
        _oversees,
        order=55,
        sections=("cases:review_emergency",),
    )
    navigation.register(
        "cards",
        _("What to know"),
        "note",
        "cases:cards",
        _has_cards,
        order=25,
        sections=("cases:write_card",),
    )
    navigation.register(
        "own_entries",
        _("Entries of your own"),
        "edit",
        "cases:own_entries",
        _adds_own_entries,
        order=26,
        sections=OWN_ENTRIES,
    )
    navigation.register_person_link(
        "own_kin", _("Somebody I am related to"), "family", "cases:say_own_kin", _is_colleague, order=35
    )
    navigation.register_person_link(
        "exports", _("Lists taken along"), "download", "cases:exports", _sees_exports, order=35
    )
    navigation.register_person_link(
        "emergencies", _("Emergency openings"), "warn", "cases:emergencies", _is_told, order=30
    )


def open_hours(request: HttpRequest) -> list[navigation.Banner]:
    """One banner for all openings of hers whose hour is not over: of whom, by code, which part and until when."""
    actor = getattr(request, "actor", None)
    hours = hours_of(actor, real_now()) if actor is not None else []
    if not hours:
        return []
    links = tuple(
        Link(
            gettext("%(code)s: %(part)s, until %(time)s")
            % {
                "code": one.code,
                "part": words.compartment_name(one.compartment),
                "time": words.time_words(one.until),
            },
            reverse("cases:emergency", kwargs={"emergency_id": one.id}),
        )
        for one in hours
    )
    text = ngettext(
        "You have opened a part of a file in an emergency.",
        "You have opened parts of files in an emergency.",
        len(links),
    )
    return [navigation.Banner(text, links=links)]


def _oversees(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, EMERGENCY_OVERSEE))


def _sees_exports(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, EXPORT_SEE))


def _has_cards(request: HttpRequest) -> bool:
    """Whoever knows people mostly by their cards; others find them on the page of each."""
    actor = getattr(request, "actor", None)
    if actor is None or not decide(actor, CARD_READ):
        return False
    return not actor.reads("C1") or not decide(actor, CASE_READ)


def _adds_own_entries(request: HttpRequest) -> bool:
    """Whoever adds entries to files without opening them; others write on the page of each."""
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, ENTRY_OWN))


def _is_colleague(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.staff_id is not None and bool(actor.grants)


def _is_told(request: HttpRequest) -> bool:
    """Whoever opens something herself or is told of it; who oversees all has it among her jobs."""
    actor = getattr(request, "actor", None)
    return actor is not None and bool(decide(actor, EMERGENCY_SEE)) and not _oversees(request)

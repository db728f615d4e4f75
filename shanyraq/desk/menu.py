"""The jobs in the navigation: at most five a role, each only for those who may do it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.access.permissions import decide
from shanyraq.cases.queries import pack
from shanyraq.desk.rules import home_of
from shanyraq.ui import navigation

FAMILY_PAGES = ("cases:family", "cases:person", "cases:register_family", "desk:search")
LIST_PAGES = ("cases:roster_draft", "cases:settle_roster_row", "cases:confirm_roster", "cases:undo_roster")
OVERVIEW_PAGES = ("desk:overview_discipline", "desk:overview_region")
STAFF_PAGES = ("access:invite", "access:staff_member", "access:give_role", "access:end_access")


def register() -> None:
    """Offer the desk's pages and the rooms' first ones, the search and the foot. Called from ready()."""
    register_pages()
    navigation.register_search("desk:search", _("Find a person or family"), may("case.read"))
    navigation.register_foot_note(pack_in_force)
    navigation.register_foot_link(
        "pathway", _("What a returning person is owed"), "desk:pathway", is_logged_in
    )


def register_pages() -> None:
    """The menu's own entries, in the order of a day."""
    navigation.register("today", _("Today"), "today", "desk:today", has_a_day, order=10)
    navigation.register(
        "families",
        _("Families"),
        "families",
        "desk:families",
        may("case.read"),
        order=20,
        sections=FAMILY_PAGES,
    )
    navigation.register("team", _("Team"), "staff", "desk:team", may("case.assign"), order=30)
    navigation.register(
        "lists", _("Lists"), "list", "cases:rosters", may("roster.import"), order=40, sections=LIST_PAGES
    )
    navigation.register(
        "overview",
        _("Overview"),
        "overview",
        "desk:overview",
        may("overview.read"),
        order=50,
        sections=OVERVIEW_PAGES,
    )
    navigation.register(
        "record",
        pgettext_lazy("menu", "Record"),
        "history",
        "desk:record_state",
        may("record.check"),
        order=60,
        sections=("desk:access_matrix",),
    )
    navigation.register(
        "staff", _("Staff"), "account", "access:staff", may("staff.read"), order=70, sections=STAFF_PAGES
    )


def has_a_day(request: HttpRequest) -> bool:
    """Whoever has services to give, and whoever interprets and has meetings alone."""
    actor = getattr(request, "actor", None)
    if actor is None or may("case.read", "step.record")(request):
        return actor is not None
    return home_of(actor.may, actor.discipline) == "desk:today"


def may(*actions: str) -> navigation.Predicate:
    """Whoever may do one of these things."""

    def holds(request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        return actor is not None and any(decide(actor, action) for action in actions)

    return holds


def is_logged_in(request: HttpRequest) -> bool:
    """Everybody with an account."""
    return request.user.is_authenticated


def pack_in_force() -> str:
    """Which country pack the plans follow."""
    return _("Country pack %(pack)s") % {"pack": f"{pack().id} {pack().version}"}

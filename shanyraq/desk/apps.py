from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyraq.ui import navigation


def may(*actions: str, without: str = "") -> navigation.Predicate:
    """Whoever may do one of these things, and not the other."""

    def holds(request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        if actor is None or (without and without in actor.may):
            return False
        return any(action in actor.may for action in actions)

    return holds


class DeskConfig(AppConfig):
    """Everybody's first pages. Composes what the rooms keep; owns no table."""

    name = "shanyraq.desk"
    label = "desk"

    def ready(self) -> None:
        import_module("shanyraq.desk.permissions")
        navigation.register(
            "today", _("Today"), "today", "desk:today", may("case.read", "step.record"), order=10
        )
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
            "lists",
            _("Lists"),
            "list",
            "cases:rosters",
            may("roster.import"),
            order=40,
            sections=ROSTER_PAGES,
        )
        navigation.register(
            "overview", _("Overview"), "overview", "desk:overview", may("overview.read"), order=50
        )
        navigation.register(
            "record", _("Record"), "history", "desk:record_state", may("record.check"), order=60
        )
        navigation.register(
            "staff", _("Staff"), "account", "access:staff", may("staff.read"), order=70, sections=STAFF_PAGES
        )
        navigation.register_search("desk:search", _("Find a person or family"), may("case.read"))
        navigation.register_foot_link(
            "pathway", _("What a returning person is owed"), "desk:pathway", logged_in
        )


def logged_in(request: HttpRequest) -> bool:
    """Everybody with an account."""
    return request.user.is_authenticated


FAMILY_PAGES = ("cases:family", "cases:person", "desk:search")
ROSTER_PAGES = ("cases:upload_roster", "cases:roster_draft", "cases:roster_import")
STAFF_PAGES = ("access:staff", "access:invite", "access:staff_member")

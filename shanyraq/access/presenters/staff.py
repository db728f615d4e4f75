"""Colleagues, roles and places in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel import Locale
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.presenters.doors import when_words
from shanyraq.access.queries.forced import came_by_force
from shanyraq.access.queries.words import discipline_name, language, place_name, role_name
from shanyraq.access.rules import Actor
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import listed, with_semicolons
from shanyraq.ui.navigation import Person
from shanyraq.ui.paging import Page
from shanyraq.ui.parts import Cell, Column, Fact, Row, Table


def person_of(request: HttpRequest) -> Person | None:
    """Who the header says is logged in, in which role, and in which else she can work."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.account_id is None:
        return None
    others = tuple((role, role_name(role)) for role in actor.others)
    role = role_name(actor.role) if actor.role else ""
    return Person(actor.name, role, others, reverse("access:work_as") if others else "")


def grant_words(grant: RoleGrant) -> str:
    """A role and where: "Case manager, Karaganda"."""
    place = place_name(grant.centre) or place_name(grant.region)
    if not place:
        return role_name(grant.role)
    return _("%(role)s, %(place)s") % {"role": role_name(grant.role), "place": place}


def done_alone() -> str:
    """What is said where one person did what takes two."""
    return _(
        "You did this alone, as nobody who may agree was there yet. The record and the officer's desk say so."
    )


def forced_rows() -> list[Row]:
    """Colleagues who came in with their second password: somebody may be forcing them."""
    return [
        Row(
            account.staff.full_name if account.staff else account.login,
            reverse("access:staff_member", args=[account.staff_id]) if account.staff_id else "",
            end=when_words(account.forced_password.used_at),
        )
        for account in came_by_force()
    ]


def staff_table(page: Page[StaffMember]) -> Table:
    """Colleagues with what they do and where."""
    columns = (
        Column(_("Name"), sort="name"),
        Column(_("Discipline")),
        Column(_("Region")),
        Column(_("Roles")),
        Column(_("With us since"), sort="joined"),
    )
    return Table(_("Staff"), columns, [_staff_row(staff) for staff in page.rows], stacks=True)


def _staff_row(staff: StaffMember) -> tuple[Any, ...]:
    account = getattr(staff, "account", None)
    line = "" if account is None else account.login
    if staff.left_on is not None:
        line = _("access ended")
    return (
        Cell(staff.full_name, url=reverse("access:staff_member", args=[staff.pk]), line=line),
        discipline_name(staff.discipline),
        place_name(staff.region) or "–",
        with_semicolons((role_name(grant.role) for grant in staff.grants.all()), language()) or "–",
        date_words(staff.joined_on, language()),
    )


def staff_facts(staff: StaffMember) -> list[Fact]:
    """What is known of a colleague."""
    names = Locale.parse(language()).languages
    account = getattr(staff, "account", None)
    facts = [
        (_("User name"), account.login if account else ""),
        (_("Discipline"), discipline_name(staff.discipline)),
        (_("Region"), place_name(staff.region)),
        (_("Centre"), place_name(staff.centre)),
        (_("Supervisor"), staff.supervisor.full_name if staff.supervisor else ""),
        (
            _("Languages she works in"),
            listed((names.get(code, code) for code in staff.languages), language()),
        ),
    ]
    return [Fact(term, value) for term, value in facts if value]


def grant_rows(grants: Iterable[RoleGrant], today: date) -> list[dict[str, Any]]:
    """The roles somebody holds now, each with where its ending is confirmed.

    Roles begin by the real clock. In a demonstration one given there would begin years after the programme's day, so
    it is told to begin today.
    """
    return [
        {
            "words": grant_words(grant),
            "since": min(timezone.localdate(grant.starts_at), today),
            "end_url": reverse("access:end_role", args=[grant.staff_id, grant.pk]),
        }
        for grant in grants
    ]

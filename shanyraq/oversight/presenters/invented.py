"""People who are invented, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import Proposal
from shanyraq.access.queries.words import language, place_name
from shanyraq.oversight.models import InventedPerson
from shanyraq.oversight.presenters import moment
from shanyraq.ui.lists import kept_apart
from shanyraq.ui.parts import Cell, Column, Fact, Row, Table

SCRIPT_OF = {"ar": "Arab", "kk": "Cyrl", "ru": "Cyrl"}


def name_of(proposal: Proposal) -> str:
    """The name that was made up, in the script of the page where it has one."""
    names: dict[str, str] = proposal.details["names"]
    wanted = SCRIPT_OF.get(language(), "Latn")
    return kept_apart(names.get(wanted) or next(iter(names.values())), language())


def table(found: Iterable[InventedPerson], at: datetime) -> Table:
    """Who is invented, where she would be looked for, since when."""
    columns = (Column(_("Name")), Column(_("Where")), Column(_("Agreed")), Column(_("Where it stands")))
    rows = [
        (
            Cell(
                name_of(one.proposal),
                url=reverse("oversight:end_invented", args=[one.pk]) if not one.ended_at else "",
            ),
            where(one.proposal),
            moment(one.made_at, at),
            _("no longer watched") if one.ended_at else _("watched"),
        )
        for one in found
    ]
    return Table(_("Invented people"), columns, rows, stacks=True, repeats_heading=True)


def where(proposal: Proposal) -> str:
    """Her centre, else her region."""
    return place_name(proposal.details["centre"]) or place_name(proposal.details["region"])


def waiting_rows(waiting: Iterable[Proposal], at: datetime) -> list[Row]:
    """What waits for a second colleague."""
    return [
        Row(
            name_of(one),
            url=reverse("oversight:proposed_person", args=[one.pk]),
            line=_("asked by %(name)s, %(when)s")
            % {"name": one.asked_by.full_name, "when": moment(one.asked_at, at)},
        )
        for one in waiting
    ]


def facts(one: Proposal, at: datetime) -> list[Fact]:
    """What is asked, by whom, why, until when."""
    names = [kept_apart(text, language()) for text in one.details["names"].values()]
    return [
        Fact(_("Name"), " · ".join(names)),
        Fact(_("Year of birth"), str(one.details["born"])),
        Fact(_("Where"), where(one)),
        Fact(_("Asked by"), one.asked_by.full_name),
        Fact(_("Why, in her words"), one.reason),
        Fact(_("Until"), moment(one.expires_at, at)),
    ]

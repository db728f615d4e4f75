"""What has been kept for as long as it may be, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.queries.words import language
from shanyraq.cases.queries import pack
from shanyraq.oversight.presenters.legal import part_name
from shanyraq.rights.models import Erasure
from shanyraq.rights.queries.retention import Due
from shanyraq.rights.rules.erasures import STATES
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import listed
from shanyraq.ui.parts import Cell, Column, Table


def due_table(found: Iterable[Due], asked: Mapping[UUID, Erasure]) -> Table:
    """Files by code: what of them is due, since when, and whether a legal hold keeps it.

    `asked`: what others are asked already, or have decided, by person.
    """
    columns = (
        Column(_("Whose file")),
        Column(_("What is due")),
        Column(_("Since")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(one.code, url="" if one.is_held or one.person in asked else _asking(one)),
            listed([part_name(code) for code in one.parts], language()) if one.parts else _("All of it"),
            date_words(one.since, language()),
            _standing(one, asked.get(one.person)),
        )
        for one in found
    ]
    return Table(_("Kept for as long as it may be"), columns, rows, stacks=True)


def days_told() -> list[str]:
    """From which day each part's time runs where it is not closing; and what no file can date yet."""
    pack_now = pack()
    told = []
    for one in pack_now.keep_from:
        ends, begins = (
            listed([pack_now.text(pack_now.kinds[kind].name, language()) for kind in kinds], language())
            for kinds in (one.ended, one.begun)
        )
        words = {"part": part_name(one.part), "ends": ends, "begins": begins}
        told.append(
            _(
                "%(part)s: from the day of “%(ends)s”, or the last entry after it; nothing while “%(begins)s” is later."
            )
            % words
            if one.begun
            else _("%(part)s: from the day of “%(ends)s”, or the last entry after it.") % words
        )
    return [
        *told,
        _("All else: from the closing of the file; of who did not return, from the last entry."),
        _(
            "Nothing in a file tells yet when faith counselling ended: it is counted from closing. "
            "How often they met is not kept apart, and goes with it."
        ),
        _("Whether a relative of who did not return was asked is not told yet: ask before you ask to erase."),
    ]


def _standing(one: Due, asked: Erasure | None) -> Cell:
    """What can be done now; what was asked for already leads to where others decide."""
    if one.is_held:
        return Cell(_("A legal hold keeps it"))
    if asked is None:
        return Cell(_("Can be erased, if two others agree"))
    if asked.state == Erasure.DECIDED:
        told = _(STATES["DECIDED"])
    elif asked.proposal and asked.proposal.agreements.all():
        told = _("One has agreed, one more is needed")
    else:
        told = _("Asked for; waits for two others")
    return Cell(told, url=reverse("rights:erasure", args=[asked.pk]))


def _asking(one: Due) -> str:
    """Where two others are asked to decide, with what is due chosen already."""
    chosen = urlencode({"ground": "TIME", "part": one.parts or ("whole",)}, doseq=True)
    return f"{reverse('rights:ask_erasure', args=[one.person])}?{chosen}"

"""What has been kept for as long as it may be, in words."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.queries.words import language
from shanyraq.oversight.presenters.legal import part_name
from shanyraq.rights.queries.retention import Due
from shanyraq.ui.dates import date_words
from shanyraq.ui.lists import listed
from shanyraq.ui.parts import Cell, Column, Table


def due_table(found: Iterable[Due]) -> Table:
    """Files by code: what of them is due, since when, and whether a legal hold keeps it."""
    columns = (
        Column(_("Whose file")),
        Column(_("What is due")),
        Column(_("Since")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(one.code, url="" if one.is_held else _asking(one)),
            listed([part_name(code) for code in one.parts], language()) if one.parts else _("All of it"),
            date_words(one.since, language()),
            _("A legal hold keeps it") if one.is_held else _("Can be erased, if two others agree"),
        )
        for one in found
    ]
    return Table(_("Kept for as long as it may be"), columns, rows, stacks=True)


def _asking(one: Due) -> str:
    """Where two others are asked to decide, with what is due chosen already."""
    chosen = urlencode({"ground": "TIME", "part": one.parts or ("whole",)}, doseq=True)
    return f"{reverse('rights:ask_erasure', args=[one.person])}?{chosen}"

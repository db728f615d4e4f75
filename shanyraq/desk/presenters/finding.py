"""A chart with the sentence it shows, its table and its file, and what all of them are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.overview import smallest_shown
from shanyraq.partners.rules import ProtectedCount, ProtectedTable
from shanyraq.ui import parts

ZERO = ProtectedCount(0, "0")


@dataclass(frozen=True)
class Finding:
    """One chart with the sentence it shows, its table, and the same table for a file."""

    key: str
    heading: str
    chart: Any
    table: parts.Table
    chart_note: str = ""
    note: str = ""

    @property
    def csv_url(self) -> str:
        return reverse("desk:overview_csv", args=[self.key])


def number_columns(*labels: str) -> tuple[parts.Column, ...]:
    return tuple(parts.Column(label, is_number=True) for label in labels)


def linked(label: str, name: str, code: str) -> parts.Cell:
    return parts.Cell(label, reverse(name, args=[code]) if code else "")


def count_of(codes: Sequence[str], counts: Sequence[ProtectedCount], code: str) -> ProtectedCount:
    return counts[codes.index(code)] if code in codes else ZERO


def note_of(*tables: ProtectedTable) -> str:
    """What the marks mean, where a table has them."""
    limit = smallest_shown()
    marks = {"most": limit - 1, "limit": limit}
    if any(table.has_hidden_totals for table in tables):
        return (
            _(
                "Counts of 1 to %(most)d are shown as <%(limit)d. "
                "A * hides another figure from which one of them could be worked out."
            )
            % marks
        )
    return _("Counts of 1 to %(most)d are shown as <%(limit)d.") % marks


def most_of(codes: Sequence[str], counts: Sequence[ProtectedCount]) -> str:
    """The code with the largest printed figure; empty where none stands out."""
    best = max(zip(counts, codes, strict=True), key=lambda one: one[0].order, default=None)
    return best[1] if best and best[0].order > 0 else ""


def largest_of(codes: Sequence[str], counts: Sequence[ProtectedCount], *, share: float) -> list[str]:
    return rules.largest_until_half(
        {code: count.value for code, count in zip(codes, counts, strict=True) if code}, share
    )


def region_name(code: str) -> str:
    """A region; those who have none yet stand together."""
    return words.place_name(code) or (code if code else _("No region yet"))

"""A list between reading and confirming: its rows as plain values that can be sealed, corrected and counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shanyraq.cases.rosters.dates import may_be_born
from shanyraq.cases.rosters.messages import Remark
from shanyraq.cases.rosters.records import Roster, RosterRow
from shanyraq.people.names import LONGEST

READY, LOOK, OTHER_NATIONAL, LEFT_OUT = "READY", "LOOK", "OTHER_NATIONAL", "LEFT_OUT"
STATES = (LOOK, READY, OTHER_NATIONAL, LEFT_OUT)
SCRIPTS = ("Arab", "Cyrl", "Latn")
#: What is told beside a row and asks for nothing: a tent, a telephone number, a father who is not in the list.
_TOLD = frozenset(("column_unread",))
#: What leaves open whose citizen somebody is, though a country stands in her row.
_OPEN_NATIONALITY = frozenset(("nationality_from_heading", "nationality_beside_name", "nationality_ethnic"))


@dataclass(frozen=True)
class DraftRow:
    """One person of a list that is being looked through. `birth_date` is YYYY, YYYY-MM or YYYY-MM-DD, or empty.

    `cells` are what stands in the file, heading and text; they stay as they are whatever is corrected. `host` is the id
    of the row of the person beside whom she was found, in one row of the file.
    `is_checked`: somebody looked at the questions and settled them. `is_left_out`: she is not to be registered.
    """

    id: int
    sheet: str
    row: int
    names: Mapping[str, str]
    sex: str = ""
    birth_date: str = ""
    precision: str = "unknown"
    family: str = ""
    relation: str = ""
    nationality: str = ""
    documents: tuple[str, ...] = ()
    problems: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    is_checked: bool = False
    is_left_out: bool = False
    cells: tuple[tuple[str, str], ...] = ()
    host: int | None = None

    def state(self, home: str) -> str:
        """READY, LOOK (questions are open), OTHER_NATIONAL (shown, not kept) or LEFT_OUT. `home` is the own country."""
        if self.is_left_out:
            return LEFT_OUT
        if self.nationality and self.nationality != home and not self.has_open_nationality:
            return OTHER_NATIONAL
        return LOOK if self.asks and not self.is_checked else READY

    @property
    def has_open_nationality(self) -> bool:
        """Whether the country is taken from where it may not speak of her, and nobody has looked at it."""
        return not self.is_checked and any(code in _OPEN_NATIONALITY for code, _ in self.problems)

    def nationality_kept(self, home: str) -> str:
        """The nationality to register her with: another country that is open is none, and goes to verification."""
        return self.nationality if self.nationality == home or not self.has_open_nationality else ""

    @property
    def asks(self) -> bool:
        """Whether anything the reader says of the row has to be looked at."""
        return any(code not in _TOLD for code, _ in self.problems)

    def remarks(self) -> tuple[Remark, ...]:
        """What was not understood, as the reader says it."""
        return tuple(Remark(code, dict(params)) for code, params in self.problems)

    @property
    def shown_name(self) -> str:
        """A name to call the row by, in the script most readers know; empty where the list gives none."""
        return next((self.names[script] for script in ("Latn", "Cyrl", "Arab") if self.names.get(script)), "")


@dataclass(frozen=True)
class Content:
    """A whole draft: the rows, what was ignored and why, and what is said about the file."""

    rows: tuple[DraftRow, ...]
    ignored: tuple[tuple[str, int, str, Mapping[str, Any]], ...] = ()
    notices: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    list_date: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be sealed."""
        return {**vars(self), "rows": [dict(vars(row)) for row in self.rows]}

    def states(self, home: str) -> Counter[str]:
        """How many rows stand in each state."""
        return Counter(row.state(home) for row in self.rows)

    def kept(self, home: str) -> list[DraftRow]:
        """The rows that become people when the list is confirmed."""
        return [row for row in self.rows if row.state(home) in (READY, LOOK)]

    @property
    def left_out(self) -> list[DraftRow]:
        """The rows that somebody left out."""
        return [row for row in self.rows if row.is_left_out]

    def without(self, ids: Collection[int], home: str) -> Content:
        """The same with these rows left out, and whoever remains of their families asked about: no child stays alone
        because nobody looked.
        """
        families = {row.family for row in self.rows if row.id in ids and row.family}
        remaining = {row.id for row in self.kept(home) if row.family in families and row.id not in ids}
        rows = (_asked(row, "family_left_out") if row.id in remaining else row for row in self.rows)
        return replace(
            self, rows=tuple(replace(row, is_left_out=True) if row.id in ids else row for row in rows)
        )

    def with_row(self, changed: DraftRow) -> Content:
        """The same with one row replaced."""
        return replace(self, rows=tuple(changed if row.id == changed.id else row for row in self.rows))

    def with_new_row(self, values: Mapping[str, Any]) -> Content:
        """The same with a row added at its end: somebody the reader took for no person."""
        number = max((row.id for row in self.rows), default=-1) + 1
        return replace(self, rows=(*self.rows, replace(DraftRow(number, "", 0, {}), **values)))

    def row(self, row_id: int) -> DraftRow | None:
        """The row with this number."""
        return next((row for row in self.rows if row.id == row_id), None)


def _asked(row: DraftRow, code: str) -> DraftRow:
    problems = (*(one for one in row.problems if one[0] != code), (code, {}))
    return replace(row, problems=problems, is_checked=False)


def content_of(roster: Roster) -> Content:
    """A fresh draft of a list that was read."""
    return Content(
        rows=tuple(_row(number, row) for number, row in enumerate(roster.rows)),
        ignored=tuple(
            (one.sheet, one.row, one.reason.code, dict(one.reason.params)) for one in roster.ignored
        ),
        notices=tuple((one.code, dict(one.params)) for one in roster.notices),
    )


def content_from(stored: Mapping[str, Any]) -> Content:
    """A draft from its sealed values."""
    rows = (
        DraftRow(
            **{
                **row,
                "documents": tuple(row["documents"]),
                "problems": tuple((code, params) for code, params in row["problems"]),
                "cells": tuple((heading, text) for heading, text in row.get("cells", ())),
            }
        )
        for row in stored.get("rows", ())
    )
    return Content(
        rows=tuple(rows),
        ignored=tuple((s, r, code, params) for s, r, code, params in stored.get("ignored", ())),
        notices=tuple((code, params) for code, params in stored.get("notices", ())),
        list_date=stored.get("list_date", ""),
    )


def _row(number: int, row: RosterRow) -> DraftRow:
    return DraftRow(
        id=number,
        sheet=row.sheet,
        row=row.row,
        names={run.script: run.text for run in row.names},
        sex=row.sex or "",
        birth_date=row.birth_date or "",
        precision=row.birth_date_precision,
        family=row.family,
        relation=row.relation or "",
        nationality=row.nationality or "",
        documents=row.documents,
        problems=tuple((one.code, dict(one.params)) for one in row.problems),
        cells=row.cells,
        host=row.host,
    )


def unfit(rows: Sequence[DraftRow], today: date) -> list[tuple[DraftRow, str]]:
    """The rows that cannot become people as they stand: their `name` is too long, or their `birth` cannot be."""
    found = []
    for row in rows:
        if any(len(text) > LONGEST for text in row.names.values()):
            found.append((row, "name"))
        elif row.birth_date and not may_be_born(row.birth_date, today):
            found.append((row, "birth"))
    return found


def birth_of(row: DraftRow) -> tuple[date | None, str]:
    """The birth date of a row with its precision: a year alone stands on its first day."""
    parts = [int(part) for part in row.birth_date.split("-")] if row.birth_date else []
    if not parts:
        return None, "unknown"
    year, month, day = (*parts, 1, 1)[:3]
    usual = {1: "year", 2: "month", 3: "day"}[len(parts)]
    return date(year, month, day), "estimated" if row.precision == "estimated" else usual

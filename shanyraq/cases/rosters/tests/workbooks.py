"""Workbooks made in code, and readings written in one line a person."""

from __future__ import annotations

import io
from datetime import date

import openpyxl  # noqa: TID251 - awkward workbooks are written with it

from shanyraq.cases.rosters import Roster, RosterRow, read_roster

Value = str | int | float | date | bool | None
Rows = list[list[Value]]


def workbook(sheets: dict[str, Rows], merges: dict[str, list[str]] | None = None) -> bytes:
    """An xlsx file; `merges` names ranges by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in (merges or {}).get(name, ()):
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, filename: str = "list.xlsx", as_of: date | None = None) -> Roster:
    return read_roster(data, filename=filename, as_of=as_of)


def line(row: RosterRow, *, with_sheet: bool = False) -> str:
    """`2 | Aisha / عائشة | F 1990-03-04 day | 1 head KZ | N123 | problem codes`."""
    names = " / ".join(f"{run.script}:{run.text}" for run in row.names) or "?"
    facts = f"{row.sex or '?'} {row.birth_date or '?'} {row.birth_date_precision}"
    place = f"{row.family}; {row.relation or '?'}; {row.nationality or '??'}"
    documents = ", ".join(row.documents) or "-"
    problems = " ".join(problem.code for problem in row.problems) or "-"
    start = f"{row.sheet}!{row.row}" if with_sheet else str(row.row)
    return " | ".join((start, names, facts, place, documents, problems))


def lines(roster: Roster, *, with_sheet: bool = False) -> list[str]:
    return [line(row, with_sheet=with_sheet) for row in roster.rows]


def expected(text: str) -> list[str]:
    return [part.strip() for part in text.strip().splitlines()]


def ignored(roster: Roster) -> dict[int, str]:
    return {row.row: row.reason.code for row in roster.ignored}


def covered(roster: Roster) -> list[tuple[str, int]]:
    """Every (sheet, row) that the roster speaks of, each once."""
    people = {(row.sheet, row.row) for row in roster.rows}
    others = [(row.sheet, row.row) for row in roster.ignored]
    assert len(set(others)) == len(others)
    assert not people & set(others)
    return sorted(people | set(others))


def all_rows(sheets: dict[str, Rows]) -> list[tuple[str, int]]:
    return sorted((name, number) for name, rows in sheets.items() for number, _ in enumerate(rows, 1))

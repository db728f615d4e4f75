"""The cells of a person's row as they stand in the file, each with its heading: what somebody compares with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from shanyraq.cases.rosters.cells import Sheet, cell_text
from shanyraq.cases.rosters.columns import filled_cells
from shanyraq.cases.rosters.headers import Header

Cells = tuple[tuple[str, str], ...]


def originals_of(sheet: Sheet, headers: Sequence[Header]) -> Callable[[int], Cells]:
    """For a row of the sheet (from 0): its cells from the left, heading and text, empty ones left out.

    The heading is that of the nearest table above, empty where its column has none. A cell that is merged down over
    several rows belongs to each of them.
    """
    known = sorted(headers, key=_last_row)
    last_rows = [_last_row(header) for header in known]
    headings = [_headings(sheet, header) for header in known]
    merged = {
        row: {column: cell_text(cell) for column, cell in cells.items()}
        for row, cells in filled_cells(sheet).items()
    }
    read: dict[int, Cells] = {}

    def cells_of(row: int) -> Cells:
        if row not in read:
            values = {**merged.get(row, {}), **dict(_filled(sheet, row))}
            place = bisect_left(last_rows, row) - 1
            named = headings[place] if place >= 0 else {}
            read[row] = tuple((named.get(column, ""), values[column]) for column in sorted(values))
        return read[row]

    return cells_of


def _last_row(header: Header) -> int:
    return header.rows[-1] if header.rows else -1


def _filled(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    return [(column, text) for column, cell in enumerate(sheet.rows[row]) if (text := cell_text(cell))]


def _headings(sheet: Sheet, header: Header) -> dict[int, str]:
    """What the heading rows say over each column; over those that were understood, what they were understood from."""
    found: dict[int, str] = {}
    for row in header.rows:
        for column, text in _filled(sheet, row):
            found[column] = f"{found[column]} {text}" if column in found else text
    return found | {column.index: column.heading for column in header.columns if column.heading}

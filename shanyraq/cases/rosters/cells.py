"""What a sheet is after reading: a grid of plain values with the spreadsheet's own row numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shanyraq.cases.rosters.messages import Remark

Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows[0]` is the spreadsheet's row 1; empty rows are empty lists, short rows simply end.

    `is_hidden`: the program that opens the workbook does not show it.
    `place` names a list that stands right of another one, as in `Sheet1!F`; with `shares_families` its families are
    told by a column of its neighbour.
    `labels` are the headings where the sheet was forms and each is one row now; `told` is what its other rows are.
    `unclosed` are the rows (from 0) of a text file in which a quotation mark was opened and never closed.
    """

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    dates_from_1904: bool = False
    unclosed: frozenset[int] = frozenset()
    is_hidden: bool = False
    place: str = ""
    shares_families: bool = False
    labels: tuple[str, ...] = ()
    told: dict[int, Remark] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """The value, None outside the grid."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None


def cell_text(cell: Cell) -> str:
    """The cell as a person would read it; a whole number has no decimals."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def column_letter(index: int) -> str:
    """The spreadsheet's letters for a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

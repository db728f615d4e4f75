"""Cells of a person's row that nobody has read: each is told beside her, so that none is dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from shanyraq.cases.rosters.cells import column_letter
from shanyraq.cases.rosters.columns import is_bare_date
from shanyraq.cases.rosters.headers import Column, Header
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.tables import RowCells
from shanyraq.cases.rosters.wording import is_blank_word

#: What a column is called that was not read, and how many cells of people's rows are filled in it.
Unread = Counter[str]
#: Of a person who is only repeated, these are read all the same.
_KEPT = frozenset(("number", "children", "documents"))


def tell_unread(header: Header, cells: RowCells, counts: Unread) -> list[Remark]:
    """A remark for each cell that nobody has taken; `counts` grows by them.

    What a column of no known meaning says has to be looked at; a tent or a telephone number is only told.
    """
    left = [(index, text) for index, text in cells.texts.items() if index not in cells.taken]
    told: list[Remark] = []
    columns = {column.index: column for column in header.columns} if left else {}
    for index, text in left:
        if is_blank_word(text):
            continue
        column = columns.get(index)
        heading = _called(column, index)
        counts[heading] += 1
        code = "column_unread" if column is not None and _is_known(column) else "column_unknown"
        told.append(remark(code, column=heading, text=text))
    return told


def tell_anew(header: Header, cells: RowCells, above: RowCells, counts: Unread) -> list[Remark]:
    """A remark for each cell of a person who is only repeated that does not stand in her first row as well."""
    told: list[Remark] = []
    for column in header.columns:
        text = cells.peek(column)
        is_hers = not column.group.startswith(("child", "wife")) and column.field not in _KEPT
        if (
            not is_hers
            or column.index not in cells.taken
            or is_blank_word(text)
            or text == above.peek(column)
        ):
            continue
        if column.field == "notes":
            told.append(remark("note_kept", text=text))
            continue
        counts[_called(column, column.index)] += 1
        told.append(remark("column_unread", column=_called(column, column.index), text=text))
    return told


def _called(column: Column | None, index: int) -> str:
    """The heading in one line, else the letter of the spreadsheet."""
    return " ".join(column.heading.split()) if column is not None and column.heading else column_letter(index)


def _is_known(column: Column) -> bool:
    return column.field != "unknown" and not is_bare_date(column.heading)


def unread_columns(counted: Sequence[tuple[str, Mapping[str, int]]]) -> list[Remark]:
    """A notice for each column of each sheet that was not read, with the number of its filled cells."""
    return [
        remark("columns_unread", sheet=sheet, column=column, filled=filled)
        for sheet, counts in counted
        for column, filled in counts.items()
    ]

"""Two lists side by side on one sheet: the same headings twice, so each row holds two people."""

from __future__ import annotations

from dataclasses import replace

from shanyraq.cases.rosters.cells import Cell, Sheet, cell_text, column_letter
from shanyraq.cases.rosters.columns import may_be_heading, merges_by_row
from shanyraq.cases.rosters.headers import Column
from shanyraq.cases.rosters.heading_rows import find_header
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.wording import plain

_NAMES = frozenset(("full", "given", "surname"))
_DETAILS = frozenset(("birth", "birth_year", "age", "sex", "relation", "nationality", "documents"))
#: Headings stand near the top; further down nobody looks for a second list.
_MOST_ROWS = 60


def apart(sheet: Sheet) -> list[Sheet]:
    """The lists of a sheet from left to right, each with the sheet's own rows and columns; usually it is one."""
    for row, cells in enumerate(() if sheet.labels else sheet.rows[:_MOST_ROWS]):
        texts = [plain(cell) for cell in cells if isinstance(cell, str)]
        if len(set(texts)) == len(texts) or not may_be_heading(cells):
            continue
        merges = merges_by_row(sheet)
        above = find_header(sheet, row - 1, merges) if row else None
        # The upper row of two may say whom the headings speak of: the mother, then the child.
        header = above if above is not None and row in above.rows else find_header(sheet, row, merges)
        start = _second_list(header.columns) if header is not None else None
        if header is not None and start is not None:
            top = row - 1 if row and sheet.at(row - 1, start) is not None else row
            left, right = _cut(sheet, top, start, _shared(header.columns, start))
            return [left, *apart(right)]
    return [sheet]


def _second_list(columns: list[Column]) -> int | None:
    """Where the headings begin a second time: the name, and something that is told of each person."""
    told = [(_last_part(column), column.field, column.group) for column in columns]
    for place, column in enumerate(columns):
        first = told.index(told[place])
        if first == place or column.field not in _NAMES or column.group != "main":
            continue
        while first > 0 and told[first - 1] == told[place - 1] and place - 1 > first:
            first, place = first - 1, place - 1
        again = {field for _, field, _ in told[:place] if field in _DETAILS}
        if again & {field for _, field, _ in told[place:]}:
            return columns[place].index
    return None


def _shared(columns: list[Column], start: int) -> int | None:
    """The column at the left edge that tells the family of everybody in a row, where the second list has none."""
    own = {column.field for column in columns if column.index >= start}
    first = columns[0]
    return first.index if first.field in ("family", "head_name") and first.field not in own else None


def _last_part(column: Column) -> str:
    return plain(column.heading.rpartition(" / ")[2])


def _cut(sheet: Sheet, top: int, start: int, shared: int | None) -> tuple[Sheet, Sheet]:
    """The sheet left of the second list, and the second list, with the column that both share."""
    left: list[list[Cell]] = []
    right: list[list[Cell]] = []
    for row, cells in enumerate(sheet.rows):
        behind = row >= top and any(cell is not None for cell in cells[start:])
        left.append(cells[:start] if behind else cells)
        before: list[Cell] = [None] * start
        if shared is not None:
            before[shared] = cells[shared] if shared < len(cells) else None
        right.append([*before, *cells[start:]] if behind else [])
    merges = [merge for merge in sheet.merges if merge.top >= top and merge.left >= start]
    others = [merge for merge in sheet.merges if merge not in merges]
    merges += [merge for merge in others if merge.left == merge.right == shared]
    place = f"{sheet.name}!{column_letter(start)}"
    second = replace(sheet, rows=right, merges=merges, place=place, shares_families=shared is not None)
    return replace(sheet, rows=left, merges=others), second


def row_text(sheet: Sheet, row: int) -> str:
    """What stands in a row, as reasons quote it."""
    return " | ".join(cell_text(cell) for cell in sheet.rows[row] if cell is not None)


def together(reasons: list[tuple[str, Remark]]) -> Remark:
    """One reason for a row that is no person in any of the lists; each with the text of its part of the row."""
    filled = [(text, reason) for text, reason in reasons if text]
    if not filled:
        return reasons[0][1]
    first = filled[0][1]
    if len(filled) == 1 or "text" not in first.params:
        return first
    return remark(first.code, **{**first.params, "text": " | ".join(text for text, _ in filled)})

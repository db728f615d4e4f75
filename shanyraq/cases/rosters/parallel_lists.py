"""Several people of one kind in one cell each: `Ali, Sara` under the names and `2012, 2014` under the years."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.child_items import ENUMERATED, items_of
from shanyraq.cases.rosters.headers import NAME_FIELDS, Column, Header
from shanyraq.cases.rosters.tables import RowCells
from shanyraq.cases.rosters.wording import is_blank_word, plain, words_pattern
from shanyraq.people.names import scripts_in

_WIVES = words_pattern("wives*|spouses|әйелдері*|الزوجات|زوجات|زوجاته|имена жен|фио жен|имена жён")
_ONLY_WIVES = words_pattern("жены")
#: `7,5` is seven and a half, or two ages: nobody knows.
_GLUED = re.compile(r"\d[,،]\d")

_PAIRED = ("age", "birth", "birth_year", "birth_place_date")
#: What a row says once, whoever of those in it is meant.
_ONCE = frozenset(("children", "members", "notes", "documents", "children_count", "family_size"))


def each_person(header: Header, cells: RowCells, group: str) -> list[RowCells]:
    """The cells of one group of columns, once for each person where all hold lists of one length; else as they are.

    Names alone are taken apart only below a heading of several: `Wives`.
    """
    if len(numbered := each_numbered(header, cells, group)) > 1:
        return numbered
    columns = [
        column
        for column in header.columns
        if column.group == group and column.index in cells.own and not is_blank_word(cells.peek(column))
    ]
    names = [column for column in columns if column.field in NAME_FIELDS]
    lists = {column.index: _parts(cells.peek(column)) for column in columns}
    number = len(lists[names[0].index]) if names else 1
    if number < 2 or any(len(parts) != number for parts in lists.values()):
        return [cells]
    if not all(_are_names(lists[column.index]) for column in names):
        return [cells]
    if len(columns) == len(names) and not _asks_for_several(names[0]):
        return [cells]
    return [
        RowCells(
            {**cells.values, **{index: parts[place] for index, parts in lists.items()}},
            cells.own,
            cells.taken,
        )
        for place in range(number)
    ]


def each_numbered(header: Header, cells: RowCells, group: str) -> list[RowCells]:
    """The cells of a row, once for each whom its cell of names numbers: `1) Aisha 2) Maryam`; else as they are.

    Ages and dates are theirs in that order where there are as many. Fewer or more are nobody's, and each of them is
    told so; one alone leaves the cell in one piece, for somebody to look at.
    """
    columns = [column for column in header.columns if column.group == group and column.index in cells.own]
    names = [column for column in columns if column.field in NAME_FIELDS]
    number = len(ENUMERATED.findall(cells.peek(names[0]))) if len(names) == 1 else 0
    if number < 2 or not ENUMERATED.match(cells.peek(names[0])):
        return [cells]
    lists = {column.index: _parts(cells.peek(column)) for column in columns}
    alone = [column for column in columns if column.field in _PAIRED and len(lists[column.index]) == 1]
    if len(lists[names[0].index]) != number or alone:
        return [cells]
    paired = {index: parts for index, parts in lists.items() if len(parts) == number}
    once = {column.index for column in columns if column.field in _ONCE}
    return [
        RowCells(
            {
                **{index: cell for index, cell in cells.values.items() if not place or index not in once},
                **{index: parts[place] for index, parts in paired.items()},
            },
            cells.own,
            cells.taken,
        )
        for place in range(number)
    ]


def _parts(text: str) -> list[str]:
    lines = [line.strip(" ,;") for line in text.split("\n") if line.strip(" ,;.")]
    if len(lines) > 1 or _GLUED.search(text):
        return lines
    return items_of(text)


def _are_names(parts: list[str]) -> bool:
    """Whether all are written in the same letters: a name and below it the same in Arabic is one person."""
    return len({tuple(sorted(scripts_in(part))) for part in parts}) == 1 and bool(scripts_in(parts[0]))


def _asks_for_several(column: Column) -> bool:
    clean = plain(column.heading).strip(" .:*()")
    return _WIVES.search(clean) is not None or _ONLY_WIVES.fullmatch(clean) is not None

"""Small counts: what may be printed of a table so that no total gives away a count of one to four.

`protect_small_counts` is the one function for chart, table and file. It hides counts below the threshold ("<5") and
then as many others ("*") as it takes so that, from everything printed, each small count could still be any number
from 1 to 4. Zeros are printed: that nobody is there names nobody.

How: a table with its totals is a flow of people. All flow through the grand total, from there through the row totals,
through the cells, through the column totals and back. What is printed holds its flow fixed; what is hidden may move
within what its mark says. A small count is safe if its flow can be pushed up to 4 and down to 1 along a circle of
hidden counts. Where no such circle exists, the cheapest one is found and the counts on it are hidden too. Hiding more
never makes an earlier circle impossible, so one pass is enough.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from zlib import crc32

THRESHOLD = 5
HIDDEN = "*"
NO_LIMIT = 10**9
# What hiding a count costs: rather cells than totals, rather few than many, rather small than large. Among those of one
# size the same one is hidden each time: a choice that followed the figures would let two days' tables be subtracted.
CELL, TOTAL, GRAND = 10**6, 5 * 10**6, 40 * 10**6
SIZE, PLACES = 1000, 997


@dataclass(frozen=True)
class Counts:
    """Counts by row and column, disjoint in both directions, and which totals will be printed.

    The grand total is printed where both kinds are. Totals are added up here, never given.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    row_totals: bool = True
    column_totals: bool = True


@dataclass(frozen=True)
class ProtectedCount:
    """A count as it may be shown: `value` is None where it is hidden, `label` is what to print."""

    value: int | None
    label: str

    @property
    def is_hidden(self) -> bool:
        """Whether the figure itself may not be shown."""
        return self.value is None

    @property
    def order(self) -> int:
        """For sorting: hidden counts are all alike, or their order would tell."""
        return -1 if self.value is None else self.value


@dataclass(frozen=True)
class ProtectedTable:
    """The table as it may be shown. Totals that are not printed are empty; `total` is None then."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[ProtectedCount, ...], ...]
    row_totals: tuple[ProtectedCount, ...]
    column_totals: tuple[ProtectedCount, ...]
    total: ProtectedCount | None

    @property
    def has_hidden_totals(self) -> bool:
        """Whether a "*" stands anywhere, so that the page explains it."""
        everything = [*self.row_totals, *self.column_totals, *(one for line in self.cells for one in line)]
        return any(one.label == HIDDEN for one in everything) or (
            self.total is not None and self.total.label == HIDDEN
        )

    def lines(self) -> list[tuple[ProtectedCount, ...]]:
        """The figures of each row with its total, then the line of column totals: for a table or a file."""
        body = [
            (*cells, self.row_totals[index]) if self.row_totals else cells
            for index, cells in enumerate(self.cells)
        ]
        if self.column_totals:
            body.append((*self.column_totals, self.total) if self.total else self.column_totals)
        return body


@dataclass
class _Arc:
    """A count as part of the flow, from one node to another, and between what it may move when hidden."""

    tail: int
    head: int
    value: int
    lowest: int
    highest: int
    price: int
    label: str
    hidden: bool
    printed: bool
    wanted: tuple[int, int] | None  # what a small count must be able to be


def protect_small_counts(table: Counts, threshold: int = THRESHOLD) -> ProtectedTable:
    """What may be printed of a table. Raises ValueError on negative counts, ragged rows or a threshold under 3."""
    _check(table, threshold)
    arcs = _flow(table, threshold)
    for arc in arcs:
        if arc.wanted is not None:
            _make_room(arcs, arc, arc.wanted[1] - arc.value, upwards=True)
            _make_room(arcs, arc, arc.value - arc.wanted[0], upwards=False)
    return _shown(table, arcs)


def protect_counts(counts: Sequence[int], threshold: int = THRESHOLD) -> tuple[ProtectedCount, ...]:
    """Counts of one list that is printed without a total: only the small ones are hidden."""
    return tuple(
        ProtectedCount(None, f"<{threshold}") if 0 < one < threshold else ProtectedCount(one, str(one))
        for one in counts
    )


def _check(table: Counts, threshold: int) -> None:
    if threshold < 3:
        raise ValueError(
            "a threshold under 3 hides nothing: there must be two small counts to be taken for each other"
        )
    if len(table.values) != len(table.rows) or any(len(line) != len(table.columns) for line in table.values):
        raise ValueError("each row needs one count for each column")
    if any(one < 0 for line in table.values for one in line):
        raise ValueError("a count cannot be negative")


def _flow(table: Counts, threshold: int) -> list[_Arc]:
    """The table as arcs: cells by row, then row totals, column totals, the grand total."""
    height, width = len(table.rows), len(table.columns)
    first_row, first_column, sink = 1, 1 + height, 1 + height + width
    columns = list(zip(*table.values, strict=True)) if height else [()] * width
    everything = [one for line in table.values for one in line]
    arcs = [
        _cell(
            first_row + row, first_column + column, one, threshold, (table.rows[row], table.columns[column])
        )
        for row, line in enumerate(table.values)
        for column, one in enumerate(line)
    ]
    arcs += [
        _total(0, first_row + row, line, threshold, TOTAL, table.row_totals)
        for row, line in enumerate(table.values)
    ]
    arcs += [
        _total(first_column + column, sink, line, threshold, TOTAL, table.column_totals)
        for column, line in enumerate(columns)
    ]
    arcs.append(_total(sink, 0, everything, threshold, GRAND, table.row_totals and table.column_totals))
    return arcs


def _cell(tail: int, head: int, value: int, threshold: int, place: tuple[str, ...] = ()) -> _Arc:
    if 0 < value < threshold:
        full = (1, threshold - 1)
        return _Arc(tail, head, value, *full, 0, f"<{threshold}", True, True, full)
    price = CELL + _size_and_place(value, place)
    return _Arc(tail, head, value, threshold, NO_LIMIT, price, HIDDEN, False, True, None)


def _size_and_place(value: int, place: tuple[str, ...]) -> int:
    """Small before large, and among counts of about one size always the same place first."""
    return value.bit_length() * SIZE + crc32("\0".join(place).encode()) % PLACES


def _total(tail: int, head: int, parts: Iterable[int], threshold: int, price: int, printed: bool) -> _Arc:
    """A total. One that sums several counts is never marked "<5": that mark would bound each of them from above."""
    filled = [one for one in parts if one]
    value = sum(filled)
    if not printed:
        return _Arc(tail, head, value, 0, NO_LIMIT, 0, "", True, False, None)
    if len(filled) > 1:
        small = value < threshold
        wanted = (len(filled), threshold) if small else None
        price += value.bit_length() * SIZE
        return _Arc(tail, head, value, 1, NO_LIMIT, price, HIDDEN, small, True, wanted)
    alone = _cell(tail, head, value, threshold)
    return replace(alone, price=price + value.bit_length() * SIZE)


def _make_room(arcs: list[_Arc], wanted: _Arc, units: int, *, upwards: bool) -> None:
    """Hide what it takes for one count to move by so many units."""
    moved = {id(arc): arc.value for arc in arcs}
    start, goal = (wanted.head, wanted.tail) if upwards else (wanted.tail, wanted.head)
    for _ in range(units):
        for arc, step in _cheapest_way(arcs, wanted, moved, start, goal):
            arc.hidden = True
            moved[id(arc)] += step


def _cheapest_way(
    arcs: list[_Arc], without: _Arc, moved: dict[int, int], start: int, goal: int
) -> list[tuple[_Arc, int]]:
    """The counts to move, each by one up or down, so that a unit gets from start to goal at the least new hiding."""
    ways: dict[int, list[tuple[int, _Arc, int]]] = {}
    for arc in arcs:
        if arc is without or (arc.value == 0 and arc.printed):
            continue
        if moved[id(arc)] < arc.highest:
            ways.setdefault(arc.tail, []).append((arc.head, arc, 1))
        if moved[id(arc)] > arc.lowest:
            ways.setdefault(arc.head, []).append((arc.tail, arc, -1))
    best: dict[int, int] = {start: 0}
    came: dict[int, tuple[int, _Arc, int]] = {}
    turn = count()
    queue = [(0, next(turn), start)]
    while queue:
        cost, _, node = heapq.heappop(queue)
        if cost > best[node]:
            continue
        for other, arc, step in ways.get(node, []):
            price = cost + (0 if arc.hidden else arc.price)
            if price < best.get(other, NO_LIMIT * NO_LIMIT):
                best[other], came[other] = price, (node, arc, step)
                heapq.heappush(queue, (price, next(turn), other))
    way, node = [], goal
    while node != start:  # hiding all there is always leaves a way, so the goal was reached
        node, arc, step = came[node]
        way.append((arc, step))
    return way


def _shown(table: Counts, arcs: list[_Arc]) -> ProtectedTable:
    height, width = len(table.rows), len(table.columns)
    counts = [
        ProtectedCount(None, arc.label) if arc.hidden else ProtectedCount(arc.value, str(arc.value))
        for arc in arcs
    ]
    cells, rest = counts[: height * width], counts[height * width :]
    return ProtectedTable(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(tuple(cells[row * width : (row + 1) * width]) for row in range(height)),
        row_totals=tuple(rest[:height]) if table.row_totals else (),
        column_totals=tuple(rest[height : height + width]) if table.column_totals else (),
        total=rest[-1] if table.row_totals and table.column_totals else None,
    )

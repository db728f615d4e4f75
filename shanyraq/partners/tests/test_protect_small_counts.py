"""No total gives a small count away: worked examples, and an attacker who tries every table that fits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shanyraq.partners.rules import (
    Counts,
    ProtectedCount,
    ProtectedTable,
    protect_counts,
    protect_small_counts,
)


def table_of(*lines: tuple[int, ...], row_totals: bool = True, column_totals: bool = True) -> Counts:
    rows = tuple(f"r{number}" for number in range(len(lines)))
    columns = tuple(f"c{number}" for number in range(len(lines[0]) if lines else 0))
    return Counts(rows, columns, tuple(lines), row_totals, column_totals)


def labels(table: ProtectedTable) -> list[list[str]]:
    return [[one.label for one in line] for line in table.lines()]


def test_a_table_of_large_counts_is_printed_whole() -> None:
    shown = protect_small_counts(table_of((10, 20), (30, 40)))

    assert labels(shown) == [["10", "20", "30"], ["30", "40", "70"], ["40", "60", "100"]]
    assert not shown.has_hidden_totals


def test_zero_is_printed_because_it_names_nobody() -> None:
    shown = protect_small_counts(table_of((0, 0), (0, 12)))

    assert labels(shown) == [["0", "0", "0"], ["0", "12", "12"], ["0", "12", "12"]]


def test_one_small_count_takes_a_second_with_it_in_its_row_and_column() -> None:
    shown = protect_small_counts(table_of((3, 10, 30), (20, 50, 60), (70, 80, 90)))

    assert labels(shown) == [
        ["<5", "*", "30", "43"],
        ["*", "*", "60", "130"],
        ["70", "80", "90", "240"],
        ["93", "140", "180", "413"],
    ]
    assert shown.has_hidden_totals


def test_a_list_with_its_sum_hides_the_smallest_second_count_that_leaves_room() -> None:
    shown = protect_small_counts(table_of((1,), (5,), (9,), (30,), row_totals=False))

    assert labels(shown) == [["<5"], ["5"], ["*"], ["30"], ["45"]]


@given(st.lists(st.lists(st.integers(16, 31), min_size=3, max_size=3), min_size=2, max_size=4), st.data())
def test_the_second_hidden_count_stays_where_it_is_while_others_come_and_go(
    others: list[list[int]], data: st.DataObject
) -> None:
    """Else two days' tables would show each a part of one row that did not change."""
    later = [[data.draw(st.integers(16, 31)) for _ in line] for line in others]
    row = (24, 3, 27)

    one, two = (protect_small_counts(table_of(row, *map(tuple, lines))) for lines in (others, later))

    assert [cell.is_hidden for cell in one.cells[0]] == [cell.is_hidden for cell in two.cells[0]]


def test_two_small_counts_whose_sum_would_tell_both_take_a_third() -> None:
    shown = protect_small_counts(table_of((1,), (1,), (40,), row_totals=False))

    assert labels(shown) == [["<5"], ["<5"], ["*"], ["42"]]


def test_a_small_total_of_several_counts_is_not_called_small_because_that_would_bound_them() -> None:
    shown = protect_small_counts(table_of((1, 1, 1, 1), column_totals=False))

    assert labels(shown) == [["<5", "<5", "<5", "<5", "*"]]


def test_a_list_without_a_total_hides_only_what_is_small() -> None:
    assert [one.label for one in protect_counts([0, 1, 4, 5, 1033])] == ["0", "<5", "<5", "5", "1033"]


def test_hidden_counts_sort_alike() -> None:
    orders = {one.order for one in protect_counts([1, 2, 4])}

    assert orders == {-1}
    assert ProtectedCount(7, "7").order == 7


def test_an_empty_table_stays_empty() -> None:
    assert protect_small_counts(table_of()).lines() == []


@pytest.mark.parametrize(
    ("counts", "threshold"),
    [
        (table_of((1, -1)), 5),
        (Counts(("a",), ("x", "y"), ((1,),)), 5),
        (Counts(("a", "b"), ("x",), ((1,),)), 5),
        (table_of((1, 2)), 2),
    ],
)
def test_a_table_that_cannot_be_is_an_error(counts: Counts, threshold: int) -> None:
    with pytest.raises(ValueError, match=r"count|threshold"):
        protect_small_counts(counts, threshold)


def possible_tables(counts: Counts, shown: ProtectedTable, largest: int) -> list[tuple[tuple[int, ...], ...]]:
    """Everything the attacker cannot rule out. She knows how counts are hidden, and that zeros are printed.

    She begins with the lines whose totals are printed: those leave few possibilities of each.
    """
    by_columns = not shown.row_totals
    printed = zip(*shown.cells, strict=True) if by_columns else shown.cells
    along, across = shown.row_totals, shown.column_totals
    if by_columns:
        along, across = across, along
    possible = [
        [
            values
            for values in product(*(values_of(cell, largest) for cell in line))
            if not along or fits(along[number], values)
        ]
        for number, line in enumerate(printed)
    ]
    found = []
    for lines in product(*possible):
        others = tuple(zip(*lines, strict=True))
        if all(fits(total, line) for total, line in zip(across, others, strict=bool(across))) and (
            not shown.total or fits(shown.total, tuple(chain(*lines)))
        ):
            found.append(others if by_columns else lines)
    return found


def values_of(cell: ProtectedCount, largest: int) -> Iterable[int]:
    """What a cell may stand for, seen alone."""
    if cell.value is not None:
        return [cell.value]
    return range(1, 5) if cell.label == "<5" else range(5, largest)


def fits(total: ProtectedCount, parts: tuple[int, ...]) -> bool:
    if total.value is not None:
        return sum(parts) == total.value
    if total.label == "<5":
        return 0 < sum(parts) < 5
    return sum(parts) >= 5 or sum(part > 0 for part in parts) > 1


SMALLISH = st.one_of(st.integers(0, 6), st.sampled_from((0, 1, 2, 3, 4, 7, 9, 11)))


@st.composite
def small_tables(draw: st.DrawFn) -> Counts:
    height, width = draw(st.sampled_from(((1, 3), (3, 1), (2, 2), (2, 3), (3, 2), (1, 4), (4, 1))))
    lines = tuple(tuple(draw(SMALLISH) for _ in range(width)) for _ in range(height))
    return table_of(*lines, row_totals=draw(st.booleans()), column_totals=draw(st.booleans()))


@given(small_tables())
@settings(max_examples=60)
@example(table_of((1, 5), (5, 5)))
@example(table_of((1, 1), (1, 1)))
@example(table_of((4, 0), (0, 5)))
@example(table_of((1, 0, 5), (0, 4, 6)))
@example(table_of((1, 1, 1, 1)))
def test_from_all_that_is_printed_each_small_count_can_still_be_any_from_one_to_four(counts: Counts) -> None:
    shown = protect_small_counts(counts)

    possible = possible_tables(counts, shown, largest=17)
    assert counts.values in possible
    for row, line in enumerate(counts.values):
        for column, value in enumerate(line):
            if 0 < value < 5:
                assert {lines[row][column] for lines in possible} == {1, 2, 3, 4}


@given(small_tables())
@settings(max_examples=60)
def test_no_small_total_can_be_worked_out(counts: Counts) -> None:
    shown = protect_small_counts(counts)

    possible = possible_tables(counts, shown, largest=17)
    for row, total in enumerate(shown.row_totals):
        if 0 < sum(counts.values[row]) < 5:
            assert total.is_hidden
            assert len({sum(lines[row]) for lines in possible}) > 1
    everything = sum(map(sum, counts.values))
    if shown.total and 0 < everything < 5:
        assert len({sum(map(sum, lines)) for lines in possible}) > 1


@given(st.integers(2, 6), st.integers(2, 5), st.data())
@settings(max_examples=40)
def test_what_is_printed_is_true_and_every_small_count_is_hidden(
    height: int, width: int, data: st.DataObject
) -> None:
    lines = tuple(tuple(data.draw(st.integers(0, 60)) for _ in range(width)) for _ in range(height))
    counts = table_of(*lines)

    shown = protect_small_counts(counts)

    true = [
        *((*line, sum(line)) for line in lines),
        (*map(sum, zip(*lines, strict=True)), sum(map(sum, lines))),
    ]
    for printed, values in zip(shown.lines(), true, strict=True):
        for one, value in zip(printed, values, strict=True):
            assert one.value in (None, value)
            assert (one.value is None) or value == 0 or value >= 5
            assert one.label in {"<5", "*", str(value)}


def test_the_same_table_is_always_hidden_in_the_same_way() -> None:
    counts = table_of((3, 20, 30), (4, 0, 60), (70, 8, 9))

    assert protect_small_counts(counts) == protect_small_counts(counts)


def test_twenty_regions_by_seven_disciplines_are_protected_at_once() -> None:
    lines = tuple(tuple((row * 7 + column * 5) % 13 for column in range(7)) for row in range(20))

    shown = protect_small_counts(table_of(*lines))

    assert sum(one.is_hidden for line in shown.cells for one in line) < 20 * 7 * 0.8

"""What is asked about, and what is not: rules over openings, proved over many made-up days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shanyraq.oversight.rules import Waiting, in_order
from shanyraq.oversight.rules.findings import (
    BREACH,
    FORCED,
    IN_A_ROW_WITHIN,
    LEAST_DAYS,
    NEXT,
    NORM,
    OPEN,
    SAFE,
    STATES,
    Night,
    Norm,
    Opening,
    answers,
    at_night,
    in_a_row,
    is_far_above,
    of_these,
    reason_not_to_answer,
)

BEGIN = datetime(2021, 5, 20, 9, tzinfo=UTC)
steps = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 900)), max_size=30)


def openings(told: list[tuple[int, int]]) -> list[Opening]:
    """One file a number, each with one person of that number; the second is how many seconds later."""
    at, found = BEGIN, []
    for seq, (number, seconds) in enumerate(told, 1):
        at += timedelta(seconds=seconds)
        found.append(Opening(seq, at, f"opened:{number}", frozenset({UUID(int=number)})))
    return found


@given(steps, st.integers(0, 23), st.integers(0, 23))
def test_every_opening_is_either_at_night_or_not(told: list[tuple[int, int]], begins: int, ends: int) -> None:
    night, day = Night(begins, ends, UTC), Night(ends, begins, UTC)
    found = openings(told)

    assert len(at_night(found, night)) + len(at_night(found, day)) == (
        len(found) if begins != ends else 0  # a night of no hours
    )


def test_the_night_lasts_over_midnight() -> None:
    night = Night(22, 6, UTC)

    assert [hour for hour in range(24) if night.holds(BEGIN.replace(hour=hour))] == [0, 1, 2, 3, 4, 5, 22, 23]


@given(steps, st.frozensets(st.integers(0, 8)), st.integers(2, 6))
def test_a_row_is_of_different_files_of_strangers_without_a_pause(
    told: list[tuple[int, int]], hers: frozenset[int], least: int
) -> None:
    row = in_a_row(openings(told), {UUID(int=one) for one in hers}, least)

    assert not row or len(row) >= least
    assert len({one.file for one in row}) == len(row)
    assert all({UUID(int=number) for number in hers}.isdisjoint(one.people) for one in row)
    assert all(b.at - a.at <= IN_A_ROW_WITHIN for a, b in pairwise(row))


@given(st.integers(2, 20), st.integers(2, 20))
def test_as_many_strangers_one_after_the_other_are_asked_about(many: int, least: int) -> None:
    found = openings([(number, 30) for number in range(many)])

    assert len(in_a_row(found, (), least)) == (many if many >= least else 0)
    assert in_a_row(found, [UUID(int=number) for number in range(many)], least) == []


@given(steps, st.frozensets(st.integers(0, 8)))
def test_exactly_those_that_showed_somebody_are_found(
    told: list[tuple[int, int]], people: frozenset[int]
) -> None:
    wanted = {UUID(int=one) for one in people}
    found = of_these(openings(told), wanted)

    assert found == [one for one in openings(told) if one.people & wanted]


@given(st.lists(st.integers(0, 60), min_size=LEAST_DAYS, max_size=60))
def test_no_day_of_a_role_is_far_above_its_own_norm_unless_it_stands_out(days: list[int]) -> None:
    norm = Norm()
    for day in days:
        norm = norm.with_day(day)

    assert not is_far_above(round(norm.usual), norm)
    assert is_far_above(max(days) * 5 + 100, norm)


def test_a_role_without_history_has_no_norm() -> None:
    norm = Norm()
    for _day in range(LEAST_DAYS - 1):
        norm = norm.with_day(3)

    assert not is_far_above(1000, norm) and is_far_above(1000, norm.with_day(3))
    assert not is_far_above(19, norm.with_day(3))


def test_what_is_settled_stays_settled_and_every_step_has_a_reason() -> None:
    words = "She stood in for a colleague that week."

    for now in STATES:
        for then in STATES:
            assert (reason_not_to_answer(NORM, now, then, words) == "") is (then in NEXT[now])
            assert reason_not_to_answer(NORM, now, then, "x" * 29)


def test_the_nearest_clock_stands_first_and_nothing_stands_last() -> None:
    hour = timedelta(hours=1)
    told = [
        Waiting("no clock", "", 3),
        Waiting("late", "", 1, until=BEGIN, at=BEGIN),
        Waiting("nobody", "", 0, until=BEGIN, at=BEGIN),
        Waiting("soon", "", 2, until=BEGIN + hour, at=BEGIN),
        Waiting("by another clock", "", 1, until=BEGIN + 9 * hour, at=BEGIN + 7 * hour),
    ]

    assert [one.title for one in in_order(told)] == ["late", "soon", "by another clock", "no clock"]
    assert [one.is_late for one in in_order(told)] == [True, False, False, False]


def test_whoever_was_forced_is_never_asked_and_is_safe_only_once_her_access_is_restored() -> None:
    assert answers(FORCED, OPEN) == (SAFE, BREACH) and answers(FORCED, SAFE) == ()
    assert SAFE not in answers(NORM, OPEN)
    words = "x" * 30
    assert reason_not_to_answer(FORCED, OPEN, SAFE, words, is_shut_out=True) == "restore"
    assert reason_not_to_answer(FORCED, OPEN, SAFE, words) == ""
    assert reason_not_to_answer(FORCED, OPEN, BREACH, words, is_shut_out=True) == ""

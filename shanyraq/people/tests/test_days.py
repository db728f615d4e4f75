"""Which days can be, and who may be a child: the rules, with the clock as an argument."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shanyraq.people.rules import (
    FARTHEST_AHEAD,
    earliest_birth,
    first_day_of_all,
    may_be_child_on,
    reason_against_day,
)

TODAY = date(2021, 5, 20)


@pytest.mark.parametrize(
    ("day", "ahead", "code"),
    [
        (TODAY, False, ""),
        (TODAY + timedelta(days=1), False, "in_future"),
        (date(2012, 3, 3), False, "before_birth"),
        (date(1, 1, 1), False, "before_birth"),
        (TODAY + FARTHEST_AHEAD, True, ""),
        (date(9999, 12, 31), True, "far_ahead"),
    ],
)
def test_a_day_is_neither_to_come_nor_before_birth_nor_years_ahead(day: date, ahead: bool, code: str) -> None:
    assert reason_against_day(day, TODAY, born=date(2012, 3, 4), lies_ahead=ahead) == code


def test_a_day_of_somebody_whose_birth_is_not_known_lies_within_a_life() -> None:
    assert reason_against_day(date(1890, 1, 1), TODAY) == "long_ago"
    assert reason_against_day(date(1930, 1, 1), TODAY) == ""


@pytest.mark.parametrize(
    ("precision", "first"),
    [
        ("day", date(2012, 3, 4)),
        ("month", date(2012, 3, 1)),
        ("year", date(2012, 1, 1)),
        ("estimated", date(2007, 1, 1)),
    ],
)
def test_a_vague_birth_date_means_the_first_day_it_can_mean(precision: str, first: date) -> None:
    assert earliest_birth(date(2012, 3, 4), precision) == first


@pytest.mark.parametrize(
    ("born", "precision", "is_child"),
    [
        (None, "unknown", True),
        (date(2003, 5, 21), "day", True),
        (date(2003, 5, 20), "day", False),
        (date(2003, 1, 1), "year", True),
        (date(2003, 1, 1), "estimated", True),
        (date(2002, 7, 1), "estimated", False),
    ],
)
def test_whose_age_is_uncertain_counts_as_a_child(born: date | None, precision: str, is_child: bool) -> None:
    assert may_be_child_on(born, precision, TODAY) is is_child


def test_all_of_them_were_alive_since_the_youngest_was_born() -> None:
    assert first_day_of_all(
        [(date(1990, 1, 1), "day"), (None, "unknown"), (date(2012, 7, 1), "year")]
    ) == date(2012, 1, 1)
    assert first_day_of_all([(None, "unknown")]) is None

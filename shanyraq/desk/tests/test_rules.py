"""The desk's decisions with plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shanyraq.desk.rules import (
    Share,
    born_after,
    days_late,
    hide_common_totals,
    home_of,
    largest_until_half,
    part_of_day,
    share_with,
    sorted_largest_first,
    sum_of,
)
from shanyraq.partners.rules import Counts, ProtectedCount, protect_small_counts


@pytest.mark.parametrize(
    ("may", "home"),
    [
        ({"case.read", "step.record"}, "desk:today"),
        ({"step.record"}, "desk:today"),
        ({"case.read", "case.assign", "staff.read"}, "desk:team"),
        ({"case.read", "case.assign", "overview.read"}, "desk:overview"),
        ({"overview.read", "staff.read"}, "desk:overview"),
        ({"roster.import", "case.read"}, "cases:rosters"),
        ({"staff.read", "staff.invite", "staff.end"}, "access:staff"),
        ({"record.check"}, "desk:record_state"),
        ({"seal.agree", "seal.see"}, "vault:requests"),
        ({"entry.own"}, "cases:own_entries"),
        ({"step.record", "entry.own"}, "desk:today"),
        (set(), ""),
    ],
)
def test_rights_lead_to_a_first_page(may: set[str], home: str) -> None:
    assert home_of(may) == home


@pytest.mark.parametrize(
    ("hour", "part"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "evening")]
)
def test_the_greeting_follows_the_clock(hour: int, part: str) -> None:
    assert part_of_day(datetime(2021, 5, 20, hour, tzinfo=UTC)) == part


def test_only_a_late_service_is_late_by_days() -> None:
    due, today = datetime(2021, 5, 5, 23, tzinfo=UTC), date(2021, 5, 20)

    assert days_late(due, today, "LATE") == 15
    assert days_late(due, today, "WAITING") == 0
    assert days_late(None, today, "LATE") == 0
    assert days_late(datetime(2021, 5, 20, 4, tzinfo=UTC), today, "LATE") == 1


@pytest.mark.parametrize(
    ("today", "margin", "day"),
    [
        (date(2021, 5, 20), 0, date(2003, 5, 20)),
        (date(2021, 5, 20), 12, date(2002, 5, 20)),
        (date(2021, 12, 31), 0, date(2003, 12, 31)),
        (date(2024, 2, 29), 12, date(2005, 2, 28)),
        (date(2021, 1, 31), 2, date(2002, 11, 30)),
    ],
)
def test_a_child_is_born_after_this_day(today: date, margin: int, day: date) -> None:
    assert born_after(today, margin) == day


def test_the_few_that_make_up_half_are_named_and_hidden_ones_never() -> None:
    assert largest_until_half({"a": 60, "b": 20, "c": 20}) == ["a"]
    assert largest_until_half({"a": 30, "b": 30, "c": 40}) == ["c", "a"]
    assert largest_until_half({"a": None, "b": 5}) == ["b"]
    assert largest_until_half({"a": None, "b": 0}) == []


@pytest.mark.parametrize(
    ("without", "whole", "share"),
    [
        (0, 100, Share(100)),
        (9, 100, Share(91)),
        (1, 100, Share(95, is_more_than=True)),
        (4, 100, Share(95, is_more_than=True)),
        (5, 100, Share(95)),
        (98, 100, None),
        (0, 19, None),
    ],
)
def test_a_share_never_speaks_of_one_to_four_children(without: int, whole: int, share: Share | None) -> None:
    assert share_with(without, whole) == share


def test_hidden_figures_keep_the_order_given_so_that_it_tells_nothing() -> None:
    assert sorted_largest_first({"x": None, "b": 7, "a": None, "c": 9}, ("a", "b", "c", "x")) == [
        "c",
        "b",
        "a",
        "x",
    ]


def test_a_total_hidden_in_one_table_is_hidden_in_its_twin() -> None:
    small = protect_small_counts(Counts(("r", "s"), ("x", "y"), ((2, 0), (0, 3))))
    large = protect_small_counts(Counts(("p", "q"), ("x", "y"), ((20, 30), (40, 50))))

    one, other = hide_common_totals(small, large)

    for mine, twin in zip(one.column_totals, other.column_totals, strict=True):
        assert mine.is_hidden == twin.is_hidden
    assert one.total is not None and other.total is not None
    assert one.total.is_hidden == other.total.is_hidden


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    seven, hidden = ProtectedCount(7, "7"), ProtectedCount(None, "<5")

    assert sum_of(seven, seven).value == 14
    assert sum_of(seven, hidden).is_hidden
    assert sum_of(seven, None).is_hidden

"""Turning eighteen while supported, and a consent taken back: what they open, and for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.pathway import StepState as S
from shanyraq.pathway.show import show_pack
from shanyraq.pathway.tests.factories import happened, kz, plan_on

NOTICE, REVIEW = "P6-17", "P6-16"
YOUTH = {"birth_date": date(2003, 6, 10)}  # eighteen on 10 June 2021; her file was opened in December 2020


def state(plan: object, key: str) -> S | None:
    step = plan.step(key)  # type: ignore[attr-defined]
    return None if step is None else step.state


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-06-09", S.NOT_APPLICABLE),
        ("2021-06-10", S.AHEAD),
        ("2021-07-09", S.DUE),
        ("2021-07-11", S.LATE),
        ("2023-01-01", S.LATE),  # owed until somebody has told her
    ],
)
def test_whoever_turns_eighteen_while_supported_is_told_within_thirty_days(day: str, expected: S) -> None:
    assert state(plan_on(day, **YOUTH), NOTICE) is expected


def test_once_she_was_told_it_is_done() -> None:
    told = happened("case.rights.adult_explained", "2021-06-12")

    assert state(plan_on("2021-08-01", told, **YOUTH), NOTICE) is S.DONE


@pytest.mark.parametrize("born", [date(2002, 12, 1), date(1990, 1, 1), date(2012, 1, 10), None])
def test_nobody_else_is(born: date | None) -> None:
    """Who was grown up when her file was opened, who is a child still, and of whose age nothing is known."""
    assert state(plan_on("2021-08-01", birth_date=born), NOTICE) is S.NOT_APPLICABLE


@given(st.dates(date(1995, 1, 1), date(2010, 1, 1)), st.integers(0, 2000))
def test_it_is_owed_exactly_from_the_birthday_of_who_was_a_child_when_her_file_was_opened(
    born: date, later: int
) -> None:
    today = date(2020, 12, 2) + timedelta(days=later)
    turns = date(born.year + 18, born.month, born.day) if (born.month, born.day) != (2, 29) else None
    if turns is None:
        return
    is_owed = state(plan_on(today.isoformat(), birth_date=born), NOTICE) is not S.NOT_APPLICABLE

    assert is_owed is (date(2020, 12, 1) < turns <= today)


def test_the_chart_says_for_whom() -> None:
    rows = {row.id: row for phase in show_pack(kz(), "en") for row in phase.rows}

    assert rows[NOTICE].for_whom == "those who turned 18 while they were supported"
    assert rows[NOTICE].when == "30 days after the 18th birthday"


def test_a_consent_taken_back_is_reviewed_within_a_week() -> None:
    given_before = happened("case.consent.given", "2021-02-06", purpose="health_care")
    back = happened("case.consent.withdrawn", "2021-05-10", purpose="health_care")
    reviewed = happened("case.withdrawal.reviewed", "2021-05-12")

    assert state(plan_on("2021-05-20", given_before), REVIEW) in (None, S.NOT_APPLICABLE)
    assert state(plan_on("2021-05-11", given_before, back), f"{REVIEW}#1") in (S.DUE, S.AHEAD)
    assert state(plan_on("2021-05-18", given_before, back), f"{REVIEW}#1") is S.LATE
    assert state(plan_on("2021-05-20", given_before, back, reviewed), f"{REVIEW}#1") is S.DONE


def test_a_second_one_taken_back_later_is_reviewed_again() -> None:
    first = happened("case.consent.withdrawn", "2021-05-10", purpose="health_care")
    reviewed = happened("case.withdrawal.reviewed", "2021-05-12")
    second = happened("case.consent.withdrawn", "2021-05-20", 2, purpose="mhpss")
    plan = plan_on("2021-05-30", first, reviewed, second)

    assert (state(plan, f"{REVIEW}#1"), state(plan, f"{REVIEW}#2")) == (S.DONE, S.LATE)


@given(st.sets(st.sampled_from(sorted(kz().consents)), min_size=1))
def test_shelter_food_and_urgent_care_stand_as_before_whatever_is_taken_back(purposes: set[str]) -> None:
    """The red line: no yes that is taken back costs anybody a bed, a meal, a doctor, her papers or school."""
    given_before = [happened("case.consent.given", "2021-02-06", purpose=one) for one in sorted(purposes)]
    back = [happened("case.consent.withdrawn", "2021-05-10", purpose=one) for one in sorted(purposes)]

    def served(*evidence: object) -> dict[str, tuple[object, ...]]:
        steps = plan_on("2021-05-20", *evidence).steps  # type: ignore[arg-type]
        help_ = {code for code, action in kz().actions.items() if action.service}
        return {one.key: (one.state, one.due_at, one.reason) for one in steps if one.action_id in help_}

    assert len(served()) > 10
    assert served(*given_before, *back) == served()

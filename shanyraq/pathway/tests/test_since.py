"""What a circumstance opens is owed from its beginning: nobody can have been late before anybody knew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shanyraq.pathway import Evidence, OverlayFact, PersonFacts, Plan, StepState, evaluate, explain
from shanyraq.pathway.schema import Condition
from shanyraq.pathway.tests.factories import at, happened, kz, person, plan_on
from shanyraq.pathway.tests.test_evaluate_always import NEAR, histories, near_facts, often

S = StepState
TODAY = "2021-05-20"
ALONE_TODAY = OverlayFact("unaccompanied", date(2021, 5, 20))
MOVED_IN = happened("home.placement.started", "2021-03-09")


def due(plan: Plan, key: str) -> date | None:
    step = plan.step(key)
    assert step is not None, key
    return None if step.due_at is None else step.due_at.date()


def is_opened_by(overlay: str, condition: Condition) -> bool:
    """Whether an action is open to somebody of whom nothing but this circumstance is known."""
    return overlay in condition.overlay and not condition.any_of


def test_a_child_found_alone_months_after_the_return_is_not_late_for_what_came_before() -> None:
    plan = plan_on(TODAY, MOVED_IN, overlays=(ALONE_TODAY,))

    alone = [step for step in plan.steps if "unaccompanied" in kz().action(step.action_id).for_.overlay]
    assert {step.state for step in alone} == {S.DUE, S.AHEAD, S.NOT_APPLICABLE}
    assert (due(plan, "P3-10"), due(plan, "P3-11")) == (date(2021, 5, 22), date(2021, 5, 23))
    assert (due(plan, "P4-27"), due(plan, "P5-07")) == (date(2021, 6, 17), date(2021, 6, 19))
    assert due(plan, "P6-04#1") == date(2021, 6, 3)


def test_what_belongs_before_the_flight_is_not_asked_for_after_it() -> None:
    step = plan_on(TODAY, overlays=(ALONE_TODAY,)).step("P1-05")
    planned = happened("operations.departure.planned", "2021-01-10", on="2021-02-04")
    in_time = plan_on(
        "2021-02-02", planned, overlays=(OverlayFact("separated", date(2021, 2, 2)),), arrived_at=None
    ).step("P1-05")

    assert step is not None
    assert step.state is S.NOT_APPLICABLE
    assert explain(step, kz()) == "Not applicable: it belongs to the time before departure."
    assert in_time is not None and in_time.due_at is not None
    assert (in_time.state, in_time.due_at.date()) == (S.DUE, date(2021, 2, 2))


def test_who_was_alone_from_the_first_day_is_owed_everything_from_arrival() -> None:
    plan = plan_on("2021-02-05", overlays=(OverlayFact("unaccompanied", date(2021, 2, 4)),))

    step = plan.step("P3-10")
    assert step is not None and step.due_at == at("2021-02-06 15:00")
    assert explain(step, kz()).startswith("Due 48 hours after arrival")


def test_being_called_separated_and_then_alone_is_one_time_that_began_once() -> None:
    separated = OverlayFact("separated", date(2021, 3, 1), date(2021, 4, 30))
    alone = OverlayFact("unaccompanied", date(2021, 5, 1))

    assert due(plan_on(TODAY, overlays=(separated, alone)), "P3-10") == date(2021, 3, 3)
    gap = OverlayFact("unaccompanied", date(2021, 5, 3))
    assert due(plan_on(TODAY, overlays=(separated, gap)), "P3-10") == date(2021, 5, 5)


def test_who_is_alone_a_second_time_is_owed_from_the_second() -> None:
    evidence = (
        happened("home.care.found_unaccompanied", "2021-02-10"),
        happened("home.care.reunited", "2021-03-10"),
        happened("home.care.found_unaccompanied", "2021-05-20 08:00"),
    )

    step = plan_on("2021-05-20 09:00", *evidence).step("P3-10")

    assert step is not None
    assert (step.state, step.due_at) == (S.DUE, at("2021-05-22 08:00"))


def test_fortnightly_visits_start_anew_when_a_child_is_alone_again() -> None:
    visit = happened("home.visit.child_seen_alone", "2021-03-20")

    plan = plan_on(TODAY, MOVED_IN, visit, overlays=(ALONE_TODAY,))

    step = plan.step("P6-04#2")
    assert step is not None and step.due_at is not None
    assert (step.state, step.due_at.date()) == (S.AHEAD, date(2021, 6, 3))
    assert explain(step, kz(), today=date(2021, 5, 20)) == (
        "Ahead: owed since 20 May (unaccompanied child), due on 3 June."
    )


def test_two_circumstances_count_from_the_later_and_either_of_two_from_the_earlier() -> None:
    charged, caregiver = OverlayFact("charged", date(2021, 2, 1)), OverlayFact("caregiver", date(2021, 2, 3))
    planned = happened("operations.departure.planned", "2021-01-10", on="2021-02-10")
    father = {"birth_date": date(1985, 1, 1), "sex": "M", "arrived_at": None}
    both = plan_on("2021-02-09", planned, overlays=(charged, caregiver), **father)
    late = replace(caregiver, starts_on=date(2021, 2, 8))
    newborn = {"birth_date": date(2021, 5, 10), "overlays": (OverlayFact("pregnant", date(2021, 5, 19)),)}

    assert due(both, "P1-07") == date(2021, 2, 7)
    assert due(plan_on("2021-02-09", planned, overlays=(charged, late), **father), "P1-07") == date(
        2021, 2, 8
    )
    assert due(plan_on(TODAY, **newborn), "P3-13") == date(2021, 2, 7)


@pytest.mark.parametrize("overlay", ["charged", "caregiver", "parent_detained", "caregiver_relative"])
def test_every_circumstance_that_begins_today_leaves_time_for_what_it_opens(overlay: str) -> None:
    adult = {} if overlay == "parent_detained" else {"birth_date": date(1985, 1, 1)}

    plan = plan_on(TODAY, MOVED_IN, overlays=(OverlayFact(overlay, date(2021, 5, 20)),), **adult)

    opened = [step for step in plan.steps if overlay in kz().action(step.action_id).for_.overlay]
    assert opened and not [step.key for step in opened if step.state is S.LATE]


@often
@given(near_facts, histories(corrections=True), NEAR, st.integers(0, 900))
@example(person(overlays=(ALONE_TODAY,)), [MOVED_IN], at(TODAY), 0)
def test_no_open_step_is_due_before_the_circumstance_that_opens_it(
    who: PersonFacts, evidence: list[Evidence], when: datetime, days: int
) -> None:
    begins = (when - timedelta(days=days)).astimezone(kz().time_zone).date()
    starting = {kind for overlay in kz().overlays.values() for kind in overlay.starts_with}
    told = [entry for entry in evidence if entry.kind not in starting]
    for overlay in kz().overlays:
        plan = evaluate(kz(), replace(who, overlays=(OverlayFact(overlay, begins),)), told, when)

        opened = [step for step in plan.steps if is_opened_by(overlay, kz().action(step.action_id).for_)]
        assert [
            (step.key, step.due_at)
            for step in opened
            if step.is_open and step.due_at and step.due_at.astimezone(kz().time_zone).date() < begins
        ] == []

"""The two ends of the way: who goes straight home stands in no centre, and a closing that is only asked for is none."""

from __future__ import annotations

import pytest

from shanyraq.pathway import Evidence, Plan, StepState
from shanyraq.pathway.tests.factories import happened, kz, plan_on

S = StepState
AGREED = happened("case.closure.agreed", "2021-05-01")
ASKED = happened("case.closure.asked", "2021-05-20 08:00")
APPROVED = happened("case.closure.approved", "2021-05-25")
REVIEWED = happened("case.review.first_week_held", "2021-02-11")
STRAIGHT_HOME = happened("centre.stay.not_needed", "2021-02-04")
MOVED_IN = happened("home.placement.started", "2021-02-06")
STEPPED_DOWN = happened("case.review.stepped_down", "2021-05-10")
RETURNED = happened("case.closure.returned", "2021-05-21")


def closing(plan: Plan) -> dict[str, StepState]:
    return {step.key: step.state for step in plan.steps if step.phase == "P8"}


def test_asking_to_close_makes_its_steps_due_and_none_of_them_late() -> None:
    plan = plan_on("2021-05-20", AGREED, ASKED)

    assert closing(plan) == {
        "P8-01": S.DUE, "P8-02": S.AHEAD, "P8-03": S.AHEAD, "P8-04": S.NOT_APPLICABLE
    }  # fmt: skip
    assert closing(plan_on("2021-05-27", AGREED, ASKED))["P8-02"] is S.DUE
    assert closing(plan_on("2021-06-04", AGREED, ASKED))["P8-02"] is S.LATE


def test_a_person_is_at_the_closing_only_once_a_supervisor_approved_it() -> None:
    before = plan_on("2021-05-20", MOVED_IN, AGREED)
    asked = plan_on("2021-05-20", MOVED_IN, AGREED, ASKED)
    approved = plan_on("2021-05-25", MOVED_IN, AGREED, ASKED, APPROVED)

    assert (before.phase, asked.phase, approved.phase) == ("P6", "P6", "P8")


def test_support_goes_on_while_a_closing_is_asked_for() -> None:
    visit = happened("home.visit.made", "2021-05-01"), happened("home.visit.made", "2021-05-02")

    plans = [plan_on("2021-05-20", MOVED_IN, *visit, *more) for more in ((), (AGREED, ASKED))]

    assert [[step.key for step in plan.steps if step.is_open and step.phase == "P6"] for plan in plans] == [
        [step.key for step in plans[0].steps if step.is_open and step.phase == "P6"]
    ] * 2
    assert "P6-03#2" in [step.key for step in plans[1].steps if step.is_open]


def test_a_returned_closing_owes_nothing_and_asking_again_counts_anew() -> None:
    again = happened("case.closure.asked", "2021-07-01")

    returned = plan_on("2021-06-30", AGREED, ASKED, RETURNED)
    asked_again = plan_on("2021-07-01", AGREED, ASKED, RETURNED, again)

    assert closing(returned)["P8-01"] is closing(returned)["P8-02"] is S.AHEAD
    assert closing(asked_again)["P8-01"] is S.DUE


def test_a_file_that_was_opened_again_is_not_at_its_closing_and_its_visits_go_on() -> None:
    closed = (APPROVED, happened("case.file.closed", "2021-05-25"))
    reopened = happened("case.file.reopened", "2021-06-10")
    visit = happened("home.visit.made", "2021-05-01"), happened("home.visit.made", "2021-05-02")

    plan = plan_on("2021-06-12", MOVED_IN, *visit, AGREED, ASKED, *closed, reopened)

    assert plan.phase == "P6"
    assert "P6-03#2" in [step.key for step in plan.steps if step.is_open]


def test_a_file_that_was_opened_again_owes_its_second_closing_anew() -> None:
    met = happened("case.closing_meeting.held", "2021-05-22")
    wished = happened("case.check_in.wished", "2021-05-22")
    closed = (
        APPROVED,
        happened("case.file.archived", "2021-05-25"),
        happened("case.file.closed", "2021-05-25"),
    )
    first = (MOVED_IN, AGREED, ASKED, met, wished, *closed)
    reopened = happened("case.file.reopened", "2021-06-10")
    again = happened("case.closure.asked", "2021-07-01")
    met_again = happened("case.closing_meeting.held", "2021-07-02")

    was = closing(plan_on("2021-05-26", *first))
    since = closing(plan_on("2021-06-12", *first, reopened))
    asked = closing(plan_on("2021-07-01", *first, reopened, again))
    met_twice = closing(plan_on("2021-07-03", *first, reopened, again, met_again))

    assert was == {"P8-01": S.DONE, "P8-02": S.DONE, "P8-03": S.DONE, "P8-04": S.AHEAD}
    assert since == dict.fromkeys(was, S.AHEAD)
    assert (asked["P8-01"], asked["P8-02"]) == (S.DUE, S.AHEAD)
    assert (met_twice["P8-01"], met_twice["P8-02"]) == (S.DONE, S.AHEAD)


@pytest.mark.parametrize("decision", ["waived", "declined"])
def test_what_was_decided_about_the_first_closing_holds_not_for_the_second(decision: str) -> None:
    decided = happened(f"case.step.{decision}", "2021-05-22", action="P8-01", occurrence=1)
    first = (ASKED, decided, APPROVED, happened("case.file.closed", "2021-05-25"))
    again = (happened("case.file.reopened", "2021-06-10"), happened("case.closure.asked", "2021-07-01"))

    assert closing(plan_on("2021-05-26", *first))["P8-01"].value == decision.upper()
    assert closing(plan_on("2021-07-01", *first, *again))["P8-01"] is S.DUE


def test_only_its_closing_is_owed_anew_where_a_file_was_opened_again() -> None:
    closed = happened("case.file.closed", "2021-05-25")
    known = [happened(kind, "2021-02-11") for action in kz().actions.values() for kind in action.done_by]
    reopened = happened("case.file.reopened", "2021-06-10")

    before, after = (plan_on("2021-06-12", *known, *more) for more in ((), (closed, reopened)))

    changed = {one.key for one, other in zip(before.steps, after.steps, strict=True) if one != other}
    assert changed == {key for key in closing(before) if before.step(key).state is S.DONE}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("when", "evidence", "phase"),
    [
        ("2021-02-08", [STRAIGHT_HOME], "P3"),
        ("2021-02-12", [STRAIGHT_HOME, REVIEWED], "P5"),
        ("2021-02-12", [REVIEWED], "P4"),
        ("2021-03-06", [STRAIGHT_HOME, REVIEWED], "P6"),
        ("2021-05-20", [STRAIGHT_HOME], "P6"),
        ("2021-05-20", [STRAIGHT_HOME, REVIEWED, MOVED_IN], "P6"),
        ("2021-05-20", [STRAIGHT_HOME, REVIEWED, STEPPED_DOWN], "P7"),
    ],
)
def test_who_went_straight_home_never_stands_in_the_adaptation_centre(
    when: str, evidence: list[Evidence], phase: str
) -> None:
    assert plan_on(when, *evidence).phase == phase
    assert plan_on(when, *evidence, entry="self").phase == phase

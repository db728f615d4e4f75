"""The plan, told as stories of people on the way home."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shanyraq.pathway import OverlayFact, Plan, StepState, evaluate
from shanyraq.pathway.tests.factories import at, happened, kz, person, plan_on

S = StepState


def state(plan: Plan, key: str) -> StepState:
    step = plan.step(key)
    assert step is not None, key
    return step.state


def test_learning_check_of_a_nine_year_old_goes_late_on_day_eleven() -> None:
    on_day = [state(plan_on(f"2021-02-{4 + day:02}"), "P4-09") for day in (2, 3, 10, 11)]

    assert on_day == [S.AHEAD, S.DUE, S.DUE, S.LATE]


def test_due_day_lasts_until_midnight_in_the_packs_time_zone() -> None:
    assert state(plan_on("2021-02-14 23:59"), "P4-09") is S.DUE
    assert state(plan_on("2021-02-15 00:00"), "P4-09") is S.LATE


def test_hours_count_to_the_minute() -> None:
    assert state(plan_on("2021-02-05 03:00"), "P3-02") is S.DUE
    assert state(plan_on("2021-02-05 03:01"), "P3-02") is S.LATE


def test_record_closes_the_step_and_names_itself() -> None:
    check = happened("learning.check.done", "2021-02-12")

    step = plan_on("2021-02-20", check).step("P4-09")

    assert step is not None
    assert (step.state, step.closed_by, step.closed_at) == (S.DONE, (check.id,), check.at)


def test_family_that_came_by_itself_owes_nothing_before_arrival() -> None:
    plan = plan_on("2021-02-05", entry="self", arrived_at=None, opened_at=at("2021-02-04"))

    assert [phase.state for phase in plan.phases] == ["na", "na", "na", "now"] + ["ahead"] * 5
    assert {state(plan, key) for key in ("P0-02", "P1-01", "P2-04")} == {S.NOT_APPLICABLE}
    assert state(plan, "P3-12") is S.DUE


def test_family_without_a_centre_is_asked_for_no_exit_from_it() -> None:
    plan = plan_on("2021-06-01", entry="self")

    assert {state(plan, key) for key in ("P4-29", "P4-30#1", "P5-01", "P5-03")} == {S.NOT_APPLICABLE}
    assert state(plan, "P3-12") is S.LATE


def test_two_small_children_without_a_centre_still_get_every_first_service() -> None:
    plan = plan_on(
        "2021-02-05",
        happened("centre.stay.not_needed", "2021-02-04"),
        birth_date=date(2019, 1, 1),
        overlays=(OverlayFact("unaccompanied", date(2021, 1, 1)),),
    )

    first_days = [step for step in plan.steps if step.phase == "P3" and step.state is S.NOT_APPLICABLE]
    assert {step.action_id for step in first_days} == {"P3-04", "P3-07", "P3-13"}
    assert state(plan, "P3-10") is S.DUE
    assert state(plan, "P4-29") is S.NOT_APPLICABLE


def test_visits_repeat_thirty_days_after_the_last_and_only_one_is_open() -> None:
    moved_in = happened("home.placement.started", "2021-03-09")
    visits = [happened("home.visit.made", day) for day in ("2021-03-11", "2021-03-20", "2021-04-20")]

    plan = plan_on("2021-05-20", moved_in, *visits)

    assert (state(plan, "P5-09"), state(plan, "P5-10")) == (S.DONE, S.DONE)
    assert [step.state for step in plan.steps if step.action_id == "P6-03"] == [S.DONE, S.DONE, S.DUE]
    step = plan.step("P6-03#3")
    assert step is not None and step.due_at is not None
    assert step.due_at.date() == date(2021, 5, 20)


def test_visits_slow_down_after_half_a_year_and_end_when_stepping_down() -> None:
    moved_in = happened("home.placement.started", "2021-03-01")
    visits = [happened("home.visit.made", day) for day in ("2021-03-03", "2021-09-10")]

    step = plan_on("2021-09-20", moved_in, *visits).step("P6-03#2")
    ended = plan_on("2021-09-20", moved_in, *visits, happened("case.review.stepped_down", "2021-09-15"))

    assert step is not None and step.due_at is not None
    assert step.due_at.date() == date(2021, 11, 9)
    assert [step.state for step in ended.steps if step.action_id == "P6-03"] == [S.DONE]


def test_fortnightly_visits_end_after_three_months() -> None:
    alone = OverlayFact("unaccompanied", date(2021, 1, 1))
    moved_in = happened("home.placement.started", "2021-03-01")
    visit = happened("home.visit.child_seen_alone", "2021-05-28")

    plan = plan_on("2021-05-29", moved_in, visit, overlays=(alone,))

    assert [step.state for step in plan.steps if step.action_id == "P6-04"] == [S.DONE]


def test_lesson_is_not_due_on_a_weekend() -> None:
    friday = happened("learning.lessons.attended", "2021-02-12")

    step = plan_on("2021-02-13", friday).step("P4-11#2")

    assert step is not None and step.due_at is not None
    assert step.due_at.date() == date(2021, 2, 15)


def test_declined_service_stays_declined_and_something_else_is_not_touched() -> None:
    declined = happened("case.step.declined", "2021-02-10", action="P4-22", occurrence=1)

    plan = plan_on("2021-05-20", declined, birth_date=date(1988, 1, 1))

    assert state(plan, "P4-22") is S.DECLINED
    assert state(plan, "P4-21") is S.LATE


def test_declined_for_now_is_offered_again_on_the_day_agreed() -> None:
    declined = happened("case.step.declined", "2021-02-10", action="P4-22", ask_again_on="2021-06-01")
    woman = {"birth_date": date(1988, 1, 1)}

    assert state(plan_on("2021-05-31", declined, **woman), "P4-22") is S.DECLINED
    assert state(plan_on("2021-06-01", declined, **woman), "P4-22") is S.DUE
    assert state(plan_on("2021-06-02", declined, **woman), "P4-22") is S.LATE


def test_waived_step_keeps_its_reason_and_a_later_record_closes_it_after_all() -> None:
    moved_in = happened("home.placement.started", "2021-03-09")
    waived = happened(
        "case.step.waived", "2021-03-17", action="P5-12", reason="Lives with her mother.", by="D"
    )

    step = plan_on("2021-04-01", moved_in, waived).step("P5-12")
    settled = happened("home.housing.settled", "2021-03-20")

    assert step is not None
    assert (step.state, step.reason.params["why"]) == (S.WAIVED, "Lives with her mother.")
    assert state(plan_on("2021-04-01", moved_in, waived, settled), "P5-12") is S.DONE


def test_guardianship_waits_for_the_court_until_the_answer_is_overdue() -> None:
    alone = OverlayFact("separated", date(2021, 1, 1))
    known = (
        happened("home.placement.started", "2021-03-09"),
        happened("papers.guardianship.applied", "2021-04-02", expected_on="2021-05-27"),
    )

    assert state(plan_on("2021-05-27", *known, overlays=(alone,)), "P5-07") is S.WAITING
    assert state(plan_on("2021-05-28", *known, overlays=(alone,)), "P5-07") is S.LATE
    ordered = happened("papers.guardianship.ordered", "2021-05-27")
    assert state(plan_on("2021-05-28", *known, ordered, overlays=(alone,)), "P5-07") is S.DONE


def test_correction_moves_the_date_and_a_retraction_opens_the_step_again() -> None:
    check = happened("learning.check.done", "2021-02-12")
    corrected = replace(check, id="second", seq=2, at=at("2021-02-13"), corrects=check.id)
    retracted = replace(corrected, id="third", seq=3, corrects="second", retracted=True)

    step = plan_on("2021-02-20", check, corrected).step("P4-09")

    assert step is not None
    assert (step.closed_by, step.closed_at) == (("second",), at("2021-02-13"))
    assert state(plan_on("2021-02-20", check, corrected, retracted), "P4-09") is S.LATE


def test_step_decided_not_applicable_can_come_back_by_correction_only() -> None:
    decided = happened("case.step.not_applicable", "2021-02-10", action="P4-18", reason="Vaccinated in full.")

    step = plan_on("2021-02-25", decided).step("P4-18")

    assert step is not None
    assert (step.state, step.reason.code) == (S.NOT_APPLICABLE, "na_decided_because")


def test_longer_stay_has_two_reviews_the_second_by_the_panel() -> None:
    plan = plan_on("2021-04-01")

    first, second = (plan.step(key) for key in ("P4-30#1", "P4-30#2"))

    assert first is not None and second is not None
    assert (first.state, first.discipline) == (S.LATE, "supervisor")
    assert (second.state, second.discipline) == (S.AHEAD, "panel")
    gone = plan_on("2021-04-01", happened("centre.stay.ended", "2021-03-06"))
    assert state(gone, "P4-30#1") is S.NOT_APPLICABLE


def test_well_being_is_asked_about_three_times_once_consent_is_given() -> None:
    consent = happened("case.consent.given", "2021-02-06", purpose="mhpss")
    asked = happened("care.wellbeing.measured_again", "2021-05-01")
    withdrawn = happened("case.consent.withdrawn", "2021-05-10", purpose="mhpss")

    states = [state(plan_on("2021-05-20", consent, asked), f"P6-05#{number}") for number in (1, 2, 3)]
    after = [
        step.state
        for step in plan_on("2021-05-20", consent, asked, withdrawn).steps
        if step.action_id == "P6-05"
    ]

    assert states == [S.DONE, S.AHEAD, S.AHEAD]
    assert after == [S.DONE]
    assert state(plan_on("2021-05-20"), "P6-05#1") is S.NOT_APPLICABLE


def test_one_conference_answers_every_urgent_event_before_it() -> None:
    events = [
        happened("case.urgent_event.recorded", day) for day in ("2021-03-01", "2021-03-03", "2021-03-20")
    ]
    conference = happened("case.conference.held", "2021-03-05")

    plan = plan_on("2021-03-21", *events, conference)

    assert [step.state for step in plan.steps if step.action_id == "P6-12"] == [S.DONE, S.DONE, S.DUE]
    assert state(plan_on("2021-03-21"), "P6-12#1") is S.NOT_APPLICABLE


def test_relatives_who_declined_are_asked_again_three_times_at_most_or_until_they_agree() -> None:
    declined = happened("home.contact.declined", "2021-02-20")
    asked = [happened("home.contact.asked_again", day) for day in ("2021-05-20", "2021-08-20", "2021-11-20")]
    agreed = happened("home.contact.agreed", "2021-06-01")

    assert state(plan_on("2021-03-01", declined), "P4-25#1") is S.LATE
    assert state(plan_on("2021-05-20", declined), "P6-10#1") is S.DUE
    finished = [
        step.state for step in plan_on("2022-03-01", declined, *asked).steps if step.action_id == "P6-10"
    ]
    assert finished == [S.DONE] * 3
    ended = plan_on("2021-06-02", declined, asked[0], agreed)
    assert [step.state for step in ended.steps if step.action_id == "P6-10"] == [S.DONE]


def test_change_of_name_is_nobodys_task_until_somebody_asks() -> None:
    assert state(plan_on("2021-05-20"), "P4-16#1") is S.NOT_APPLICABLE

    asked = happened("papers.name_change.asked", "2021-05-18")

    assert state(plan_on("2021-05-20", asked), "P4-16#1") is S.AHEAD


def test_release_is_planned_half_a_year_before_its_day() -> None:
    charged = {
        "birth_date": date(1985, 1, 1),
        "sex": "M",
        "overlays": (OverlayFact("charged", date(2021, 2, 4)),),
    }
    release = happened("justice.release.planned", "2021-05-01", on="2022-01-10")

    step = plan_on("2021-05-20", release, **charged).step("P6-14")

    assert step is not None and step.due_at is not None
    assert step.due_at.date() == date(2021, 7, 14)


def test_nobody_is_trapped_by_paper_of_an_earlier_phase() -> None:
    moved_in = happened("home.placement.started", "2021-03-09")

    in_transition = plan_on("2021-03-10", moved_in)
    in_community = plan_on("2021-04-08", moved_in)

    assert (in_transition.phase, in_community.phase) == ("P5", "P6")
    late = {phase.id: phase.gate for phase in in_community.phases}
    assert "P3-16" in late["P3"] and "P4-28" in late["P4"]
    assert state(in_community, "P4-28") is S.LATE


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        ("operations.return.decided", "P1"),
        ("operations.manifest.final", "P2"),
        ("operations.departure.recorded", "P2"),
        ("operations.arrival.recorded", "P3"),
        ("case.review.first_week_held", "P4"),
        ("centre.exit.decided", "P5"),
        ("centre.stay.ended", "P5"),
        ("case.review.stepped_down", "P7"),
        ("case.closure.approved", "P8"),
    ],
)
def test_phase_is_entered_by_what_really_happened(kind: str, phase: str) -> None:
    plan = plan_on("2021-02-03", happened(kind, "2021-02-02"), arrived_at=None)

    assert plan.phase == phase


def test_waived_first_review_also_opens_the_next_phase() -> None:
    waived = happened("case.step.waived", "2021-02-11", action="P3-16", reason="The family left on day six.")

    assert plan_on("2021-02-12", waived).phase == "P4"


def test_case_can_enter_at_a_later_phase() -> None:
    plan = plan_on("2021-05-20", phase_entry="P5")

    assert plan.phase == "P5"
    assert state(plan, "P4-09") is S.NOT_APPLICABLE
    assert [phase.state for phase in plan.phases[:6]] == ["na"] * 5 + ["now"]


def test_planned_departure_gives_due_dates_before_it_and_makes_nothing_after_it_late() -> None:
    planned = happened("operations.departure.planned", "2021-01-10", on="2021-02-03")

    plan = plan_on("2021-02-05", planned, arrived_at=None)

    assert state(plan, "P1-04") is S.LATE
    assert state(plan, "P2-01") is S.DUE
    assert plan.phase == "P0"


def test_exit_is_expected_on_day_thirty_until_it_is_planned_or_happens() -> None:
    step = plan_on("2021-02-25").step("P5-01")
    planned = plan_on("2021-02-25", happened("centre.exit.planned", "2021-02-24", on="2021-03-20")).step(
        "P5-01"
    )

    assert step is not None and step.due_at is not None
    assert planned is not None and planned.due_at is not None
    assert step.due_at.date() == date(2021, 3, 1)
    assert planned.due_at.date() == date(2021, 3, 15)


def test_closed_case_owes_nothing_but_what_closing_itself_asks() -> None:
    closed = (happened("case.closure.approved", "2021-05-02"), happened("case.file.closed", "2021-05-02"))

    plan = plan_on("2021-05-20", *closed)
    reopened = plan_on("2021-05-20", *closed, happened("case.file.reopened", "2021-05-10"))

    assert {step.phase for step in plan.steps if step.is_open} == {"P8"}
    assert state(reopened, "P4-28") is S.LATE
    assert (plan.phase, reopened.phase) == ("P8", "P3")


def test_step_in_a_closed_compartment_of_another_person_changes_nothing_here() -> None:
    assert (
        plan_on("2021-02-20").steps
        == plan_on("2021-02-20", happened("unknown.kind.here", "2021-02-10")).steps
    )


def test_record_dated_later_today_counts_and_one_dated_tomorrow_does_not() -> None:
    today = happened("learning.check.done", "2021-02-12 18:00")
    tomorrow = happened("learning.check.done", "2021-02-13 08:00")

    assert state(plan_on("2021-02-12 09:00", today), "P4-09") is S.DONE
    plan = plan_on("2021-02-12 09:00", tomorrow)
    assert state(plan, "P4-09") is S.DUE
    assert plan.next_change_at is not None and plan.next_change_at <= at("2021-02-13 00:00")


def test_plan_says_when_it_will_change_by_itself() -> None:
    first = plan_on("2021-02-20", happened("learning.check.done", "2021-02-10"))
    assert first.next_change_at is not None

    just_before = evaluate(
        kz(),
        person(),
        [happened("learning.check.done", "2021-02-10")],
        first.next_change_at - timedelta(seconds=1),
    )
    then = evaluate(kz(), person(), [happened("learning.check.done", "2021-02-10")], first.next_change_at)

    assert just_before.steps == first.steps
    assert then.steps != first.steps


def test_steps_come_in_the_order_of_the_pack_and_cover_every_action() -> None:
    plan = plan_on("2021-02-20")

    seen = list(dict.fromkeys(step.action_id for step in plan.steps))

    assert seen == list(kz().actions)

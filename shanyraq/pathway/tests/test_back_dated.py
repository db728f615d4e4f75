"""What is recorded late, with an earlier date, takes its place in the past and leaves today's decisions alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.pathway import Evidence, Plan, Step, StepState
from shanyraq.pathway.rows import Mode, Row
from shanyraq.pathway.tests.factories import happened, kz, plan_on
from shanyraq.pathway.tests.test_evaluate_always import often

S = StepState
STEPPED_DOWN = happened("case.review.stepped_down", "2020-05-20")
CONTACTS = tuple(
    happened("case.contact.made", day) for day in ("2020-06-01", "2020-08-30", "2020-09-15", "2020-11-28")
)
LONG_AGO = happened("case.contact.made", "2019-12-01", 99)


def of(plan: Plan, action: str) -> list[Step]:
    return [step for step in plan.steps if step.action_id == action]


def due(step: Step) -> date | None:
    return None if step.due_at is None else step.due_at.date()


@pytest.mark.parametrize("decision", ["declined", "waived"])
@pytest.mark.parametrize("named", [{"occurrence": 5}, {"occurrence": 5, "due_on": "2021-02-26"}, {}])
@pytest.mark.parametrize("day", ["2019-12-01", "2020-07-01", "2021-02-01"])
def test_an_older_record_does_not_undo_what_was_decided_about_a_later_turn(
    decision: str, named: dict[str, Any], day: str
) -> None:
    decided = happened(f"case.step.{decision}", "2021-02-24", action="P7-01", **named)

    before = of(plan_on("2021-05-20", STEPPED_DOWN, *CONTACTS, decided), "P7-01")
    late = happened("case.contact.made", day, 99)
    after = of(plan_on("2021-05-20", STEPPED_DOWN, *CONTACTS, decided, late), "P7-01")

    assert (due(before[-1]), before[-1].state) == (date(2021, 5, 25), S.DUE)
    assert (due(after[-1]), after[-1].state) == (date(2021, 5, 25), S.DUE)
    assert after[-2].state.value == decision.upper()
    assert len(after) == len(before) + 1


def test_an_older_record_does_not_bring_back_a_turn_that_was_decided_not_to_apply() -> None:
    decided = happened("case.step.not_applicable", "2021-02-24", action="P7-01", occurrence=5)
    known = (STEPPED_DOWN, *CONTACTS, decided)

    assert of(plan_on("2021-05-20", *known), "P7-01")[-1].state is S.NOT_APPLICABLE
    assert of(plan_on("2021-05-20", *known, LONG_AGO), "P7-01")[-1].state is S.NOT_APPLICABLE
    done = happened("case.contact.made", "2021-03-02")
    assert due(of(plan_on("2021-05-20", *known, done), "P7-01")[-1]) == date(2021, 5, 31)


def test_a_record_from_before_the_service_began_makes_its_first_turn_no_earlier() -> None:
    stepped_down = happened("case.review.stepped_down", "2021-05-01")

    before = of(plan_on("2021-05-20", stepped_down), "P7-01")[-1]
    after = of(plan_on("2021-05-20", stepped_down, LONG_AGO), "P7-01")[-1]

    assert (due(before), before.state) == (date(2021, 7, 30), S.AHEAD)
    assert (due(after), after.state, after.reason) == (date(2021, 7, 30), S.AHEAD, before.reason)


def test_a_decision_stays_with_its_event_when_an_earlier_event_is_told_later() -> None:
    declined = [happened("home.contact.declined", day) for day in ("2021-03-01", "2021-03-20")]
    waived = happened("case.step.waived", "2021-03-25", action="P4-25", occurrence=2, due_on="2021-03-23")
    earlier = happened("home.contact.declined", "2021-02-10")

    before = of(plan_on("2021-05-20", *declined, waived), "P4-25")
    after = of(plan_on("2021-05-20", *declined, waived, earlier), "P4-25")

    assert [step.state for step in before] == [S.LATE, S.WAIVED]
    assert [step.state for step in after] == [S.LATE, S.LATE, S.WAIVED]


def test_two_events_of_one_day_keep_their_two_decisions() -> None:
    declined = [happened("home.contact.declined", "2021-03-01", number) for number in (1, 2)]
    decided = {"action": "P4-25", "due_on": "2021-03-04"}
    waived = [
        happened("case.step.waived", "2021-03-25", number, occurrence=number, **decided) for number in (1, 2)
    ]
    earlier = happened("home.contact.declined", "2021-02-10")

    one = of(plan_on("2021-05-20", *declined, waived[1]), "P4-25")
    both = of(plan_on("2021-05-20", *declined, *waived, earlier), "P4-25")

    assert [step.state for step in one] == [S.LATE, S.WAIVED]
    assert [step.state for step in both] == [S.LATE, S.WAIVED, S.WAIVED]


DAYS = st.dates(date(2019, 6, 1), date(2022, 12, 31))
TURNS = [row for row in kz().program.rows if row.mode in (Mode.SERIES, Mode.EVENTS, Mode.SLOTS)]


def told(kind: str, day: date, name: str, **payload: Any) -> Evidence:
    return replace(happened(kind, str(day), **payload), id=name)


@often
@given(
    st.sampled_from(TURNS),
    st.lists(DAYS, max_size=5),
    st.lists(DAYS, min_size=1, max_size=4),
    DAYS,
    st.data(),
)
def test_new_evidence_of_any_day_reopens_no_turn_and_makes_no_last_earlier(
    row: Row, known: list[date], late: list[date], today: date, data: st.DataObject
) -> None:
    kinds = st.sampled_from([*row.done_by, *row.events])
    begun = [
        told(kind, date(2020, 3, 1), kind) for kind in ("case.review.stepped_down", "care.nutrition.needed")
    ]
    consent = told("case.consent.given", date(2020, 3, 1), "consent", purpose="mhpss")
    moved_in = told("home.placement.started", date(2021, 3, 1), "moved in")
    evidence = [*begun, consent, moved_in]
    evidence += [told(data.draw(kinds), day, f"known {number}") for number, day in enumerate(known)]
    turn = data.draw(st.sampled_from([None, *_open_turns(row, evidence, today)]))
    if turn is not None:
        decision = data.draw(st.sampled_from(["waived", "declined"]))
        named: dict[str, Any] = {"action": row.action_id, "occurrence": turn.occurrence}
        named |= {"due_on": str(due(turn))} if data.draw(st.booleans()) or row.mode is Mode.EVENTS else {}
        evidence.append(told(f"case.step.{decision}", today, "decision", **named))
    new = [told(data.draw(kinds), day, f"new {number}") for number, day in enumerate(late)]

    before, after = (
        of(plan_on(str(today), *entries), row.action_id) for entries in (evidence, evidence + new)
    )

    closed, now = ([step for step in steps if step.is_closed] for steps in (before, after))
    assert len(now) >= len(closed)
    assert {due(step) for step in after if step.is_open} <= _still_owed(row, before, after)
    if row.series is not None and any(step.is_open for step in after):
        assert _last(now) >= _last(closed)


def _open_turns(row: Row, evidence: list[Evidence], today: date) -> list[Step]:
    return [step for step in of(plan_on(str(today), *evidence), row.action_id) if step.is_open]


def _still_owed(row: Row, before: list[Step], after: list[Step]) -> set[date | None]:
    """The days on which something may be owed: what was owed already, what follows, what a new event asks for."""
    owed = {due(step) for step in before if step.is_open}
    if row.series is not None:
        earliest = min((day for day in owed if day is not None), default=None)
        return owed | {day for step in after if (day := due(step)) and (earliest is None or day >= earliest)}
    if row.mode is Mode.EVENTS:
        decided = {due(step) for step in before if step.is_closed}
        return {due(step) for step in after} - (decided - owed)
    return owed


def _last(closed: list[Step]) -> float:
    return max((step.closed_at.timestamp() for step in closed if step.closed_at), default=0.0)

"""A date put right moves what is due; what was decided stays with the event or the turn it was decided about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.pathway import Evidence, Plan, Step, StepState
from shanyraq.pathway.rows import Mode, Row
from shanyraq.pathway.tests.factories import at, happened, kz, person, plan_on
from shanyraq.pathway.tests.test_evaluate_always import often

S = StepState
TODAY = "2021-05-20"
DECLINED, RETURNED = "home.contact.declined", "P4-25"
ANSWERS = [row for row in kz().program.rows if row.mode is Mode.EVENTS]


def of(plan: Plan, action: str) -> list[Step]:
    return [step for step in plan.steps if step.action_id == action]


def decided(decision: str, step: Step, action: str = RETURNED) -> Evidence:
    assert step.due_at is not None
    named: dict[str, Any] = {"occurrence": step.occurrence, "due_on": step.due_at.date().isoformat()}
    return happened(f"case.step.{decision}", TODAY, action=action, **named)


def corrected(entry: Evidence, day: str) -> Evidence:
    return replace(entry, id=f"{entry.id} put right", at=at(day), corrects=entry.id, seq=entry.seq + 100)


@pytest.mark.parametrize(
    ("decision", "state"),
    [("waived", S.WAIVED), ("declined", S.DECLINED), ("not_applicable", S.NOT_APPLICABLE)],
)
@pytest.mark.parametrize("days", [["2021-02-01"], ["2021-04-20"], ["2021-04-01", "2021-03-09"]])
def test_a_decision_stays_with_its_event_however_often_its_date_is_put_right(
    decision: str, state: StepState, days: list[str]
) -> None:
    events = [happened(DECLINED, "2021-03-01", 1), happened(DECLINED, "2021-03-20", 2)]
    [first, second] = of(plan_on(TODAY, *events), RETURNED)
    told = [*events, decided(decision, first)]

    for day in days:
        told.append(corrected(told[-1] if told[-1].corrects else events[0], day))
    after = of(plan_on(TODAY, *told), RETURNED)

    moved = next(step for step in after if step.due_at is None or step.due_at != second.due_at)
    assert moved.state is state
    assert [step.state for step in after if step is not moved] == [S.LATE]


def test_a_decision_goes_with_an_event_that_was_taken_back() -> None:
    events = [happened(DECLINED, "2021-03-01", 1), happened(DECLINED, "2021-03-20", 2)]
    waived = decided("waived", of(plan_on(TODAY, *events), RETURNED)[0])
    never = replace(corrected(events[0], "2021-03-01"), retracted=True)

    assert [step.state for step in of(plan_on(TODAY, *events, waived, never), RETURNED)] == [S.LATE]


def test_a_date_put_right_to_that_of_another_event_leaves_its_decision_with_that_one() -> None:
    events = [happened(DECLINED, "2021-03-01", 1), happened(DECLINED, "2021-03-20", 2)]
    waived = decided("waived", of(plan_on(TODAY, *events), RETURNED)[1])

    after = of(plan_on(TODAY, *events, waived, corrected(events[0], "2021-03-20")), RETURNED)

    assert sorted(step.state for step in after) == [S.LATE, S.WAIVED]


MOVES = st.integers(-200, 200)
DECISIONS = st.sampled_from(["waived", "declined", "not_applicable"])


@often
@given(
    st.sampled_from(ANSWERS),
    st.lists(st.integers(0, 300), min_size=1, max_size=4),
    MOVES,
    DECISIONS,
    st.data(),
)
def test_no_correction_of_an_event_drops_a_decision(
    row: Row, days: list[int], move: int, decision: str, data: st.DataObject
) -> None:
    def day(number: int) -> str:
        return str(date(2020, 6, 1) + timedelta(days=number))

    events = [happened(row.events[0], day(one), number) for number, one in enumerate(days, 1)]
    open_steps = [step for step in of(plan_on(TODAY, *events), row.action_id) if step.is_open]
    made = decided(decision, data.draw(st.sampled_from(open_steps)), row.action_id)
    number = data.draw(st.sampled_from(range(len(events))))
    right = corrected(events[number], day(min(days[number] + move, 350)))

    before = of(plan_on(TODAY, *events, made), row.action_id)
    after = of(plan_on(TODAY, *events, made, right), row.action_id)

    assert len(after) == len(before)
    assert _by(made, after) == _by(made, before) != []


def _by(made: Evidence, steps: list[Step]) -> list[StepState]:
    return [step.state for step in steps if made.id in step.closed_by]


FACTS = st.fixed_dictionaries(
    {
        "arrived_at": st.dates(date(2020, 12, 15), date(2021, 5, 10)).map(lambda day: at(f"{day} 12:00")),
        "birth_date": st.dates(date(2011, 2, 1), date(2013, 12, 1)),
    }
)


@often
@given(FACTS, DECISIONS, st.data())
def test_no_correction_of_the_arrival_or_the_birth_drops_a_decision(
    facts: dict[str, Any], decision: str, data: st.DataObject
) -> None:
    born = person().birth_date
    open_steps = [step for step in plan_on(TODAY).steps if step.is_open and step.due_at is not None]
    step = data.draw(st.sampled_from(open_steps))
    made = decided(decision, step, step.action_id)

    before, after = (plan_on(TODAY, made, **known) for known in ({"birth_date": born}, facts))

    assert _by(made, of(before, step.action_id))
    assert _by(made, of(after, step.action_id)) or all(
        one.state is S.NOT_APPLICABLE for one in of(after, step.action_id)
    )

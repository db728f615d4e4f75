"""Open steps: when they are due, and how that stands on a day."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shanyraq.pathway.found import date_in
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import NEVER, WEEK, Day, DueRow, Program, Row, make_step
from shanyraq.pathway.triggers import PLANNED
from shanyraq.pathway.types import Evidence, Reason, Step, StepState


class Opened(NamedTuple):
    """A step, and the day (or the instant) on which it turns without anything being recorded."""

    step: Step
    next_day: int = NEVER
    next_instant: datetime | None = None


def open_undated(row: Row, number: int, due: DueRow) -> Opened:
    """A step whose trigger has no date yet."""
    return Opened(make_step(row, number, StepState.AHEAD, due.unknown, None, None, due.discipline))


def open_by_day(program: Program, row: Row, number: int, due: DueRow, day: Day, trigger: int) -> Opened:
    """A step due some days from its trigger (the number that `trigger_dates` gives)."""
    is_planned = bool(trigger & PLANNED)
    opens = None if is_planned or due.is_before else program.midnight(trigger // 2)
    return open_on(
        program,
        row,
        number,
        due,
        day,
        trigger // 2 + due.days,
        due.reason,
        opens,
        never_late=is_planned and not due.is_before,
    )


def open_on(
    program: Program,
    row: Row,
    number: int,
    due: DueRow,
    day: Day,
    due_day: int,
    reason: Reason,
    opens: datetime | None,
    *,
    never_late: bool = False,
) -> Opened:
    """A step due on a day: late after it, due in the week before. What follows a mere plan is never late."""
    due_day = min(max(due_day, 1), NEVER - 1)
    turns = NEVER
    if due_day < day.today and not never_late:
        state = StepState.LATE
    elif due_day - day.today <= WEEK:
        state = StepState.DUE
        turns = NEVER if never_late else due_day + 1
    else:
        state = StepState.AHEAD
        turns = due_day - WEEK
    due_at = program.last_second(due_day)
    return Opened(make_step(row, number, state, reason, opens, due_at, due.discipline), turns)


def open_by_hour(
    program: Program, row: Row, number: int, due: DueRow, day: Day, at: datetime, instant: datetime
) -> Opened:
    """A step due some hours from its trigger."""
    due_at = program.hour_due(instant, due.hours or 0)
    due_day = program.ordinal(due_at)
    turns = NEVER
    then: datetime | None = None
    if at > due_at:
        state = StepState.LATE
    elif due_day - day.today <= WEEK:
        state, then = StepState.DUE, program.just_after(due_at)
    else:
        state, turns = StepState.AHEAD, due_day - WEEK
    opens = None if due.is_before else instant
    return Opened(make_step(row, number, state, due.reason, opens, due_at, due.discipline), turns, then)


def waiting(
    program: Program, opened: Opened, waits: list[Evidence], day: Day, since: datetime | None
) -> Opened:
    """The same step while somebody else has it in hand, unless the answer was expected before today."""
    waits = [entry for entry in waits if since is None or entry.at >= since]
    if not waits:
        return opened
    latest = max(waits, key=moment)
    expected = date_in(latest.payload, "expected_on")
    if expected is not None and expected < day.today:
        return opened
    params = {"kind": latest.kind, "since": latest.at}
    reason = Reason("waiting", params)
    if expected is not None:
        reason = Reason("waiting_until", {**params, "on": program.last_second(expected)})
    step = opened.step._replace(state=StepState.WAITING, reason=reason)
    return Opened(step, NEVER if expected is None else expected + 1)

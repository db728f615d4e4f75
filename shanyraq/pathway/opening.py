"""Open steps: when they are due, and how that stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shanyraq.pathway.days import NEVER, WEEK, Calendar, hours_after, just_after
from shanyraq.pathway.found import date_in
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import Day, Program
from shanyraq.pathway.rows import DueRow, Row
from shanyraq.pathway.since import Circumstances
from shanyraq.pathway.steps import make_step
from shanyraq.pathway.triggers import PLANNED
from shanyraq.pathway.types import Evidence, Reason, Step, StepState

# Looking a member up in its enum costs more than all else that is done with it.
LATE, DUE, AHEAD, WAITING = StepState.LATE, StepState.DUE, StepState.AHEAD, StepState.WAITING


@dataclass(slots=True)
class Known:
    """What is known of one person when her steps are worked out: the day, and when the triggers happened."""

    program: Program
    calendar: Calendar
    day: Day
    at: datetime
    instants: list[datetime | None]
    days: list[int | None]
    circumstances: Circumstances


@dataclass(slots=True)
class Opened:
    """A step, and the day (or the instant) on which it turns without anything being recorded."""

    step: Step
    next_day: int = NEVER
    next_instant: datetime | None = None


class Turns:
    """Collects when a plan turns without anything being recorded: the next day, and the next instant."""

    __slots__ = ("next_day", "next_instant")

    def __init__(self, next_day: int = NEVER) -> None:
        self.next_day = next_day
        self.next_instant: datetime | None = None

    def on(self, day: int) -> None:
        """Something turns on a day."""
        if day < self.next_day:
            self.next_day = day

    def note(self, opened: Opened) -> Step:
        """Keep when a step turns; gives the step."""
        if opened.next_day < self.next_day:
            self.next_day = opened.next_day
        instant = opened.next_instant
        if instant is not None and (self.next_instant is None or instant < self.next_instant):
            self.next_instant = instant
        return opened.step

    def first(self, calendar: Calendar) -> datetime | None:
        """The first instant at which something turns."""
        midnight = calendar.midnight(self.next_day)
        if self.next_instant is None or midnight is None:
            return midnight or self.next_instant
        return min(midnight, self.next_instant)


def due_date(known: Known, due: DueRow, instant: datetime | None, trigger: int | None) -> datetime | None:
    """When something was due, by its trigger's instant or day; None while that has no date."""
    if due.hours is not None:
        return None if instant is None else hours_after(instant, due.hours)
    return None if trigger is None else known.calendar.last_second[trigger // 2 + due.days]


def open_undated(row: Row, number: int, due: DueRow) -> Opened:
    """A step whose trigger has no date yet."""
    return Opened(make_step(row, number, AHEAD, due.unknown, None, None))


def open_by_day(known: Known, row: Row, number: int, due: DueRow, trigger: int) -> Opened:
    """A step due some days from its trigger (the number that `trigger_dates` gives)."""
    is_planned = bool(trigger & PLANNED)
    opens = None if is_planned or due.is_before else known.calendar.midnight(trigger // 2)
    due_day = trigger // 2 + due.days
    never_late = is_planned and not due.is_before
    return open_on(known, row, number, due, due_day, due.reason, opens, never_late=never_late)


def open_on(
    known: Known,
    row: Row,
    number: int,
    due: DueRow,
    due_day: int,
    reason: Reason,
    opens: datetime | None,
    *,
    never_late: bool = False,
) -> Opened:
    """A step due on a day: late after it, due in the week before. What follows a mere plan is never late."""
    if not 0 < due_day < NEVER:
        due_day = min(max(due_day, 1), NEVER - 1)
    today = known.day.today
    turns = NEVER
    if due_day < today and not never_late:
        state = LATE
    elif due_day - today <= WEEK:
        state = DUE
        turns = NEVER if never_late else due_day + 1
    else:
        state = AHEAD
        turns = due_day - WEEK
    due_at = known.calendar.last_second[due_day]
    return Opened(make_step(row, number, state, reason, opens, due_at), turns)


def open_by_hour(known: Known, row: Row, number: int, due: DueRow, instant: datetime) -> Opened:
    """A step due some hours from its trigger."""
    due_at = hours_after(instant, due.hours or timedelta())
    turns = NEVER
    then: datetime | None = None
    if known.at > due_at:
        state = LATE
    elif (due_day := known.calendar.ordinal(due_at)) - known.day.today <= WEEK:
        state, then = DUE, just_after(due_at)
    else:
        state, turns = AHEAD, due_day - WEEK
    opens = None if due.is_before else instant
    return Opened(make_step(row, number, state, due.reason, opens, due_at), turns, then)


def waiting(known: Known, opened: Opened, waits: Sequence[Evidence], since: datetime | None) -> Opened:
    """The same step while somebody else has it in hand; as it was, where the answer was expected before today."""
    waits = [entry for entry in waits if since is None or entry.at >= since]
    if not waits:
        return opened
    latest = max(waits, key=moment)
    expected = date_in(latest.payload, "expected_on")
    params = {"kind": latest.kind, "since": latest.at}
    reason = Reason("waiting", params)
    if expected is not None:
        params = {**params, "on": known.calendar.last_second[expected]}
        if expected < known.day.today:
            reason = Reason("answer_missing", params)
            return Opened(opened.step._replace(reason=reason), opened.next_day, opened.next_instant)
        reason = Reason("waiting_until", params)
    step = opened.step._replace(state=WAITING, reason=reason)
    return Opened(step, NEVER if expected is None else expected + 1)

"""The steps of one action: what closed its occurrences, and which of them is open.

Whatever is recorded later, an occurrence that was closed stays closed: records fill the occurrences from the
first on, a decision that names an occurrence keeps its place, and an event is answered by any later record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shanyraq.pathway.found import Claim, date_in
from shanyraq.pathway.opening import (
    Known,
    Opened,
    Turns,
    open_by_day,
    open_by_hour,
    open_on,
    open_undated,
    waiting,
)
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import NEVER, DueRow, Mode, Program, Row, SeriesRow, make_step
from shanyraq.pathway.types import Evidence, Reason, Step, StepState

NOT_APPLICABLE = StepState.NOT_APPLICABLE
Closing = Evidence | Claim
_new = tuple.__new__  # see evaluate: steps are built by the million


@dataclass(slots=True)
class Owed:
    """What is known of one person about one action."""

    known: Known
    row: Row
    closers: list[Evidence]  # by date, without those that belong to another action
    claims: list[Claim]  # waived, then declined, then not applicable
    waits: list[Evidence]
    events: list[Evidence]  # by date
    applies: bool

    def trigger(self, due: DueRow) -> tuple[datetime | None, int | None]:
        """The instant and the day that a due date hangs on; an action's own event is its latest."""
        if due.trigger >= 0:
            return self.known.instants[due.trigger], self.known.days[due.trigger]
        if not self.events:
            return None, None
        event = self.events[-1]
        planned = date_in(event.payload, "on") if due.is_before else None
        return event.at, (self.known.program.ordinal(event.at) if planned is None else planned) * 2


def steps_of(owed: Owed, turns: Turns) -> list[Step]:
    """All steps of the action; none where nothing is closed and it does not apply. Notes when they turn."""
    mode = owed.row.mode
    if mode is Mode.EVENTS:
        return _events(owed, turns)
    return _series(owed, turns) if mode is Mode.SERIES else _slots(owed, turns)


def _slots(owed: Owed, turns: Turns) -> list[Step]:
    """An action with one due date, or several that are known beforehand."""
    program, closings = owed.known.program, _Closings(owed)
    steps: list[Step] = []
    since = None
    for number, due in enumerate(owed.row.dues, 1):
        instant, trigger = owed.trigger(due)
        closing = closings.take(number)
        if closing is None:
            if owed.applies:
                steps.append(turns.note(_still_open(owed, closings, number, due, since)))
            continue
        due_at = None
        if due.hours is not None:
            due_at = None if instant is None else program.hour_due(instant, due.hours)
        elif trigger is not None:
            due_at = program.last_second(trigger // 2 + due.days)
        opens = None if due.is_before else instant
        steps.append(turns.note(_closed(program, owed.row, number, due, closing, opens, due_at)))
        since = steps[-1].closed_at
    return steps


def _still_open(owed: Owed, closings: _Closings, number: int, due: DueRow, since: datetime | None) -> Opened:
    """One occurrence that nothing closes: not owed after all, asked again, waiting, or simply open."""
    known, row = owed.known, owed.row
    instant, trigger = owed.trigger(due)
    if (claim := closings.not_owed(number)) is not None:
        return _decided_not_owed(known.program, row, number, due, claim)
    if closings.ask_again is not None:
        opened = open_on(known, row, number, due, closings.ask_again, Reason("due_ask_again"), instant)
    elif due.hours is not None and instant is not None:
        opened = open_by_hour(known, row, number, due, instant)
    elif due.hours is None and trigger is not None:
        opened = open_by_day(known, row, number, due, trigger)
    else:
        opened = open_undated(row, number, due)
    return waiting(known, opened, owed.waits, since) if owed.waits else opened


def _series(owed: Owed, turns: Turns) -> list[Step]:
    """An action that comes again so many days after it was last done. One occurrence is open at a time."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    program, series, closings = known.program, owed.row.series, _Closings(owed)
    assert series is not None
    instant, trigger = owed.trigger(due)
    start = None if trigger is None else trigger // 2
    due_day = None if start is None else _workday(start + due.days, series)
    opens, last, number, every = None if due.is_before else instant, None, 1, series.every
    steps: list[Step] = []
    last_seconds = program.last_seconds
    while number <= series.at_most and (closing := closings.take(number)) is not None:
        due_at = None
        if due_day is not None:
            due_at = last_seconds.get(due_day) or program.last_second(due_day)
        if type(closing) is Evidence:
            last = closing.at
            fields = (
                f"{row.action_id}#{number}",
                row.action_id,
                number,
                row.phase,
                StepState.DONE,
                program.done[closing.kind],
                opens,
                due_at,
                due.discipline,
                row.co_disciplines,
                row.compartment,
                (closing.id,),
                last,
                row.voluntary,
                row.waivable_by,
            )
            steps.append(_new(Step, fields))
        else:
            step = turns.note(_closed(program, row, number, due, closing, opens, due_at))
            last = step.closed_at or known.at
            steps.append(step)
        opens = last
        last_day = program.ordinal(last)
        every = series.every if start is None or last_day - start < series.later_from else series.later_every
        due_day = last_day + every
        if series.weekdays_only:
            due_day = _workday(due_day, series)
        number += 1
    is_over = start is not None and due_day is not None and due_day > start + series.for_days
    if owed.applies and number <= series.at_most and not is_over:
        steps.append(turns.note(_next_of_series(owed, closings, number, due_day, last, every)))
    return steps


def _next_of_series(
    owed: Owed, closings: _Closings, number: int, due_day: int | None, last: datetime | None, every: int
) -> Opened:
    """The one open occurrence: the first is like any step (weekends aside), a later one follows the last."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    if due_day is None or closings.not_owed(number) is not None:
        return _still_open(owed, closings, number, due, None)
    if last is None:
        instant, trigger = owed.trigger(due)
        if closings.ask_again is not None or trigger is None or due_day == trigger // 2 + due.days:
            return _still_open(owed, closings, number, due, None)
        opened = open_on(known, row, number, due, due_day, due.reason, instant)
    elif closings.ask_again is not None:
        again = max(due_day, closings.ask_again)
        opened = open_on(known, row, number, due, again, Reason("due_ask_again"), last)
    else:
        reason = Reason("due_every", {"count": every, "last": last})
        opened = open_on(known, row, number, due, due_day, reason, last)
    return waiting(known, opened, owed.waits, last) if owed.waits else opened


def _workday(day: int, series: SeriesRow) -> int:
    """The day itself, or the Monday after a weekend."""
    weekday = (day - 1) % 7
    return day + 7 - weekday if series.weekdays_only and weekday > 4 else day


def _events(owed: Owed, turns: Turns) -> list[Step]:
    """An action owed after each event. One record answers every event up to its date."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    program, closings = known.program, _Closings(owed)
    answers: list[Closing] = [*owed.closers, *closings.unplaced]
    steps: list[Step] = []
    if owed.closers and (not owed.events or owed.closers[0].at < owed.events[0].at):
        # Recorded although nobody recorded what it answers: an occurrence of its own, before all others.
        steps.append(_closed(program, row, 1, due, owed.closers[0], None, None).step)
    for number, event in enumerate(owed.events, len(steps) + 1):
        day = program.ordinal(event.at)
        due_at = program.last_second(day + due.days)
        if due.hours is not None:
            due_at = program.hour_due(event.at, due.hours)
        answer: Closing | None = closings.placed.get(number)
        answer = answer or next((one for one in answers if _order(one)[0] >= event.at), None)
        if answer is not None:
            steps.append(turns.note(_closed(program, row, number, due, answer, event.at, due_at)))
        elif owed.applies and (claim := closings.not_owed(number)) is not None:
            steps.append(_decided_not_owed(program, row, number, due, claim).step)
        elif owed.applies:
            if due.hours is not None:
                opened = open_by_hour(known, row, number, due, event.at)
            else:
                opened = open_by_day(known, row, number, due, day * 2)
            steps.append(turns.note(waiting(known, opened, owed.waits, event.at)))
    return steps


class _Closings:
    """Which occurrence is closed by what: decisions keep their place, everything else fills up in order."""

    __slots__ = ("_loose", "_not_owed", "ask_again", "placed", "unplaced")

    def __init__(self, owed: Owed) -> None:
        self.placed: dict[int, Claim] = {}
        self.unplaced: list[Claim] = []
        self._not_owed: list[Claim] = []
        self.ask_again: int | None = None
        if owed.claims:
            self._sort_out(owed)
        loose: list[Closing] = [*owed.closers]
        if owed.row.mode is Mode.ONCE:
            loose = [*loose, *self.unplaced][:1]
        elif self.unplaced:
            loose = sorted([*loose, *self.unplaced], key=_order)
        loose.reverse()
        self._loose = loose

    def _sort_out(self, owed: Owed) -> None:
        """Decisions that hold today. One that may be asked again from some day holds until then."""
        for claim in reversed(owed.claims):
            if claim.ask_again <= owed.known.day.today:
                self.ask_again = max(claim.ask_again, self.ask_again or 0)
            elif claim.state is NOT_APPLICABLE:
                self._not_owed.insert(0, claim)
            elif claim.occurrence and owed.row.mode is not Mode.ONCE:
                self.placed[claim.occurrence] = claim
            else:
                self.unplaced.insert(0, claim)

    def take(self, number: int) -> Closing | None:
        """What closes this occurrence; to be asked once for each, from the first on."""
        if self.placed and number in self.placed:
            return self.placed[number]
        return self._loose.pop() if self._loose else None

    def not_owed(self, number: int) -> Claim | None:
        """The decision that this occurrence does not apply."""
        return next((claim for claim in self._not_owed if claim.occurrence in (0, number)), None)


def _closed(
    program: Program,
    row: Row,
    number: int,
    due: DueRow,
    closing: Closing,
    opens: datetime | None,
    due_at: datetime | None,
) -> Opened:
    """A closed occurrence: done, or waived or declined by a decision."""
    if type(closing) is Evidence:
        reason = program.done[closing.kind]
        ids, at = (closing.id,), closing.at
        return Opened(make_step(row, number, StepState.DONE, reason, opens, due_at, due.discipline, ids, at))
    assert isinstance(closing, Claim)
    entry, reason = closing.entry, _claim_reason(program, closing)
    step = make_step(row, number, closing.state, reason, opens, due_at, due.discipline, (entry.id,), entry.at)
    return Opened(step, closing.ask_again)


def _decided_not_owed(program: Program, row: Row, number: int, due: DueRow, claim: Claim) -> Opened:
    reason, ids = _claim_reason(program, claim), (claim.entry.id,)
    return Opened(make_step(row, number, NOT_APPLICABLE, reason, None, None, due.discipline, ids))


def _claim_reason(program: Program, claim: Claim) -> Reason:
    if claim.state is StepState.DECLINED:
        if claim.ask_again != NEVER:
            return Reason("declined_for_now", {"on": program.last_second(claim.ask_again)})
        return Reason("declined")
    code = "waived" if claim.state is StepState.WAIVED else "na_decided"
    why = claim.entry.payload.get("reason")
    return Reason(f"{code}_because", {"why": why}) if isinstance(why, str) and why else Reason(code)


def _order(closing: Closing) -> tuple[datetime, int, str]:
    return moment(closing.entry if isinstance(closing, Claim) else closing)

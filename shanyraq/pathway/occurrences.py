"""The steps of one action: what closed its occurrences, and which of them is open.

Whatever is recorded later, an occurrence that was closed stays closed: records fill the occurrences from the
first on, a decision that names an occurrence keeps its place, and an event is answered by any later record.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    program, decisions = owed.known.program, _decisions(owed)
    records = iter(_records(owed, decisions))
    steps: list[Step] = []
    since = None
    for number, due in enumerate(owed.row.dues, 1):
        instant, trigger = owed.trigger(due)
        closing = decisions.placed.get(number) or next(records, None)
        if closing is None:
            if owed.applies:
                steps.append(turns.note(_still_open(owed, decisions, number, due, since)))
            continue
        due_at = None
        if due.hours is not None:
            due_at = None if instant is None else program.hour_due(instant, due.hours)
        elif trigger is not None:
            due_at = program.last_second(trigger // 2 + due.days)
        opens = None if due.is_before else instant
        steps.append(_closed(program, owed.row, number, due, closing, opens, due_at, turns))
        since = steps[-1].closed_at
    return steps


def _still_open(owed: Owed, decisions: Decisions, number: int, due: DueRow, since: datetime | None) -> Opened:
    """One occurrence that nothing closes: not owed after all, asked again, waiting, or simply open."""
    known, row = owed.known, owed.row
    instant, trigger = owed.trigger(due)
    if (claim := decisions.not_owed(number)) is not None:
        return _decided_not_owed(known.program, row, number, due, claim)
    if decisions.ask_again is not None:
        opened = open_on(known, row, number, due, decisions.ask_again, Reason("due_ask_again"), instant)
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
    program, series, decisions = known.program, owed.row.series, _decisions(owed)
    assert series is not None
    instant, trigger = owed.trigger(due)
    start = None if trigger is None else trigger // 2
    due_day = None if start is None else _workday(start + due.days, series)
    opens, last, number, every = None if due.is_before else instant, None, 1, series.every
    steps: list[Step] = []
    last_seconds = program.last_seconds
    for closing in _in_order(owed, decisions, series.at_most):
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
            step = _closed(program, row, number, due, closing, opens, due_at, turns)
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
        steps.append(turns.note(_next_of_series(owed, decisions, number, due_day, last, every)))
    return steps


def _next_of_series(
    owed: Owed, decisions: Decisions, number: int, due_day: int | None, last: datetime | None, every: int
) -> Opened:
    """The one open occurrence: the first is like any step (weekends aside), a later one follows the last."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    if due_day is None or decisions.not_owed(number) is not None:
        return _still_open(owed, decisions, number, due, None)
    if last is None:
        instant, trigger = owed.trigger(due)
        if decisions.ask_again is not None or trigger is None or due_day == trigger // 2 + due.days:
            return _still_open(owed, decisions, number, due, None)
        opened = open_on(known, row, number, due, due_day, due.reason, instant)
    elif decisions.ask_again is not None:
        again = max(due_day, decisions.ask_again)
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
    program, decisions = known.program, _decisions(owed)
    answers: list[Closing] = [*owed.closers, *decisions.unplaced]
    steps: list[Step] = []
    if owed.closers and (not owed.events or owed.closers[0].at < owed.events[0].at):
        # Recorded although nobody recorded what it answers: an occurrence of its own, before all others.
        steps.append(_closed(program, row, 1, due, owed.closers[0], None, None, turns))
    for number, event in enumerate(owed.events, len(steps) + 1):
        day = program.ordinal(event.at)
        due_at = program.last_second(day + due.days)
        if due.hours is not None:
            due_at = program.hour_due(event.at, due.hours)
        answer: Closing | None = decisions.placed.get(number)
        answer = answer or next((one for one in answers if _order(one)[0] >= event.at), None)
        if answer is not None:
            steps.append(_closed(program, row, number, due, answer, event.at, due_at, turns))
        elif owed.applies and (claim := decisions.not_owed(number)) is not None:
            steps.append(_decided_not_owed(program, row, number, due, claim).step)
        elif owed.applies:
            if due.hours is not None:
                opened = open_by_hour(known, row, number, due, event.at)
            else:
                opened = open_by_day(known, row, number, due, day * 2)
            steps.append(turns.note(waiting(known, opened, owed.waits, event.at)))
    return steps


class Decisions:
    """What was decided about the occurrences of an action, as far as it holds today."""

    __slots__ = ("_not_owed", "ask_again", "placed", "unplaced")

    def __init__(self) -> None:
        self.placed: dict[int, Claim] = {}  # waived or declined, naming their occurrence
        self.unplaced: list[Claim] = []  # waived or declined, naming none
        self.ask_again: int | None = None  # the day since which a declined service may be offered again
        self._not_owed: list[Claim] = []

    def add(self, claim: Claim, row: Row, today: int) -> None:
        """Take in a decision; what may be asked again from some day holds until then."""
        if claim.ask_again <= today:
            self.ask_again = max(claim.ask_again, self.ask_again or 0)
        elif claim.state is NOT_APPLICABLE:
            self._not_owed.append(claim)
        elif claim.occurrence and row.mode is not Mode.ONCE:
            self.placed.setdefault(claim.occurrence, claim)
        else:
            self.unplaced.append(claim)

    def not_owed(self, number: int) -> Claim | None:
        """The decision that this occurrence does not apply."""
        return next((claim for claim in self._not_owed if claim.occurrence in (0, number)), None)


_NONE = Decisions()


def _decisions(owed: Owed) -> Decisions:
    """The decisions that hold today; mostly there are none."""
    if not owed.claims:
        return _NONE
    decisions = Decisions()
    for claim in owed.claims:
        decisions.add(claim, owed.row, owed.known.day.today)
    return decisions


def _records(owed: Owed, decisions: Decisions) -> Sequence[Closing]:
    """What fills the occurrences that no decision names, in order. What happens once is done rather than waived."""
    if not decisions.unplaced:
        return owed.closers
    if owed.row.mode is Mode.ONCE:
        return [*owed.closers, *decisions.unplaced]
    return sorted([*owed.closers, *decisions.unplaced], key=_order)


def _in_order(owed: Owed, decisions: Decisions, at_most: int) -> Sequence[Closing]:
    """What closes the occurrences of a series, from the first to the last without a gap."""
    records = _records(owed, decisions)
    if not decisions.placed:
        return records if len(records) <= at_most else records[:at_most]
    found: list[Closing] = []
    rest = iter(records)
    while len(found) < at_most:
        closing = decisions.placed.get(len(found) + 1) or next(rest, None)
        if closing is None:
            break
        found.append(closing)
    return found


def _closed(
    program: Program,
    row: Row,
    number: int,
    due: DueRow,
    closing: Closing,
    opens: datetime | None,
    due_at: datetime | None,
    turns: Turns,
) -> Step:
    """A closed occurrence: done, or waived or declined by a decision."""
    if type(closing) is Evidence:
        reason = program.done[closing.kind]
        ids, at = (closing.id,), closing.at
        return make_step(row, number, StepState.DONE, reason, opens, due_at, due.discipline, ids, at)
    assert isinstance(closing, Claim)
    turns.on(closing.ask_again)
    entry, reason = closing.entry, _claim_reason(program, closing)
    return make_step(row, number, closing.state, reason, opens, due_at, due.discipline, (entry.id,), entry.at)


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

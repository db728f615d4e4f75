"""The steps of one action about which something is recorded, or which happens more than once.

Whatever is recorded later, an occurrence that was closed stays closed: records fill the occurrences from the
first on, a decision that names an occurrence keeps its place, and an event is closed by any later record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from shanyraq.pathway.found import Claim, date_in
from shanyraq.pathway.opening import (
    Opened,
    open_by_day,
    open_by_hour,
    open_on,
    open_undated,
    waiting,
)
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import NEVER, Day, DueRow, Mode, Program, Row, make_step
from shanyraq.pathway.types import Evidence, Reason, StepState


class Known(NamedTuple):
    """What is known of one person about one action on a day."""

    program: Program
    row: Row
    day: Day
    at: datetime
    closers: list[Evidence]  # by date, without those that belong to another action
    claims: list[Claim]  # waived, then declined, then not applicable
    waits: list[Evidence]
    events: list[Evidence]  # by date
    applies: bool
    instants: list[datetime | None]
    days: list[int | None]

    def trigger(self, due: DueRow) -> tuple[datetime | None, int | None]:
        """The instant and the day a due date hangs on; an action's own event is its latest."""
        if due.trigger >= 0:
            return self.instants[due.trigger], self.days[due.trigger]
        return (None, None) if not self.events else _event_date(self.program, self.events[-1], due)


def _event_date(program: Program, event: Evidence, due: DueRow) -> tuple[datetime, int]:
    """When an event counts from: for what has to be ready before it, the date it is planned for."""
    planned = date_in(event.payload, "on") if due.is_before else None
    return event.at, (program.ordinal(event.at) if planned is None else planned) * 2


def steps_of(known: Known) -> Iterator[Opened]:
    """All steps of the action; none where nothing is closed and it does not apply."""
    mode = known.row.mode
    if mode is Mode.EVENTS:
        return _events(known)
    return _series(known) if mode is Mode.SERIES else _slots(known)


def closed(
    known: Known, number: int, closing: Evidence | Claim, opens: datetime | None, due_at: datetime | None
) -> Opened:
    """A closed occurrence: done, or waived or declined by a decision."""
    row = known.row
    discipline = row.dues[number - 1 if row.mode is Mode.SLOTS else 0].discipline
    if isinstance(closing, Claim):
        entry, state, reason = closing.entry, closing.state, _claim_reason(known.program, closing)
    else:
        entry, state, reason = closing, StepState.DONE, known.program.done_reason(closing.kind)
    turns = closing.ask_again if isinstance(closing, Claim) else NEVER
    step = make_step(row, number, state, reason, opens, due_at, discipline, (entry.id,), entry.at)
    return Opened(step, turns)


def _claim_reason(program: Program, claim: Claim) -> Reason:
    if claim.state is StepState.DECLINED:
        if claim.ask_again != NEVER:
            return Reason("declined_for_now", {"on": program.last_second(claim.ask_again)})
        return Reason("declined")
    why = claim.entry.payload.get("reason")
    params = {"why": why} if isinstance(why, str) and why else {}
    if claim.state is StepState.WAIVED:
        return Reason("waived_because" if params else "waived", params)
    return Reason("na_decided_because" if params else "na_decided", params)


class _Closings:
    """Which occurrence is closed by what: decisions keep their place, everything else fills up in order."""

    def __init__(self, known: Known) -> None:
        today = known.day.today
        closing = [claim for claim in known.claims if claim.ask_again > today]
        decided = [claim for claim in closing if claim.state is not StepState.NOT_APPLICABLE]
        if known.row.mode is Mode.ONCE:
            self._placed: dict[int, Claim] = {}
            self._loose: list[Evidence | Claim] = [*known.closers, *decided][:1]
        else:
            self._placed = {claim.occurrence: claim for claim in reversed(decided) if claim.occurrence}
            loose = [(moment(entry), 0, entry) for entry in known.closers]
            loose += [(moment(claim.entry), 1, claim) for claim in decided if not claim.occurrence]
            self._loose = [thing for _, _, thing in sorted(loose, key=lambda item: item[:2], reverse=True)]
        asked = [claim.ask_again for claim in known.claims if claim.ask_again <= today]
        self.ask_again = max(asked, default=None)
        self.not_owed = next((claim for claim in closing if claim.state is StepState.NOT_APPLICABLE), None)

    def take(self, number: int) -> Evidence | Claim | None:
        """What closes this occurrence; to be asked from the first on."""
        return self._placed.get(number) or (self._loose.pop() if self._loose else None)


def _slots(known: Known) -> Iterator[Opened]:
    """An action with one due date, or several that are known beforehand."""
    closings = _Closings(known)
    since = None
    for number, due in enumerate(known.row.dues, 1):
        instant, trigger = known.trigger(due)
        closing = closings.take(number)
        if closing is None:
            yield from _still_open(known, closings, number, due, since)
            continue
        due_at = None
        if due.hours is not None:
            due_at = None if instant is None else known.program.hour_due(instant, due.hours)
        elif trigger is not None:
            due_at = known.program.last_second(trigger // 2 + due.days)
        opened = closed(known, number, closing, None if due.is_before else instant, due_at)
        since = opened.step.closed_at
        yield opened


def _still_open(
    known: Known, closings: _Closings, number: int, due: DueRow, since: datetime | None
) -> Iterator[Opened]:
    """One occurrence of a plain action that nothing closes: not owed after all, asked again, waiting, or open."""
    if not known.applies:
        return
    program, row, day = known.program, known.row, known.day
    instant, trigger = known.trigger(due)
    if (claim := closings.not_owed) is not None and claim.occurrence in (0, number):
        reason = _claim_reason(program, claim)
        step = make_step(row, number, StepState.NOT_APPLICABLE, reason, None, None, due.discipline)
        yield Opened(step._replace(closed_by=(claim.entry.id,)))
        return
    if closings.ask_again is not None:
        opened = open_on(program, row, number, due, day, closings.ask_again, Reason("due_ask_again"), instant)
    elif due.hours is not None and instant is not None:
        opened = open_by_hour(program, row, number, due, day, known.at, instant)
    elif due.hours is None and trigger is not None:
        opened = open_by_day(program, row, number, due, day, trigger)
    else:
        opened = open_undated(row, number, due)
    yield waiting(program, opened, known.waits, day, since)


def _series(known: Known) -> Iterator[Opened]:
    """An action that comes again so many days after it was last done. One occurrence is open at a time."""
    program, row, day = known.program, known.row, known.day
    series, due = row.series, row.dues[0]
    assert series is not None
    closings = _Closings(known)
    instant, trigger = known.trigger(due)
    start = None if trigger is None else trigger // 2
    due_day = None if start is None else _workday(start + due.days, series.weekdays_only)
    reason, opens = due.reason, None if due.is_before else instant
    for number in range(1, min(series.at_most, NEVER) + 1):
        closing = closings.take(number)
        if closing is None:
            break
        due_at = None if due_day is None else program.last_second(due_day)
        opened = closed(known, number, closing, opens, due_at)
        yield opened
        opens = opened.step.closed_at
        assert opens is not None
        last = program.ordinal(opens)
        slow = start is not None and last - start >= series.later_from
        every = series.later_every if slow else series.every
        due_day = _workday(last + every, series.weekdays_only)
        reason = Reason("due_every", {"count": every, "last": opens})
    else:
        return
    if due_day is not None and start is not None and due_day > start + series.for_days:
        return
    if closings.not_owed is not None or due_day is None or (number == 1 and closings.ask_again is None):
        yield from _still_open(known, closings, number, due, opens if number > 1 else None)
    elif known.applies:
        again = closings.ask_again
        if again is not None:
            due_day, reason = max(due_day, again), Reason("due_ask_again")
        opened = open_on(program, row, number, due, day, due_day, reason, opens)
        yield waiting(program, opened, known.waits, day, opens if number > 1 else None)


def _workday(day: int, weekdays_only: bool) -> int:
    """The day itself, or the Monday after a weekend."""
    weekday = (day - 1) % 7
    return day + 7 - weekday if weekdays_only and weekday > 4 else day


def _events(known: Known) -> Iterator[Opened]:
    """An action owed after each event. One record answers every event up to its date."""
    program, row, day, due = known.program, known.row, known.day, known.row.dues[0]
    placed = {
        claim.occurrence: claim
        for claim in reversed(known.claims)
        if claim.occurrence and _closes(claim, day)
    }
    answers: list[Evidence | Claim] = [*known.closers]
    answers += [claim for claim in known.claims if not claim.occurrence and _closes(claim, day)]
    events: list[Evidence | None] = [*known.events]
    if known.closers and (not events or known.closers[0].at < known.events[0].at):
        events.insert(0, None)  # recorded although nobody recorded what it answers
    not_owed = {claim.occurrence: claim for claim in known.claims if claim.state is StepState.NOT_APPLICABLE}
    for number, event in enumerate(events, 1):
        if event is None:
            yield closed(known, number, known.closers[0], None, None)
            continue
        day_number = program.ordinal(event.at) * 2
        due_at = (
            program.last_second(day_number // 2 + due.days)
            if due.hours is None
            else program.hour_due(event.at, due.hours)
        )
        answer = placed.get(number) or next((one for one in answers if _when(one) >= event.at), None)
        if answer is not None:
            yield closed(known, number, answer, event.at, due_at)
        elif known.applies:
            if (claim := not_owed.get(number) or not_owed.get(0)) is not None:
                reason = _claim_reason(program, claim)
                step = make_step(row, number, StepState.NOT_APPLICABLE, reason, None, None, due.discipline)
                yield Opened(step._replace(closed_by=(claim.entry.id,)))
                continue
            if due.hours is not None:
                opened = open_by_hour(program, row, number, due, day, known.at, event.at)
            else:
                opened = open_by_day(program, row, number, due, day, day_number)
            yield waiting(program, opened, known.waits, day, event.at)


def _closes(claim: Claim, day: Day) -> bool:
    return claim.ask_again > day.today and claim.state is not StepState.NOT_APPLICABLE


def _when(answer: Evidence | Claim) -> datetime:
    return answer.entry.at if isinstance(answer, Claim) else answer.at

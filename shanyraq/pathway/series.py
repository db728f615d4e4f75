"""The steps of an action that comes again so many days after it was last done. One occurrence is open at a time.

Records and decisions stand in the order of their days: what is recorded late goes where it belongs and moves only
the numbers. What was done before the service began does not hasten its first turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shanyraq.pathway.days import NEVER
from shanyraq.pathway.found import Claim
from shanyraq.pathway.opening import Opened, Turns, open_on, waiting
from shanyraq.pathway.owed import (
    Decisions,
    Owed,
    closed,
    decided_not_owed,
    decisions_of,
    records_of,
    still_open,
)
from shanyraq.pathway.rows import SeriesRow
from shanyraq.pathway.since import Since
from shanyraq.pathway.steps import done_step
from shanyraq.pathway.types import Evidence, Reason, Step, StepState


def series_steps(owed: Owed, turns: Turns) -> list[Step]:
    """What was done, then the one that comes next."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    calendar, series, decisions = known.calendar, owed.row.series, decisions_of(owed)
    assert series is not None
    instant, trigger = owed.trigger(due)
    start = None if trigger is None else trigger // 2
    due_day = first_day = None if start is None else _workday(start + due.days, series)
    opens, last, last_day, number = None if due.is_before else instant, None, 0, 1
    every, settled = series.every, 0
    steps: list[Step] = []
    for closing in records_of(owed, decisions)[: series.at_most]:
        due_at = None if due_day is None else calendar.last_second[due_day]
        if type(closing) is Evidence:
            steps.append(done_step(row, number, closing, opens, due_at))
            opens = last = closing.at
            last_day = calendar.ordinal(last)
        else:
            steps.append(closed(known, row, number, due, closing, opens, due_at, turns))
            opens = last = steps[-1].closed_at or known.at
            last_day = calendar.ordinal(last)
            if start is not None and first_day is not None and last_day < start:
                settled = max(settled, first_day) + every  # beforehand: the first turn, or the one after
        every = series.every if start is None or last_day - start < series.later_from else series.later_every
        due_day = _workday(last_day + every, series) if series.weekdays_only else last_day + every
        if due_day < settled:
            due_day = _workday(settled, series)
        if isinstance(closing, Claim) and closing.ask_again != NEVER:
            due_day = max(due_day, closing.ask_again)  # who said “not before June” is not asked in May
        number += 1
    is_early = last is not None and start is not None and last_day < start
    if is_early and first_day is not None and (due_day is None or due_day <= first_day):
        due_day, last = first_day, None  # done before the service began, which has its first turn still
    since = _since(owed, last)
    if since is not None and due_day is not None:
        due_day = max(due_day, (since.day if start is None else start) + due.days)
    is_over = start is not None and due_day is not None and due_day > start + series.for_days
    if owed.applies and number <= series.at_most and not is_over:
        reason = _rhythm(steps, every, last) if since is None else since.reason
        steps.append(turns.note(_next(owed, decisions, number, due_day, last, reason)))
    return steps


def _since(owed: Owed, last: datetime | None) -> Since | None:
    """The circumstance that opens the service, where it began after the last."""
    if owed.since is None or last is None or owed.known.calendar.ordinal(last) >= owed.since.day:
        return None
    return owed.since


def _rhythm(steps: Sequence[Step], every: int, last: datetime | None) -> Reason:
    """Why the next one is due: so long after the one before, which may have been set aside or declined."""
    code = _AFTER.get(steps[-1].state, "due_every") if steps else "due_every"
    return Reason(code, {"count": every, "last": last})


_AFTER = {StepState.WAIVED: "due_every_set_aside", StepState.DECLINED: "due_every_declined"}


def _next(
    owed: Owed, decisions: Decisions, number: int, due_day: int | None, last: datetime | None, reason: Reason
) -> Opened:
    """The one open occurrence: the first is like any step (weekends aside), a later one follows the last."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    if (claim := decisions.not_owed_since(last)) is not None:
        return decided_not_owed(known, row, number, due, claim)
    if due_day is None:
        return still_open(owed, decisions, number, due, None)
    if last is None:
        instant, trigger = owed.trigger(due)
        if decisions.ask_again is not None or trigger is None or due_day == trigger // 2 + due.days:
            return still_open(owed, decisions, number, due, None)
        opened = open_on(known, row, number, due, due_day, due.reason, instant)
    elif decisions.ask_again is not None:
        again = max(due_day, decisions.ask_again)
        opened = open_on(known, row, number, due, again, Reason("due_ask_again"), last)
    else:
        opened = open_on(known, row, number, due, due_day, reason, last)
    return waiting(known, opened, owed.waits, last) if owed.waits else opened


def _workday(day: int, series: SeriesRow) -> int:
    """The day itself, or the Monday after a weekend."""
    weekday = (day - 1) % 7
    return day + 7 - weekday if series.weekdays_only and weekday > 4 else day

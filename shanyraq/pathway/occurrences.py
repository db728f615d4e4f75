"""The steps of one action: what closed its occurrences, and which of them is open.

Whatever is recorded later, an occurrence that was closed stays closed: records fill the occurrences from the
first on, a decision stays with the due date or the event it was made for (in a series, with its own day), and an
event is answered by any later record.
"""

from __future__ import annotations

from datetime import datetime

from shanyraq.pathway.opening import Turns, due_date, waiting
from shanyraq.pathway.owed import (
    Closing,
    Owed,
    closed,
    decided_not_owed,
    decisions_of,
    open_by_trigger,
    order,
    records_of,
    still_open,
)
from shanyraq.pathway.series import series_steps
from shanyraq.pathway.types import Step


def steps_of(owed: Owed, turns: Turns) -> list[Step]:
    """All steps of the action; none where nothing is closed and it does not apply. Notes when they turn."""
    return _STEPS_OF[owed.row.mode](owed, turns)


def _slots(owed: Owed, turns: Turns) -> list[Step]:
    """An action with one due date, or several that are known beforehand."""
    known, decisions = owed.known, decisions_of(owed)
    records = iter(records_of(owed, decisions))
    steps: list[Step] = []
    since = None
    for number, due in enumerate(owed.row.dues, 1):
        closing = decisions.placed.get(number) or next(records, None)
        if closing is None:
            if owed.applies:
                steps.append(turns.note(still_open(owed, decisions, number, due, since)))
            continue
        instant, trigger = owed.trigger(due)
        due_at = due_date(known, due, instant, trigger)
        opens = None if due.is_before else instant
        steps.append(closed(known, owed.row, number, due, closing, opens, due_at, turns))
        since = steps[-1].closed_at
    return steps


def _events(owed: Owed, turns: Turns) -> list[Step]:
    """An action owed after each event. One record answers every event up to its date."""
    known, row, due = owed.known, owed.row, owed.row.first_due
    steps: list[Step] = []
    if owed.closers and (not owed.events or owed.closers[0].at < owed.events[0].at):
        # Recorded although nobody recorded what it answers: an occurrence of its own, before all others.
        steps.append(closed(known, row, 1, due, owed.closers[0], None, None, turns))
    decisions = decisions_of(owed, [()] * len(steps) + _due_days(owed)) if owed.claims else decisions_of(owed)
    answers: list[Closing] = [*owed.closers, *decisions.unplaced]
    for number, event in enumerate(owed.events, len(steps) + 1):
        happened = event.at, known.calendar.ordinal(event.at) * 2
        answer: Closing | None = decisions.placed.get(number)
        answer = answer or next((one for one in answers if order(one)[0] >= event.at), None)
        if answer is not None:
            due_at = due_date(known, due, *owed.moved(due, *happened))
            steps.append(closed(known, row, number, due, answer, event.at, due_at, turns))
        elif owed.applies and (claim := decisions.not_owed(number)) is not None:
            steps.append(decided_not_owed(known, row, number, due, claim).step)
        elif owed.applies:
            opened = open_by_trigger(owed, number, due, happened)
            steps.append(turns.note(waiting(known, opened, owed.waits, event.at)))
    return steps


def _due_days(owed: Owed) -> list[tuple[int, ...]]:
    """The days on which an answer to each event is due: by its date, then by those that were corrected."""
    return [tuple([_due_day(owed, at) for at in (one.at, *one.was_at)]) for one in owed.events]


def _due_day(owed: Owed, at: datetime) -> int:
    known, due, ordinal = owed.known, owed.row.first_due, owed.known.calendar.ordinal
    due_at = due_date(known, due, *owed.moved(due, at, ordinal(at) * 2))
    return 0 if due_at is None else ordinal(due_at)


_STEPS_OF = (_slots, _slots, series_steps, _events)  # by mode

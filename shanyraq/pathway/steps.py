"""How steps are made. A programme's plans have two million of them, so they are made straight from their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from shanyraq.pathway.days import LastSeconds, hours_after
from shanyraq.pathway.types import Evidence, Reason, Stem, Step, StepState

if TYPE_CHECKING:
    from shanyraq.pathway.rows import DueRow, Row

Closing = Callable[[Evidence, Sequence[datetime | None], Sequence[int | None]], Step]
"""Makes the step that a record closed, by the instants and the days of the triggers."""


def make_step(
    row: Row,
    number: int,
    state: StepState,
    reason: Reason,
    opens_at: datetime | None,
    due_at: datetime | None,
    closed_by: tuple[str, ...] = (),
    closed_at: datetime | None = None,
) -> Step:
    """One step of an action; the `number`th where it happens more than once."""
    return _new(Step, (row.stems[number], state, reason, opens_at, due_at, closed_by, closed_at))


def done_step(
    row: Row, number: int, entry: Evidence, opens_at: datetime | None, due_at: datetime | None
) -> Step:
    """A step that a record closed: the commonest of all."""
    fields = row.stems[number], _DONE, row.done[entry.kind], opens_at, due_at, (entry.id,), entry.at
    return _new(Step, fields)


def closing_once(stem: Stem, reasons: Mapping[str, Reason], due: DueRow, last_second: LastSeconds) -> Closing:
    """What a record makes of an action that happens once: by far the commonest step, so all but the record is settled
    beforehand.
    """
    trigger, after, hours, is_before = due.trigger, due.days, due.hours, due.is_before

    def by_day(entry: Evidence, instants: Sequence[datetime | None], days: Sequence[int | None]) -> Step:
        opens_at, day = None if is_before else instants[trigger], days[trigger]
        due_at = None if day is None else last_second[day // 2 + after]
        return _new(Step, (stem, _DONE, reasons[entry.kind], opens_at, due_at, (entry.id,), entry.at))

    def by_hour(entry: Evidence, instants: Sequence[datetime | None], days: Sequence[int | None]) -> Step:
        instant = instants[trigger]
        opens_at = None if is_before else instant
        due_at = None if instant is None or hours is None else hours_after(instant, hours)
        return _new(Step, (stem, _DONE, reasons[entry.kind], opens_at, due_at, (entry.id,), entry.at))

    return by_day if hours is None else by_hour


_DONE = StepState.DONE  # looking a member up in its enum is slow
_new = tuple.__new__  # twice as fast as calling the class, which matters for a million steps

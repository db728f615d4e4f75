"""The actions of a pack as `evaluate` runs them: flat rows, worked out once per pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from shanyraq.pathway.days import NEVER, LastSeconds
from shanyraq.pathway.schema import Action, Condition, Due
from shanyraq.pathway.steps import Closing, closing_once
from shanyraq.pathway.types import Reason, Stem

if TYPE_CHECKING:
    from shanyraq.pathway.pack import Pack


class Mode(IntEnum):
    """How often an action happens."""

    ONCE = 0  # one step
    SLOTS = 1  # a step for each of several due dates
    SERIES = 2  # again and again
    EVENTS = 3  # a step for each event


@dataclass(frozen=True, slots=True)
class DueRow:
    """One due date: which trigger, how far from it, and who."""

    trigger: int  # index of the trigger; -1 for the action's own event
    days: int  # negative before the trigger
    hours: timedelta | None  # negative before the trigger; None where days are counted
    is_before: bool
    discipline: str
    reason: Reason
    unknown: Reason  # while the trigger has no date


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """The rhythm of a series, in days."""

    every: int
    later_from: int
    later_every: int
    for_days: int
    at_most: int
    weekdays_only: bool


class Stems(dict[int, Stem]):
    """What the pack says of each occurrence of an action. Filled as it is asked."""

    __slots__ = ("_action", "_dues", "_mode")

    def __init__(self, action: Action, mode: Mode, dues: tuple[DueRow, ...]) -> None:
        self._action, self._mode, self._dues = action, mode, dues

    def __missing__(self, number: int) -> Stem:
        action = self._action
        due = self._dues[number - 1 if self._mode is Mode.SLOTS else 0]
        self[number] = stem = Stem(
            action.id if self._mode is Mode.ONCE else f"{action.id}#{number}",
            action.id,
            number,
            action.phase,
            due.discipline,
            action.with_,
            action.compartment,
            action.voluntary,
            action.waivable_by,
        )
        return stem


@dataclass(frozen=True, slots=True)
class Row:
    """One action. Its commonest values stand here flat: they are read a million times."""

    index: int
    action: Action
    action_id: str
    mode: Mode
    phase: str
    phase_number: int
    dues: tuple[DueRow, ...]
    first_due: DueRow
    trigger: int  # that of the first due date
    series: SeriesRow | None
    events: tuple[str, ...]
    gates: tuple[int, ...]  # the phases whose exit it belongs to
    enters: bool  # closing it leads into a phase
    stems: Stems
    by_day_alone: bool  # while nothing is recorded, its open steps follow from one trigger's day
    by_hour_alone: bool  # or from one trigger's instant, and while that is unknown from nothing at all
    looks_at: frozenset[str]  # kinds of evidence whose presence decides whether it applies
    asks_consent: bool
    until: frozenset[str]  # kinds of evidence that end it
    skip: int  # how many of its first records belong to another action
    done_by: tuple[str, ...]
    closed_by: str | None  # the only kind of evidence that closes it; None where it takes more to tell
    done: Mapping[str, Reason]  # why it is done, by the kind of evidence that closed it
    closing: Closing | None  # where it happens once and the first record closes it
    by_circumstance: bool  # a circumstance opens it: it cannot have been due before that began

    @property
    def looks_at_evidence(self) -> bool:
        """Whether it depends on evidence or a consent that it applies to somebody."""
        return bool(self.looks_at) or self.asks_consent


def build_rows(pack: Pack, trigger_index: dict[str, int], last_second: LastSeconds) -> tuple[Row, ...]:
    """The rows of a checked pack, in its order. Raises KeyError for a reference that dangles."""
    return tuple(
        _row(pack, index, action, trigger_index, last_second)
        for index, action in enumerate(pack.actions.values())
    )


def _row(pack: Pack, index: int, action: Action, trigger_index: dict[str, int], seconds: LastSeconds) -> Row:
    mode = _mode(action)
    dues = tuple(_due(pack, action, due, trigger_index) for due in action.due)
    until = frozenset(_until_kinds(pack, action))
    parts = parts_of(action)
    closed_by = None if action.skip or len(action.done_by) > 1 else action.done_by[0]
    by_circumstance = any(part.overlay for part in parts)
    stems = Stems(action, mode, dues)
    done = {kind: Reason("done", {"kind": kind}) for kind in action.done_by}
    happens_once = mode is Mode.ONCE and dues[0].trigger >= 0 and not by_circumstance
    one_trigger = not by_circumstance and _is_one_trigger(mode, dues)
    return Row(
        index=index,
        action=action,
        action_id=action.id,
        mode=mode,
        phase=action.phase,
        phase_number={phase.id: number for number, phase in enumerate(pack.phases)}[action.phase],
        dues=dues,
        first_due=dues[0],
        trigger=dues[0].trigger,
        series=_series(pack, action),
        events=action.event,
        gates=tuple(number for number, phase in enumerate(pack.phases) if action.id in phase.gate),
        enters=any(action.id in entry.steps for phase in pack.phases for entry in phase.enter),
        stems=stems,
        by_day_alone=one_trigger and all(due.hours is None for due in dues),
        by_hour_alone=one_trigger and mode is not Mode.SERIES and all(due.hours is not None for due in dues),
        looks_at=until.union(action.event, *(part.needs + part.without for part in parts)),
        asks_consent=any(part.consent for part in parts),
        until=until,
        skip=action.skip,
        done_by=action.done_by,
        closed_by=closed_by,
        done=done,
        closing=closing_once(stems[1], done, dues[0], seconds) if happens_once else None,
        by_circumstance=by_circumstance,
    )


def _mode(action: Action) -> Mode:
    if action.repeat:
        return Mode.SERIES
    if len(action.due) > 1:
        return Mode.SLOTS
    return Mode.EVENTS if action.event and action.due[0].after else Mode.ONCE


def _is_one_trigger(mode: Mode, dues: tuple[DueRow, ...]) -> bool:
    """Whether all due dates hang on the same trigger of the case."""
    return mode is not Mode.EVENTS and dues[0].trigger >= 0 and len({due.trigger for due in dues}) == 1


def _due(pack: Pack, action: Action, due: Due, trigger_index: dict[str, int]) -> DueRow:
    is_before = due.before is not None
    side = "before" if is_before else "after"
    hours = None if due.hours is None else pack.params.amount(due.hours)
    days = 0 if hours is not None else pack.params.amount(due.days or 0)
    code = f"due_{side}_hours" if hours is not None else f"due_{side}_days" if days else "due_on_day"
    return DueRow(
        trigger=-1 if due.trigger in ("event", "request") else trigger_index[due.trigger],
        days=-days if is_before else days,
        hours=None if hours is None else timedelta(hours=-hours if is_before else hours),
        is_before=is_before,
        discipline=due.by or action.by,
        reason=Reason(code, {"count": days if hours is None else hours, "trigger": due.trigger}),
        unknown=Reason(side, {"trigger": due.trigger}),
    )


def _series(pack: Pack, action: Action) -> SeriesRow | None:
    repeat, amount = action.repeat, pack.params.amount
    if repeat is None:
        return None
    every = max(1, amount(repeat.every_days))
    return SeriesRow(
        every=every,
        later_from=amount(repeat.later.from_days) if repeat.later else NEVER,
        later_every=max(1, amount(repeat.later.every_days)) if repeat.later else every,
        for_days=amount(repeat.for_days) if repeat.for_days is not None else NEVER,
        at_most=repeat.at_most or NEVER,
        weekdays_only=repeat.weekdays_only,
    )


def _until_kinds(pack: Pack, action: Action) -> Iterable[str]:
    for code in action.repeat.until if action.repeat else ():
        yield from pack.triggers[code].kinds if code in pack.triggers else (code,)


def parts_of(action: Action) -> tuple[Condition, ...]:
    """An action's condition and every alternative inside it."""
    found, rest = [], [action.for_]
    while rest:
        part = rest.pop()
        found.append(part)
        rest.extend(part.any_of)
    return tuple(found)

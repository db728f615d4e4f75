"""A pack as `evaluate` runs it: numbers and plain tuples, worked out once per pack.

What depends only on the pack and on a kind of person (`rows_for`) or on the pack and a day (`day`) is
remembered, so that thousands of people can be evaluated in a second. Memory is bounded; results never depend
on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from shanyraq.pathway.schema import Action, Amount, Condition, Due, Trigger
from shanyraq.pathway.types import Reason, Step, StepState

if TYPE_CHECKING:
    from shanyraq.pathway.applies import KindOfPerson, Way
    from shanyraq.pathway.pack import Pack

WEEK = 7
NEVER = date.max.toordinal() + 1
REMEMBERED_KINDS_OF_PEOPLE = 8192
REMEMBERED_DAYS = 4


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
    series: SeriesRow | None
    events: tuple[str, ...]
    skip: int
    may_wait: bool
    gates: tuple[int, ...]  # the phases whose exit it belongs to
    enters: bool  # closing it leads into a phase
    first_key: str
    co_disciplines: tuple[str, ...]
    compartment: str
    voluntary: bool
    waivable_by: tuple[str, ...]
    slot: int  # its place among the actions that hang on the same trigger
    by_day_alone: bool  # while nothing is recorded, its open steps follow from one trigger's day
    looks_at: frozenset[str]  # kinds of evidence whose presence decides whether it applies
    asks_consent: bool
    done_plainly: bool  # happens once, and the first record closes it


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """One trigger."""

    fact: str | None
    kinds: tuple[str, ...]
    planned: tuple[str, ...]
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way into a phase."""

    trigger: int  # -1 where it is opened by evidence or steps
    days: int
    kinds: tuple[str, ...]
    steps: frozenset[int]
    is_indirect: bool  # it is not simply the instant of a trigger


Opening = tuple[tuple[Step, ...], int, list[str]]
"""The open steps of an action about which nothing is recorded, the day they turn, the keys of the open ones."""

Table = list[Opening | None]
"""Openings of the actions that hang on one trigger, by their slot."""


class Day:
    """One calendar day in the pack's time zone, with the open steps worked out on it so far."""

    __slots__ = ("horizon", "opened", "today", "today_date")

    def __init__(self, today: int, horizon: datetime, triggers: int) -> None:
        self.today = today
        self.today_date = date.fromordinal(today)
        self.horizon = horizon
        self.opened: list[dict[int | None, Table]] = [{} for _ in range(triggers)]


class Program:
    """The compiled pack. `build_program` makes it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.zone = pack.time_zone
        self.phase_index = {phase.id: number for number, phase in enumerate(pack.phases)}
        self.trigger_index = {code: number for number, code in enumerate(pack.triggers)}
        self.triggers = tuple(
            TriggerRow(trigger.fact, trigger.kinds, trigger.planned, trigger)
            for trigger in pack.triggers.values()
        )
        self.trigger_kinds = tuple(
            (kind, number) for number, trigger in enumerate(pack.triggers.values()) for kind in trigger.kinds
        )
        self.unreal_triggers = tuple(
            number
            for number, trigger in enumerate(pack.triggers.values())
            if trigger.planned or trigger.fact in ("arrived_at", "birthday_18")
        )
        self.expected = tuple(
            (
                number,
                self.trigger_index[trigger.expected.after],
                self.amount(trigger.expected.days),
                trigger.expected.for_,
            )
            for number, trigger in enumerate(pack.triggers.values())
            if trigger.expected is not None
        )
        # The last first, so that an arrival implies a departure, which implies a decision.
        self.implied = tuple(
            (self.trigger_index[trigger.code], self.trigger_index[trigger.implied_by])
            for trigger in reversed(list(pack.triggers.values()))
            if trigger.implied_by
        )
        facts = [trigger.fact for trigger in pack.triggers.values()]
        self.opened_triggers = tuple(number for number, fact in enumerate(facts) if fact == "opened_at")
        self.arrival = facts.index("arrived_at") if "arrived_at" in facts else -1
        self.slots = [0] * len(self.triggers)  # how many actions hang on each trigger
        self.rows = tuple(_row(self, number, action) for number, action in enumerate(pack.actions.values()))
        self.index = {row.action.id: row.index for row in self.rows}
        closes = _by_kind((kind, row.index) for row in self.rows for kind in row.action.done_by)
        waits = _by_kind((kind, row.index) for row in self.rows for kind in row.action.waiting_after)
        # For each kind of evidence the actions it closes, and those that wait for somebody else after it.
        self.concerns = {kind: (closes.get(kind, ()), waits.get(kind, ())) for kind in {*closes, *waits}}
        self.declines = _by_kind((kind, row.index) for row in self.rows for kind in row.action.declined_by)
        self.until = {row.index: self.until_kinds(row.action) for row in self.rows}
        # Kinds whose mere presence decides whether some action applies.
        self.telling_kinds = frozenset(kind for row in self.rows for kind in row.looks_at)
        self.consents_asked = frozenset(
            code for row in self.rows for part in parts_of(row.action) for code in part.consent
        )
        self.overlays_by_evidence = tuple(
            overlay for overlay in pack.overlays.values() if overlay.starts_with
        )
        self.ways_in = tuple(
            (
                number,
                WayIn(
                    -1 if entry.after is None else self.trigger_index[entry.after],
                    self.amount(entry.days),
                    entry.kinds,
                    frozenset(self.index[step] for step in entry.steps),
                    entry.after is None or self.amount(entry.days) > 0,
                ),
            )
            for number, phase in enumerate(pack.phases)
            for entry in phase.enter
        )
        self.age_bounds = tuple(sorted(self._age_bounds()))
        self.overlay_kinds = frozenset(
            kind for overlay in self.overlays_by_evidence for kind in overlay.starts_with
        )
        self.profiles: dict[tuple[int | None, str | None], frozenset[str]] = {}
        self.kinds_of_people: dict[KindOfPerson, Way] = {}
        self.answers: dict[KindOfPerson, dict[object, tuple[Step, ...] | None]] = {}
        self.done = {kind: Reason("done", {"kind": kind}) for kind in pack.kinds}
        self._midnights: dict[int, tuple[datetime, int]] = {}
        self._days: dict[int, Day] = {}
        self.last_seconds: dict[int, datetime] = {}

    def amount(self, value: Amount) -> int:
        """A number of days or hours, looked up if it is a parameter's name."""
        return self.pack.params.amount(value)

    def ordinal(self, instant: datetime) -> int:
        """The calendar day of an instant in the pack's time zone."""
        if instant.tzinfo is UTC:
            # The commonest case by far, worth a short cut: converting to a zone is slow.
            midnight, day_before = self._midnights.get(instant.toordinal()) or self._midnight_in(instant)
            return day_before + (instant >= midnight)
        try:
            return instant.astimezone(self.zone).toordinal()
        except OverflowError:
            return instant.toordinal()

    def _midnight_in(self, instant: datetime) -> tuple[datetime, int]:
        """The local midnight within a day of UTC, and the local day before it."""
        day = instant.toordinal()
        start = datetime.combine(instant.date(), time(), UTC)
        try:
            before = start.astimezone(self.zone).toordinal()
            midnight = datetime.combine(date.fromordinal(before + 1), time(), self.zone).astimezone(UTC)
        except (OverflowError, ValueError):
            midnight, before = datetime.max.replace(tzinfo=UTC), day
        self._midnights[day] = midnight, before
        return midnight, before

    def day(self, at: datetime) -> Day:
        """The day that an instant falls on."""
        today = self.ordinal(at)
        found = self._days.get(today)
        if found is None:
            if len(self._days) >= REMEMBERED_DAYS:
                self._days.clear()
            found = self._days[today] = Day(today, self._horizon(today), len(self.triggers))
        return found

    def _horizon(self, today: int) -> datetime:
        """The end of a day, in UTC as evidence mostly comes: comparing is cheap then."""
        end = self.last_second(today)
        try:
            return end.astimezone(UTC)
        except OverflowError:
            return end

    def last_second(self, ordinal: int) -> datetime:
        """The last second of a calendar day: until then a step due on that day is on time."""
        found = self.last_seconds.get(ordinal)
        if found is None:
            day = date.fromordinal(min(max(ordinal, 1), NEVER - 1))
            found = datetime.combine(day, time(23, 59, 59), self.zone)
            self.last_seconds[ordinal] = found
        return found

    def midnight(self, ordinal: int) -> datetime | None:
        """The first instant of a calendar day; None past the end of the calendar."""
        if not 1 <= ordinal < NEVER:
            return None
        return datetime.combine(date.fromordinal(ordinal), time(), self.zone)

    def age_band(self, months: int | None) -> int | None:
        """The age from which on conditions hold the same as at this age."""
        if months is None:
            return None
        return max((bound for bound in self.age_bounds if bound <= months), default=0)

    def hour_due(self, instant: datetime, hours: timedelta) -> datetime:
        """The instant some hours after (or before) another."""
        try:
            return instant + hours
        except OverflowError:
            return instant

    def just_after(self, instant: datetime) -> datetime | None:
        """The next instant; None past the end of the calendar."""
        try:
            return instant + timedelta(microseconds=1)
        except OverflowError:
            return None

    def until_kinds(self, action: Action) -> frozenset[str]:
        """The kinds of evidence that end a series."""
        codes = action.repeat.until if action.repeat else ()
        return frozenset(
            kind
            for code in codes
            for kind in (self.pack.triggers[code].kinds if code in self.pack.triggers else (code,))
        )

    def _age_bounds(self) -> set[int]:
        bounds: set[int] = set()
        ranges = [
            (part.min_age_months, part.max_age_months) for row in self.rows for part in parts_of(row.action)
        ]
        ranges += [
            (profile.min_age_months, profile.max_age_months) for profile in self.pack.profiles.values()
        ]
        for youngest, oldest in ranges:
            bounds.update([] if youngest is None else [youngest])
            bounds.update([] if oldest is None else [oldest + 1])
        return bounds - {0}


def build_program(pack: Pack) -> Program:
    """Work out a checked pack. Raises KeyError for a reference that dangles, which `pack check` finds first."""
    return Program(pack)


def parts_of(action: Action) -> tuple[Condition, ...]:
    """An action's condition and every alternative inside it."""
    found, rest = [], [action.for_]
    while rest:
        part = rest.pop()
        found.append(part)
        rest.extend(part.any_of)
    return tuple(found)


def _by_kind(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for kind, index in pairs:
        found.setdefault(kind, []).append(index)
    return {kind: tuple(indexes) for kind, indexes in found.items()}


def _row(program: Program, index: int, action: Action) -> Row:
    if action.repeat:
        mode = Mode.SERIES
    elif len(action.due) > 1:
        mode = Mode.SLOTS
    elif action.event and action.due[0].after:
        mode = Mode.EVENTS
    else:
        mode = Mode.ONCE
    dues = tuple(_due(program, action, due) for due in action.due)
    slot = 0
    if dues[0].trigger >= 0:
        slot = program.slots[dues[0].trigger]
        program.slots[dues[0].trigger] += 1
    entry_steps = {step for phase in program.pack.phases for entry in phase.enter for step in entry.steps}
    return Row(
        index=index,
        action=action,
        action_id=action.id,
        mode=mode,
        phase=action.phase,
        phase_number=program.phase_index[action.phase],
        dues=dues,
        first_due=dues[0],
        series=_series(program, action),
        events=action.event,
        skip=action.skip,
        may_wait=bool(action.waiting_after),
        gates=tuple(number for number, phase in enumerate(program.pack.phases) if action.id in phase.gate),
        enters=action.id in entry_steps,
        first_key=action.id if mode is Mode.ONCE else f"{action.id}#1",
        co_disciplines=action.with_,
        compartment=action.compartment,
        voluntary=action.voluntary,
        waivable_by=action.waivable_by,
        slot=slot,
        by_day_alone=_is_by_day_alone(mode, dues),
        looks_at=frozenset(_looks_at(program, action)),
        asks_consent=any(part.consent for part in parts_of(action)),
        done_plainly=mode is Mode.ONCE and not action.skip and dues[0].trigger >= 0,
    )


def _looks_at(program: Program, action: Action) -> Iterable[str]:
    yield from action.event
    yield from program.until_kinds(action)
    for part in parts_of(action):
        yield from (*part.needs, *part.without)


def _is_by_day_alone(mode: Mode, dues: tuple[DueRow, ...]) -> bool:
    """Whether `evaluate` may work out the open steps once for everybody with the same trigger's day."""
    triggers = {due.trigger for due in dues}
    return (
        mode is not Mode.EVENTS
        and len(triggers) == 1
        and all(due.trigger >= 0 and due.hours is None for due in dues)
    )


def _due(program: Program, action: Action, due: Due) -> DueRow:
    trigger = -1 if due.trigger in ("event", "request") else program.trigger_index[due.trigger]
    is_before = due.before is not None
    side = "before" if is_before else "after"
    if due.hours is not None:
        hours = program.amount(due.hours)
        reason = Reason(f"due_{side}_hours", {"count": hours, "trigger": due.trigger})
        return DueRow(
            trigger,
            0,
            timedelta(hours=-hours if is_before else hours),
            is_before,
            due.by or action.by,
            reason,
            Reason(side, {"trigger": due.trigger}),
        )
    days = program.amount(due.days or 0)
    code = f"due_{side}_days" if days else "due_on_day"
    return DueRow(
        trigger,
        -days if is_before else days,
        None,
        is_before,
        due.by or action.by,
        Reason(code, {"count": days, "trigger": due.trigger}),
        Reason(side, {"trigger": due.trigger}),
    )


def _series(program: Program, action: Action) -> SeriesRow | None:
    repeat = action.repeat
    if repeat is None:
        return None
    every = max(1, program.amount(repeat.every_days))
    return SeriesRow(
        every=every,
        later_from=program.amount(repeat.later.from_days) if repeat.later else NEVER,
        later_every=max(1, program.amount(repeat.later.every_days)) if repeat.later else every,
        for_days=program.amount(repeat.for_days) if repeat.for_days is not None else NEVER,
        at_most=repeat.at_most or NEVER,
        weekdays_only=repeat.weekdays_only,
    )


def make_step(
    row: Row,
    number: int,
    state: StepState,
    reason: Reason,
    opens_at: datetime | None,
    due_at: datetime | None,
    discipline: str,
    closed_by: tuple[str, ...] = (),
    closed_at: datetime | None = None,
) -> Step:
    """One step of an action; the `number`th where it happens more than once."""
    return _new(
        Step,
        (
            row.first_key if number == 1 else f"{row.action_id}#{number}",
            row.action_id,
            number,
            row.phase,
            state,
            reason,
            opens_at,
            due_at,
            discipline,
            row.co_disciplines,
            row.compartment,
            closed_by,
            closed_at,
            row.voluntary,
            row.waivable_by,
        ),
    )


_new = tuple.__new__  # twice as fast as calling the class, which matters for a million steps

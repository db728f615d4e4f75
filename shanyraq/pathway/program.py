"""A pack as `evaluate` runs it: numbers and plain tuples, worked out once per pack.

What depends only on the pack and on a kind of person (`ways`) or on the pack and a day (`day`) is remembered,
so that thousands of people can be evaluated in a second. Memory is bounded; results never depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from shanyraq.pathway.days import Calendar
from shanyraq.pathway.rows import build_rows, parts_of
from shanyraq.pathway.schema import Condition, Profile
from shanyraq.pathway.types import Step

if TYPE_CHECKING:
    from shanyraq.pathway.applies import Answers, KindOfPerson, Way
    from shanyraq.pathway.pack import Pack

REMEMBERED_DAYS = 4


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way into a phase."""

    trigger: int  # -1 where it is opened by evidence or steps
    days: int
    kinds: tuple[str, ...]
    steps: frozenset[int]
    is_indirect: bool  # it is not simply the instant of a trigger
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreal:
    """A trigger that may have a day although it has not happened."""

    trigger: int
    is_birthday: bool  # of eighteen years
    is_arrival: bool
    planned: tuple[str, ...]  # kinds of evidence that plan it


class Expected(NamedTuple):
    """A trigger that is expected so many days after another, until it happens."""

    trigger: int
    after: int
    days: int


class Triggers:
    """The pack's triggers, by number, and how each gets its date."""

    def __init__(self, pack: Pack) -> None:
        rows = tuple(pack.triggers.values())
        self.count = len(rows)
        self.index = {code: number for number, code in enumerate(pack.triggers)}
        self.kinds = tuple((kind, number) for number, trigger in enumerate(rows) for kind in trigger.kinds)
        # The last first, so that an arrival implies a departure, which implies a decision.
        self.implied = tuple(
            (self.index[trigger.code], self.index[trigger.implied_by])
            for trigger in reversed(rows)
            if trigger.implied_by
        )
        self.undone = tuple(
            (number, trigger.kinds, trigger.undone_by)
            for number, trigger in enumerate(rows)
            if trigger.undone_by
        )
        facts = [trigger.fact for trigger in rows]
        self.opened = tuple(number for number, fact in enumerate(facts) if fact == "opened_at")
        self.arrival = facts.index("arrived_at") if "arrived_at" in facts else -1
        self.unreal = tuple(
            Unreal(number, trigger.fact == "birthday_18", trigger.fact == "arrived_at", trigger.planned)
            for number, trigger in enumerate(rows)
            if trigger.planned or trigger.fact in ("arrived_at", "birthday_18")
        )
        self.expected = tuple(
            (Expected(number, self.index[after.after], pack.params.amount(after.days)), after.for_)
            for number, trigger in enumerate(rows)
            if (after := trigger.expected) is not None
        )


Opening = tuple[tuple[Step, ...], int, tuple[str, ...]]
"""The open steps of an action about which nothing is recorded, the day they turn, the keys that phases wait for."""


class Day:
    """One calendar day in the pack's time zone, with the open steps worked out on it so far.

    `opened` has for each action its openings by the day of its trigger.
    """

    __slots__ = ("horizon", "opened", "today", "today_date")

    def __init__(self, today: int, horizon: datetime, actions: int) -> None:
        self.today = today
        self.today_date = date.fromordinal(today)
        self.horizon = horizon
        self.opened: list[dict[int | None, Opening]] = [{} for _ in range(actions)]


class Program:
    """The compiled pack. `build_program` makes it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.calendar = Calendar(pack.time_zone)
        self.phases = tuple(phase.id for phase in pack.phases)
        self.phase_index = {phase.id: number for number, phase in enumerate(pack.phases)}
        self.triggers = Triggers(pack)
        self.rows = rows = build_rows(pack, self.triggers.index, self.calendar.last_second)
        self.index = {row.action_id: row.index for row in rows}
        self.ways_in = tuple(self._ways_in())
        # The actions that are owed anew once a closed case was opened again, and the kinds that close them.
        again = set(pack.reopened_by)
        anew = {number for number, _, undone_by in self.triggers.undone if again.intersection(undone_by)}
        self.owed_again = frozenset(row.index for row in rows if row.trigger in anew)
        self.told_again = frozenset(kind for index in self.owed_again for kind in rows[index].done_by)
        # For each kind of evidence the actions that wait for somebody else after it, and those that it declines.
        self.waits = _by_kind((kind, row.index) for row in rows for kind in row.action.waiting_after)
        self.declines = _by_kind((kind, row.index) for row in rows for kind in row.action.declined_by)
        # Kinds whose mere presence decides whether some action applies.
        self.telling_kinds = frozenset(kind for row in rows for kind in row.looks_at)
        self.consents_asked = frozenset(
            code for row in rows for part in parts_of(row.action) for code in part.consent
        )
        self.overlays_by_evidence = tuple(each for each in pack.overlays.values() if each.starts_with)
        self.overlay_kinds = frozenset(
            kind for overlay in self.overlays_by_evidence for kind in overlay.starts_with
        )
        self.age_bounds = tuple(sorted(self._age_bounds()))
        self.profiles: dict[tuple[int | None, str | None], frozenset[str]] = {}
        self.ways: dict[KindOfPerson, Way] = {}
        self.answers: dict[KindOfPerson, Answers] = {}
        self._days: dict[int, Day] = {}

    def day(self, at: datetime) -> Day:
        """The day that an instant falls on."""
        today = self.calendar.ordinal(at)
        found = self._days.get(today)
        if found is None:
            if len(self._days) >= REMEMBERED_DAYS:
                self._days.clear()
            found = self._days[today] = Day(today, self.calendar.horizon(today), len(self.rows))
        return found

    def _ways_in(self) -> Iterable[tuple[int, WayIn]]:
        """The number of a phase and one way into it, each in its turn."""
        for number, phase in enumerate(self.pack.phases):
            for entry in phase.enter:
                days = self.pack.params.amount(entry.days)
                steps = frozenset(self.index[step] for step in entry.steps)
                trigger = -1 if entry.after is None else self.triggers.index[entry.after]
                is_indirect = entry.after is None or days > 0 or bool(entry.needs)
                yield number, WayIn(trigger, days, entry.kinds, steps, is_indirect, entry.needs)

    def _age_bounds(self) -> set[int]:
        """The ages, in months, at which some condition turns; the first is birth."""
        conditions: list[Condition | Profile] = [part for row in self.rows for part in parts_of(row.action)]
        bounds = {0}
        for each in (*conditions, *self.pack.profiles.values()):
            bounds.add(each.min_age_months or 0)
            bounds.add(0 if each.max_age_months is None else each.max_age_months + 1)
        return bounds


def build_program(pack: Pack) -> Program:
    """Work out a checked pack. Raises KeyError for a reference that dangles, which `pack check` finds first."""
    return Program(pack)


def _by_kind(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for kind, index in pairs:
        found.setdefault(kind, []).append(index)
    return {kind: tuple(indexes) for kind, indexes in found.items()}

"""The instants that due dates hang on, for one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shanyraq.pathway.found import date_in
from shanyraq.pathway.profiles import Age, moment
from shanyraq.pathway.program import Day, Expected, Program, Triggers, Unreal
from shanyraq.pathway.types import Evidence, PersonFacts

# A date as one number, so that it can key a memory: twice the day, plus one while it is only planned.
PLANNED = 1


def trigger_dates(
    program: Program,
    person: PersonFacts,
    found: dict[str, list[Evidence]],
    expected: Iterable[Expected],
    age: Age,
    day: Day,
) -> tuple[list[datetime | None], list[int | None]]:
    """For each trigger the instant it happened, and its day: real, planned, expected or None (see PLANNED)."""
    triggers, ordinal = program.triggers, program.calendar.ordinal
    instants: list[datetime | None] = [None] * triggers.count
    for kind_code, number in triggers.kinds:
        if kind_code in found:
            first, now = found[kind_code][0].at, instants[number]
            instants[number] = first if now is None or first < now else now
    for number, kinds, undone_by in triggers.undone:
        if instants[number] is not None and not found.keys().isdisjoint(undone_by):
            instants[number] = _since_undone(found, kinds, undone_by)
    _facts(triggers, person, instants, day)
    days = [None if instant is None else ordinal(instant) * 2 for instant in instants]
    for number, implied_by in triggers.implied:
        if instants[number] is None:
            instants[number], days[number] = instants[implied_by], days[implied_by]
    for unreal in triggers.unreal:
        if days[unreal.trigger] is None:
            days[unreal.trigger] = _unreal_day(program, unreal, person, found, age)
    for number, after, later in expected:
        base = days[after]
        if days[number] is None and base is not None and not base & PLANNED:
            days[number] = base + later * 2 + PLANNED
    return instants, days


def _since_undone(
    found: dict[str, list[Evidence]], kinds: tuple[str, ...], undone_by: tuple[str, ...]
) -> datetime | None:
    """The first time it happened after it was last undone."""
    undone = max(moment(found[kind][-1]) for kind in undone_by if kind in found)
    again = (entry for kind in kinds for entry in found.get(kind, ()) if moment(entry) > undone)
    return min((entry.at for entry in again), default=None)


def _facts(triggers: Triggers, person: PersonFacts, instants: list[datetime | None], day: Day) -> None:
    """The facts of the case go before evidence. Who came by herself arrived when the case was opened, at the latest."""
    for number in triggers.opened:
        instants[number] = person.opened_at
    if triggers.arrival >= 0:
        if person.arrived_at is not None:
            if person.arrived_at <= day.horizon:
                instants[triggers.arrival] = person.arrived_at
        elif person.entry == "self" and instants[triggers.arrival] is None:
            instants[triggers.arrival] = person.opened_at


def _unreal_day(
    program: Program, trigger: Unreal, person: PersonFacts, found: dict[str, list[Evidence]], age: Age
) -> int | None:
    """The day of a trigger that has not happened: of a birthday, or as last planned."""
    if trigger.is_birthday:
        return None if age.turns_18_on is None else age.turns_18_on * 2
    planned = None
    if plans := [found[kind][-1] for kind in trigger.planned if kind in found]:
        planned = date_in(max(plans, key=moment).payload, "on")
    if planned is None and trigger.is_arrival and person.arrived_at is not None:
        planned = program.calendar.ordinal(person.arrived_at)
    return None if planned is None else planned * 2 + PLANNED

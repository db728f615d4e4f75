"""The instants that due dates hang on, for one person."""

from __future__ import annotations

from datetime import datetime

from shanyraq.pathway.applies import KindOfPerson, reason_unmet
from shanyraq.pathway.found import date_in
from shanyraq.pathway.profiles import Age, moment
from shanyraq.pathway.program import Day, Program, TriggerRow
from shanyraq.pathway.types import Evidence, PersonFacts

# A date as one number, so that it can key a memory: twice the day, plus one while it is only planned.
PLANNED = 1


def trigger_dates(
    program: Program,
    person: PersonFacts,
    found: dict[str, list[Evidence]],
    kind: KindOfPerson,
    age: Age,
    day: Day,
) -> tuple[list[datetime | None], list[int | None]]:
    """For each trigger the instant it happened, and its day: real, planned, expected or None (see PLANNED)."""
    ordinal = program.ordinal
    instants: list[datetime | None] = [None] * len(program.triggers)
    for kind_code, number in program.trigger_kinds:
        if kind_code in found:
            first = min([entry.at for entry in found[kind_code]])
            now = instants[number]
            instants[number] = first if now is None or first < now else now
    _facts(program, person, instants, day)
    for number, implied_by in program.implied:
        if instants[number] is None:
            instants[number] = instants[implied_by]
    days = [None if instant is None else ordinal(instant) * 2 for instant in instants]
    for number in program.unreal_triggers:
        if days[number] is None:
            days[number] = _unreal(program, program.triggers[number], person, found, age)
    for number, base_number, later, condition in program.expected:
        base = days[base_number]
        happened = base is not None and not base & PLANNED
        if base is not None and happened and days[number] is None and reason_unmet(condition, kind) is None:
            days[number] = base + later * 2 + PLANNED
    return instants, days


def _facts(program: Program, person: PersonFacts, instants: list[datetime | None], day: Day) -> None:
    """The facts of the case go before evidence. Who came by herself arrived when the case was opened, at the latest."""
    for number in program.opened_triggers:
        instants[number] = person.opened_at
    if program.arrival >= 0:
        if person.arrived_at is not None:
            if person.arrived_at <= day.horizon:
                instants[program.arrival] = person.arrived_at
        elif person.entry == "self" and instants[program.arrival] is None:
            instants[program.arrival] = person.opened_at


def _unreal(
    program: Program, trigger: TriggerRow, person: PersonFacts, found: dict[str, list[Evidence]], age: Age
) -> int | None:
    """The day of a trigger that has not happened: of a birthday, or as last planned."""
    if trigger.fact == "birthday_18":
        return None if age.turns_18_on is None else age.turns_18_on * 2
    plans = [entry for kind in trigger.planned for entry in found.get(kind, ())]
    planned = date_in(max(plans, key=moment).payload, "on") if plans else None
    if planned is None and trigger.fact == "arrived_at" and person.arrived_at is not None:
        planned = program.ordinal(person.arrived_at)
    return None if planned is None else planned * 2 + PLANNED

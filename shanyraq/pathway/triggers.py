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
    instants = [_instant(trigger, person, found, day) for trigger in program.triggers]
    for number, implied_by in program.implied:
        if instants[number] is None:
            instants[number] = instants[implied_by]
    days: list[int | None] = []
    for trigger, instant in zip(program.triggers, instants, strict=True):
        if instant is not None:
            days.append(program.ordinal(instant) * 2)
        elif trigger.fact == "birthday_18":
            days.append(None if age.turns_18_on is None else age.turns_18_on * 2)
        else:
            planned = _planned(program, trigger, person, found)
            days.append(None if planned is None else planned * 2 + PLANNED)
    for number, trigger in enumerate(program.triggers):
        expected = trigger.trigger.expected
        if days[number] is None and expected is not None:
            base = days[program.trigger_index[expected.after]]
            if base is not None and not base & PLANNED and reason_unmet(expected.for_, kind) is None:
                days[number] = base + program.amount(expected.days) * 2 + PLANNED
    return instants, days


def _instant(
    trigger: TriggerRow, person: PersonFacts, found: dict[str, list[Evidence]], day: Day
) -> datetime | None:
    """When it happened: the fact of the case, else the first evidence."""
    if trigger.fact == "opened_at":
        return person.opened_at
    if trigger.fact == "arrived_at" and person.arrived_at is not None and person.arrived_at <= day.horizon:
        return person.arrived_at
    first: datetime | None = None
    for kind in trigger.kinds:
        for entry in found.get(kind, ()):
            if first is None or entry.at < first:
                first = entry.at
    if (
        first is None
        and trigger.fact == "arrived_at"
        and person.entry == "self"
        and person.arrived_at is None
    ):
        return person.opened_at
    return first


def _planned(
    program: Program, trigger: TriggerRow, person: PersonFacts, found: dict[str, list[Evidence]]
) -> int | None:
    """The day that was last planned for it."""
    plans = [entry for kind in trigger.planned for entry in found.get(kind, ())]
    if plans:
        return date_in(max(plans, key=moment).payload, "on")
    if trigger.fact == "arrived_at" and person.arrived_at is not None:
        return program.ordinal(person.arrived_at)
    return None

"""Who a person is to the pathway on a day: age bands and circumstances. Uncertain age counts as a child."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime
from typing import NamedTuple

from shanyraq.pathway.days import NEVER
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.program import Program
from shanyraq.pathway.types import Evidence, PersonFacts

ADULT_MONTHS = 18 * 12


class Age(NamedTuple):
    """Completed months on a day and the day on which something turns on it.

    `band` is the age in months from which on every condition holds the same as at this age; None where nothing is
    known of the age.
    """

    band: int | None
    next_birthday: int
    turns_18_on: int | None


def profiles_at(pack: Pack, person: PersonFacts, at: datetime) -> frozenset[str]:
    """The profiles that hold for a person at an instant, by her facts."""
    program = pack.program
    return profiles_of(
        program, person, age_on(program, person, date.fromordinal(program.calendar.ordinal(at)))
    )


def profiles_of(program: Program, person: PersonFacts, age: Age) -> frozenset[str]:
    """The profiles of an age. Where nothing is known of the age, `child` alone."""
    key = age.band, person.sex
    found = program.profiles.get(key)
    if found is None:
        found = program.profiles[key] = _profiles(program, *key)
    return found


def _profiles(program: Program, months: int | None, sex: str | None) -> frozenset[str]:
    if months is None:
        return frozenset({"child"})
    return frozenset(
        profile.code
        for profile in program.pack.profiles.values()
        if profile.min_age_months <= months
        and (profile.max_age_months is None or months <= profile.max_age_months)
        and profile.sex in (None, sex)
    )


def age_on(program: Program, person: PersonFacts, today: date) -> Age:
    """The age to reckon with. A person is an adult only once even her latest possible birthday says so."""
    birth = person.birth_date
    if birth is None or person.birth_precision == "unknown":
        return Age(None, NEVER, None)
    likely, latest = _possible_births(birth, person.birth_precision, program)
    months = max(0, _months_between(likely, today))
    turns_18_on = _after_months(latest, ADULT_MONTHS)
    bounds = program.age_bounds
    if months >= ADULT_MONTHS and turns_18_on is not None and today.toordinal() < turns_18_on:
        return Age(bounds[bisect_right(bounds, ADULT_MONTHS - 1) - 1], turns_18_on, turns_18_on)
    following = bisect_right(bounds, months)
    birthday = _after_months(likely, bounds[following]) if following < len(bounds) else None
    return Age(bounds[following - 1], birthday or NEVER, turns_18_on)


def _possible_births(birth: date, precision: str, program: Program) -> tuple[date, date]:
    """The likely and the latest possible birthday that a date of this precision stands for."""
    if precision == "day":
        return birth, birth
    if precision == "month":
        return birth.replace(day=15), _last_of_month(birth)
    if precision == "year":
        return birth.replace(month=7, day=1), birth.replace(month=12, day=31)
    margin = _after_months(birth, program.pack.params.estimated_age_margin_months)
    return birth, date.fromordinal(margin) if margin is not None else birth


def _last_of_month(day: date) -> date:
    following = _after_months(day.replace(day=1), 1)
    return date.fromordinal(following - 1) if following else day.replace(day=31)


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _after_months(start: date, months: int) -> int | None:
    """The day on which so many months are completed; None past the end of the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        return date(year, month + 1, start.day).toordinal()
    except ValueError:  # no such day in that month: the first of the next
        year, month = divmod(start.year * 12 + start.month + months, 12)
        return date(year, month + 1, 1).toordinal() if year <= date.max.year else None


def overlays_of(
    program: Program, person: PersonFacts, found: dict[str, list[Evidence]], today: int
) -> tuple[frozenset[str], int]:
    """The circumstances that hold today, and the day on which the dated ones change."""
    holding: set[str] = set()
    soonest = NEVER
    for fact in person.overlays:
        starts = fact.starts_on.toordinal()
        ends = fact.ends_on.toordinal() + 1 if fact.ends_on else NEVER
        if starts <= today < ends:
            holding.add(fact.code)
            soonest = min(soonest, ends)
        elif today < starts < ends:
            soonest = min(soonest, starts)
    if found.keys().isdisjoint(program.overlay_kinds):
        return frozenset(holding), soonest
    for overlay in program.overlays_by_evidence:
        if latest_says_yes(found, overlay.starts_with, overlay.ends_with):
            holding.add(overlay.code)
    return frozenset(holding), soonest


def latest_says_yes(found: dict[str, list[Evidence]], yes: tuple[str, ...], no: tuple[str, ...]) -> bool:
    """Whether the latest evidence among two sets of kinds is of the first. Each kind's evidence is by date."""
    starts = [moment(found[kind][-1]) for kind in yes if kind in found]
    if not starts:
        return False
    ends = [moment(found[kind][-1]) for kind in no if kind in found]
    return not ends or max(starts) >= max(ends)


def moment(entry: Evidence) -> tuple[datetime, int, str]:
    """What evidence is sorted by, so that the order of arrival does not matter."""
    return entry.at, entry.seq, entry.id

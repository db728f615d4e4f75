"""Whether an action applies to a kind of person, and if not, why not."""

from __future__ import annotations

from typing import NamedTuple

from shanyraq.pathway.program import REMEMBERED_KINDS_OF_PEOPLE, Mode, Program, Row, make_step
from shanyraq.pathway.schema import Condition
from shanyraq.pathway.types import Reason, Step, StepState


class KindOfPerson(NamedTuple):
    """All that decides which actions apply. People alike in this share the answer."""

    profiles: frozenset[str]
    overlays: frozenset[str]
    sex: str | None
    entry: str
    months: int | None  # the lower bound of the age band, not the age
    told: frozenset[str]  # telling kinds of evidence that exist
    consents: frozenset[str]
    first_phase: int
    is_closed: bool


class Stop(NamedTuple):
    """One action on the walk, after steps that do not apply. `not_owed` is None if the action applies."""

    passed: tuple[Step, ...]
    row: Row | None  # None at the end of the way
    not_owed: tuple[Step, ...] | None


class Way(NamedTuple):
    """The walk through all actions for people alike: every action, or only those that apply to them."""

    full: tuple[Stop, ...]
    short: tuple[Stop, ...]
    not_owed: frozenset[int]  # the actions that the short way passes by


def way_for(program: Program, kind: KindOfPerson) -> Way:
    """Which actions apply to people alike in this, and ready made steps for those that do not."""
    found = program.kinds_of_people.get(kind)
    if found is None:
        if len(program.kinds_of_people) >= REMEMBERED_KINDS_OF_PEOPLE:
            program.kinds_of_people.clear()
        found = _way(program, kind)
        program.kinds_of_people[kind] = found
    return found


def _way(program: Program, kind: KindOfPerson) -> Way:
    full, short = [], []
    passed: tuple[Step, ...] = ()
    for row in program.rows:
        not_owed = _steps_not_owed(program, row, kind)
        full.append(Stop((), row, not_owed))
        if not_owed is None:
            short.append(Stop(passed, row, None))
            passed = ()
        else:
            passed += not_owed
    short.append(Stop(passed, None, None))
    indexes = frozenset(stop.row.index for stop in full if stop.row and stop.not_owed is not None)
    return Way(tuple(full), tuple(short), indexes)


def _steps_not_owed(program: Program, row: Row, kind: KindOfPerson) -> tuple[Step, ...] | None:
    reason = _reason_not_owed(program, row, kind)
    if reason is None:
        return None
    key = (row.index, reason.code, tuple(reason.params.items()))
    remembered = program.not_owed.get(key)
    if remembered is None:
        count = len(row.dues) if row.mode is Mode.SLOTS else 1
        remembered = program.not_owed[key] = tuple(
            make_step(
                row, number + 1, StepState.NOT_APPLICABLE, reason, None, None, row.dues[number].discipline
            )
            for number in range(count)
        )
    return remembered


def _reason_not_owed(program: Program, row: Row, kind: KindOfPerson) -> Reason | None:
    phase = row.phase_number
    if kind.entry in program.pack.phases[phase].not_for_entry:
        return Reason("na_entry")
    if phase < kind.first_phase:
        return Reason("na_earlier_phase")
    if kind.is_closed and phase < len(program.pack.phases) - 1:
        return Reason("na_case_closed")
    reason = reason_unmet(row.action.for_, kind)
    if reason is not None:
        return reason
    if row.action.event and kind.told.isdisjoint(row.action.event):
        wish = row.action.due[0].trigger == "request"
        return Reason("na_not_asked" if wish else "na_no_event", {"kinds": row.action.event})
    if not program.until[row.index].isdisjoint(kind.told):
        return Reason("na_series_over")
    return None


def reason_unmet(condition: Condition, kind: KindOfPerson) -> Reason | None:
    """Why a condition does not hold for a kind of person; None if it does. An unknown age bars nobody."""
    if condition.profile and kind.profiles.isdisjoint(condition.profile):
        return Reason("na_profile", {"profiles": condition.profile})
    months = kind.months
    if months is not None and condition.min_age_months is not None and months < condition.min_age_months:
        return Reason("na_too_young", {"months": condition.min_age_months})
    if months is not None and condition.max_age_months is not None and months > condition.max_age_months:
        return Reason("na_too_old", {"months": condition.max_age_months})
    if condition.sex is not None and kind.sex != condition.sex:
        return Reason("na_profile", {"profiles": ()})
    if condition.overlay and kind.overlays.isdisjoint(condition.overlay):
        return Reason("na_overlay", {"overlays": condition.overlay})
    if condition.entry and kind.entry not in condition.entry:
        return Reason("na_entry")
    if condition.needs and kind.told.isdisjoint(condition.needs):
        return Reason("na_needs", {"kinds": condition.needs})
    if not kind.told.isdisjoint(condition.without):
        return Reason("na_without", {"kinds": tuple(sorted(kind.told.intersection(condition.without)))})
    if condition.consent and kind.consents.isdisjoint(condition.consent):
        return Reason("na_consent", {"purposes": condition.consent})
    if condition.any_of:
        unmet = [reason_unmet(part, kind) for part in condition.any_of]
        return None if None in unmet else _joined([reason for reason in unmet if reason is not None])
    return None


def _joined(reasons: list[Reason]) -> Reason:
    """Why none of several alternatives holds: for whom it would be, told together where that is the reason."""
    if any(reason.code not in ("na_profile", "na_overlay") for reason in reasons):
        return next((reason for reason in reasons if reason.code in ("na_needs", "na_consent")), reasons[0])
    profiles = tuple(code for reason in reasons for code in reason.params.get("profiles", ()))
    overlays = tuple(code for reason in reasons for code in reason.params.get("overlays", ()))
    return Reason("na_profile", {"profiles": profiles, "overlays": overlays})

"""Whether an action applies to a kind of person, and if not, why not."""

from __future__ import annotations

from typing import NamedTuple

from shanyraq.pathway.program import Expected, Program
from shanyraq.pathway.rows import Mode, Row
from shanyraq.pathway.schema import Condition
from shanyraq.pathway.steps import make_step
from shanyraq.pathway.types import Reason, Step, StepState

REMEMBERED_KINDS_OF_PEOPLE = 8192


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
    came_of_age: bool = False  # turned eighteen since the file was opened


Ready = tuple[Step, ...]
"""Steps ready made: alike for everybody of a kind."""

Answer = tuple[Row, Ready | None]
"""An action, and its steps if it is not owed."""

Stop = Answer | tuple[None, Ready]
"""One stop of the walk: an action, with its steps if it is not owed; or only steps, of actions passed by."""


class Answers(NamedTuple):
    """The answers so far for people alike in all but their evidence."""

    settled: tuple[Answer | None, ...]  # by action; None where the action looks at evidence
    by_evidence: dict[object, Answer]  # the others, by what of the evidence the action looks at


class Way(NamedTuple):
    """The walk through all actions for people alike: only those that apply to them, or every one."""

    short: tuple[Stop, ...]
    full: tuple[Answer, ...]
    passed: frozenset[int]  # the actions that the short way passes by
    closing: frozenset[str]  # the kinds of evidence that close one of those
    expected: tuple[Expected, ...]  # the triggers that are expected so many days after another


def way_for(program: Program, kind: KindOfPerson) -> Way:
    """Which actions apply to people alike in this, and ready made steps for those that do not."""
    found = program.ways.get(kind)
    if found is None:
        if len(program.ways) >= REMEMBERED_KINDS_OF_PEOPLE:
            program.ways.clear()
            program.answers.clear()
        found = program.ways[kind] = _way(program, kind)
    return found


def _way(program: Program, kind: KindOfPerson) -> Way:
    alike = kind._replace(told=frozenset(), consents=frozenset())
    answers = program.answers.get(alike)
    if answers is None:
        settled = [None if row.looks_at_evidence else _answer(program, row, alike) for row in program.rows]
        answers = program.answers[alike] = Answers(tuple(settled), {})
    stops = zip(program.rows, answers.settled, strict=True)
    full = tuple([answer or _by_evidence(program, row, kind, answers.by_evidence) for row, answer in stops])
    short: list[Stop] = []
    passed: list[Step] = []
    not_owed: list[Row] = []
    for stop in full:
        row, ready = stop
        if ready is None:
            if passed:
                short.append((None, tuple(passed)))
                passed.clear()
            short.append(stop)
        else:
            passed += ready
            not_owed.append(row)
    short.append((None, tuple(passed)))
    closing = frozenset([kind for row in not_owed for kind in row.done_by])
    expected = tuple(
        [each for each, condition in program.triggers.expected if reason_unmet(condition, kind) is None]
    )
    return Way(tuple(short), full, frozenset([row.index for row in not_owed]), closing, expected)


def _by_evidence(program: Program, row: Row, kind: KindOfPerson, answers: dict[object, Answer]) -> Answer:
    """The answer for an action that looks at evidence, remembered by what it looks at."""
    key = row.index, kind.told & row.looks_at, kind.consents if row.asks_consent else None
    answer = answers.get(key)
    if answer is None:
        answer = answers[key] = _answer(program, row, kind)
    return answer


def _answer(program: Program, row: Row, kind: KindOfPerson) -> Answer:
    reason = _reason_not_owed(program, row, kind)
    return row, None if reason is None else _steps_not_owed(row, reason)


def _steps_not_owed(row: Row, reason: Reason) -> Ready:
    count = len(row.dues) if row.mode is Mode.SLOTS else 1
    return tuple(
        make_step(row, number, StepState.NOT_APPLICABLE, reason, None, None) for number in range(1, count + 1)
    )


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
    if not row.until.isdisjoint(kind.told):
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
    if condition.came_of_age and not kind.came_of_age:
        return Reason("na_came_of_age")
    if condition.sex is not None and kind.sex != condition.sex:
        return Reason("na_profile", {"profiles": ()})
    if condition.overlay and kind.overlays.isdisjoint(condition.overlay):
        return Reason("na_overlay", {"overlays": condition.overlay})
    if condition.entry and kind.entry not in condition.entry:
        return Reason("na_entry" if kind.entry == "self" else "na_now")
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

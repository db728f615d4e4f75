"""The evidence that counts, sorted by what it is for. The order in which it arrives makes no difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import NEVER, Program
from shanyraq.pathway.types import Evidence, StepState

WAIVED, DECLINED, NOT_APPLICABLE = "case.step.waived", "case.step.declined", "case.step.not_applicable"
CONSENT_GIVEN = "case.consent.given"
CONSENT_ENDED = ("case.consent.declined", "case.consent.withdrawn")


class Claim(NamedTuple):
    """A decision about one step: waived, declined or not applicable. `occurrence` is 0 where none is named."""

    state: StepState
    occurrence: int
    entry: Evidence
    ask_again: int  # the day from which a declined service may be offered again; NEVER if none is set


class Found(NamedTuple):
    """Evidence by kind; then, by action: what closes it, what it waits for, what was decided about it."""

    by_kind: dict[str, list[Evidence]]
    closers: dict[int, list[Evidence]]
    waits: dict[int, list[Evidence]]
    claims: dict[int, list[Claim]]
    next_day: int  # the day on which evidence dated ahead begins to count


def find(program: Program, evidence: Iterable[Evidence], horizon: datetime) -> Found:
    """Sort out what counts today: nothing retracted, nothing replaced by a correction, nothing dated ahead."""
    by_kind: dict[str, list[Evidence]] = {}
    replaced: set[str] = set()
    ahead: datetime | None = None
    for entry in evidence:
        if entry.corrects is not None and entry.corrects != entry.id:
            replaced.add(entry.corrects)
        if entry.retracted:
            continue
        if entry.at > horizon:
            ahead = entry.at if ahead is None or entry.at < ahead else ahead
        elif (same := by_kind.get(entry.kind)) is None:
            by_kind[entry.kind] = [entry]
        else:
            same.append(entry)
    if replaced:
        standing = {kind: [one for one in same if one.id not in replaced] for kind, same in by_kind.items()}
        by_kind = {kind: same for kind, same in standing.items() if same}
    closers: dict[int, list[Evidence]] = {}
    waits: dict[int, list[Evidence]] = {}
    concerns = program.concerns
    for kind, same in by_kind.items():
        if kind in concerns:
            closed, waiting = concerns[kind]
            for index in closed:
                closers[index] = closers[index] + same if index in closers else same
            for index in waiting:
                waits[index] = waits[index] + same if index in waits else same
    next_day = NEVER if ahead is None else program.ordinal(ahead)
    return Found(by_kind, closers, waits, _claims(program, by_kind), next_day)


def _claims(program: Program, by_kind: Mapping[str, list[Evidence]]) -> dict[int, list[Claim]]:
    """What was decided about single steps. A payload that makes no sense is passed over."""
    claims: dict[int, list[Claim]] = {}
    if by_kind.keys().isdisjoint(_CLAIM_KINDS) and not program.declines:
        return claims
    for kind, state in _CLAIM_STATES:
        for entry in by_kind.get(kind, ()):
            action = entry.payload.get("action")
            index = program.index.get(action) if isinstance(action, str) else None
            if index is not None:
                occurrence = entry.payload.get("occurrence")
                number = occurrence if isinstance(occurrence, int) and occurrence > 0 else 0
                claims.setdefault(index, []).append(_claim(state, number, entry))
    for kind, indexes in program.declines.items():
        for entry in by_kind.get(kind, ()):
            for index in indexes:
                claims.setdefault(index, []).append(_claim(StepState.DECLINED, 0, entry))
    for found in claims.values():
        found.sort(key=_precedence)
    return claims


_CLAIM_STATES = (
    (WAIVED, StepState.WAIVED),
    (DECLINED, StepState.DECLINED),
    (NOT_APPLICABLE, StepState.NOT_APPLICABLE),
)
_CLAIM_KINDS = frozenset(kind for kind, _ in _CLAIM_STATES)
_ORDER = {StepState.WAIVED: 0, StepState.DECLINED: 1, StepState.NOT_APPLICABLE: 2}


def _claim(state: StepState, number: int, entry: Evidence) -> Claim:
    asked = date_in(entry.payload, "ask_again_on") if state is StepState.DECLINED else None
    return Claim(state, number, entry, NEVER if asked is None else asked)


def _precedence(claim: Claim) -> tuple[int, datetime, int, str]:
    return (_ORDER[claim.state], *moment(claim.entry))


def date_in(payload: Mapping[str, Any], key: str) -> int | None:
    """The calendar day under a key of a payload (a date or an ISO text); None where there is none."""
    value = payload.get(key)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10]).toordinal()
        except ValueError:
            return None
    return value.toordinal() if isinstance(value, date) else None


def consents_given(program: Program, by_kind: Mapping[str, list[Evidence]]) -> frozenset[str]:
    """The purposes, among those that some action asks for, to which the latest answer is yes."""
    if CONSENT_GIVEN not in by_kind:
        return frozenset()
    latest: dict[str, Evidence] = {}
    for kind in (CONSENT_GIVEN, *CONSENT_ENDED):
        for entry in by_kind.get(kind, ()):
            purpose = entry.payload.get("purpose")
            if isinstance(purpose, str) and (
                purpose not in latest or moment(latest[purpose]) < moment(entry)
            ):
                latest[purpose] = entry
    return frozenset(
        purpose
        for purpose, entry in latest.items()
        if entry.kind == CONSENT_GIVEN and purpose in program.consents_asked
    )

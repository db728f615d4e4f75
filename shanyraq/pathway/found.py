"""The evidence that counts, sorted by what it is for. The order in which it arrives makes no difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from shanyraq.pathway.days import NEVER
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import Program
from shanyraq.pathway.rows import Row
from shanyraq.pathway.types import Evidence, StepState

Key = TypeVar("Key")
Item = TypeVar("Item")
WAIVED, DECLINED, NOT_APPLICABLE = "case.step.waived", "case.step.declined", "case.step.not_applicable"
CONSENT_GIVEN = "case.consent.given"
CONSENT_ENDED = ("case.consent.declined", "case.consent.withdrawn")


class Claim(NamedTuple):
    """A decision about one step: waived, declined or not applicable.

    `occurrence` is the number that the step had on that day, 0 where none is named; `due_day` the day it was due.
    """

    state: StepState
    occurrence: int
    entry: Evidence
    ask_again: int  # the day from which a declined service may be offered again; NEVER if none is set
    due_day: int | None


class Found(NamedTuple):
    """Evidence by kind; then, by action: what it waits for, what was decided about it.

    Every list is by date (decisions: by precedence) and none is empty.
    """

    by_kind: dict[str, list[Evidence]]
    waits: dict[int, list[Evidence]]
    claims: dict[int, list[Claim]]
    next_day: int  # the day on which evidence dated ahead begins to count


def find(program: Program, evidence: Iterable[Evidence], horizon: datetime) -> Found:
    """Sort out what counts today: nothing retracted, nothing replaced by a correction, nothing dated ahead."""
    by_kind: dict[str, list[Evidence]] = {}
    replaced: set[str] = set()
    out_of_order: set[str] = set()
    ahead: datetime | None = None
    for entry in evidence:
        if entry.corrects is not None and entry.corrects != entry.id:
            replaced.add(entry.corrects)
        if entry.retracted:
            continue
        at, kind = entry.at, entry.kind
        if at > horizon:
            ahead = at if ahead is None or at < ahead else ahead
        elif kind in by_kind:
            same = by_kind[kind]
            if at <= same[-1].at:
                out_of_order.add(kind)
            same.append(entry)
        else:
            by_kind[kind] = [entry]
    for kind in out_of_order:
        by_kind[kind].sort(key=moment)
    if replaced:
        by_kind = _standing(by_kind, replaced)
    waits = {} if by_kind.keys().isdisjoint(program.waits) else _by_action(program.waits, by_kind)
    next_day = NEVER if ahead is None else program.calendar.ordinal(ahead)
    return Found(by_kind, waits, _claims(program, by_kind), next_day)


def _standing(by_kind: Mapping[str, list[Evidence]], replaced: set[str]) -> dict[str, list[Evidence]]:
    """What no correction replaces; a correction knows the dates that were told before it."""
    old = {one.id: one for same in by_kind.values() for one in same if one.id in replaced}
    standing = {}
    for kind, same in by_kind.items():
        if kept := [_dated_before(one, old) for one in same if one.id not in replaced]:
            standing[kind] = kept
    return standing


def _dated_before(entry: Evidence, old: Mapping[str, Evidence]) -> Evidence:
    found: dict[str, datetime] = {}
    corrects = entry.corrects
    while corrects is not None and corrects in old and corrects not in found:
        found[corrects] = old[corrects].at
        corrects = old[corrects].corrects
    return replace(entry, was_at=tuple(found.values())) if found else entry


def of_this_episode(program: Program, found: Found) -> Found:
    """The same without what was recorded and decided, before the case was last opened again, about the actions that
    are owed anew since: its closing above all.
    """
    reopened = [moment(found.by_kind[kind][-1]) for kind in program.pack.reopened_by if kind in found.by_kind]
    if not reopened:
        return found
    since, again = max(reopened), program.owed_again

    def later(entries: list[Evidence]) -> list[Evidence]:
        return [entry for entry in entries if moment(entry) > since]

    by_kind = {k: later(same) if k in program.told_again else same for k, same in found.by_kind.items()}
    waits = {i: later(same) if i in again else same for i, same in found.waits.items()}
    claims = {
        i: [claim for claim in same if i not in again or moment(claim.entry) > since]
        for i, same in found.claims.items()
    }
    return found._replace(by_kind=_filled(by_kind), waits=_filled(waits), claims=_filled(claims))


def _filled(lists: dict[Key, list[Item]]) -> dict[Key, list[Item]]:
    return {key: found for key, found in lists.items() if found}


def closers_of(row: Row, by_kind: Mapping[str, list[Evidence]]) -> list[Evidence] | None:
    """What closes an action, by date, without the first records where those belong to another action."""
    if row.closed_by is not None:
        return by_kind.get(row.closed_by)
    found: list[Evidence] = []
    for kind in row.done_by:
        if kind in by_kind:
            found = sorted(found + by_kind[kind], key=moment) if found else by_kind[kind]
    return found[row.skip :] or None


def _by_action(
    actions: Mapping[str, tuple[int, ...]], by_kind: Mapping[str, list[Evidence]]
) -> dict[int, list[Evidence]]:
    """The evidence that concerns each action, by date."""
    found: dict[int, list[Evidence]] = {}
    for kind, same in by_kind.items():
        for index in actions.get(kind, ()):
            found[index] = sorted(found[index] + same, key=moment) if index in found else same
    return found


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
    due_day = date_in(entry.payload, "due_on")
    return Claim(state, number, entry, NEVER if asked is None else asked, due_day)


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

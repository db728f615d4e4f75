"""Adding evidence. Every room calls `add_evidence` in the act that saves its own record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from shanyraq import pathway
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases import queries
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.models import Case, Evidence
from shanyraq.cases.queries.happenings import changed_steps
from shanyraq.foundation import keyring


@dataclass(frozen=True)
class NewEvidence:
    """One fact to add about one case's person."""

    case: Case
    kind: str
    at: datetime
    source: str
    source_id: uuid.UUID
    compartment: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    discipline: str = ""
    corrects: Evidence | None = None
    is_retraction: bool = False


@dataclass(frozen=True)
class Change:
    """What some evidence did to one person's plan: the steps it closed and those it opened."""

    case: Case
    plan: pathway.Plan
    closed: tuple[pathway.Step, ...]
    opened: tuple[pathway.Step, ...]
    next_step: pathway.Step | None


def add_evidence(*, new: Sequence[NewEvidence], by: Actor, at: datetime) -> list[Change]:
    """Append evidence and refresh the plans it touches. Part of the caller's recorded act; the cases are locked.

    `at` is now. Returns what changed, case by case.
    """
    cases = list({one.case.pk: one.case for one in new}.values())
    before = queries.plans_of(cases, at)
    append_evidence(new=new, by=by, at=at)
    after = refresh_plans(cases=cases, at=at)
    return [change_of(case, before[case.pk], after[case.pk]) for case in cases if case.pk in after]


def append_evidence(*, new: Sequence[NewEvidence], by: Actor, at: datetime) -> list[Evidence]:
    """Append evidence without working out plans: for many people at once. Part of the caller's recorded act."""
    people = {one.case.person_id for one in new}
    with computing("evidence.append"):
        keyring.warm(people)
        keyring.ensure_keys((one.case.person_id, one.compartment) for one in new if one.payload)
        last = dict(
            Evidence.objects.filter(person__in=people)
            .values("person")
            .annotate(n=Max("seq"))
            .values_list("person", "n")
        )
        rows = []
        for one in new:
            last[one.case.person_id] = last.get(one.case.person_id, 0) + 1
            rows.append(_row(one, last[one.case.person_id], by, at))
        return Evidence.objects.bulk_create(rows, batch_size=1000)


def change_of(case: Case, before: pathway.Plan, after: pathway.Plan) -> Change:
    """The difference between two plans in the words a worker needs."""
    return Change(case, after, *changed_steps(before, after))


def _row(one: NewEvidence, seq: int, by: Actor, at: datetime) -> Evidence:
    return Evidence(
        seq=seq,
        person_id=one.case.person_id,
        case=one.case,
        kind=one.kind,
        at=one.at,
        source=one.source,
        source_id=one.source_id,
        discipline=one.discipline or by.discipline,
        compartment=one.compartment,
        payload=dict(one.payload),
        recorded_by_id=by.staff_id,
        recorded_at=at,
        corrects=one.corrects,
        is_retraction=one.is_retraction,
    )

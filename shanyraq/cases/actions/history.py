"""Bringing in what happened before: years of services written on paper or in an older register."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.records import SOURCE
from shanyraq.cases.models import Case, Evidence, Record
from shanyraq.foundation import keyring


@dataclass(frozen=True)
class Happening:
    """One thing that happened to one person, as an older source tells it.

    `together` is shared by people whom one event concerned. `compartment` is the kind's own, or for a waiver or a
    "not now" that of the step it speaks of. `written_by` is the colleague who did it, `written_at` when she wrote.
    """

    case: Case
    kind: str
    at: datetime
    together: uuid.UUID
    compartment: str
    discipline: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)
    written_by: uuid.UUID | None = None
    written_at: datetime | None = None


def bring_history(*, cases: Sequence[Case], happenings: Sequence[Happening], by: Actor, at: datetime) -> int:
    """Record many past happenings of these cases in one act and work out their plans once. Returns how many.

    The cases are new ones of the caller, with their person, and carry no evidence yet. Leaves the same rows as
    recording each happening on the general form would, but for who wrote when.
    """
    with recorded("history.bring", by=by) as act:
        require(by, permissions.HISTORY_BRING)
        act.about(*[case.person_id for case in cases])
        write_history(happenings=happenings, at=at)
        refresh_plans(cases=cases, at=at)
    return len(happenings)


def write_history(*, happenings: Sequence[Happening], at: datetime) -> None:
    """Write the records and the evidence, in the order in which they happened. Part of the caller's recorded act."""
    ordered = sorted(happenings, key=lambda one: (one.case.person_id, one.at, one.kind))
    with computing("history.bring"):
        keyring.ensure_keys(
            (one.case.person_id, one.compartment) for one in ordered if one.details or _payload(one)
        )
        records = Record.objects.bulk_create([_record(one, at) for one in ordered], batch_size=1500)
        seq: dict[uuid.UUID, int] = {}
        rows = []
        for one, record in zip(ordered, records, strict=True):
            seq[one.case.person_id] = seq.get(one.case.person_id, 0) + 1
            rows.append(_evidence(one, record, seq[one.case.person_id], at))
        Evidence.objects.bulk_create(rows, batch_size=1500)


def _record(one: Happening, at: datetime) -> Record:
    return Record(
        together=one.together,
        person_id=one.case.person_id,
        case_id=one.case.pk,
        kind=one.kind,
        compartment=one.compartment,
        happened_at=one.at,
        details=dict(one.details),
        recorded_by_id=one.written_by,
        recorded_at=one.written_at or at,
    )


def _evidence(one: Happening, record: Record, seq: int, at: datetime) -> Evidence:
    return Evidence(
        seq=seq,
        person_id=one.case.person_id,
        case_id=one.case.pk,
        kind=rules.kind_of(one.kind, one.details),
        at=one.at,
        source=SOURCE,
        source_id=record.pk,
        discipline=one.discipline,
        compartment=one.compartment,
        payload=_payload(one),
        recorded_by_id=one.written_by,
        recorded_at=one.written_at or at,
    )


def _payload(one: Happening) -> dict[str, Any]:
    return dict(one.payload or rules.payload_of(one.kind, one.details))

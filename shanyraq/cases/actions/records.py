"""Saying what happened on the general form, for one person or several at once; and putting a mistake right."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.days import reason_against, reason_against_plans
from shanyraq.cases.actions.deciding import refuse_to_record_undecided
from shanyraq.cases.actions.doubts import ask
from shanyraq.cases.actions.evidence import Change, NewEvidence, add_evidence
from shanyraq.cases.actions.repeats import doubts_about_repeats, words_against_second_arrival
from shanyraq.cases.models import Case, Evidence, Record
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal

SOURCE = "cases.record"
Details = Mapping[str, Any]


class CannotRecord(Refusal):
    """What was to be recorded cannot have happened like this."""


@dataclass(frozen=True)
class Recorded:
    """What one saving left: the records, which share `together`, and what changed in each person's plan."""

    together: uuid.UUID
    records: tuple[Record, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Part:
    """One person's part in what is being saved: her case, what is told of her, what the pathway reads of it."""

    case: Case
    compartment: str
    details: Details
    payload: Details
    corrects: Record | None = None
    old: Evidence | None = None


def record_happening(
    *,
    case_ids: Sequence[uuid.UUID],
    kind: str,
    happened_at: datetime,
    details: Details,
    by: Actor,
    at: datetime,
    own: Mapping[uuid.UUID, Details] | None = None,
    sure: Collection[str] = (),
) -> Recorded:
    """Record that something happened, once for all the people it concerns.

    `own` adds what is told of one person alone, by case; `sure` are the doubts ticked as really so. Raises
    CannotRecord, NotAllowed, Doubtful where it seems to be told twice.
    """
    with recorded("step.record", by=by) as act:
        cases = locked(case_ids, by)
        act.about(*[case.person_id for case in cases])
        known = queries.pack().kinds.get(kind)
        require(by, permissions.STEP_RECORD)
        if known is None or not rules.is_on_general_form(kind):
            raise CannotRecord(_("This kind of event is not recorded on this form."), code="unknown_kind")
        if not permissions.may_record(by, known):
            raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
        _refuse_impossible(cases, kind, happened_at, details, at)
        refuse_to_record_undecided(cases, kind, by, at, CannotRecord)
        if again := words_against_second_arrival(cases, kind, by, at):
            raise CannotRecord(again, code="arrived")
        ask(doubts_about_repeats(cases, kind, happened_at, by), sure, by)
        parts = [
            Part(case, known.compartment, told, rules.payload_of(kind, told))
            for case in cases
            for told in [{**details, **(own or {}).get(case.pk, {})}]
        ]
        return save_records(parts=parts, kind=kind, happened_at=happened_at, by=by, at=at)


def correct_record(
    *,
    record_ids: Sequence[uuid.UUID],
    happened_at: datetime,
    details: Details,
    by: Actor,
    at: datetime,
    own: Mapping[uuid.UUID, Details] | None = None,
) -> Recorded:
    """Put a mistake right, for all or some of those whom one saving concerned. The first entries stay readable.

    Of whom it tells nothing new, the entry stays as it is; where that is everybody, raises CannotRecord. `own` adds
    what is told of one person alone, by record.
    """
    with recorded("record.correct", by=by) as act:
        found = _replaceable(record_ids, by)
        act.about(*[case.person_id for case, _, _ in found])
        said = found[0][1]
        _refuse_impossible(
            [case for case, _, _ in found], said.kind, happened_at, details, at, said.happened_at
        )
        parts = []
        for case, first, old in found:
            told = {**details, **(own or {}).get(first.pk, {})}
            if rules.is_as_before(first.details, first.happened_at, told, happened_at):
                continue
            payload = rules.corrected_payload(first.kind, old.payload, told)
            parts.append(Part(case, first.compartment, told, payload, first, old))
        if not parts:
            raise CannotRecord(_(rules.NOTHING_CHANGED), code="unchanged")
        kind = found[0][1].kind
        return save_records(parts=parts, kind=kind, happened_at=happened_at, by=by, at=at)


def retract_record(*, record_ids: Sequence[uuid.UUID], reason: str, by: Actor, at: datetime) -> Recorded:
    """Say that something recorded never happened. The entries stay readable, and count no more."""
    with recorded("record.retract", by=by) as act:
        found = _replaceable(record_ids, by)
        act.about(*[case.person_id for case, _, _ in found])
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotRecord(_("Say in a sentence why this entry is wrong."), code="reason_short")
        told = {"text": reason.strip()}
        parts = [Part(case, first.compartment, told, {}, first, old) for case, first, old in found]
        first = found[0][1]
        return save_records(
            parts=parts, kind=first.kind, happened_at=first.happened_at, by=by, at=at, is_retraction=True
        )


def save_records(
    *,
    parts: Sequence[Part],
    kind: str,
    happened_at: datetime,
    by: Actor,
    at: datetime,
    is_retraction: bool = False,
) -> Recorded:
    """Save each person's record and its evidence. Part of the caller's recorded act; the cases are locked."""
    together = uuid.uuid4()
    keyring.ensure_keys((part.case.person_id, part.compartment) for part in parts)
    records = Record.objects.bulk_create(
        _row(part, kind, happened_at, is_retraction, together, by, at) for part in parts
    )
    new = [
        NewEvidence(
            case=part.case,
            kind=rules.kind_of(kind, part.details),
            at=happened_at,
            source=SOURCE,
            source_id=record.pk,
            compartment=part.compartment,
            payload=part.payload,
            corrects=part.old,
            is_retraction=is_retraction,
        )
        for part, record in zip(parts, records, strict=True)
    ]
    return Recorded(together, tuple(records), tuple(add_evidence(new=new, by=by, at=at)))


def _row(
    part: Part,
    kind: str,
    happened_at: datetime,
    is_retraction: bool,
    together: uuid.UUID,
    by: Actor,
    at: datetime,
) -> Record:
    return Record(
        together=together,
        person_id=part.case.person_id,
        case=part.case,
        kind=kind,
        compartment=part.compartment,
        happened_at=happened_at,
        details=dict(part.details),
        recorded_by_id=by.staff_id,
        recorded_at=at,
        corrects=part.corrects,
        is_retraction=is_retraction,
    )


def locked(case_ids: Sequence[uuid.UUID], by: Actor) -> list[Case]:
    """The open cases with these ids that the actor sees, locked in one order. All of them, or NotAllowed."""
    cases = list(
        Case.objects.visible_to(by)
        .filter(pk__in=list(case_ids), closed_at=None)
        .select_related("person")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not cases or len(cases) != len(set(case_ids)):
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
    return cases


def _replaceable(record_ids: Sequence[uuid.UUID], by: Actor) -> list[tuple[Case, Record, Evidence]]:
    """Records of one kind that nobody replaced yet, each with its locked case and its evidence."""
    firsts = list(Record.objects.visible_to(by).filter(pk__in=list(record_ids)))
    if not firsts or len(firsts) != len(set(record_ids)):
        raise NotAllowed(_("You may not see this entry."), code="scope")
    cases = {case.pk: case for case in locked([first.case_id for first in firsts], by)}
    require(by, permissions.STEP_RECORD)
    if len({first.kind for first in firsts}) > 1:
        raise CannotRecord(_("Correct entries of one kind at a time."), code="several_kinds")
    if not all(permissions.may_correct(by, first) for first in firsts):
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    with computing("record.replace"):
        if (
            any(first.is_retraction for first in firsts)
            or Record.objects.filter(corrects__in=firsts).exists()
        ):
            raise CannotRecord(
                _("This entry was corrected already; correct the newer one."), code="corrected_already"
            )
        ids = [first.pk for first in firsts]
        evidence = {row.source_id: row for row in Evidence.objects.filter(source=SOURCE, source_id__in=ids)}
    return [(cases[first.case_id], first, evidence[first.pk]) for first in firsts]


def _refuse_impossible(
    cases: Sequence[Case], kind: str, happened_at: datetime, told: Details, at: datetime, said: Any = None
) -> None:
    """What was `said` before a correction may be of a day that would be refused now. Raises CannotRecord."""
    reason, words = reason_against(cases, kind, happened_at, at, said=said)
    if not reason:
        reason, words = reason_against_plans(told, at)
    if reason:
        raise CannotRecord(words, code=reason)

"""Saying what happened on the general form, for one person or several at once; and putting a mistake right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.evidence import Change, NewEvidence, add_evidence
from shanyraq.cases.models import Case, Evidence, Record
from shanyraq.foundation.errors import NotAllowed, Refusal

SOURCE = "cases.record"
WAIVED, DECLINED, NOT_APPLICABLE = "case.step.waived", "case.step.declined", "case.step.not_applicable"


class CannotRecord(Refusal):
    """What was to be recorded cannot have happened like this."""


@dataclass(frozen=True)
class Recorded:
    """What one saving left: the records, and what changed in each person's plan."""

    together: uuid.UUID
    records: tuple[Record, ...]
    changes: tuple[Change, ...]


def record_happening(
    *,
    case_ids: Sequence[uuid.UUID],
    kind: str,
    happened_at: datetime,
    details: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> Recorded:
    """Record that something happened, once for all the people it concerns. Raises CannotRecord, NotAllowed."""
    with recorded("step.record", by=by) as act:
        cases = _locked(case_ids, by)
        known = queries.pack().kinds.get(kind)
        require(by, permissions.STEP_RECORD)
        if known is None:
            raise CannotRecord(_("This kind of event is not known to the country pack."), code="unknown_kind")
        _require_writing(by, known.compartment)
        _refuse_impossible(cases, happened_at, at)
        act.about(*[case.person_id for case in cases])
        return _save(cases, kind, known.compartment, happened_at, details, {}, by, at)


def waive_step(*, case_id: uuid.UUID, step_key: str, reason: str, by: Actor, at: datetime) -> Recorded:
    """Set a service aside, with a reason. Only for roles that the pack names for this step."""
    with recorded("step.waive", by=by) as act:
        case = _locked([case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.STEP_WAIVE, case)
        step = _open_step(case, step_key, at)
        if not set(by.roles) & set(step.waivable_by):
            raise NotAllowed(_("Your role may not set this service aside."), code="waiver_role")
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotRecord(
                _("Give the reason in a sentence: the family may ask for it."), code="reason_short"
            )
        payload = {
            "action": step.action_id,
            "occurrence": step.occurrence,
            "reason": reason.strip(),
            "by": by.name,
        }
        return _save(
            [case], WAIVED, step.compartment, at, {"text": reason.strip(), "step": step_key}, payload, by, at
        )


def record_declined(
    *, case_id: uuid.UUID, step_key: str, words: str, ask_again_on: str, by: Actor, at: datetime
) -> Recorded:
    """Record that the person said no, or not now. Nothing else depends on her answer."""
    with recorded("step.decline", by=by) as act:
        case = _locked([case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.STEP_RECORD)
        step = _open_step(case, step_key, at)
        if not step.voluntary:
            raise CannotRecord(
                _("This service is owed whatever the answer; it can be set aside by a supervisor."),
                code="not_voluntary",
            )
        payload = {"action": step.action_id, "occurrence": step.occurrence}
        if ask_again_on:
            payload["ask_again_on"] = ask_again_on
        details = {"text": words.strip(), "step": step_key, "ask_again_on": ask_again_on}
        return _save([case], DECLINED, step.compartment, at, details, payload, by, at)


def correct_record(
    *, record_id: uuid.UUID, happened_at: datetime, details: Mapping[str, Any], by: Actor, at: datetime
) -> Recorded:
    """Put a mistake right. The first entry stays readable beside the new one."""
    return _replace(record_id, happened_at, details, False, by, at)


def retract_record(*, record_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> Recorded:
    """Say that something recorded never happened. The entry stays readable, and counts no more."""
    if len(reason.strip()) < rules.SHORTEST_REASON:
        raise CannotRecord(_("Say in a sentence why this entry is wrong."), code="reason_short")
    return _replace(record_id, None, {"text": reason.strip()}, True, by, at)


def _replace(
    record_id: uuid.UUID,
    happened_at: datetime | None,
    details: Mapping[str, Any],
    is_retraction: bool,
    by: Actor,
    at: datetime,
) -> Recorded:
    with recorded("record.retract" if is_retraction else "record.correct", by=by) as act:
        first = Record.objects.visible_to(by).filter(pk=record_id).first()
        if first is None:
            raise NotAllowed(_("You may not see this entry."), code="scope")
        case = _locked([first.case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.STEP_RECORD)
        _require_writing(by, first.compartment)
        with computing("record.replace"):
            if Record.objects.filter(corrects=first).exists():
                raise CannotRecord(
                    _("This entry was corrected already; correct the newer one."), code="corrected_already"
                )
            old = Evidence.objects.get(source=SOURCE, source_id=first.pk)
        new_at = happened_at or first.happened_at
        if not is_retraction:
            _refuse_impossible([case], new_at, at)
        payload = {} if is_retraction else old.payload
        return _save(
            [case], first.kind, first.compartment, new_at, details, payload, by, at, first, old, is_retraction
        )


def _save(
    cases: Sequence[Case],
    kind: str,
    compartment: str,
    happened_at: datetime,
    details: Mapping[str, Any],
    payload: Mapping[str, Any],
    by: Actor,
    at: datetime,
    corrects: Record | None = None,
    old: Evidence | None = None,
    is_retraction: bool = False,
) -> Recorded:
    together = uuid.uuid4()
    records = Record.objects.bulk_create(
        Record(
            together=together,
            person_id=case.person_id,
            case=case,
            kind=kind,
            compartment=compartment,
            happened_at=happened_at,
            details=dict(details),
            recorded_by_id=by.staff_id,
            recorded_at=at,
            corrects=corrects,
            is_retraction=is_retraction,
        )
        for case in cases
    )
    new = [
        NewEvidence(
            case=case,
            kind=kind,
            at=happened_at,
            source=SOURCE,
            source_id=record.pk,
            compartment=compartment,
            payload=payload or rules.payload_of(kind, details),
            corrects=old,
            is_retraction=is_retraction,
        )
        for case, record in zip(cases, records, strict=True)
    ]
    return Recorded(together, tuple(records), tuple(add_evidence(new=new, by=by, at=at)))


def _locked(case_ids: Sequence[uuid.UUID], by: Actor) -> list[Case]:
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


def _require_writing(by: Actor, compartment: str) -> None:
    if not by.writes(compartment):
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")


def _refuse_impossible(cases: Sequence[Case], happened_at: datetime, at: datetime) -> None:
    reason = rules.reason_not_to_record(happened_at, at, min(case.opened_at for case in cases))
    if reason:
        raise CannotRecord(_(rules.REASONS[reason]), code=reason)


def _open_step(case: Case, key: str, at: datetime) -> Any:
    plans = queries.plans_of([case], at)
    step = plans[case.pk].step(key)
    if step is None or not step.is_open:
        raise CannotRecord(_("This step is not open any more. Load the page again."), code="step_not_open")
    return step

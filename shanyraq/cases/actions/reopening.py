"""Opening a closed support file again: the support goes on where it stood, with nobody's access but who is given it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.evidence import NewEvidence, add_evidence
from shanyraq.cases.models import Assignment, Case
from shanyraq.foundation.errors import NotAllowed, Refusal

SOURCE = "cases.case"


class CannotReopen(Refusal):
    """These files cannot be opened again like this."""


def reopen_case(*, case_ids: Sequence[uuid.UUID], reason: str, by: Actor, at: datetime) -> list[Case]:
    """Open closed files again, each with who led it before where she still works in the programme.

    A file that was closed as a second one of the same person stays closed, and so does one with a later file
    beside it. Raises CannotReopen, NotAllowed.
    """
    with recorded("case.reopen", by=by) as act:
        cases = _locked(case_ids, by)
        require(by, permissions.CASE_CLOSE)
        act.about(*[case.person_id for case in cases])
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotReopen(_("Give the reason in a sentence: the family may ask for it."), code="reason")
        with computing("case.reopen"):
            _open(cases, by, at)
        add_evidence(new=[_evidence(case, reason.strip(), at) for case in cases], by=by, at=at)
        return cases


def _open(cases: Sequence[Case], by: Actor, at: datetime) -> None:
    for case in cases:
        case.closed_at, case.closed_by, case.closed_reason = None, None, ""
        case.deputy = None
        if case.case_manager and case.case_manager.left_on and case.case_manager.left_on <= at.date():
            case.case_manager = None
    Case.objects.bulk_update(
        cases, ["closed_at", "closed_by", "closed_reason", "case_manager", "deputy"], batch_size=100
    )
    Assignment.objects.bulk_create(
        Assignment(
            case=case,
            staff_id=case.case_manager_id,
            discipline=rules.CASE_MANAGER,
            starts_at=at,
            assigned_by=by.account_id,
        )
        for case in cases
        if case.case_manager_id
    )


def _evidence(case: Case, reason: str, at: datetime) -> NewEvidence:
    return NewEvidence(
        case=case,
        kind=rules.REOPENED,
        at=at,
        source=SOURCE,
        source_id=case.pk,
        compartment=queries.pack().kinds[rules.REOPENED].compartment,
        payload={"reason": reason},
    )


def _locked(case_ids: Sequence[uuid.UUID], by: Actor) -> list[Case]:
    cases = list(
        Case.objects.visible_to(by)
        .filter(pk__in=list(case_ids), closed_at__isnull=False)
        .exclude(closed_reason="DUPLICATE")
        .select_related("person", "case_manager")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not cases or len(cases) != len(set(case_ids)):
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
    with computing("case.reopen"):
        newest = dict(
            Case.objects.filter(person__in=[case.person_id for case in cases])
            .order_by("episode")
            .values_list("person", "episode")
        )
    if any(newest[case.person_id] != case.episode for case in cases):
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="later_file")
    return cases

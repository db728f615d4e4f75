"""Who works with whom: giving people a case manager, adding colleagues, ending their part."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.appointments import pass_meetings_on
from shanyraq.cases.actions.dossiers import LENT_TO
from shanyraq.cases.actions.evidence import NewEvidence, add_evidence
from shanyraq.cases.actions.justice import has_child, writes_of_justice
from shanyraq.cases.actions.parts import end
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.queries.caseloads import caseloads, may_lead, may_stand_in, unseen_leader
from shanyraq.cases.queries.files import leads, parts_like
from shanyraq.cases.queries.ties import is_kin_of_any
from shanyraq.foundation.errors import NotAllowed, Refusal

SOURCE = "cases.assignment"
MANAGER_ASSIGNED = "case.manager.assigned"


class CannotAssign(Refusal):
    """These people cannot be given to this colleague."""


def assign(
    *,
    case_ids: Sequence[uuid.UUID],
    case_manager: uuid.UUID,
    deputy: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
    over_ceiling_reason: str = "",
    seen: Collection[str] | None = None,
) -> list[Case]:
    """Give these people a case manager and, if wanted, a deputy; whoever led before ends her part.

    Above the pack's ceiling the supervisor's reason is needed and kept with the evidence. `seen` is who was `leading`
    when she chose: nobody else makes way unnoticed. Raises CannotAssign, NotAllowed. Returns the cases.
    """
    with recorded("case.assign", by=by) as act:
        cases = _locked(case_ids, by)
        for case in cases:
            require(by, permissions.CASE_ASSIGN, case)
        act.about(*[case.person_id for case in cases])
        manager = locked_colleague(case_manager)
        second = locked_colleague(deputy) if deputy else None
        _refuse_kin((manager, second), cases)
        if seen is not None and (other := unseen_leader(cases, seen, [case_manager, deputy])):
            told = _("Meanwhile %(name)s was assigned. Look once more, then send the form again.")
            raise CannotAssign(told % {"name": other.short_name}, code="meanwhile")
        is_over = goes_above_ceiling(
            manager=manager,
            deputy=second,
            coming=len(cases),
            without=[case.pk for case in cases],
            reason=over_ceiling_reason,
            at=at,
        )
        assignments = _hand_over(cases, manager, second, by, at)
        payload = {"over_ceiling_reason": over_ceiling_reason.strip()} if is_over else {}
        _leave_evidence(cases, assignments, payload, by, at)
        return cases


def add_colleague(
    *, case_ids: Sequence[uuid.UUID], colleague: uuid.UUID, by: Actor, at: datetime
) -> list[Assignment]:
    """Let a colleague of another discipline work with these people. Whoever does so already stays as she is."""
    with recorded("case.add_colleague", by=by) as act:
        cases = _locked(case_ids, by)
        for case in cases:
            require(by, permissions.CASE_ASSIGN, case)
        act.about(*[case.person_id for case in cases])
        staff = locked_colleague(colleague)
        _refuse_kin((staff,), cases)
        if staff.left_on is not None and staff.left_on <= at.date():
            raise CannotAssign(_(rules.ASSIGNMENT_REASONS["left"]), code="left")
        if staff.discipline in LENT_TO:  # she reads what she is named for, until a day
            raise CannotAssign(_(rules.ASSIGNMENT_REASONS[staff.discipline]), code=staff.discipline)
        if writes_of_justice(staff.discipline) and has_child(cases, at.date()):
            raise CannotAssign(_(rules.ASSIGNMENT_REASONS["child"]), code="child")
        with computing("assignments"):
            already = set(
                Assignment.objects.filter(
                    case__in=cases, staff=staff, discipline=staff.discipline, ends_at=None
                ).values_list("case", flat=True)
            )
            return Assignment.objects.bulk_create(
                _assignment(case, staff, staff.discipline, by, at) for case in cases if case.pk not in already
            )


def end_assignment(*, assignment_id: uuid.UUID, by: Actor, at: datetime) -> list[Assignment]:
    """End a colleague's part in all files of a family, and with it her access. Raises CannotAssign, NotAllowed.

    The case manager's part, and the deputy's, end when somebody takes over. Returns the parts that ended.
    """
    with recorded("case.end_assignment", by=by) as act:
        open_parts = Assignment.objects.visible_to(by).filter(ends_at=None)
        one = open_parts.filter(pk=assignment_id).select_related("case").first()
        if one is None:
            raise NotAllowed(_("This colleague's part has ended already."), code="scope")
        parts = list(
            parts_like(open_parts, one).select_related("case").select_for_update(of=("self",)).order_by("pk")
        )
        for part in parts:
            require(by, permissions.CASE_ASSIGN, part.case)
        act.about(*[part.case.person_id for part in parts])
        ended = [part for part in parts if not leads(part)]
        if not ended:
            raise CannotAssign(leader_stays(), code="leads_case")
        with computing("assignments"):
            end(Assignment.objects.filter(pk__in=[part.pk for part in ended]), at)
        pass_meetings_on(cases=[part.case for part in ended])
        return ended


def leader_stays() -> str:
    """Why the part of whoever leads is not ended by itself."""
    return _("The case manager's part ends when somebody takes over: assign somebody else.")


def _refuse_kin(colleagues: Iterable[StaffMember | None], cases: Sequence[Case]) -> None:
    """Nobody works with her own kin. Raises CannotAssign."""
    people = [case.person_id for case in cases]
    with computing("assignments"):
        for staff in colleagues:
            if staff is not None and is_kin_of_any(staff.pk, people):
                told = _("%(name)s is kin of one of these people: choose somebody else.")
                raise CannotAssign(told % {"name": staff.short_name}, code="kin")


def _locked(case_ids: Sequence[uuid.UUID], by: Actor) -> list[Case]:
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


def locked_colleague(staff_id: uuid.UUID) -> StaffMember:
    """The colleague, locked: two supervisors filling her last place at once wait for each other."""
    staff = StaffMember.objects.select_for_update().filter(pk=staff_id).first()
    if staff is None:
        raise CannotAssign(_(rules.ASSIGNMENT_REASONS["left"]), code="left")
    return staff


def goes_above_ceiling(
    *,
    manager: StaffMember,
    deputy: StaffMember | None = None,
    coming: int,
    without: Sequence[uuid.UUID] = (),
    reason: str,
    at: datetime,
) -> bool:
    """Whether a case manager goes above the ceiling with so many people more. Raises CannotAssign where rules say no.

    `without` are the cases among those coming that may be hers already.
    """
    before = caseloads([manager.pk], without=without)[manager.pk].people
    people, ceiling = before + coming, queries.pack().params.caseload_max
    for staff in (manager, deputy):
        if staff is None:
            continue
        code = rules.reason_not_to_assign(
            leads_cases=(may_lead() if staff is manager else may_stand_in()).filter(pk=staff.pk).exists(),
            has_left=staff.left_on is not None and staff.left_on <= at.date(),
            is_also_deputy=deputy is not None and deputy.pk == manager.pk,
            people=people if staff is manager else 0,
            ceiling=ceiling,
            reason=reason,
        )
        if code:
            words = {"people": people, "ceiling": ceiling}
            raise CannotAssign(_(rules.ASSIGNMENT_REASONS[code]) % words, code=code)
    return people > ceiling


def _hand_over(
    cases: Sequence[Case], manager: StaffMember, deputy: StaffMember | None, by: Actor, at: datetime
) -> dict[uuid.UUID, Assignment]:
    """End the parts of those who led, begin the new ones, name them on the case. Returns the managers' parts."""
    leading = [staff for staff in (manager, deputy) if staff is not None]
    with computing("assignments"):
        stays: dict[tuple[uuid.UUID, uuid.UUID], Assignment] = {}
        for part in Assignment.objects.filter(
            case__in=cases, ends_at=None, discipline__in=rules.MAY_LEAD_CASES
        ).select_for_update(of=("self",)):
            if part.staff_id in {staff.pk for staff in leading} and part.discipline == rules.CASE_MANAGER:
                stays[part.case_id, part.staff_id] = part
            else:
                part.ends_at = max(at, part.starts_at)
                part.save(update_fields=["ends_at"])
        new = [
            _assignment(case, staff, rules.CASE_MANAGER, by, at)
            for case in cases
            for staff in leading
            if (case.pk, staff.pk) not in stays
        ]
        for part in Assignment.objects.bulk_create(new):
            stays[part.case_id, part.staff_id] = part
        for case in cases:
            case.case_manager, case.deputy = manager, deputy
        Case.objects.bulk_update(cases, ["case_manager", "deputy"])
    pass_meetings_on(cases=cases)
    return {case.pk: stays[case.pk, manager.pk] for case in cases}


def _leave_evidence(
    cases: Sequence[Case],
    assignments: Mapping[uuid.UUID, Assignment],
    payload: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    new = [
        NewEvidence(
            case=case,
            kind=MANAGER_ASSIGNED,
            at=at,
            source=SOURCE,
            source_id=assignments[case.pk].pk,
            compartment=queries.pack().kinds[MANAGER_ASSIGNED].compartment,
            payload=payload,
        )
        for case in cases
    ]
    add_evidence(new=new, by=by, at=at)


def _assignment(case: Case, staff: StaffMember, discipline: str, by: Actor, at: datetime) -> Assignment:
    return Assignment(case=case, staff=staff, discipline=discipline, starts_at=at, assigned_by=by.account_id)

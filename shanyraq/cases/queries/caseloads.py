"""How many people somebody works with, and who can lead a case. Figures about work, never about a person."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.queries import computing
from shanyraq.cases import rules
from shanyraq.cases.models import Assignment, Case


@dataclass(frozen=True)
class Caseload:
    """How many people with an open file somebody manages, and in how many families."""

    people: int = 0
    families: int = 0


def caseloads(
    staff_ids: Iterable[uuid.UUID], *, without: Iterable[uuid.UUID] = ()
) -> dict[uuid.UUID, Caseload]:
    """The caseloads of some colleagues by id, in one query; `without` leaves cases out that are about to move."""
    wanted = list(staff_ids)
    with computing("caseload"):
        rows = list(
            Case.objects.filter(case_manager__in=wanted, closed_at=None)
            .exclude(pk__in=list(without))
            .values_list("case_manager")
            .annotate(people=Count("pk"), families=Count("family", distinct=True))
        )
    found = {staff: Caseload(people, families) for staff, people, families in rows}
    return {staff: found.get(staff, Caseload()) for staff in wanted}


def nobody_leads(case: str = "") -> Q:
    """The cases without a case manager: nobody was named, or the access of who was has ended, whom they still name.

    `case` is the way from another table to its case, as "case__".
    """
    return Q(**{f"{case}case_manager": None}) | Q(**{f"{case}case_manager__left_on__isnull": False})


def case_leaders(region: str, today: date) -> list[StaffMember]:
    """Colleagues who can lead cases, by name: those of one region, or all where no region is given."""
    return _working(may_lead(), region, today)


def stand_ins(region: str, today: date) -> list[StaffMember]:
    """Colleagues who can stand in for a while, by name: whoever can lead, and the supervisors."""
    return _working(may_stand_in(), region, today)


def _working(found: QuerySet[StaffMember], region: str, today: date) -> list[StaffMember]:
    here = found.filter(Q(left_on=None) | Q(left_on__gt=today), **({"region": region} if region else {}))
    return sorted(here, key=lambda staff: staff.by_name)


def may_stand_in() -> QuerySet[StaffMember]:
    """Who stands in for a case manager: the team's page tells her family's late services all the same."""
    return StaffMember.objects.filter(discipline__in=rules.MAY_LEAD_CASES)


def may_lead() -> QuerySet[StaffMember]:
    """Who leads cases: case managers, and supervisors with that role too who have a supervisor of their own.

    Somebody else sees what is late for a family, and decides whether its file closes: whoever supervises who leads it.
    """
    also = RoleGrant.objects.filter(role=rules.CASE_MANAGER, ends_at=None).values("staff")
    supervisors = Q(discipline=rules.SUPERVISOR, supervisor__isnull=False, pk__in=also)
    return StaffMember.objects.filter(Q(discipline=rules.CASE_MANAGER) | supervisors)


def colleagues_to_add(regions: Collection[str], today: date) -> list[StaffMember]:
    """Colleagues of other disciplines who can join, by name: those of these regions and those of none."""
    found = (
        StaffMember.objects.filter(region__in=[*regions, ""])
        .exclude(discipline__in=(*rules.MAY_LEAD_CASES, *rules.NEVER_JOIN))
        .filter(Q(left_on=None) | Q(left_on__gt=today))
        .order_by("family_name", "given_name", "pk")[:500]
    )
    return sorted(found, key=lambda staff: staff.by_name)


def leading(cases: Iterable[Case]) -> frozenset[str]:
    """Who leads which of these support files now, or stands in, as a page of it can carry along."""
    parts = ((case.pk, staff) for case in cases for staff in (case.case_manager_id, case.deputy_id) if staff)
    return frozenset(f"{case}:{staff}" for case, staff in parts)


def unseen_leader(
    cases: Iterable[Case], seen: Collection[str], chosen: Collection[uuid.UUID | None]
) -> StaffMember | None:
    """Somebody who leads now, did not when a page was shown, and would make way for those chosen on it."""
    unseen = {uuid.UUID(one.partition(":")[2]) for one in leading(cases).difference(seen)}
    return StaffMember.objects.filter(pk__in=unseen.difference(chosen)).first()


def led_by(staff_id: uuid.UUID | None, cases: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these support files somebody leads or has led, as case manager or deputy."""
    if staff_id is None or not cases:
        return set()
    with computing("assignments"):
        parts = Assignment.objects.filter(case__in=list(cases), staff=staff_id, discipline=rules.CASE_MANAGER)
        return set(parts.values_list("case", flat=True))

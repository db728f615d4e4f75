"""What a supervisor's team has before it: workers, people without a case manager, requests that wait for her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case, Review
from shanyraq.cases.queries.caseloads import Caseload, caseloads, nobody_leads
from shanyraq.desk.queries.needs import open_steps, row_key
from shanyraq.people.models import Family

WITHOUT_MANAGER, REQUESTS = 20, 50


@dataclass(frozen=True)
class Worker:
    """A colleague of the team with her caseload. Shown in the order of names, never by any figure."""

    staff: StaffMember
    load: Caseload


@dataclass(frozen=True)
class Unassigned:
    """A family some of whose members have no case manager."""

    family: Family
    people: int
    region: str


def team_steps(actor: Actor) -> Q:
    """The steps of the team's cases: led by whom she supervises or by herself, and those nobody leads in view."""
    led = Q(case__case_manager__supervisor=actor.staff_id) | Q(case__case_manager=actor.staff_id)
    return led | nobody_leads("case__")


def workers_of_team(actor: Actor, today: date) -> list[Worker]:
    """The colleagues she supervises, and herself where she leads people too, by name."""
    mine = StaffMember.objects.filter(Q(supervisor=actor.staff_id) | Q(pk=actor.staff_id))
    staff = sorted(mine.filter(Q(left_on=None) | Q(left_on__gt=today)), key=lambda one: one.by_name)
    loads = caseloads([one.pk for one in staff])
    return [Worker(one, loads[one.pk]) for one in staff if one.pk != actor.staff_id or loads[one.pk].people]


def late_by_discipline(actor: Actor) -> Mapping[str, int]:
    """How many rows of late services her team's families have, by the discipline that acts next."""
    rows = open_steps(actor, team_steps(actor) & Q(state="LATE")).order_by()
    return dict(rows.values_list("discipline").annotate(n=Count(row_key(), distinct=True)))


def families_without_manager(actor: Actor) -> list[Unassigned]:
    """Families in view with people whom nobody leads, longest open first. At most WITHOUT_MANAGER."""
    rows = list(
        Case.objects.visible_to(actor)
        .filter(nobody_leads(), closed_at=None)
        .exclude(family=None)
        .order_by("opened_at", "pk")
        .select_related("family")[: WITHOUT_MANAGER * 8]
    )
    found: dict[UUID, list[Case]] = {}
    for case in rows:
        if case.family_id is not None:
            found.setdefault(case.family_id, []).append(case)
    return [
        Unassigned(cases[0].family, len(cases), cases[0].region)
        for cases in list(found.values())[:WITHOUT_MANAGER]
        if cases[0].family is not None
    ]


def requests_waiting(actor: Actor) -> list[Review]:
    """Reviews and closings that somebody asked for and nobody decided yet, the oldest first."""
    return list(
        Review.objects.visible_to(actor)
        .filter(decided_at=None, case__closed_at=None)
        .select_related("case__family", "case__person", "asked_by")
        .order_by("asked_at", "pk")[:REQUESTS]
    )

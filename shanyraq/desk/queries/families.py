"""The families somebody sees, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, DateTimeField, Exists, Min, OuterRef, Q, QuerySet, Subquery

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case, PlanStep
from shanyraq.people.models import Family


@dataclass(frozen=True)
class FamilyView:
    """What a row of the list says of a family: its open files, and how many of its services are late."""

    cases: tuple[Case, ...]
    late: int

    @property
    def arrived_at(self) -> datetime | None:
        """The first arrival among its members."""
        return min((case.arrived_at for case in self.cases if case.arrived_at), default=None)


def families_for(
    actor: Actor, *, region: str = "", phase: str = "", nationality: str = "", by_arrival: bool = False
) -> QuerySet[Family]:
    """Families with an open file, as far as she sees; narrowed to a region or phase, or to those with somebody whose
    nationality is `open`.

    `arrived` is worked out only where the list is sorted by it.
    """
    narrowed = Q(family=OuterRef("pk"), closed_at=None)
    if region:
        narrowed &= Q(region=region)
    if phase:
        narrowed &= Q(phase=phase)
    families = Family.objects.visible_to(actor).filter(Exists(Case.objects.filter(narrowed)))
    if nationality and actor.reads("C1"):
        undecided = narrowed & Q(person__nationality="")  # of nobody whom she does not see
        families = families.filter(Exists(Case.objects.visible_to(actor).filter(undecided)))
    if by_arrival:
        first = (
            Case.objects.filter(family=OuterRef("pk"), closed_at=None)
            .order_by()
            .values("family")
            .annotate(first=Min("arrived_at"))
            .values("first")
        )
        families = families.annotate(arrived=Subquery(first, output_field=DateTimeField()))
    return families


def views_of(actor: Actor, families: Sequence[Family]) -> Mapping[UUID, FamilyView]:
    """Members and late services of the families of a page, in two queries."""
    ids = [family.pk for family in families]
    cases: dict[UUID | None, list[Case]] = defaultdict(list)
    for case in (
        Case.objects.visible_to(actor)
        .filter(family__in=ids, closed_at=None)
        .select_related("person", "case_manager")
        .order_by("person__birth_date" if actor.reads("C1") else "person__code", "pk")
    ):
        cases[case.family_id].append(case)
    late = dict(
        PlanStep.objects.visible_to(actor)
        .filter(case__in=[case.pk for members in cases.values() for case in members], state="LATE")
        .values_list("case__family")
        .annotate(n=Count("action", distinct=True))
    )
    return {pk: FamilyView(tuple(cases[pk]), late.get(pk, 0)) for pk in ids}


def has_far_reach(actor: Actor) -> bool:
    """Whether her role reaches more than one region, so that a filter by region helps."""
    return any(grant.reach in ("early", "operation", "centre") for grant in actor.grants)

"""Who among colleagues is kin of whom, for those who say who works with whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Q

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases.models import ColleagueKin
from shanyraq.people.models import Family, Person
from shanyraq.people.queries import code_prefix

MOST_COLLEAGUES = 500


def ties_to(actor: Actor, person_id: uuid.UUID) -> list[ColleagueKin]:
    """The colleagues to whom this person's file is closed, by name."""
    rows = ColleagueKin.objects.visible_to(actor).filter(person=person_id, ended_at=None)
    return list(rows.select_related("staff").order_by("staff__family_name", "staff__given_name", "pk"))


def colleagues_to_choose(actor: Actor) -> list[StaffMember]:
    """Everybody at work but the reader."""
    found = StaffMember.objects.filter(left_on=None)
    others = found.exclude(pk=actor.staff_id) if actor.staff_id else found
    return list(others.order_by("family_name", "given_name", "pk")[:MOST_COLLEAGUES])


def people_with_code(code: str) -> list[uuid.UUID]:
    """The person with this whole code, or the people of the family with it. Only inside `access.queries.computing`."""
    wanted = code_prefix(code)
    if wanted is None:
        return []
    families = Family.objects.filter(code=wanted).values("pk")
    return list(
        Person.objects.filter(
            Q(code=wanted)
            | Q(memberships__family__in=families, memberships__ends_on=None)
            | Q(cases__family__in=families)
        )
        .values_list("pk", flat=True)
        .distinct()
    )


def is_kin_of_any(staff_id: uuid.UUID, people: Iterable[uuid.UUID]) -> bool:
    """Whether a colleague is kin of one of these people. Only inside `access.queries.computing`."""
    return ColleagueKin.objects.filter(staff=staff_id, person__in=list(people), ended_at=None).exists()

"""Reading one support file as its pages show it: a family, or one person, with the plans worked out afresh."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects

from shanyraq import pathway
from shanyraq.access.models import StaffMember
from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import NAMES, Actor
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.queries import plans_of
from shanyraq.foundation import keyring
from shanyraq.foundation.closed import is_closed
from shanyraq.people.models import Family, FamilyMembership, Kinship, Person, PersonLanguage, PersonName
from shanyraq.people.rules import age_on, may_be_child_on, place_in_family


@dataclass(frozen=True, eq=False)
class Member:
    """One person of a file: her case, her place in the family, her plan as of now (none where the file is closed)."""

    case: Case
    relation: str
    plan: pathway.Plan | None
    today: date

    @property
    def person(self) -> Person:
        found: Person = self.case.person
        return found

    @property
    def id(self) -> str:
        return str(self.case.pk)

    @property
    def age(self) -> int | None:
        return age_on(self.person.birth_date, self.today)

    @property
    def is_child(self) -> bool:
        """Under 18; where the age is not certain, as a child. In which part of life somebody is, her shell tells."""
        if not is_closed(self.person, "birth_date"):
            return may_be_child_on(self.person.birth_date, self.person.birth_precision, self.today)
        with computing("age.band"):
            return may_be_child_on(self.person.birth_date, self.person.birth_precision, self.today)


@dataclass(frozen=True, eq=False)
class SupportFile:
    """What an actor sees of a family, or of one person: members with open files first, then those whose file is closed.

    `alone` is the person whose own page this is; then she is the only member. `without_file` is how many relatives of
    the family have none of their own.
    """

    actor: Actor
    at: datetime
    today: date
    family: Family | None
    members: tuple[Member, ...]
    closed: tuple[Member, ...] = ()
    colleagues: tuple[Assignment, ...] = ()
    alone: Person | None = None
    without_file: int = 0

    @property
    def everyone(self) -> tuple[Member, ...]:
        return (*self.members, *self.closed)

    @property
    def reopenable(self) -> tuple[Member, ...]:
        """Whose file can be opened again: the newest of each, unless it is open or was a second one of her."""
        newest = {one.case.person_id: one for one in sorted(self.everyone, key=lambda one: one.case.episode)}
        return tuple(
            one for one in newest.values() if not one.case.is_open and one.case.closed_reason != "DUPLICATE"
        )

    @property
    def case_ids(self) -> list[uuid.UUID]:
        return [member.case.pk for member in self.everyone]

    @property
    def person_ids(self) -> list[uuid.UUID]:
        return [member.case.person_id for member in self.everyone]

    def member_of(self, case_id: object) -> Member | None:
        """The member with this case, if she is in the file."""
        return next((member for member in self.everyone if member.id == str(case_id)), None)


def family_file(actor: Actor, family_id: uuid.UUID, at: datetime, today: date) -> SupportFile | None:
    """The file of a family; None where the actor sees nothing of it. The number of queries is fixed."""
    family = Family.objects.visible_to(actor).filter(pk=family_id).first()
    if family is None:
        return None
    file = _file(actor, at, today, family, list(_cases(actor).filter(family=family_id)))
    # Who does not read who belongs to a family sees nobody of it but by a file.
    return replace(file, without_file=_without_file(actor, family).count()) if actor.reads(NAMES) else file


def person_file(actor: Actor, person_id: uuid.UUID, at: datetime, today: date) -> SupportFile | None:
    """The file of one person: her newest episode; with no member where she is a relative without a file."""
    person = Person.objects.visible_to(actor).filter(pk=person_id).first()
    if person is None:
        return None
    cases = list(_cases(actor).filter(person=person_id).order_by("-episode")[:1])
    family = cases[0].family if cases else None
    found = _file(actor, at, today, family, cases)
    if not cases:
        with_names([person], actor)
    alone = found.everyone[0].person if cases else person
    return replace(found, alone=alone)


def with_names(people: Iterable[Person], actor: Actor) -> None:
    """Fetch the names in use and the languages of people at hand: two queries."""
    prefetch_related_objects(
        list(people),
        Prefetch("names", PersonName.objects.visible_to(actor)),
        Prefetch("languages", PersonLanguage.objects.visible_to(actor)),
    )


def relatives_of(actor: Actor, file: SupportFile) -> list[Person]:
    """People of the family without a file of their own, as far as the actor sees them."""
    if file.family is None or not actor.reads(NAMES):
        return []
    found = list(
        _without_file(actor, file.family).order_by("sort_name" if actor.reads("C1") else "code", "pk")
    )
    if found:
        keyring.warm(person.pk for person in found)
        with_names(found, actor)
    return found


def _without_file(actor: Actor, family: Family) -> Guarded[Person]:
    return Person.objects.visible_to(actor).filter(
        memberships__family=family, memberships__ends_on=None, cases=None
    )


def kinships_among(actor: Actor, people: Sequence[uuid.UUID]) -> list[Kinship]:
    """What these people are to each other today, for those who read it. Their keys are warm: they are of one file."""
    rows = Kinship.objects.visible_to(actor).filter(person__in=people, relative__in=people, ends_on=None)
    return list(rows.order_by("starts_on", "pk"))


def interpreters(languages: Iterable[str], region: str = "") -> list[StaffMember]:
    """Interpreters at work who speak one of these languages, those of the region first."""
    wanted = set(languages)
    rows = StaffMember.objects.filter(discipline="interpreter", left_on=None)
    found = [staff for staff in rows if wanted.intersection(staff.languages)]
    return sorted(found, key=lambda staff: (staff.region != region, staff.by_name))


def parts_like(parts: Guarded[Assignment], one: Assignment) -> Guarded[Assignment]:
    """Of these parts those that one colleague has, in the same discipline, in the files of the same family."""
    same = parts.filter(staff=one.staff_id, discipline=one.discipline)
    family = one.case.family_id
    found: Guarded[Assignment] = same.filter(case__family=family) if family else same.filter(case=one.case_id)
    return found


def leads(part: Assignment) -> bool:
    """Whether a part is that of the case manager or the deputy: it ends when somebody takes over."""
    return part.staff_id in (part.case.case_manager_id, part.case.deputy_id)


def _cases(actor: Actor) -> Guarded[Case]:
    return Case.objects.visible_to(actor).select_related(
        "person", "family", "arrival", "case_manager", "deputy"
    )


def _file(actor: Actor, at: datetime, today: date, family: Family | None, cases: list[Case]) -> SupportFile:
    with_names([case.person for case in cases], actor)
    relations = _relations(actor, [case.person_id for case in cases])
    plans = plans_of([case for case in cases if case.is_open], at)  # also opens their keys
    if len(plans) < len(cases):
        keyring.warm(case.person_id for case in cases)
    members = [
        Member(case, relations.get(case.person_id, "other"), plans.get(case.pk), today) for case in cases
    ]
    members.sort(key=lambda one: (place_in_family(one.relation, one.person.birth_date), one.person.code))
    colleagues = (
        Assignment.objects.visible_to(actor)
        .filter(case__in=[case.pk for case in cases], ends_at=None)
        .select_related("staff", "case")
        .order_by("starts_at", "pk")
    )
    return SupportFile(
        actor,
        at,
        today,
        family,
        tuple(member for member in members if member.case.is_open),
        tuple(member for member in members if not member.case.is_open),
        tuple(colleagues),
    )


def _relations(actor: Actor, people: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = FamilyMembership.objects.visible_to(actor).filter(person__in=people, ends_on=None)
    return {row.person_id: row.relation for row in rows}

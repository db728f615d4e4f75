"""B04: what the policy says of one thing and which rows it shows are one answer, and the one that the programme means.

Asked three ways, of any colleague with any roles and any row: `decide`, `visible_to`, and the rules of reach and
compartment told once more in plain words (`Meant`), without a query.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.access import permissions
from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.permissions import decide
from shanyraq.access.queries import acting, role_catalogue, system
from shanyraq.access.rules import LISTED, NOT_FOR_STAFF, Actor, Grant
from shanyraq.cases.models import Assignment, Case, ColleagueKin, Consent, Note, PlanStep, Review
from shanyraq.cases.tests import factories as rows
from shanyraq.people.models import CareSituation, Family, FamilyMembership, Person
from shanyraq.people.tests import factories as people
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = int(os.environ.get("BAR_EXAMPLES", "150"))
CASES = 30 if EXAMPLES < 1000 else 150
REGIONS, CENTRES = ("ALR", "SHY", ""), ("MAN-A", "KAR-B", "")
STAFF = ("supervisor", "led", "gone", "other", "helper")
PHASES = ("P0", "P1", "P2", "P3", "P4", "P6", "P7")
PARTS = ("C0", "C3", "C4", "C4n", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12")
ANY = "test.any"


@dataclass
class Kept:
    """The rows there are, read once, to judge them without asking."""

    staff: dict[str, StaffMember] = field(default_factory=dict)
    cases: dict[UUID, Case] = field(default_factory=dict)
    assignments: list[Assignment] = field(default_factory=list)
    people: dict[UUID, Person] = field(default_factory=dict)
    places: list[FamilyMembership] = field(default_factory=list)
    ties: list[ColleagueKin] = field(default_factory=list)
    things: list[models.Model] = field(default_factory=list)


# --- what there is ----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept() -> Kept:
    dice, all_of = random.Random(7), Kept()
    supervisor = _staff("supervisor", "ALR")
    led = _staff("case_manager", "ALR", supervisor=supervisor)
    gone = _staff("case_manager", "ALR", supervisor=supervisor, left_on=date(2021, 1, 1))
    other, helper = _staff("case_manager", "SHY"), _staff("psychologist", "ALR")
    everybody = {"supervisor": supervisor, "led": led, "gone": gone, "other": other, "helper": helper}
    for _number in range(CASES):
        _make(dice, everybody)
    with system("test"):
        all_of.staff = everybody
        all_of.cases = {case.pk: case for case in Case.objects.select_related("case_manager")}
        all_of.assignments = list(Assignment.objects.all())
        all_of.people = {person.pk: person for person in Person.objects.all()}
        all_of.places = list(FamilyMembership.objects.all())
        all_of.ties = list(ColleagueKin.objects.filter(ended_at=None))
        rows_of_people = (Person, Family, Consent, CareSituation, ColleagueKin)
        for model in (Case, *rows_of_people, Note, PlanStep, Review, Assignment):
            all_of.things += list(model._base_manager.all())
    return all_of


def _staff(discipline: str, region: str, **more: Any) -> StaffMember:
    return StaffMember.objects.create(
        given_name=discipline,
        family_name="T.",
        discipline=discipline,
        region=region,
        joined_on=date(2019, 1, 1),
        **more,
    )


def _make(dice: random.Random, staff: dict[str, StaffMember]) -> None:
    """A support file somewhere on the way, with a relative beside it and a row of each kind."""
    manager = staff[dice.choice(("led", "gone", "other"))] if dice.random() < 0.7 else None
    closed: dict[str, Any] = {"closed_at": AT, "closed_by": staff["supervisor"], "closed_reason": "GOALS_MET"}
    case = rows.make_case(
        people.make_person(""),
        is_protected=dice.random() < 0.25,
        region=dice.choice(REGIONS),
        centre=dice.choice(CENTRES),
        phase=dice.choice(PHASES),
        **(closed if dice.random() < 0.25 else {}),
    )
    Case._base_manager.filter(pk=case.pk).update(case_manager=manager)
    for who in dice.sample(STAFF, dice.randrange(3)):
        rows.make_assignment(case, staff[who], ends_at=dice.choice((None, AT)))
    assert case.family is not None
    people.make_membership(case.family, people.make_person(""), ends_on=dice.choice((None, AT.date())))
    for who in STAFF:
        if dice.random() < 0.1:
            ended = dice.choice(({}, {"ended_at": AT, "ended_by": staff["supervisor"]}))
            rows.make_colleague_kin(case.person, staff[who], **ended)
    if dice.random() < 0.2:
        Person._base_manager.filter(pk=case.person_id).update(merged_into=people.make_person(""))
    author = dice.choice(list(staff.values()))
    rows.make_note(case, compartment=dice.choice(PARTS), written_by=author)
    rows.make_plan_step(
        case, compartment=dice.choice(PARTS), discipline=dice.choice(("psychologist", "health"))
    )
    rows.make_review(case, author)
    rows.make_consent(case)
    people.make_care_situation(case.person)


# --- what is meant ----------------------------------------------------------------------------------------------------


class Meant:
    """The programme's own words for who sees what, over rows at hand."""

    def __init__(self, kept: Kept, actor: Actor) -> None:
        self.kept, self.actor = kept, actor
        self.kin = {tie.person_id for tie in kept.ties if tie.staff_id == actor.staff_id}
        self.cases = {
            pk for pk, case in kept.cases.items() if any(self._reaches(g, case) for g in actor.grants)
        }

    def _reaches(self, grant: Any, case: Case) -> bool:
        if case.person_id in self.kin:
            return False
        if grant.reach in ("assigned", "dossier", "team") and self._works_with(case):
            return True
        if grant.reach == "team":
            return self._leads_the_team_of(grant, case)
        if case.is_protected and not self._has_a_part(case):
            return False
        if grant.reach == "region":
            return bool(grant.region) and case.region == grant.region
        if grant.reach == "centre":
            return bool(grant.centre) and case.centre == grant.centre and case.phase in ("P2", "P3", "P4")
        early = {"early": ("P0", "P1", "P2"), "operation": ("P1", "P2")}.get(grant.reach, ())
        return case.phase in early and case.is_open

    def _works_with(self, case: Case) -> bool:
        return case.is_open and self._has_a_part(case)

    def _has_a_part(self, case: Case) -> bool:
        return any(
            part.case_id == case.pk and part.staff_id == self.actor.staff_id and part.ends_at is None
            for part in self.kept.assignments
        )

    def _leads_the_team_of(self, grant: Any, case: Case) -> bool:
        manager = case.case_manager
        if manager is not None and manager.supervisor_id == self.actor.staff_id:
            return True
        if not grant.region or case.region != grant.region:
            return False
        return manager is None or (manager.left_on is not None and case.is_open)

    def sees(self, thing: Any) -> bool:
        """Whether this row is hers to see."""
        return bool(getattr(self, f"_{type(thing).__name__.lower()}")(thing))

    def _case(self, case: Case) -> bool:
        return case.pk in self.cases

    def _person(self, person: Person) -> bool:
        if not self.actor.knows_people or person.merged_into_id is not None:
            return False
        own = [case for case in self.kept.cases.values() if case.person_id == person.pk]
        if own:
            return any(case.pk in self.cases for case in own)
        if person.pk in self.kin:
            return False
        homes = {
            place.family_id
            for place in self.kept.places
            if place.person_id == person.pk and not place.ends_on
        }
        return self.actor.reads("C7") and any(self.kept.cases[pk].family_id in homes for pk in self.cases)

    def _family(self, family: Family) -> bool:
        return self.actor.names_people and any(
            self.kept.cases[pk].family_id == family.pk for pk in self.cases
        )

    def _note(self, note: Note) -> bool:
        own = note.compartment in self.actor.owns_only and note.written_by_id == self.actor.staff_id
        return note.case_id in self.cases and (self.actor.reads(note.compartment) or own)

    def _planstep(self, step: PlanStep) -> bool:
        own = step.compartment in self.actor.owns_only and step.discipline == self.actor.discipline
        return step.case_id in self.cases and (self.actor.reads(step.compartment) or own)

    def _review(self, review: Review) -> bool:
        return review.case_id in self.cases and self._shell_of(review.asked_by_id)

    def _assignment(self, part: Assignment) -> bool:
        return part.case_id in self.cases and self._shell_of(part.staff_id)

    def _shell_of(self, colleague: UUID | None) -> bool:
        """Who reads the shell, be it in short, reads of all colleagues there; else of herself alone."""
        return self.actor.right("C0") in ("W", "R", "S") or colleague == self.actor.staff_id

    def _consent(self, row: Consent) -> bool:
        return {"C1", "C12"} <= self.actor.readable and self._person(self.kept.people[row.person_id])

    def _caresituation(self, row: CareSituation) -> bool:
        return {"C1", "C7"} <= self.actor.readable and self._person(self.kept.people[row.person_id])

    def _colleaguekin(self, tie: ColleagueKin) -> bool:
        if tie.staff_id == self.actor.staff_id:
            return True
        hers = {self.kept.cases[pk].person_id for pk in self.cases}
        return "case.assign" in self.actor.may and tie.person_id in hers


# --- whoever asks -----------------------------------------------------------------------------------------------------

ROLES = [code for code in role_catalogue() if code not in NOT_FOR_STAFF]
GRANTS = st.lists(
    st.tuples(st.sampled_from(ROLES), st.sampled_from(REGIONS), st.sampled_from(CENTRES)),
    min_size=1,
    max_size=3,
)


@pytest.fixture
def _any_action(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "_permissions", dict(permissions._permissions))
    permissions.register(ANY)


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 1000
)
@given(who=st.sampled_from(STAFF), held=GRANTS, number=st.integers(0, 10_000))
def test_what_is_decided_is_what_is_shown_and_what_is_meant(
    kept: Kept, _any_action: None, who: str, held: list[tuple[str, str, str]], number: int
) -> None:
    grants = [RoleGrant(role=role, region=region, centre=centre) for role, region, centre in held]
    actor = acting(Account(id=uuid4(), login="somebody", staff=kept.staff[who]), grants, held[-1][0])
    actor = Actor(**{**actor.__dict__, "may": actor.may | {ANY}})
    thing: Any = kept.things[number % len(kept.things)]

    shown = type(thing).objects.visible_to(actor).filter(pk=thing.pk).exists()

    assert bool(decide(actor, ANY, thing)) == shown
    assert shown == Meant(kept, actor).sees(thing)


@pytest.mark.parametrize("who", ["supervisor", "led", "helper"])
def test_every_role_sees_exactly_the_rows_that_are_meant(kept: Kept, who: str) -> None:
    tables = {type(thing) for thing in kept.things}
    wrong = []
    for role in ROLES:
        grant = RoleGrant(role=role, region="ALR", centre="MAN-A")
        actor = acting(Account(id=uuid4(), login="somebody", staff=kept.staff[who]), [grant])
        meant = Meant(kept, actor)
        for table in tables:
            shown = set(table.objects.visible_to(actor).values_list("pk", flat=True))  # type: ignore[attr-defined]
            if shown != {thing.pk for thing in kept.things if type(thing) is table and meant.sees(thing)}:
                wrong.append(f"{role} in {table.__name__}")

    assert wrong == []


def test_a_case_that_the_database_lists_is_seen_alone(kept: Kept) -> None:
    one = next(iter(kept.cases))
    actor = Actor(uuid4(), kept.staff["led"].pk, grants=(Grant("case_manager", LISTED, region=str(one)),))

    assert list(Case.objects.visible_to(actor).values_list("pk", flat=True)) == [one]


def test_whoever_has_no_place_here_sees_nothing(kept: Kept, _any_action: None) -> None:
    stranger = Actor(uuid4(), None, may=frozenset({ANY}), rights={"C0": "R", "C1": "R"})

    assert not any(decide(stranger, ANY, thing) for thing in kept.things)

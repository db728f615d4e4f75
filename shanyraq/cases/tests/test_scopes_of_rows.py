"""Which people, and which rows about them, somebody sees beside the files that are hers (test_scopes.py)."""

from __future__ import annotations

from typing import Any

import pytest

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Grant
from shanyraq.cases.models import (
    Appointment,
    Assignment,
    Case,
    ColleagueKin,
    Consent,
    FactChange,
    Note,
    PlanStep,
    RosterDraft,
    RosterImport,
    SummaryCard,
)
from shanyraq.cases.tests import factories as made
from shanyraq.cases.tests.test_scopes import KAR, KNOWS, MINE, actor, case, is_kin, shown
from shanyraq.cases.tests.test_scopes import me as me
from shanyraq.cases.tests.test_scopes import other as other
from shanyraq.people.models import CareSituation, Family, FamilyMembership, Merge, Person, PersonName
from shanyraq.people.tests.factories import (
    SINCE,
    make_care_situation,
    make_membership,
    make_merge,
    make_person,
)

pytestmark = pytest.mark.django_db
EVERYWHERE = pytest.mark.parametrize("grant", [MINE, KAR], ids=["near", "far"])


def relative(of: Case, **place: Any) -> Person:
    """Somebody who lives, or lived, in the family of a file."""
    assert of.family is not None
    found = make_person("")
    make_membership(of.family, found, **place)
    return found


@pytest.fixture
def hers(me: StaffMember) -> Case:
    return case(me)


@pytest.fixture(autouse=True)
def out_of_sight(other: StaffMember) -> Case:
    """A file that she does not see, in whatever way her roles reach."""
    return case(other, region="SHY")


@EVERYWHERE
def test_she_sees_people_with_a_file_of_hers_and_who_lives_with_them(
    hers: Case, out_of_sight: Case, me: StaffMember, other: StaffMember, grant: Grant
) -> None:
    beside, left, kin = relative(hers), relative(hers, ends_on=SINCE), relative(hers)
    is_kin(me, kin)
    is_kin(other, beside)
    relative(out_of_sight)
    assert hers.family is not None
    FamilyMembership._base_manager.filter(person=out_of_sight.person).update(ends_on=SINCE)
    make_membership(hers.family, out_of_sight.person)  # lives there, and has a file that is not hers to see

    seen = shown(Person, actor(me, grant))

    assert seen == {hers.person_id, beside.pk} and left.pk not in seen


@EVERYWHERE
@pytest.mark.parametrize("rights", [KNOWS, {"C1": "R"}])
def test_a_record_that_was_joined_to_another_is_shown_as_the_other(
    hers: Case, me: StaffMember, grant: Grant, rights: dict[str, str]
) -> None:
    gone = case(me)
    Person._base_manager.filter(pk=gone.person_id).update(merged_into=hers.person)
    absorbed = relative(hers)
    Person._base_manager.filter(pk=absorbed.pk).update(merged_into=hers.person)

    assert shown(Person, actor(me, grant, rights=rights)) == {hers.person_id}


@EVERYWHERE
def test_who_lives_with_them_is_known_only_to_those_who_read_of_families(
    hers: Case, me: StaffMember, grant: Grant
) -> None:
    relative(hers)

    assert shown(Person, actor(me, grant, rights={"C1": "R"})) == {hers.person_id}
    assert shown(Person, actor(me, grant, rights={"C7": "R"})) == set()


@EVERYWHERE
@pytest.mark.parametrize(
    ("rights", "knows", "names", "reads"),
    [
        ({"C1": "R", "C7": "R"}, True, True, True),
        ({"C1": "N", "C7": "R"}, True, True, False),
        ({"C0": "S"}, True, False, False),
        ({"C7": "R"}, False, False, False),
    ],
)
def test_names_families_and_facts_are_for_those_who_read_them(
    hers: Case,
    out_of_sight: Case,
    me: StaffMember,
    grant: Grant,
    rights: Any,
    knows: bool,
    names: bool,
    reads: bool,
) -> None:
    make_care_situation(hers.person)
    make_care_situation(out_of_sight.person)
    for one in (hers, out_of_sight):
        made.make_consent(one)
        PersonName.objects.create(person=one.person, text="A", script="Latn", starts_on=SINCE, source="LIST")
    somebody = actor(me, grant, rights=rights)

    assert [
        len(shown(table, somebody)) for table in (Person, PersonName, Family, CareSituation, Consent)
    ] == [
        knows,
        names,
        names,
        reads,
        False,
    ]
    assert shown(Family, somebody) <= {hers.family_id}


def test_a_merge_is_shown_with_the_record_that_was_kept(
    hers: Case, out_of_sight: Case, me: StaffMember
) -> None:
    kept = make_merge(hers.person, make_person(""))
    make_merge(out_of_sight.person, make_person(""))

    assert shown(Merge, actor(me, MINE)) == {kept.pk}


# --- rows that carry their own part of the file -----------------------------------------------------------------------


def test_she_sees_what_she_reads_and_of_other_parts_her_own_entries(
    hers: Case, out_of_sight: Case, me: StaffMember, other: StaffMember
) -> None:
    read = made.make_note(hers, compartment="C6", written_by=other)
    own = made.make_note(hers, compartment="C3", written_by=me)
    made.make_note(hers, compartment="C3", written_by=other)
    made.make_note(hers, compartment="C5", written_by=me)
    made.make_note(out_of_sight, compartment="C6", written_by=me)
    made.make_note(out_of_sight, compartment="C3", written_by=me)
    rights = {"C6": "R", "C3": "O"}

    assert shown(Note, actor(me, MINE, rights=rights)) == {read.pk, own.pk}
    assert shown(Note, actor(me, MINE, rights={"C6": "R"})) == {read.pk}
    assert shown(Assignment, actor(me, MINE, rights={})) == set(
        Assignment._base_manager.filter(case=hers).values_list("pk", flat=True)
    )


def test_changes_of_facts_are_shown_of_people_whose_facts_she_reads(
    hers: Case, out_of_sight: Case, me: StaffMember
) -> None:
    change = made.make_fact_change(hers.person, compartment="C1")
    made.make_fact_change(hers.person, compartment="C3")
    made.make_fact_change(out_of_sight.person, compartment="C1")

    assert shown(FactChange, actor(me, MINE, rights={"C1": "R"})) == {change.pk}
    assert shown(FactChange, actor(me, MINE, rights={"C1": "N"}, own=frozenset({"C1"}))) == set()


def test_she_sees_the_steps_that_she_reads_and_those_of_her_discipline_where_she_adds(
    hers: Case, out_of_sight: Case, me: StaffMember
) -> None:
    read = made.make_plan_step(hers, compartment="C0", key="1")
    own = made.make_plan_step(hers, compartment="C3", discipline="health", key="2")
    made.make_plan_step(hers, compartment="C3", key="3")
    made.make_plan_step(hers, compartment="C5", discipline="health", key="4")
    made.make_plan_step(out_of_sight, compartment="C0", key="5")
    healer = actor(me, MINE, rights={"C0": "R", "C3": "O"}, discipline="health")

    assert shown(PlanStep, healer) == {read.pk, own.pk}
    assert shown(PlanStep, actor(me, MINE, rights={"C0": "R"}, discipline="health")) == {read.pk}


def test_she_sees_the_cards_of_her_topics_that_stand_and_all_that_she_reads(
    hers: Case, out_of_sight: Case, me: StaffMember
) -> None:
    stands = made.make_summary_card(hers)
    corrected = made.make_summary_card(hers, topic="diet", text="No milk.")
    now = made.make_summary_card(hers, topic="diet", text="No milk, no nuts.", corrects=corrected)
    made.make_summary_card(hers, topic="school", compartment="C6")
    made.make_summary_card(out_of_sight)
    rights = {"C0": "R", "C1": "R", "C3": "S"}
    topics = frozenset({"avoid", "diet"})

    assert shown(SummaryCard, actor(me, MINE, rights=rights, cards=topics)) == {stands.pk, now.pk}
    reads = actor(me, MINE, rights={"C0": "R", "C3": "R"})
    assert shown(SummaryCard, reads) == {stands.pk, now.pk, corrected.pk}


def test_she_sees_meetings_of_visible_families_and_her_own_but_none_with_her_kin(
    hers: Case, out_of_sight: Case, me: StaffMember, other: StaffMember
) -> None:
    of_family = made.make_appointment(hers, other)
    elsewhere = case(other, region="SHY")
    attended = made.make_appointment(elsewhere, me)
    interpreted = made.make_appointment(elsewhere, other, interpreter=me)
    made.make_appointment(out_of_sight, other)
    kin = case(other)
    is_kin(me, kin.person)
    made.make_appointment(kin, me)

    assert shown(Appointment, actor(me, MINE)) == {of_family.pk, attended.pk, interpreted.pk}
    assert shown(Appointment, actor(me, MINE, rights={"C1": "R"})) == {attended.pk, interpreted.pk}
    assert shown(Appointment, actor(None, KAR)) == set()
    there = made.make_appointment(case(), other)
    assert shown(Appointment, actor(me, MINE, KAR)) - shown(Appointment, actor(me, MINE)) == {there.pk}


@EVERYWHERE
def test_she_sees_her_own_ties_and_those_to_her_people_where_she_gives_work_out(
    hers: Case, out_of_sight: Case, me: StaffMember, other: StaffMember, grant: Grant
) -> None:
    own = is_kin(me, out_of_sight.person)
    others = is_kin(other, hers.person)
    is_kin(other, out_of_sight.person)

    assert shown(ColleagueKin, actor(me, grant)) == {own.pk} and not shown(ColleagueKin, actor(None, grant))
    assert shown(ColleagueKin, actor(me, grant, may=frozenset({"case.assign"}))) == {own.pk, others.pk}


@pytest.mark.parametrize(
    ("table", "make"), [(RosterDraft, made.make_roster_draft), (RosterImport, made.make_roster_import)]
)
def test_a_list_that_was_taken_in_is_hers_alone(
    me: StaffMember, other: StaffMember, table: Any, make: Any
) -> None:
    own = make(me)
    make(other)

    assert shown(table, actor(me, KAR)) == {own.pk} and shown(table, actor(None, KAR)) == set()

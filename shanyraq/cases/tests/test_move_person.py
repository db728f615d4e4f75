"""Moving between families, kinship, and a child's time without her family."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.facts import correct_person
from shanyraq.cases.actions.families import (
    CannotChangeFamily,
    add_kin,
    end_care,
    end_kin,
    move_person,
    set_care,
)
from shanyraq.cases.models import Case
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.actions import CannotMove, CannotRelate, CannotSetCare, Facts, NameText
from shanyraq.people.models import CareSituation, FamilyMembership
from shanyraq.people.queries import kin_of
from shanyraq.people.tests.factories import AT, SINCE, make_family, make_membership, make_person

TODAY = AT.date()


@pytest.fixture
def mother(aigul: Worker) -> Case:
    return make_case(make_person("Maryam Omarova", sex="F"), case_manager=aigul.staff)


@pytest.fixture
def child(aigul: Worker, mother: Case) -> Case:
    assert mother.family
    person = make_person("Aya Omarova", birth_date=date(2012, 1, 1), birth_precision="day")
    make_membership(mother.family, person)
    return make_case(person, mother.family, case_manager=aigul.staff)


@pytest.fixture
def aunt(aigul: Worker) -> Case:
    return make_case(make_person("Saule Serik"), case_manager=aigul.staff)


def test_a_child_moves_to_a_family_one_sees(child: Case, aunt: Case, aigul: Worker) -> None:
    move_person(
        person_id=child.person_id,
        family_id=aunt.family_id,
        relation="relative",
        starts_on=TODAY,
        by=aigul.actor,
        at=AT,
    )

    child.refresh_from_db()
    with computing("test"):
        places = list(
            FamilyMembership.objects.filter(person=child.person_id)
            .order_by("starts_on")
            .values_list("family", "ends_on")
        )
    assert child.family_id == aunt.family_id
    assert [ends for _, ends in places] == [TODAY, None]
    assert places[1][0] == aunt.family_id


def test_a_child_moves_to_a_new_family(child: Case, mother: Case, aigul: Worker) -> None:
    family = move_person(
        person_id=child.person_id,
        family_id=None,
        label="Karimova",
        relation="child",
        starts_on=TODAY,
        by=aigul.actor,
        at=AT,
    )

    child.refresh_from_db()
    assert (child.family_id, family.label) == (family.pk, "Karimova")
    assert family.pk != mother.family_id


def test_who_is_the_head_of_a_family_can_be_put_right_on_the_page(mother: Case, aigul: Worker) -> None:
    url, family = reverse("cases:move_person", kwargs={"person_id": mother.person_id}), mother.family_id
    told = {"family": family, "label": "", "starts_on": AT.date(), "relation": "spouse"}

    assert "only what she or he is there changes" in aigul.client.get(url).content.decode()
    assert aigul.client.post(url, told).status_code == 302

    with computing("test"):
        place = FamilyMembership.objects.get(person=mother.person_id)
    assert (place.family_id, place.relation, place.ends_on) == (family, "spouse", None)


@pytest.mark.parametrize(
    ("starts_on", "error"),
    [(TODAY + timedelta(days=1), CannotChangeFamily), (SINCE - timedelta(days=1), CannotMove)],
)
def test_a_move_has_a_day_that_can_be(
    child: Case, aunt: Case, aigul: Worker, starts_on: date, error: type[Exception]
) -> None:
    with pytest.raises(error):
        move_person(
            person_id=child.person_id,
            family_id=aunt.family_id,
            relation="relative",
            starts_on=starts_on,
            by=aigul.actor,
            at=AT,
        )


def test_nobody_moves_whom_or_where_she_does_not_see(child: Case, aigul: Worker, erlan: Worker) -> None:
    elsewhere = make_case(make_person("Zhanna"), case_manager=erlan.staff)
    for person, family, worker in (
        (child.person_id, elsewhere.family_id, erlan),
        (child.person_id, elsewhere.family_id, aigul),
    ):
        with pytest.raises(NotAllowed):
            move_person(
                person_id=person, family_id=family, relation="child", starts_on=TODAY, by=worker.actor, at=AT
            )


@pytest.mark.usefixtures("panel_said_yes")
def test_kinship_is_added_once_and_ended(child: Case, mother: Case, aigul: Worker) -> None:
    pair = {"person_id": mother.person_id, "relative_id": child.person_id}
    known: dict[str, Any] = {**pair, "by": aigul.actor, "at": AT}

    kinship = add_kin(kind="PARENT", proof="DOCUMENT", **known)
    with pytest.raises(CannotRelate):
        add_kin(kind="PARENT", proof="DECLARED", **known)
    with pytest.raises(CannotRelate):
        add_kin(
            person_id=child.person_id,
            relative_id=mother.person_id,
            kind="PARENT",
            proof="DECLARED",
            by=aigul.actor,
            at=AT,
        )
    assert [(one.kind, one.proof) for one in kin_of(aigul.actor, [child.person_id])] == [
        ("PARENT", "DOCUMENT")
    ]

    end_kin(kinship_id=kinship.pk, ends_on=TODAY, by=aigul.actor, at=AT)

    assert kin_of(aigul.actor, [child.person_id]) == []


def test_the_plan_of_a_mother_follows_the_kinship_and_the_age_of_her_child(
    child: Case, mother: Case, aigul: Worker
) -> None:
    by: dict[str, Any] = {"by": aigul.actor, "at": AT}
    kinship = add_kin(
        person_id=mother.person_id, relative_id=child.person_id, kind="PARENT", proof="DOCUMENT", **by
    )
    mother.refresh_from_db()
    assert mother.plan_made_at == AT
    assert "caregiver" in plans_of([mother], AT)[mother.pk].overlays

    later: dict[str, Any] = {"by": aigul.actor, "at": AT + timedelta(hours=1)}
    grown = Facts("F", date(1999, 1, 1), "day")
    correct_person(
        person_id=child.person_id, names=[NameText("Latn", "Aya Omarova")], facts=grown, tongues=[], **later
    )
    mother.refresh_from_db()
    assert mother.plan_made_at == later["at"]

    end_kin(kinship_id=kinship.pk, ends_on=TODAY, by=aigul.actor, at=AT + timedelta(hours=2))
    mother.refresh_from_db()
    assert mother.plan_made_at == AT + timedelta(hours=2)


def test_kin_whom_one_does_not_see_are_not_there(child: Case, aigul: Worker, erlan: Worker) -> None:
    elsewhere = make_case(make_person("Zhanna"), case_manager=erlan.staff)

    with pytest.raises(NotAllowed):
        add_kin(
            person_id=child.person_id,
            relative_id=elsewhere.person_id,
            kind="SIBLING",
            proof="DECLARED",
            by=aigul.actor,
            at=AT,
        )


def test_a_child_without_her_family_has_the_services_of_one(child: Case, mother: Case, aigul: Worker) -> None:
    sure = [f"with:{mother.person_id}"]
    situation = set_care(
        person_id=child.person_id, kind="UNACCOMPANIED", starts_on=TODAY, sure=sure, by=aigul.actor, at=AT
    )
    with pytest.raises(CannotSetCare):
        set_care(
            person_id=child.person_id, kind="UNACCOMPANIED", starts_on=TODAY, sure=sure, by=aigul.actor, at=AT
        )
    assert "unaccompanied" in plans_of([child], AT)[child.pk].overlays

    end_care(situation_id=situation.pk, ends_on=TODAY - timedelta(days=1), by=aigul.actor, at=AT)

    with computing("test"):
        assert CareSituation.objects.get().ends_on == TODAY


def test_separated_follows_unaccompanied_and_both_never_hold(
    child: Case, mother: Case, aigul: Worker
) -> None:
    sure = [f"with:{mother.person_id}"]
    set_care(
        person_id=child.person_id, kind="UNACCOMPANIED", starts_on=SINCE, sure=sure, by=aigul.actor, at=AT
    )
    set_care(person_id=child.person_id, kind="SEPARATED", starts_on=TODAY, sure=sure, by=aigul.actor, at=AT)

    with computing("test"):
        ends = [row.ends_on for row in CareSituation.objects.order_by("starts_on")]
    assert ends == [TODAY - timedelta(days=1), None]


def test_a_grown_woman_is_no_unaccompanied_child(aigul: Worker) -> None:
    case = make_case(
        make_person("Zhanna", birth_date=date(1990, 1, 1), birth_precision="day"), case_manager=aigul.staff
    )

    with pytest.raises(CannotChangeFamily):
        set_care(person_id=case.person_id, kind="SEPARATED", starts_on=TODAY, by=aigul.actor, at=AT)


def test_a_new_family_is_one_with_a_name(child: Case, aigul: Worker) -> None:
    with pytest.raises(CannotChangeFamily):
        move_person(
            person_id=child.person_id,
            family_id=None,
            label=" ",
            relation="child",
            starts_on=TODAY,
            by=aigul.actor,
            at=AT,
        )
    assert make_family().label == "Omarova"

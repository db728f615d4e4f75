"""Kin that cannot be: a boy as a husband, a mother younger than her child; however it is told."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shanyraq.access.queries import system
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.test_people_pages import corrected, url
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.people.models import FamilyMembership, Kinship, Person
from shanyraq.people.rules.kin import Known, reason_against_kin
from shanyraq.people.tests.factories import AT, make_kinship, make_person

pytestmark = pytest.mark.django_db
YOUNGER, TOO_YOUNG = "cannot be younger than the child", "nobody&#x27;s wife or husband"


@pytest.fixture
def family(aigul: Worker) -> list[Case]:
    """Saule, born in 1988, and her children; Alikhan was born in 2009."""
    return the_omarova_family(aigul.staff)


def test_no_boy_is_a_husband_and_no_daughter_a_mother_of_her_mother(
    family: list[Case], aigul: Worker
) -> None:
    page = url("add_kin", person_id=family[0].person_id)
    with system("test"):
        before = Kinship.objects.count()

    for kind, said in (("SPOUSE", TOO_YOUNG), ("of:PARENT", YOUNGER)):
        tie = {"kind": kind, "relative": str(family[3].person_id), "proof": "DECLARED"}
        assert said in aigul.client.post(page, tie).content.decode()
    with system("test"):
        assert Kinship.objects.count() == before


def test_no_correction_makes_a_son_older_than_his_mother(family: list[Case], aigul: Worker) -> None:
    page = url("correct_person", person_id=family[1].person_id)

    shown = aigul.client.post(page, corrected(birth_year="1960", name_Arab="", sex="M")).content.decode()

    assert YOUNGER in shown
    with system("test"):
        assert Person.objects.get(pk=family[1].person_id).birth_date == date(2009, 1, 1)


def test_no_family_is_registered_with_a_head_younger_than_her_child(aigul: Worker) -> None:
    shown = aigul.client.post("/families/new/", typed(**{"m1-birth_year": "1950"})).content.decode()

    assert YOUNGER in shown
    with system("test"):
        assert not Person.objects.exists()


def tied(kind: str, relative: Case, **more: str) -> dict[str, str]:
    return {"kind": kind, "relative": str(relative.person_id), "proof": "DECLARED"} | more


def test_no_child_has_two_mothers_and_the_first_is_named(family: list[Case], aigul: Worker) -> None:
    """Alikhan's mother is Saule."""
    other = make_case(make_person("Zarina", sex="F", birth_date=date(1985, 1, 1), birth_precision="day"))
    make_assignment(other, aigul.staff)
    page = url("add_kin", person_id=family[1].person_id) + "?q=zarina"

    said = aigul.client.post(page, tied("of:PARENT", other)).content.decode()

    assert "Alikhan has a mother already: Saule." in said and "a stepmother is a caregiver" in said
    assert aigul.client.post(page, tied("of:CAREGIVER", other)).status_code == 302


def test_no_grown_son_is_the_husband_of_his_mother(family: list[Case], aigul: Worker) -> None:
    with system("test"):
        Person.objects.filter(pk=family[1].person_id).update(birth_date=date(2003, 1, 1))
    page = url("add_kin", person_id=family[0].person_id)

    said = aigul.client.post(page, tied("SPOUSE", family[1])).content.decode()

    assert "Saule and Alikhan are close kin, and cannot be wife and husband." in said


def test_an_unlikely_mother_is_asked_about_and_recorded_once_that_is_said(
    family: list[Case], aigul: Worker
) -> None:
    """Amina was born twelve years before Maryam."""
    page = url("add_kin", person_id=family[5].person_id)
    tie = tied("PARENT", family[4])

    asked = aigul.client.post(page, tie).content.decode()
    assert "Amina is mother or father of Maryam, with fewer than 15 years between them." in asked
    with system("test"):
        assert not Kinship.objects.filter(relative=family[4].person_id).exists()
    [code] = re.findall(r'name="sure" value="([^"]+)"', asked)
    assert aigul.client.post(page, tie | {"sure": code}).status_code == 302


def test_what_is_wrong_already_keeps_nobody_from_another_correction(
    family: list[Case], aigul: Worker
) -> None:
    with system("test"):
        make_kinship(family[2].person, family[0].person)
    page = url("correct_person", person_id=family[0].person_id)

    assert aigul.client.post(page, corrected(birth_year="1987", name_Arab="")).status_code == 302


def test_a_correction_of_the_sex_makes_no_second_mother(family: list[Case], aigul: Worker) -> None:
    father = make_case(make_person("Omar", sex="M", birth_date=date(1980, 1, 1), birth_precision="day"))
    make_assignment(father, aigul.staff)
    with system("test"):
        make_kinship(father.person, family[1].person)
    page = url("correct_person", person_id=father.person_id)

    said = aigul.client.post(page, corrected(name_Latn="Omar", name_Arab="", birth_year="1980")).content

    assert "Alikhan has a mother already" in said.decode()


def test_nobody_moves_in_as_a_second_head(family: list[Case], aigul: Worker) -> None:
    guest = make_case(make_person("Zarina", sex="F"), case_manager=aigul.staff)
    page = url("move_person", person_id=guest.person_id) + "?q=omarova"
    move = {"family": str(family[0].family_id), "relation": "head", "starts_on": AT.date().isoformat()}

    said = aigul.client.post(page, move).content.decode()

    assert "A family has one head, and that is Saule. Choose what Zarina is in the family." in said
    assert aigul.client.post(page, move | {"relation": "relative"}).status_code == 302


def test_a_child_becomes_the_head_of_adults_only_after_a_question(family: list[Case], aigul: Worker) -> None:
    with system("test"):
        places = FamilyMembership.objects.filter(family=family[0].family_id)
        places.filter(relation="head").update(relation="relative")
    child = make_case(make_person("Zarina", birth_date=date(2019, 1, 1), birth_precision="day"))
    make_assignment(child, aigul.staff)
    page = url("move_person", person_id=child.person_id) + "?q=omarova"
    move = {"family": str(family[0].family_id), "relation": "head", "starts_on": AT.date().isoformat()}

    asked = aigul.client.post(page, move).content.decode()

    assert "Zarina is not eighteen yet, and head of a family to which Kulyash, an adult, belongs." in asked, (
        "the eldest is told"
    )
    [code] = re.findall(r'name="sure" value="([^"]+)"', asked)
    assert aigul.client.post(page, move | {"sure": code}).status_code == 302


def test_no_child_moves_in_as_a_wife(family: list[Case], aigul: Worker) -> None:
    child = make_case(make_person("Zarina", birth_date=date(2014, 1, 1), birth_precision="day"))
    make_assignment(child, aigul.staff)
    page = url("move_person", person_id=child.person_id) + "?q=omarova"
    move = {"family": str(family[0].family_id), "relation": "spouse", "starts_on": AT.date().isoformat()}

    assert TOO_YOUNG in aigul.client.post(page, move).content.decode()


def test_no_family_is_registered_with_two_heads(aigul: Worker) -> None:
    shown = aigul.client.post("/families/new/", typed(**{"m1-relation": "head"})).content.decode()

    assert "A family has one head, and that is Maryam." in shown
    assert 'id="id_m1-relation_error"' in shown
    with system("test"):
        assert not Person.objects.exists()


def test_a_vague_year_of_birth_has_the_benefit_of_the_doubt() -> None:
    mother, child = Known(date(2001, 7, 1), "estimated"), Known(date(2009, 7, 1), "estimated")
    sharp = [Known(one.birth_date, "day") for one in (mother, child)]

    assert reason_against_kin("PARENT", mother, child, AT.date(), youngest_spouse=14) == ""
    assert reason_against_kin("PARENT", sharp[1], sharp[0], AT.date(), youngest_spouse=14) == "younger"
    assert reason_against_kin("PARENT", sharp[0], sharp[1], AT.date(), youngest_spouse=14) == "too_close"
    assert (
        reason_against_kin("SPOUSE", Known(date(2004, 1, 1), "year"), mother, AT.date(), youngest_spouse=14)
        == ""
    )

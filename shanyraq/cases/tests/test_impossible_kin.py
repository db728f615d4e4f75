"""Kin that cannot be: a boy as a husband, a mother younger than her child; however it is told."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.access.queries import system
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.test_people_pages import corrected, url
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.people.models import Kinship, Person
from shanyraq.people.rules.kin import Known, reason_against_kin
from shanyraq.people.tests.factories import AT

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

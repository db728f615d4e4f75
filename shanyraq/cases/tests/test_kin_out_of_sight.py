"""Recording kin by hand tells nothing about people whose files the worker does not see."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.access.queries import system
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_people_pages import corrected, url
from shanyraq.foundation.installation import install
from shanyraq.people.models import FamilyMembership, Kinship
from shanyraq.people.tests.factories import AT, make_kinship, make_membership, make_person

pytestmark = pytest.mark.django_db
TODAY = AT.date().isoformat()


@pytest.fixture
def mother(erlan: Worker) -> Case:
    """Erlan's, so that Aigul does not see her."""
    install(fixed_day=AT.date(), at=AT)
    person = make_person("Zarina", sex="F", birth_date=date(1985, 1, 1), birth_precision="day")
    return make_case(person, case_manager=erlan.staff)


@pytest.fixture
def child(mother: Case, aigul: Worker) -> Case:
    """Aigul's, in the family of his mother."""
    assert mother.family
    person = make_person("Alikhan", sex="M", birth_date=date(2012, 1, 1), birth_precision="day")
    make_membership(mother.family, person)
    make_kinship(mother.person, person)
    return make_case(person, mother.family, case_manager=aigul.staff)


def test_a_second_mother_is_recorded_where_the_first_is_out_of_sight(child: Case, aigul: Worker) -> None:
    aunt = make_case(make_person("Saule", sex="F"), case_manager=aigul.staff)
    tie = {"kind": "of:PARENT", "relative": str(aunt.person_id), "proof": "DECLARED"}
    page = url("add_kin", person_id=child.person_id) + "?q=saule"

    assert aigul.client.post(page, tie).status_code == 302
    with system("test"):
        assert Kinship.objects.filter(relative=child.person_id).count() == 2


def test_a_tie_over_a_mother_out_of_sight_keeps_nobody_from_marrying(
    mother: Case, child: Case, aigul: Worker
) -> None:
    sister = make_person("Amina", sex="F", birth_date=date(1999, 1, 1), birth_precision="day")
    hers = make_case(sister, case_manager=aigul.staff)
    make_kinship(mother.person, sister)
    with system("test"):
        child.person.birth_date = date(1998, 1, 1)
        child.person.save()
    page = url("add_kin", person_id=child.person_id) + "?q=amina"

    answer = aigul.client.post(page, {"kind": "SPOUSE", "relative": str(hers.person_id), "proof": "DECLARED"})

    assert answer.status_code == 302


def test_a_correction_is_not_measured_by_a_mother_out_of_sight(child: Case, aigul: Worker) -> None:
    page = url("correct_person", person_id=child.person_id)

    answer = aigul.client.post(page, corrected(name_Latn="Alikhan", name_Arab="", birth_year="1960", sex="M"))

    assert answer.status_code == 302


def test_a_head_out_of_sight_is_not_told_of(mother: Case, child: Case, aigul: Worker) -> None:
    guest = make_case(make_person("Amina", sex="F"), case_manager=aigul.staff)
    page = url("move_person", person_id=guest.person_id) + "?q=omarova"
    move = {"family": str(child.family_id), "relation": "head", "starts_on": TODAY}

    assert aigul.client.post(page, move).status_code == 302
    with system("test"):
        heads = FamilyMembership.objects.filter(family=mother.family, relation="head", ends_on=None)
        assert heads.count() == 2


def test_a_child_is_not_asked_about_kin_out_of_sight(child: Case, aigul: Worker) -> None:
    page = url("set_care", person_id=child.person_id)

    assert aigul.client.post(page, {"kind": "UNACCOMPANIED", "starts_on": TODAY}).status_code == 302


def test_a_child_leaves_a_mother_out_of_sight_without_a_word_about_her(child: Case, aigul: Worker) -> None:
    move = {"family": "new", "label": "Karimova", "relation": "head", "starts_on": TODAY}
    page = url("move_person", person_id=child.person_id)

    assert "(optional)" in aigul.client.get(page).content.decode().split('for="id_reason"')[1][:80]
    assert aigul.client.post(page, move).status_code == 302


def test_a_tie_to_somebody_out_of_sight_is_no_page_that_tells_her_code(mother: Case, aigul: Worker) -> None:
    sister = make_case(make_person("Amina", sex="F"), case_manager=aigul.staff)
    tie = make_kinship(sister.person, mother.person, kind="SIBLING")

    answer = aigul.client.get(f"/kinships/{tie.pk}/end/")
    sent = aigul.client.post(f"/kinships/{tie.pk}/end/", {"ends_on": TODAY})

    assert (answer.status_code, sent.status_code) == (404, 404)
    assert mother.person.code not in answer.content.decode()
    with system("test"):
        assert Kinship.objects.get(pk=tie.pk).ends_on is None

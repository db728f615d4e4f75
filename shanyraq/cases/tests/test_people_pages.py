"""The pages that correct, move, relate and join people: who may open them, what they do."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation import clock
from shanyraq.people.models import CareSituation, FamilyMembership, Kinship, Person, PersonName
from shanyraq.people.tests.factories import (
    make_care_situation,
    make_kinship,
    make_language,
    make_membership,
    make_name,
    make_person,
)
from shanyraq.people.tests.test_set_name import tables_with

PAGES = ("correct_person", "move_person", "add_kin", "set_care")


@pytest.fixture
def mother(aigul: Worker) -> Case:
    person = make_person("Maryam Omarova", sex="F")
    make_name(person, "مريم عمر", script="Arab", given="مريم")
    make_language(person)
    return make_case(person, case_manager=aigul.staff)


@pytest.fixture
def child(aigul: Worker, mother: Case) -> Case:
    person = make_person("Aya Omarova", sex="F")
    assert mother.family
    make_membership(mother.family, person)
    return make_case(person, mother.family, case_manager=aigul.staff)


def url(name: str, **kwargs: Any) -> str:
    return reverse(f"cases:{name}", kwargs=kwargs)


@pytest.mark.parametrize("page", PAGES)
def test_erlan_finds_no_page_about_a_person_of_aigul(
    page: str, mother: Case, erlan: Worker, aigul: Worker
) -> None:
    address = url(page, person_id=mother.person_id)

    assert aigul.client.get(address).status_code == 200
    assert erlan.client.get(address).status_code == erlan.client.post(address).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_only_reads_may_not(page: str, mother: Case, daniyar: Worker) -> None:
    address = url(page, person_id=mother.person_id)

    assert daniyar.client.get(address).status_code == daniyar.client.post(address).status_code == 403


def test_a_kinship_or_care_of_others_cannot_be_ended(child: Case, mother: Case, erlan: Worker) -> None:
    kinship = make_kinship(mother.person, child.person)
    care = make_care_situation(child.person)

    for address in (url("end_kin", kinship_id=kinship.pk), url("end_care", situation_id=care.pk)):
        assert erlan.client.get(address).status_code == erlan.client.post(address).status_code == 404


# --- correcting -------------------------------------------------------------------------------------------------------


def corrected(**more: str) -> dict[str, str]:
    return {
        "name_Latn": "Maryam Omarova",
        "name_Arab": "مريم عمر",
        "source": "SELF",
        "sex": "F",
        "nationality": "KZ",
        "birth_year": "1990",
        "language_0": "kk",
        "level_0": "MOTHER",
    } | more


def test_the_page_shows_what_is_known_and_keeps_what_is_not_touched(mother: Case, aigul: Worker) -> None:
    address = url("correct_person", person_id=mother.person_id)

    shown = aigul.client.get(address).content.decode()
    answer = aigul.client.post(address, corrected())

    assert "Maryam Omarova" in shown and "مريم عمر" in shown
    assert answer["Location"] == url("person", person_id=mother.person_id)
    with computing("test"):
        person = Person.objects.get(pk=mother.person_id)
        assert (person.birth_precision, str(person.birth_date)) == ("year", "1990-07-01")
        assert PersonName.objects.get(script="Arab").given == "مريم"


def test_a_replaced_name_is_out_of_sight_everywhere(mother: Case, aigul: Worker) -> None:
    new = corrected(name_Latn="Aliya Karimova", name_Arab="")

    answer = aigul.client.post(url("correct_person", person_id=mother.person_id), new)

    assert tables_with("maryam", "مريم") == []
    page = aigul.client.get(answer["Location"]).content.decode()
    assert "Aliya Karimova" in page and "Maryam" not in page
    assert "Maryam" not in aigul.client.get("/search/", {"q": "maryam"}).content.decode().replace(
        'value="maryam"', ""
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_Latn": "", "name_Arab": ""}, "Write the name in at least one kind of letters."),
        ({"name_Latn": "Umm Aya"}, "Umm and Abu names are not used here."),
        ({"birth_month": "2", "birth_day": "30"}, "There is no such day."),
    ],
)
def test_the_page_says_what_to_change(mother: Case, aigul: Worker, wrong: dict[str, str], said: str) -> None:
    answer = aigul.client.post(url("correct_person", person_id=mother.person_id), corrected(**wrong))

    assert said in answer.content.decode()
    with computing("test"):
        assert PersonName.objects.count() == 2


# --- moving -----------------------------------------------------------------------------------------------------------


def test_a_child_moves_to_a_family_that_was_found(child: Case, aigul: Worker) -> None:
    aunt = make_case(make_person("Saule Serik"), case_manager=aigul.staff)
    address = url("move_person", person_id=child.person_id) + "?q=saule"

    assert "Saule" in aigul.client.get(address).content.decode()
    answer = aigul.client.post(
        address,
        {"family": str(aunt.family_id), "relation": "relative", "starts_on": clock.today().isoformat()},
    )

    child.refresh_from_db()
    assert answer.status_code == 302 and child.family_id == aunt.family_id


def test_the_family_of_her_kin_is_offered_at_once(child: Case, aigul: Worker) -> None:
    aunt = make_case(make_person("Saule Serik"), case_manager=aigul.staff)
    make_kinship(aunt.person, child.person, kind="AUNT_UNCLE")

    assert (
        str(aunt.family_id)
        in aigul.client.get(url("move_person", person_id=child.person_id)).content.decode()
    )


def test_a_family_out_of_sight_cannot_be_chosen(child: Case, aigul: Worker, erlan: Worker) -> None:
    far = make_case(make_person("Saule Serik"), case_manager=erlan.staff)
    address = url("move_person", person_id=child.person_id) + "?q=saule"

    answer = aigul.client.post(
        address,
        {"family": str(far.family_id), "relation": "relative", "starts_on": clock.today().isoformat()},
    )

    child.refresh_from_db()
    assert answer.status_code == 200 and child.family_id != far.family_id
    assert str(far.family_id) not in aigul.client.get(address).content.decode()


def test_a_new_family_needs_a_name(child: Case, aigul: Worker) -> None:
    address = url("move_person", person_id=child.person_id)
    move = {"family": "new", "relation": "head", "starts_on": clock.today().isoformat()}

    assert "Give the new family a name." in aigul.client.post(address, move).content.decode()
    assert aigul.client.post(address, {**move, "label": "Aya"}).status_code == 302


def test_the_name_of_a_new_family_is_not_called_optional(child: Case, aigul: Worker) -> None:
    page = aigul.client.get(url("move_person", person_id=child.person_id)).content.decode()

    label, rest = page.split("Name of the new family", 1)[1].split("<input", 1)
    assert "optional" not in label and "Only for a new family." in label
    assert 'id="id_starts_on"' in rest


# --- kin and care -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("panel_said_yes")
def test_kinship_is_recorded_from_either_side_and_ended(child: Case, mother: Case, aigul: Worker) -> None:
    address = url("add_kin", person_id=child.person_id)
    tie = {"kind": "of:PARENT", "relative": str(mother.person_id), "proof": "DECLARED"}

    assert aigul.client.post(address, tie).status_code == 302
    with computing("test"):
        kinship = Kinship.objects.get()
        assert (kinship.person_id, kinship.kind, kinship.relative_id) == (
            mother.person_id,
            "PARENT",
            child.person_id,
        )
    assert "Maryam: mother of Aya" in aigul.client.get(address).content.decode().replace(
        "Maryam Omarova", "Maryam"
    ).replace("Aya Omarova", "Aya")
    assert "already known" in aigul.client.post(address, tie).content.decode()

    end = url("end_kin", kinship_id=kinship.pk)
    assert aigul.client.get(end).status_code == 200
    assert aigul.client.post(end, {"ends_on": clock.today().isoformat()}).status_code == 302
    assert aigul.client.get(end).status_code == 404


def test_a_child_without_her_family_is_recorded_and_ended(child: Case, aigul: Worker) -> None:
    since = {"kind": "UNACCOMPANIED", "starts_on": clock.today().isoformat()}

    address = url("set_care", person_id=child.person_id)
    asked = aigul.client.post(address, since).content.decode()
    assert "Maryam Omarova lives in the same family." in asked
    with computing("test"):
        assert not CareSituation.objects.exists()
        mother = FamilyMembership.objects.get(relation="head").person_id
    aigul.client.post(address, since | {"sure": f"with:{mother}"})
    with computing("test"):
        situation = CareSituation.objects.get()
    assert (
        "Unaccompanied since" in aigul.client.get(url("add_kin", person_id=child.person_id)).content.decode()
    )

    end = url("end_care", situation_id=situation.pk)
    assert aigul.client.get(end).status_code == 200
    assert aigul.client.post(end, {"ends_on": "2999-01-01"}).status_code == 200
    assert aigul.client.post(end, {"ends_on": clock.today().isoformat()}).status_code == 302


def test_an_estimated_year_of_birth_is_said_to_be_one(aigul: Worker, child: Case) -> None:
    Person._base_manager.filter(pk=child.person_id).update(
        birth_date="2014-01-01", birth_precision="estimated"
    )

    people = aigul.client.get(url("people", family_id=child.family_id)).content.decode()
    own = aigul.client.get(url("person", person_id=child.person_id)).content.decode()

    assert "about 2014" in people and "about 2014" in own

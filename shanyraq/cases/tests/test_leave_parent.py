"""A child who leaves her mother or father: somebody says in a word why, and it stays readable."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.installation import install
from shanyraq.people.tests.factories import AT, make_kinship, make_membership, make_person

pytestmark = pytest.mark.django_db
WHY = "The panel decided on 12 May that she stays with her aunt."


@pytest.fixture
def mother(aigul: Worker) -> Case:
    install(fixed_day=AT.date(), at=AT)
    return make_case(make_person("Maryam Omarova", sex="F"), case_manager=aigul.staff)


@pytest.fixture
def child(aigul: Worker, mother: Case) -> Case:
    assert mother.family
    person = make_person("Aya Omarova", birth_date=date(2012, 1, 1), birth_precision="day")
    make_membership(mother.family, person)
    return make_case(person, mother.family, case_manager=aigul.staff)


def moved(case: Case, worker: Worker, reason: str) -> str:
    """What the page says after somebody sent it; empty where it saved."""
    url = reverse("cases:move_person", kwargs={"person_id": case.person_id})
    told = {"family": "new", "label": "Karimova", "relation": "head", "starts_on": AT.date().isoformat()}
    answer = worker.client.post(url, told | {"reason": reason})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_child_leaves_her_mother_only_as_a_panel_has_decided(
    child: Case, mother: Case, aigul: Worker
) -> None:
    make_kinship(mother.person, child.person)

    assert "Nobody decides this alone" in moved(child, aigul, WHY)
    child.refresh_from_db()
    assert child.family_id == mother.family_id


@pytest.mark.usefixtures("panel_said_yes")
@pytest.mark.parametrize("reason", ["", "moved"])
def test_a_child_leaves_her_mother_only_with_a_reason_which_the_history_tells(
    child: Case, mother: Case, aigul: Worker, reason: str
) -> None:
    make_kinship(mother.person, child.person)

    assert "say in a sentence what was decided" in moved(child, aigul, reason)
    child.refresh_from_db()
    assert child.family_id == mother.family_id

    assert moved(child, aigul, WHY) == ""
    child.refresh_from_db()
    history = reverse("cases:history", kwargs={"family_id": child.family_id})
    assert WHY in aigul.client.get(history).content.decode()


def test_whoever_leaves_no_parent_or_is_grown_up_needs_no_reason(
    child: Case, mother: Case, aigul: Worker
) -> None:
    assert moved(child, aigul, "") == ""
    assert mother.family
    grown = make_person("Zhanna Omarova", birth_date=date(1999, 1, 1), birth_precision="day")
    make_membership(mother.family, grown)
    make_kinship(mother.person, grown)

    assert moved(make_case(grown, mother.family, case_manager=aigul.staff), aigul, "") == ""


@pytest.mark.usefixtures("panel_said_yes")
def test_a_child_who_follows_her_mother_needs_no_reason(child: Case, mother: Case, aigul: Worker) -> None:
    make_kinship(mother.person, child.person)
    assert moved(mother, aigul, WHY) == ""

    assert moved(child, aigul, "") == ""


def test_the_page_calls_the_reason_optional_only_where_it_is(
    child: Case, mother: Case, aigul: Worker
) -> None:
    make_kinship(mother.person, child.person)

    def label(case: Case) -> str:
        url = reverse("cases:move_person", kwargs={"person_id": case.person_id})
        return aigul.client.get(url).content.decode().split('for="id_reason"')[1].split("</label>")[0]

    assert "(optional)" in label(mother)
    assert "(optional)" not in label(child)


def test_a_child_who_becomes_something_else_in_her_family_leaves_nobody(
    child: Case, mother: Case, aigul: Worker
) -> None:
    make_kinship(mother.person, child.person)
    url = reverse("cases:move_person", kwargs={"person_id": child.person_id})
    told = {"family": str(child.family_id), "relation": "relative", "starts_on": AT.date().isoformat()}

    assert aigul.client.post(url, told).status_code == 302

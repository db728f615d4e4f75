"""Somebody who looks registered already is asked about before a family is registered by hand."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_register_family import URL, typed
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def known(worker: Worker, name: str = "Юсуф Омаров", script: str = "Cyrl", **fields: object) -> Case:
    facts = {"sex": "M", "birth_date": date(2013, 3, 5), "birth_precision": "day"} | fields
    return make_case(make_person(name, script=script, **facts), case_manager=worker.staff)


def people() -> int:
    with computing("test"):
        return Person.objects.count()


@pytest.mark.parametrize(
    ("name", "script"), [("Юсуф Омаров", "Cyrl"), ("Yusuf Omarov", "Latn"), ("يوسف عمروف", "Arab")]
)
def test_who_is_registered_already_in_any_script_is_shown_before_anything_is_saved(
    aigul: Worker, name: str, script: str
) -> None:
    case = known(aigul, name, script)

    page = aigul.client.post(URL, typed()).content.decode()

    assert people() == 1
    assert case.person.code in page and f"/people/{case.person_id}/" in page
    assert "looks registered already" in page and "Maryam Omarova" in page


def test_another_person_of_the_same_name_and_age_is_registered_once_that_is_said(aigul: Worker) -> None:
    case = known(aigul)

    answer = aigul.client.post(URL, typed() | {"sure": f"double:1:{case.person_id}"})

    assert answer.status_code == 302 and people() == 3


def test_of_somebody_whose_file_she_does_not_see_she_learns_nothing(aigul: Worker, erlan: Worker) -> None:
    known(erlan)

    answer = aigul.client.post(URL, typed())

    assert answer.status_code == 302 and people() == 3


@pytest.mark.parametrize(
    "fields",
    [{"birth_date": date(2014, 3, 5)}, {"sex": "F"}, {"name": "Юсуф Ахметов"}],
)
def test_a_namesake_of_another_age_or_sex_is_no_reason_to_ask(
    aigul: Worker, fields: dict[str, object]
) -> None:
    known(aigul, **fields)  # type: ignore[arg-type]

    assert aigul.client.post(URL, typed()).status_code == 302

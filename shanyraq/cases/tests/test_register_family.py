"""The page on which a family is registered by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.models import Arrival, Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.people.models import (
    CareSituation,
    FamilyMembership,
    Kinship,
    Person,
    PersonLanguage,
    PersonName,
)
from shanyraq.people.tests.test_set_name import tables_with
from shanyraq.vault.models import Item

pytestmark = pytest.mark.django_db
URL = "/families/new/"


def typed(**more: str) -> dict[str, str]:
    """A mother and her son, as somebody types them."""
    arrived = clock.today() - timedelta(days=20)
    return {
        "members": "0,1",
        "label": "Omarova",
        "entry": "SELF",
        "arrived_on": arrived.isoformat(),
        "region": "ALR",
        "m0-name_Latn": "Maryam Omarova",
        "m0-name_Arab": "مريم عمر",
        "m0-relation": "head",
        "m0-sex": "F",
        "m0-nationality": "KZ",
        "m0-birth_year": "1990",
        "m0-birth_about": "on",
        "m0-language_0": "kk",
        "m0-level_0": "MOTHER",
        "m0-language_1": "ar",
        "m0-level_1": "SOME",
        "m0-dialect_1": "Iraqi",
        "m0-opens_case": "on",
        "m1-name_Cyrl": "Юсуф Омаров",
        "m1-relation": "child",
        "m1-sex": "M",
        "m1-birth_day": "٥",
        "m1-birth_month": "3",
        "m1-birth_year": "2013",
        "m1-opens_case": "on",
    } | more


def test_a_family_is_registered_on_one_page(aigul: Worker) -> None:
    answer = aigul.client.post(URL, typed())

    with computing("test"):
        case = (
            Case.objects.filter(person__sort_name="Maryam Omarova").select_related("person", "family").get()
        )
        mother, son = case.person, Person.objects.get(sort_name="Юсуф Омаров")
        assert answer["Location"] == reverse("cases:family", kwargs={"family_id": case.family_id})
        assert (mother.birth_precision, str(mother.birth_date)) == ("estimated", "1990-07-01")
        assert (son.birth_precision, str(son.birth_date)) == ("day", "2013-03-05")
        assert set(PersonLanguage.objects.values_list("language", "level", "dialect")) == {
            ("kk", "MOTHER", ""),
            ("ar", "SOME", "Iraqi"),
        }
        assert {name.given for name in PersonName.objects.filter(person=mother)} == {"Maryam", "مريم"}
        assert [(k.person_id, k.kind, k.relative_id) for k in Kinship.objects.all()] == [
            (mother.pk, "PARENT", son.pk)
        ]
        assert set(FamilyMembership.objects.values_list("relation", flat=True)) == {"head", "child"}
    assert (case.entry, case.region, case.phase, case.case_manager) == ("SELF", "ALR", "P3", aigul.staff)
    assert case.arrived_at is not None and aigul.client.get(answer["Location"]).status_code == 200


def test_another_person_is_added_and_what_was_typed_stays(aigul: Worker) -> None:
    answer = aigul.client.post(URL, typed(change="add"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Maryam Omarova" in page and "Юсуф Омаров" in page and 'id="m2"' in page
    assert 'value="0,1,2"' in page and "notice-error" not in page
    with computing("test"):
        assert not Case.objects.exists()


def test_a_person_is_left_out_and_the_others_stay(aigul: Worker) -> None:
    page = aigul.client.post(URL, typed(change="remove-0")).content.decode()

    assert "Юсуф Омаров" in page and "Maryam Omarova" not in page and 'value="1"' in page


def test_nothing_is_asked_twice_when_something_is_wrong(aigul: Worker) -> None:
    answer = aigul.client.post(
        URL, typed(**{"m1-name_Cyrl": "", "m1-birth_day": "31", "m1-birth_month": "2"})
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Write the name in at least one kind of letters." in page
    assert "There is no such day." in page
    assert "Maryam Omarova" in page
    with computing("test"):
        assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"m0-name_Latn": "Марьям", "m0-name_Cyrl": "Мария"}, "These are other letters."),
        ({"m0-name_Latn": "Maryam 2"}, "Take out: 2"),
        ({"m0-name_Latn": "Maryаm (Omar)"}, "Take out: а ( )"),
        ({"m0-name_Arab": "مريم ٣"}, "Take out: ٣"),
        ({"m0-name_Latn": "2019"}, "Take out: 2 0 1 9"),
        ({"m0-name_Latn": "Umm Yusuf", "m0-name_Arab": ""}, "Umm and Abu names are sealed"),
        ({"arrived_on": ""}, "Enter the day they came home"),
        ({"arrived_on": "2099-01-01"}, "This day is still to come."),
        ({"arrived_on": "0001-01-01"}, "Check the year"),
        ({"arrived_on": "1800-01-01"}, "This day cannot be right. Check the year."),
        ({"m1-birth_year": "1850"}, "This day cannot be right. Check the year."),
        ({"entry": "ORGANISED", "operation": ""}, "Write the name of the operation"),
        ({"m0-birth_year": "13"}, "Check the year"),
        ({"m0-birth_year": "", "m0-birth_day": "3"}, "at least the year"),
        ({"m0-birth_year": "about 90"}, "Write this in figures"),
        ({"region": "nowhere"}, "Choose from what is shown now."),
        ({"m0-opens_case": "", "m1-opens_case": ""}, "at least one person with a support file"),
    ],
)
def test_the_page_says_what_to_change(aigul: Worker, wrong: dict[str, str], said: str) -> None:
    data = {key: value for key, value in typed(**wrong).items() if value}

    page = aigul.client.post(URL, data).content.decode()

    assert said in page
    with computing("test"):
        assert not Case.objects.exists()


def test_a_kunya_beside_the_name_goes_to_the_vault(aigul: Worker) -> None:
    aigul.client.post(URL, typed(**{"m0-name_Latn": "Maryam Omarova (Umm Zulaikha)"}))

    with computing("test"):
        assert Item.objects.get().kind == "kunya"
        assert PersonName.objects.filter(text="Maryam Omarova").exists()
    assert tables_with("zulaikha") == []


def test_only_who_seals_is_asked_for_former_names(aigul: Worker, saule: Worker) -> None:
    assert "m0-sealed" not in aigul.client.get(URL).content.decode()
    assert "m0-sealed" in saule.client.get(URL).content.decode()


def test_a_family_that_came_with_an_operation_belongs_to_its_arrival(saule: Worker) -> None:
    answer = saule.client.post(URL, typed(entry="ORGANISED", operation="Zhusan 6", **{"m0-sealed": "Former"}))

    assert answer["Location"] == URL  # they are home already: beyond what a consular officer follows
    assert Arrival.objects.get().operation == "Zhusan 6"
    with computing("test"):
        assert {case.case_manager_id for case in Case.objects.all()} == {None}
        assert Item.objects.get().kind == "name"


def test_those_who_still_wait_are_registered_without_a_day(saule: Worker) -> None:
    data = {key: value for key, value in typed(entry="ORGANISED").items() if key != "arrived_on"}

    saule.client.post(URL, data)

    with computing("test"):
        assert {case.phase for case in Case.objects.all()} == {"P0"}
    assert Case.objects.visible_to(saule.actor).count() == 2


def test_a_child_alone_is_marked_and_a_relative_has_no_file(aigul: Worker) -> None:
    aigul.client.post(URL, typed(**{"m1-care": "SEPARATED", "m1-relation": "relative", "m0-opens_case": ""}))

    with computing("test"):
        assert CareSituation.objects.get().person_id == Case.objects.get().person_id


def test_a_family_without_a_label_goes_by_the_first_persons_last_name(aigul: Worker) -> None:
    aigul.client.post(URL, {**typed(), "label": " "})

    with computing("test"):
        assert {case.family.label for case in Case.objects.select_related("family") if case.family} == {
            "Omarova"
        }


def test_somebody_may_begin_later_on_the_way(aigul: Worker) -> None:
    aigul.client.post(URL, typed(phase_entry="P6"))

    with computing("test"):
        assert {case.phase for case in Case.objects.all()} == {"P6"}


def test_who_may_not_register_has_no_such_page(daniyar: Worker, damir: Worker, auditor: Worker) -> None:
    for worker in (daniyar, damir, auditor):
        assert worker.client.get(URL).status_code == worker.client.post(URL, typed()).status_code == 403


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"members": "x,99999,-1", "change": "remove-7"},
        {"members": ",".join(str(n) for n in range(40)), "change": "add"},
        {"change": "remove-0"},
        {"members": "0", "m0-birth_month": "13", "m0-relation": "king", "change": ""},
    ],
)
def test_a_broken_request_gives_the_page_and_no_fault(aigul: Worker, data: dict[str, Any]) -> None:
    answer = aigul.client.post(URL, data)

    assert answer.status_code == 200
    assert answer.content.decode().count('id="m') >= 1


def test_the_page_takes_few_queries(aigul: Worker, django_assert_max_num_queries: Any) -> None:
    _ = aigul.client
    with django_assert_max_num_queries(12):
        aigul.client.get(URL)

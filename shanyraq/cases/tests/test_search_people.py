"""Finding people: in any script, by code, by family, and only those one may see."""

from __future__ import annotations

from typing import Any

import pytest

from shanyraq.access.queries import system_actor
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.people.models import Person
from shanyraq.people.queries import display_name, search_families, search_people
from shanyraq.people.tests.factories import make_family, make_membership, make_name, make_person

pytestmark = pytest.mark.django_db
ALL = system_actor("test")


def names(people: list[Person]) -> list[str]:
    return [person.sort_name for person in people]


@pytest.fixture
def people() -> dict[str, Person]:
    return {
        name: make_person(name, script=script, code=code)
        for name, script, code in [
            ("Maryam Omarova", "Latn", "K-AAAA-22"),
            ("Мұхаммед Сериков", "Cyrl", "K-AABB-33"),
            ("عائشة كريموف", "Arab", "K-BBBB-44"),
            ("Abd al-Rahman Karimov", "Latn", "K-CCCC-55"),
        ]
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("maryam", "Maryam Omarova"),
        ("MARY", "Maryam Omarova"),
        ("omarova maryam", "Maryam Omarova"),
        ("مريم", "Maryam Omarova"),
        ("Марьям", "Maryam Omarova"),
        ("Muhammad", "Мұхаммед Сериков"),
        ("محمد", "Мұхаммед Сериков"),
        ("Serikov", "Мұхаммед Сериков"),
        ("Aisha Karimov", "عائشة كريموف"),
        ("Абдурахман", "Abd al-Rahman Karimov"),
        ("k-aaaa", "Maryam Omarova"),
        ("KAAAA22", "Maryam Omarova"),
    ],
)
def test_a_person_is_found_by_any_spelling(people: dict[str, Person], typed: str, found: str) -> None:
    assert found in names(search_people(ALL, typed))


@pytest.mark.parametrize("typed", ["", "  ", "!!", "Maryam Serikov", "K-ZZZZ", "x'", "%", "a" * 5000])
def test_words_that_fit_nobody_find_nobody(people: dict[str, Person], typed: str) -> None:
    assert search_people(ALL, typed) == []


def test_those_written_as_typed_come_before_those_who_sound_alike() -> None:
    for name in ("Amina", "Yamina", "Aminah", "Emin"):
        make_person(name)

    assert names(search_people(ALL, "amin"))[:2] == ["Amina", "Aminah"]


def test_a_beginning_of_a_code_finds_all_that_begin_so(people: dict[str, Person]) -> None:
    assert names(search_people(ALL, "K-AA")) == ["Maryam Omarova", "Мұхаммед Сериков"]


def test_a_search_takes_few_queries(people: dict[str, Person], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        for person in search_people(ALL, "maryam"):
            display_name(person, "kk")
    with django_assert_max_num_queries(4):
        search_families(ALL, "maryam")


def test_erlan_does_not_find_the_people_of_aigul(aigul: Worker, erlan: Worker, damir: Worker) -> None:
    make_case(make_person("Maryam Omarova", code="K-AAAA-22"), case_manager=aigul.staff)

    for typed in ("maryam", "K-AAAA", "Omarova"):
        assert len(search_people(aigul.actor, typed)) == 1
        assert search_people(erlan.actor, typed) == search_people(damir.actor, typed) == []
        assert search_families(erlan.actor, typed) == []


@pytest.mark.parametrize("typed", ["Omar", "omarova", "F-AA", "yusuf", "يوسف", "Omar\0"])
def test_a_family_is_found_by_label_code_or_member(typed: str) -> None:
    family = make_family("Omarova", code="F-AAAA-22")
    make_membership(family, make_person("Yusuf"))
    make_membership(make_family("Serikov"), make_person("Zhanna"))

    assert search_families(ALL, typed) == [family]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ar", "مريم"), ("kk", "Мәриям"), ("ru", "Мәриям"), ("en", "Maryam"), ("tr", "Maryam")],
)
def test_a_name_is_shown_in_the_script_of_the_language(language: str, shown: str) -> None:
    person = make_person("Maryam")
    make_name(person, "Мәриям", script="Cyrl")
    make_name(person, "مريم", script="Arab")

    assert display_name(search_people(ALL, "maryam")[0], language) == shown


def test_a_name_in_another_script_is_better_than_none() -> None:
    make_person("Мәриям", script="Cyrl")

    assert display_name(search_people(ALL, "Мәриям")[0], "ar") == "Мәриям"

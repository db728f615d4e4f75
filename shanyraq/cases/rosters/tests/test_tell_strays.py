"""Words beside names, or in their place, make nobody and are told; nobody beside them is lost."""

from __future__ import annotations

import pytest

from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.test_tell_children import (
    LIST_DAY,
    children_of,
    mother_with,
    people_called,
    sentences,
)

BESIDE = "Beside the name stands what is no name: “{}”; please check it."


@pytest.mark.parametrize(
    ("text", "name", "word", "sex"),
    [
        ("Ali 7, unknown boy", "Ali", "unknown boy", "M"),
        ("Али 7, неизвестный мальчик", "Али", "неизвестный мальчик", "M"),
        ("علي ٧، بنت", "علي", "بنت", "F"),
        ("Ерасыл 7, қыз", "Ерасыл", "қыз", "F"),
        ("Ali 7, girl", "Ali", "girl", "F"),
    ],
)
def test_a_girl_behind_a_named_child_is_not_that_childs_sex(
    text: str, name: str, word: str, sex: str
) -> None:
    found = mother_with(text)

    assert children_of(found) == [(name, None, "2014"), ("?", sex, None)]
    assert sentences(found) == [f"A child is listed without a name: “{word}”."]


@pytest.mark.parametrize("text", ["Ali 7, m", "Ali 7, male", "Али 7, м", "علي ٧، ذكر"])
def test_a_bare_sign_is_the_sex_of_the_child_before(text: str) -> None:
    found = mother_with(text)

    assert [child[1:] for child in children_of(found)] == [("M", "2014")]
    assert sentences(found) == []


@pytest.mark.parametrize(
    "text", ["names unknown", "имена неизвестны", "أسماء غير معروفة", "yes", "twins", "умер", "توفيت"]
)
def test_words_that_are_no_names_become_no_child(text: str) -> None:
    found = mother_with(text)

    assert children_of(found) == []
    assert sentences(found) == [f"This part of the list of children is not understood: “{text}”."]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("مريم متوفاة", "مريم"),
        ("died: Hasan 2016-2018", "Hasan 2016-2018"),
        ("не её: Хадиджа", "Хадиджа"),
        ("adopted: Sara", "Sara"),
        ("in Turkey", "Turkey"),
        ("Turkey", "Turkey"),
        ("Omar (both)", "Omar"),
        ("Ali bin Omar al Hasan al Kurdi", "Ali bin Omar al Hasan al Kurdi"),
    ],
)
def test_what_is_not_certainly_a_childs_name_is_told(text: str, name: str) -> None:
    found = mother_with(text)

    assert [child[0] for child in children_of(found)] == [name]
    assert BESIDE.format(text) in sentences(found)


def test_a_death_is_told_with_the_child_before_it() -> None:
    found = mother_with("Али 7л., умер; Амина 5л.")

    assert [child[0] for child in children_of(found)] == ["Али", "Амина"]
    assert [len(row.problems) for row in found.rows] == [0, 1, 0]
    assert sentences(found) == ["The note is not used for any field: “умер”."]


@pytest.mark.parametrize(
    ("text", "name", "birth"),
    [
        ("فاطمة سنة ونصف", "فاطمة", "2019-09"),
        ("علي سنتان", "علي", "2019"),
        ("عمر شهرين", "عمر", "2021-01"),
        ("Ибрахим полтора года", "Ибрахим", "2019-09"),
        ("Сумайя годик", "Сумайя", "2020"),
        ("Sara newborn", "Sara", "2021-03"),
        ("Ali one and a half", "Ali", "2019-09"),
    ],
)
def test_an_age_in_words_is_no_part_of_a_childs_name(text: str, name: str, birth: str) -> None:
    assert children_of(mother_with(text)) == [(name, None, birth)]


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("علي وعمر ومريم", [("علي", None), ("عمر", None), ("مريم", None)]),
        ("Husain / Hasan", [("Husain", None), ("Hasan", None)]),
        ("ولدان وبنت", [("?", "M"), ("?", "M"), ("?", "F")]),
        ("علي وليد", [("علي وليد", None)]),
    ],
)
def test_children_joined_by_and_are_each_a_child(text: str, children: list[tuple[str, str | None]]) -> None:
    assert [child[:2] for child in children_of(mother_with(text))] == children


@pytest.mark.parametrize(
    "text",
    [
        "Dana and Esma",
        "Fati, Gina, Huda",
        "Cara and her baby",
        "زينب وابنها علي",
        "زينب وعمر",
        "Мухаммад и Али",
        "Husain / Hasan",
        "Тестова А., сын Али 3 г.",
        "Ali died",
    ],
)
def test_a_name_cell_that_tells_of_more_than_one_person_is_quoted(text: str) -> None:
    (row,) = people_called(text).rows

    assert row.names and row.relation is None
    assert BESIDE.format(text) in [problem.sentence() for problem in row.problems]


@pytest.mark.parametrize("text", ["умерла", "died", "توفيت", "Twins", "близнецы", "3 orphans"])
def test_a_word_alone_in_the_name_column_is_nobodys_name(text: str) -> None:
    (row,) = people_called(text).rows

    assert row.names == ()
    assert f"The name is not understood: “{text}”." in [problem.sentence() for problem in row.problems]


def test_children_in_a_cell_are_not_ready_where_their_sex_or_nationality_is_not_given() -> None:
    rows: list[list[Cell]] = [
        ["Name", "Sex", "Nationality", "Children"],
        ["Olga P", "F", "RU", "Ali 7"],
        ["Asel B", "F", "", "Sara 5 f"],
    ]

    _, ali, _, sara = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY).rows

    assert [problem.sentence() for problem in ali.problems] == [
        "The sex is not given.",
        "The nationality of this person is not given; the row says “RU”.",
    ]
    assert "nationality_missing" in [problem.code for problem in sara.problems]
    assert (ali.nationality, sara.nationality) == (None, None)

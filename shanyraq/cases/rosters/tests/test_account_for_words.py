"""What stands in a cell beside a name: every word is understood or told, and no year of a death becomes a birth."""

from __future__ import annotations

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.test_tell_children import (
    LIST_DAY,
    children_of,
    mother_with,
    people_called,
    sentences,
)
from shanyraq.cases.rosters.tests.test_tell_strays import BESIDE

NOTE = "The note is not used for any field: “{}”."
UNCLEAR = "This part of the list of children is not understood: “{}”."


def under(heading: str, *cells: Cell) -> Roster:
    rows: list[list[Cell]] = [["Name", heading], *(["Aisha Karimova", cell] for cell in cells)]
    return read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY)


def test_somebody_named_by_a_childs_relation_is_told() -> None:
    found = mother_with("Idris 3 (brother of Adam 1)")

    assert children_of(found) == [("Idris", "M", "2018")]
    assert BESIDE.format("Idris 3 (brother of Adam 1)") in sentences(found)


@pytest.mark.parametrize(
    "event",
    [
        "d. 2017",
        "+2018",
        "ум. 2017",
        "arrived 2019",
        "left 2018",
        "died 2017",
        "в 2019 прибыл",
        "қайтыс 2018",
        "توفي 2017",
    ],
)
def test_the_year_of_a_death_or_an_arrival_is_no_year_of_birth(event: str) -> None:
    in_names, in_children, in_births = (
        people_called(f"Омар {event}"),
        mother_with(f"Омар {event}"),
        under("DOB", event),
    )

    assert in_names.rows[0].names[0].text == "Омар"
    assert NOTE.format(event) in sentences(in_names)
    assert children_of(in_children) == [("Омар", None, None)]
    assert NOTE.format(event) in sentences(in_children)
    assert in_births.rows[0].birth_date is None
    assert f"The birth date is not understood: “{event}”." in sentences(in_births)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("Idris born March 2018", "2018-03"),
        ("Идрис род. в марте 2018", "2018-03"),
        ("Idris born in 2018", "2018"),
        ("Ерасыл наурыз 2018", "2018-03"),
        ("ادريس مواليد 2018", "2018"),
    ],
)
def test_words_of_a_birth_date_stay_in_no_name(text: str, birth: str) -> None:
    found = mother_with(text)

    assert children_of(found) == [(text.split()[0], None, birth)]
    assert sentences(found) == []


@pytest.mark.parametrize("text", ["do.", "do", "id.", "same", "тот же", "то же"])
def test_words_for_as_above_are_no_countries(text: str) -> None:
    assert [row.nationality for row in under("Nationality", "KZ", text).rows] == ["KZ", "KZ"]


@pytest.mark.parametrize("text", ["is", "in", "Is", "at"])
def test_two_small_letters_are_no_country(text: str) -> None:
    found = under("Nationality", "KZ", text)

    assert found.rows[1].nationality is None
    assert f"The nationality is undecided or not understood: “{text}”." in sentences(found)


@pytest.mark.parametrize(
    ("text", "code"), [("ID", "ID"), ("DE", "DE"), ("IS", "IS"), ("kz", "KZ"), ("ru", "RU")]
)
def test_two_capital_letters_and_the_usual_small_ones_are_a_country(text: str, code: str) -> None:
    assert under("Nationality", text).rows[0].nationality == code


@pytest.mark.parametrize(
    ("text", "name", "code", "told"),
    [
        ("Айгуль Омарова (гр. Сирии)", "Айгуль Омарова", "SY", "гр. Сирии"),
        ("Aisha Omar (Syrian)", "Aisha Omar", "SY", "Syrian"),
        ("Айгуль Омарова гражданка Ирака", "Айгуль Омарова", "IQ", "гражданка Ирака"),
        ("فاطمة عمر (سورية)", "فاطمة عمر", "SY", "سورية"),
    ],
)
def test_a_citizenship_beside_a_name_is_taken_and_told(text: str, name: str, code: str, told: str) -> None:
    found = people_called(text)

    assert found.rows[0].names[0].text == name
    assert found.rows[0].nationality == code
    assert f"The nationality is taken from beside the name: “{told}”; please check it." in sentences(found)


def test_a_citizenship_beside_a_name_overrules_no_column() -> None:
    rows: list[list[Cell]] = [
        ["Name", "Nationality"],
        ["Aisha Omar (Syrian)", "KZ"],
        ["Dina Omar (Kazakh)", "KZ"],
    ]
    found = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY)

    assert [row.nationality for row in found.rows] == ["KZ", "KZ"]
    assert sentences(found) == [NOTE.format("Syrian")]


@pytest.mark.parametrize("text", ["Aisha Karimova\nOmar Karimov\nSara Karimova", "Aisha\nOmar\nSara"])
def test_several_names_on_lines_of_one_cell_are_told(text: str) -> None:
    assert BESIDE.format(text) in sentences(people_called(text))


def test_a_name_on_two_lines_or_in_two_scripts_is_one_name() -> None:
    for text in ("KARIMOVA\nAisha", "Айша Каримова\nAisha Karimova"):
        assert sentences(people_called(text)) == ["The sex is not given."]


@pytest.mark.parametrize(
    ("text", "sex", "birth"),
    [
        ("طفلة عمرها شهرين", "F", "2021-01"),
        ("الطفل الرضيع", None, None),
        ("Неизвестный мальчик", "M", None),
        ("Foundling", None, None),
        ("unnamed", None, None),
        ("no name yet", None, None),
        ("baby girl", "F", None),
        ("новорождённый", None, "2021-03"),
        ("аты жоқ", None, None),
    ],
)
def test_a_child_without_a_name_is_one_and_told(text: str, sex: str | None, birth: str | None) -> None:
    found = mother_with(text)

    assert children_of(found) == [("?", sex, birth)]
    assert f"A child is listed without a name: “{text}”." in sentences(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Late Arman", "Arman"),
        ("late Ali", "Ali"),
        ("Ali deceased", "Ali"),
        ("марқұм Арман", "Арман"),
        ("покойный Али", "Али"),
        ("المرحوم علي", "علي"),
        ("alive: Husain", "Husain"),
        ("own: Ali", "Ali"),
        ("eldest Ali", "Ali"),
        ("youngest: Sara", "Sara"),
        ("first: Ali", "Ali"),
        ("little Omar", "Omar"),
        ("младший Али", "Али"),
        ("Али от первого брака", "Али"),
        ("Ali lost a leg", "Ali"),
        ("Али хромает", "Али"),
    ],
)
def test_words_that_are_no_name_stay_in_none_and_are_told(text: str, name: str) -> None:
    assert people_called(text).rows[0].names[0].text == name
    assert BESIDE.format(text) in sentences(people_called(text))
    assert children_of(mother_with(text))[0][0] == name
    assert BESIDE.format(text) in sentences(mother_with(text))


def test_a_word_of_no_name_between_two_names_is_told() -> None:
    assert BESIDE.format("Ali brother Omar") in sentences(people_called("Ali brother Omar"))


def test_what_names_nobody_makes_no_child() -> None:
    found = mother_with("Ali 7, third: lost")

    assert children_of(found) == [("Ali", None, "2014")]
    assert sentences(found) == [UNCLEAR.format("third: lost")]

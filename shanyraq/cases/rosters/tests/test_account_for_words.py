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

BESIDE = "Beside the name stands what is no name: “{}”; please check it."
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


@pytest.mark.parametrize(
    ("text", "name", "sex", "relation"),
    [
        ("младший сын Али 3", "Али", "M", "child"),
        ("родной брат Омар 7", "Омар", "M", "sibling"),
        ("двоюродный брат Омар 7", "Омар", None, "other"),
        ("eldest daughter Sara 9", "Sara", "F", "child"),
    ],
)
def test_words_before_a_relation_belong_to_it(text: str, name: str, sex: str | None, relation: str) -> None:
    found = mother_with(text)

    assert [(child[0], child[1]) for child in children_of(found)] == [(name, sex)]
    assert found.rows[1].relation == relation
    assert sentences(found) == []


@pytest.mark.parametrize("text", ["stepson", "падчерица", "пасынок", "өгей ұл", "ربيب", "adopted daughter"])
def test_a_stepchild_is_told_and_not_taken_for_a_child_in_silence(text: str) -> None:
    told = f"The relation “{text}” was read as the nearest one that a record has; please check it."

    assert told in sentences(under("Relation", "head", text))
    assert told in sentences(mother_with(f"{text} Сара 7"))


def test_a_former_wife_is_told() -> None:
    found = people_called("Omar", "Sara, ex-wife of Omar")

    assert found.rows[1].names[0].text == "Sara"
    assert any("“ex-wife of Omar” was read as the nearest" in text for text in sentences(found))


@pytest.mark.parametrize("text", ["Ali Omar Sara", "علي عمر سارة"])
def test_three_given_names_without_a_comma_may_be_several_children(text: str) -> None:
    assert sentences(mother_with(text)) == [
        f"“{text}” was read as the name of one child; it may be the names of several."
    ]
    assert sentences(mother_with("Али Омарұлы Каримов, Sara bint Omar, Алия Каримова")) == []


def test_years_of_several_children_at_once_are_given_to_none_and_told() -> None:
    found = mother_with("Али, Омар и Сара 2014, 2016 и 2018 г.р.")

    assert children_of(found) == [("Али", None, None), ("Омар", None, None), ("Сара", None, None)]
    assert sentences(found) == [UNCLEAR.format("2014, 2016, 2018 г.р.")]


def test_what_a_relation_says_beyond_itself_is_told() -> None:
    for text in ("wife (speaks Turkish)", "sister, is ill", "son, lives elsewhere"):
        assert any(f"“{text}”" in told for told in sentences(under("Relation", "head", text)))


def test_a_relative_whom_a_relation_names_and_no_row_holds_is_told() -> None:
    absent = "Somebody who is named here is not in this list: “{}”."

    assert absent.format("son of Yunus") in sentences(under("Relation", "head", "son of Yunus"))
    held: list[list[Cell]] = [["Name", "Relation"], ["Yunus", "head"], ["Sara", "daughter of Yunus"]]
    assert sentences(read_sheets([Sheet("S", held)], filename="list.xlsx", as_of=LIST_DAY)) == []


def test_a_relation_beside_the_name_that_a_column_overrules_is_told() -> None:
    rows: list[list[Cell]] = [["Name", "Relation"], ["Omar", "head"], ["Ali (brother)", "son"]]
    found = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY)

    assert found.rows[1].relation == "child"
    assert NOTE.format("brother") in sentences(found)


def test_a_relation_to_a_relative_of_the_head_is_told() -> None:
    assert NOTE.format("daughter of 1st wife") in sentences(under("Relation", "head", "daughter of 1st wife"))
    assert sentences(under("Relation", "head", "daughter of the head of household"))[:1] != [
        NOTE.format("daughter of the head of household")
    ]


def test_two_sons_named_in_one_breath_are_two_and_their_count_is_no_name() -> None:
    found = mother_with("ابنان: عمر وعلي")

    assert [child[0] for child in children_of(found)] == ["عمر", "علي"]
    assert sentences(found) == [BESIDE.format("ابنان: عمر")]


def test_a_name_in_small_letters_is_told_unless_the_whole_list_is_written_so() -> None:
    told = sentences(people_called("Aisha Karimova", "Omar Karimov", "needs insulin"))
    silent = sentences(people_called("aisha karimova", "omar karimov", "sara karimova"))

    assert BESIDE.format("needs insulin") in told
    assert not any("Beside the name" in sentence for sentence in silent)

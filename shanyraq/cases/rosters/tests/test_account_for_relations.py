"""Relations in a cell: what they say beyond themselves, and what they are only nearly, is told."""

from __future__ import annotations

import pytest

from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.test_account_for_words import NOTE, UNCLEAR, under
from shanyraq.cases.rosters.tests.test_tell_children import (
    LIST_DAY,
    children_of,
    mother_with,
    people_called,
    sentences,
)
from shanyraq.cases.rosters.tests.test_tell_strays import BESIDE


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

"""Families over the end of a page, on two lists with the same numbers, and husbands who are in no row."""

from __future__ import annotations

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets

UNCERTAIN, TWICE, ABSENT = "family_uncertain", "family_number_twice", "named_not_listed"


def read(**sheets: list[list[Cell]]) -> Roster:
    lists = [Sheet(name, rows) for name, rows in sheets.items()]
    return read_sheets(lists, filename="list 2021-03-14.xlsx")


def families(roster: Roster) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for row in roster.rows:
        found.setdefault(row.family, []).append(row.names[0].text.split()[0])
    return list(found.values())


def told(roster: Roster, code: str) -> list[str]:
    return [
        row.names[0].text.split()[0]
        for row in roster.rows
        for problem in row.problems
        if problem.code == code
    ]


# A page of a printed list ends in the middle of a family

NUMBERED: list[Cell] = ["Family No", "Name", "Sex", "Year of birth"]
RELATED: list[Cell] = ["Name", "Sex", "Year of birth", "Relation"]
PLAIN: list[Cell] = ["Name", "Sex", "Year of birth"]


@pytest.mark.parametrize("end_of_page", [[], [[]], [[], ["page 2"], []]])
def test_a_family_numbered_at_its_first_row_goes_on_on_the_next_page(end_of_page: list[list[Cell]]) -> None:
    found = read(
        S=[
            NUMBERED,
            [1, "Aisha", "F", 1990],
            [None, "Ali", "M", 2012],
            *end_of_page,
            NUMBERED,
            [None, "Maryam", "F", 2014],
            [None, "Sara", "F", 2016],
            [2, "Nora", "F", 1985],
            [None, "Said", "M", 2010],
        ]
    )

    assert families(found) == [["Aisha", "Ali", "Maryam", "Sara"], ["Nora", "Said"]]
    assert not told(found, UNCERTAIN)


def test_a_daughter_below_headings_that_come_again_stays_with_her_mother() -> None:
    found = read(
        S=[
            RELATED,
            ["Aisha", "F", 1990, "mother"],
            ["Ali", "M", 2012, "son"],
            [],
            RELATED,
            ["Maryam", "F", 2014, "daughter"],
            [],
            ["Nora", "F", 1985, "mother"],
            [],
            RELATED,
            ["Said", "M", 2010, "son"],
        ]
    )

    assert families(found) == [["Aisha", "Ali", "Maryam"], ["Nora", "Said"]]
    assert not told(found, UNCERTAIN)


def test_a_child_in_the_row_below_its_mother_stays_hers_on_the_next_page() -> None:
    headings: list[Cell] = ["Mother", "Mother DOB", "Child name", "Child DOB"]
    found = read(
        S=[
            headings,
            ["Aisha", "1990", "Ali", "2012"],
            [],
            headings,
            [None, None, "Omar", "2016"],
            ["Nora", "1985", "Said", "2010"],
        ]
    )

    assert families(found) == [["Aisha", "Ali", "Omar"], ["Nora", "Said"]]
    assert told(found, UNCERTAIN) == ["Omar"]


def test_where_empty_rows_part_families_headings_that_come_again_are_told() -> None:
    found = read(
        S=[
            PLAIN,
            ["Aisha", "F", 1990],
            ["Ali", "M", 2012],
            [],
            PLAIN,
            ["Maryam", "F", 2014],
            [],
            ["Nora", "F", 1985],
            PLAIN,
            ["Said", "M", 2010],
        ]
    )

    assert families(found) == [["Aisha", "Ali"], ["Maryam"], ["Nora", "Said"]]
    assert told(found, UNCERTAIN) == ["Maryam", "Said"]


def test_pages_of_a_list_without_families_make_no_families() -> None:
    page: list[list[Cell]] = [[f"Name{place}", "F", 1990] for place in range(20)]
    found = read(S=[PLAIN, *page, [], PLAIN, *page, [], PLAIN, *page[:3]])

    assert len(families(found)) == 43
    assert "no_family_sign" in {notice.code for notice in found.notices}


# The same number on two lists


def test_lists_side_by_side_that_both_count_from_one_share_no_family() -> None:
    found = read(
        S=[
            [*NUMBERED, None, *NUMBERED],
            [1, "Aisha", "F", 1990, None, 1, "Nora", "F", 1985],
            [1, "Ali", "M", 2012, None, 1, "Said", "M", 2010],
            [2, "Zuhra", "F", 1990, None, 2, "Lena", "F", 1985],
        ]
    )

    assert families(found) == [["Aisha", "Ali"], ["Zuhra"], ["Nora", "Said"], ["Lena"]]
    assert {row.family for row in found.rows} == {"S / 1", "S / 2", "S!F / 1", "S!F / 2"}
    assert told(found, TWICE) == ["Aisha", "Zuhra", "Nora", "Lena"]


def test_one_column_of_families_speaks_of_both_people_of_a_row() -> None:
    found = read(
        S=[
            ["Family", "Name", "Sex", "Age", "Name", "Sex", "Age"],
            [1, "Aisha", "F", 30, "Ali", "M", 12],
            [2, "Nora", "F", 20, "Said", "M", 7],
        ]
    )

    assert families(found) == [["Aisha", "Ali"], ["Nora", "Said"]]
    assert not told(found, TWICE)


def test_a_sheet_that_goes_on_with_people_and_families_of_the_first_goes_on_with_the_last_family() -> None:
    found = read(
        A=[NUMBERED, [1, "Aisha", "F", 1990], [1, "Ali", "M", 2012], [2, "Zuhra", "F", 1990]],
        B=[NUMBERED, [2, "Kamil", "M", 2014], [3, "Said", "M", 2010]],
    )

    assert families(found) == [["Aisha", "Ali"], ["Zuhra", "Kamil"], ["Said"]]
    assert not told(found, TWICE)


def test_people_numbered_through_both_sheets_share_their_families() -> None:
    headings: list[Cell] = ["No", *NUMBERED]
    found = read(
        A=[headings, [1, 7, "Aisha", "F", 1990], [2, 9, "Zuhra", "F", 1990]],
        B=[headings, [3, 9, "Kamil", "M", 2014], [4, 7, "Ali", "M", 2012]],
    )

    assert families(found) == [["Aisha", "Ali"], ["Zuhra", "Kamil"]]
    assert not told(found, TWICE)


def test_a_number_on_two_sheets_that_nothing_joins_is_two_families_and_told() -> None:
    found = read(
        A=[NUMBERED, ["AL-01", "Aisha", "F", 1990], ["AL-02", "Zuhra", "F", 1990]],
        B=[NUMBERED, ["AL-02", "Kamil", "M", 2014], ["AL-01", "Said", "M", 2010]],
    )

    assert [len(members) for members in families(found)] == [1, 1, 1, 1]
    assert told(found, TWICE) == ["Aisha", "Zuhra", "Kamil", "Said"]


def test_heads_of_their_own_are_proof_enough_of_two_families() -> None:
    headings: list[Cell] = [*NUMBERED, "Relation"]
    found = read(
        A=[headings, [1, "Aisha", "F", 1990, "head"], [1, "Ali", "M", 2012, "son"]],
        B=[headings, [1, "Nora", "F", 1985, "head"], [1, "Said", "M", 2010, "son"]],
    )

    assert families(found) == [["Aisha", "Ali"], ["Nora", "Said"]]
    assert not told(found, TWICE)


def test_two_headings_of_one_number_on_a_sheet_are_two_families() -> None:
    found = read(
        S=[
            PLAIN,
            ["Family 1"],
            ["Aisha", "F", 1990],
            ["Family 2"],
            ["Zuhra", "F", 1990],
            ["Family 1"],
            ["Nora", "F", 1985],
        ]
    )

    assert families(found) == [["Aisha"], ["Zuhra"], ["Nora"]]
    assert told(found, TWICE) == ["Aisha", "Nora"]


# Husbands


@pytest.mark.parametrize("words", ["Aisha (wife of Omar)", "Айша (жена Омара)", "عائشة (زوجة عمر)"])
def test_a_husband_who_is_in_no_row_is_told_beside_his_wife(words: str) -> None:
    found = read(S=[PLAIN, [words, "F", 1990], ["Hasan", "M", 1980]])

    (problem,) = found.rows[0].problems
    assert problem.code == ABSENT
    assert str(problem.params["text"]) in words and "(" not in str(problem.params["text"])


def test_a_husband_of_a_column_is_told_only_where_he_is_in_no_row() -> None:
    found = read(
        S=[
            [*PLAIN, "Husband"],
            ["Aisha Bekova", "F", 1990, "Omar Bekov"],
            ["Omar Bekov", "M", 1985, None],
            ["Nora Saidova", "F", 1990, "Hasan Saidov"],
        ]
    )

    assert told(found, ABSENT) == ["Nora"]


def test_wives_of_two_men_who_may_be_one_are_told() -> None:
    found = read(S=[RELATED, ["Aisha", "F", 1990, "wife of Omar"], ["Nora", "F", 1985, "жена Омара"]])

    assert families(found) == [["Aisha", "Nora"]]
    assert told(found, UNCERTAIN) == ["Nora"]

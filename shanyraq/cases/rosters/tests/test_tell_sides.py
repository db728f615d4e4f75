"""Lists of more than one table: hidden sheets, headings repeated or numbered, two lists side by side."""

from __future__ import annotations

import io

import openpyxl  # noqa: TID251 - awkward workbooks are written with it
import pytest

from shanyraq.cases.rosters import Roster, read_roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets


def read(*rows: list[Cell]) -> Roster:
    return read_sheets([Sheet("S", list(rows))], filename="list 2021-03-14.xlsx")


def families(roster: Roster) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for row in roster.rows:
        found.setdefault(row.family, []).append(row.names[0].text)
    return list(found.values())


# Families


def test_an_empty_row_ends_the_family_also_before_repeated_headings() -> None:
    headings: list[Cell] = ["Name", "Age", "Sex"]
    found = read(
        headings,
        ["Dina A", 30, "F"],
        ["Bilal", 6, "M"],
        [],
        headings,
        ["Rustam", 40, "M"],
        ["Rana", 8, "F"],
        [],
        ["Zara", 28, "F"],
    )

    assert families(found) == [["Dina A", "Bilal"], ["Rustam", "Rana"], ["Zara"]]


def test_headings_of_families_may_be_numbered_and_the_count_may_go_on_with_single_people() -> None:
    found = read(
        ["№", "ФИО", "Возраст"],
        [1, "Семья Омаровых"],
        [None, "Омарова Айгуль", 32],
        [None, "Омаров Амир", 7],
        [2, "Семья Сериковых"],
        [None, "Серикова Жанар", 30],
        [None, "Сериков Али", 3],
        [3, "Абдуллаева Мария", 27],
        [4, "Умм Хамза", 27],
    )

    assert families(found) == [
        ["Омарова Айгуль", "Омаров Амир"],
        ["Серикова Жанар", "Сериков Али"],
        ["Абдуллаева Мария"],
        ["Умм Хамза"],
    ]
    assert [(row.row, row.reason.code) for row in found.ignored] == [
        (1, "header"),
        (2, "family_heading"),
        (5, "family_heading"),
    ]


def test_members_may_be_numbered_below_a_numbered_heading() -> None:
    found = read(
        ["№", "ФИО", "Возраст"],
        [1, "Семья Омаровых"],
        [1, "Омарова Айгуль", 32],
        [2, "Омаров Амир", 7],
        [2, "Семья Сериковых"],
        [1, "Серикова Жанар", 30],
        [2, "Сериков Али", 8],
        [3, "Сериков Нур", 3],
    )

    assert [len(members) for members in families(found)] == [2, 3]


@pytest.mark.parametrize("text", ["Hh died in 2020", "Case of Omar was sent away"])
def test_a_sentence_that_begins_like_the_heading_of_a_family_is_none(text: str) -> None:
    found = read(["Name", "Age", "Sex"], ["Gg Hh", 5, "F"], [text], ["Aa", 5, "F"])

    assert "family_heading" not in {row.reason.code for row in found.ignored}
    told = [row.reason.sentence() for row in found.ignored]
    told += [problem.sentence() for row in found.rows for problem in row.problems]
    assert any(text in sentence for sentence in told)


@pytest.mark.parametrize("text", ["HH 12", "Case No. 7", "hh-A12", "сем. 5", "Family Omarov"])
def test_a_number_or_a_name_makes_the_heading_of_a_family(text: str) -> None:
    found = read(["Name", "Age", "Sex"], [text], ["Gg Hh", 5, "F"])

    assert found.ignored[1].reason.code == "family_heading"


# Sheets and files


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_people_of_a_hidden_sheet_are_read_and_told(state: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Age"])
    book.active.append(["Aisha", 30])
    hidden = book.create_sheet("Old")
    hidden.append(["Name", "Age"])
    hidden.append(["Secret Person", 44])
    hidden.sheet_state = state
    stream = io.BytesIO()
    book.save(stream)

    shown, secret = read_roster(stream.getvalue(), filename="list 2021-03-14.xlsx").rows

    assert "sheet_hidden" not in [problem.code for problem in shown.problems]
    assert secret.problems[-1].sentence() == (
        "The sheet “Old” is hidden in the workbook; please check whether its people belong to the list."
    )


def test_the_line_that_names_the_sign_between_cells_is_told_as_it_stands() -> None:
    found = read_roster(b"\xef\xbb\xbfsep=;\r\nName;Age\r\nAnna;5\r\n", filename="list.csv")

    assert [row.reason.sentence() for row in found.ignored] == ["Note: sep=;", "Column headings"]
    assert [row.names[0].text for row in found.rows] == ["Anna"]


@pytest.mark.parametrize(
    "rows",
    [
        [["²", "³", "¹"]],
        [["²", "Aisha"], ["³", "Ali"]],
        [["Name", "Age", "Family size"], ["Aisha", 5, "²"]],
        [["№", "Name"], ["²", "A"]],
    ],
)
def test_figures_above_the_line_are_no_numbers(rows: list[list[Cell]]) -> None:
    found = read(*rows)

    assert len(found.rows) + len(found.ignored) == len(rows)


# Side by side


def test_two_lists_side_by_side_are_two_lists_of_people() -> None:
    headings: list[Cell] = ["Name", "Age", "Sex"]
    found = read(
        ["List date 14.03.2021"],
        headings * 2,
        ["Alia Bekova", 30, "F", "Botagoz Sadykova", 31, "F"],
        ["Timur", 5, "M", "Erasyl", 6, "M"],
        [],
        ["Zara", 28, "F", None, None, None],
        ["Total", 3, None, "Madina", 40, "F"],
        ["Total", 6],
    )

    assert families(found) == [["Alia Bekova", "Timur"], ["Zara"], ["Botagoz Sadykova", "Erasyl"], ["Madina"]]
    assert [(row.row, row.birth_date, row.sex) for row in found.rows] == [
        (3, "1991", "F"),
        (4, "2016", "M"),
        (6, "1993", "F"),
        (3, "1990", "F"),
        (4, "2015", "M"),
        (7, "1981", "F"),
    ]
    assert [problem.sentence() for row in found.rows for problem in row.problems] == [
        "The note is not used for any field: “Total | 3”."
    ]
    assert [(row.row, row.reason.code) for row in found.ignored] == [
        (1, "title"),
        (2, "header"),
        (5, "blank"),
        (8, "total"),
    ]


def test_each_of_three_lists_may_begin_with_a_number_and_end_with_remarks() -> None:
    found = read(
        ["№", "ФИО", "Возраст", "Примечание"] * 3,
        [1, "Алия", 30, "", 2, "Ботагоз", 31, "больна", 3, "Дина", 32],
    )

    assert [row.names[0].text for row in found.rows] == ["Алия", "Ботагоз", "Дина"]
    assert [problem.code for row in found.rows for problem in row.problems] == ["note_kept"]


@pytest.mark.parametrize(
    ("headings", "cells", "people"),
    [
        (["Name", "Name", "Age", "Sex"], ["Aisha", "عائشة", 30, "F"], 1),
        (["Name", "Age", "Name", "Sex"], ["Aisha", 30, "عائشة", "F"], 1),
        (["Mother name", "Age", "Child name", "Age"], ["Aisha", 30, "Ali", 3], 2),
    ],
)
def test_a_heading_that_stands_twice_makes_no_second_list(
    headings: list[Cell], cells: list[Cell], people: int
) -> None:
    found = read(headings, cells)

    assert len(found.rows) == people
    assert len({row.family for row in found.rows}) == 1

"""Forms one below the other, a label and its answer in each line: every form is one person."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.workbooks import ignored, lines


def read(rows: list[list[Cell]], as_of: date | None = date(2021, 3, 14)) -> Roster:
    return read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=as_of)


def test_forms_one_below_the_other_are_one_person_each() -> None:
    found = read(
        [
            ["Name", "Aisha Karim"],
            ["Age", 30],
            ["Sex", "F"],
            ["Nationality", "Kazakhstan"],
            [],
            ["Name", "Omar Bek"],
            ["Age", 5],
            ["Sex", "M"],
            ["Nationality", "Kazakhstan"],
        ]
    )

    assert lines(found) == [
        "1 | Latn:Aisha Karim | F 1991 estimated | row 1; ?; KZ | - | -",
        "6 | Latn:Omar Bek | M 2016 estimated | row 6; ?; KZ | - | -",
    ]
    assert ignored(found) == {
        2: "continued", 3: "continued", 4: "continued", 5: "blank", 7: "continued", 8: "continued", 9: "continued",
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["Name: Aisha Karim"], ["Date of birth: 12.03.1990"], ["Sex: F"]],
        [["ФИО:", "Айша Карим"], ["Дата рождения:", "12.03.1990"], ["Пол:", "Ж"]],
        [["Аты-жөні:", "Айша Карим"], ["Туған күні:", "12.03.1990"], ["Жынысы:", "әйел"]],
        [
            ["الاسم الكامل:", "عائشة أحمد"],
            ["الجنس:", "أنثى"],
            ["تاريخ الولادة:", "١٢/٠٣/١٩٩٠"],
            ["العمر:", "٣٠"],
        ],
        [["Имя:", "Айша", "Фамилия:", "Карим"], ["Пол:", "ж", "Дата рождения:", "12.03.1990"]],
    ],
)
def test_a_form_is_read_in_any_of_the_languages(rows: list[list[Cell]]) -> None:
    found = read(rows)

    assert [(row.row, row.sex, (row.birth_date or "")[:4]) for row in found.rows] == [(1, "F", "1990")]


def test_what_a_form_asks_beyond_the_fields_is_told_beside_its_person() -> None:
    found = read(
        [
            ["Camp Roj 12.02.2021"],
            ["No", 1],
            ["Name:", "Aisha Karim"],
            ["DOB:", "12.03.1990"],
            ["Shoe size:", 38],
            ["Child:", "Ali 7"],
            ["Child:", "Sara 3"],
            ["No", 2],
            ["Name:", "Omar Bek"],
            ["Sex:", "M"],
            ["Prepared by Anna"],
        ],
        as_of=None,
    )

    assert [(row.row, row.names[0].text, row.birth_date) for row in found.rows] == [
        (2, "Aisha Karim", "1990-03-12"),
        (2, "Ali", "2014"),
        (2, "Sara", "2018"),
        (8, "Omar Bek", None),
    ]
    assert "The column “Shoe size” is not understood: “38”." in [
        problem.sentence() for problem in found.rows[0].problems
    ]
    assert {row.row: row.reason.sentence() for row in found.ignored if row.reason.code != "continued"} == {
        1: "Title: Camp Roj 12.02.2021",
        11: "Signature or stamp: Prepared by Anna",
    }


def test_a_table_of_two_columns_is_no_form() -> None:
    found = read([["Name", "Age"], ["Aisha Karim", 30], ["Omar Bek", 5]])

    assert [row.row for row in found.rows] == [2, 3]

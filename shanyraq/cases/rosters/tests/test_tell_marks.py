"""Marks that mean `as above`, errors of spreadsheet programs, days among ages, groups that are no family."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.workbooks import read as read_workbook
from shanyraq.cases.rosters.tests.workbooks import workbook

LIST_DAY = date(2021, 3, 14)


def read(*rows: list[Cell], as_of: date | None = LIST_DAY) -> Roster:
    return read_sheets([Sheet("S", list(rows))], filename="list.xlsx", as_of=as_of)


def codes(roster: Roster) -> list[list[str]]:
    return [[problem.code for problem in row.problems] for row in roster.rows]


@pytest.mark.parametrize("mark", ["-//-", '"', "''", "то же", "ditto", "↑", "〃", "same", "-«-", "كذلك"])
def test_a_mark_takes_over_what_stands_above_it(mark: str) -> None:
    found = read(
        ["Family", "Surname", "Name", "Nationality", "Sex"],
        ["3", "Aliev", "Omar", "KZ", "M"],
        ["3", "Aliev", "Yusuf", "KZ", "M"],
        [mark, mark, "Ali", mark, mark],
        ["4", "Bekova", "Sara", "RU", "F"],
        [mark, mark, "Huda", mark, mark],
    )

    ali, huda = found.rows[2], found.rows[4]
    assert (ali.family, ali.names[0].text, ali.nationality, ali.sex) == ("3", "Aliev Ali", "KZ", "M")
    assert (huda.family, huda.names[0].text, huda.nationality, huda.sex) == ("4", "Bekova Huda", "RU", "F")
    assert codes(found) == [[]] * 5


@pytest.mark.parametrize("mark", ["-//-", "ditto", "то же"])
def test_a_mark_with_nothing_above_it_is_quoted_and_names_no_family(mark: str) -> None:
    found = read(["Family", "Name", "Nationality"], [mark, "Omar", "KZ"], ["4", "Sara", "KZ"])

    assert found.rows[0].family != mark
    assert f"The column “Family” is not understood: “{mark}”." in [
        problem.sentence() for problem in found.rows[0].problems
    ]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?"])
def test_an_error_of_a_spreadsheet_program_is_quoted_and_is_nobodys_name_or_family(error: str) -> None:
    rows: list[list[Cell]] = [
        ["Family", "Name", "Sex", "Birth date"],
        ["1", "Omar", "M", "1990"],
        [error] * 4,
    ]
    row = read(*rows).rows[1]

    assert row.names == () and error not in row.family
    assert [problem.sentence() for problem in row.problems] == [
        f"The name is not understood: “{error}”.",
        f"The sex is not understood: “{error}”.",
        f"The birth date is not understood: “{error}”.",
        f"The column “Family” is not understood: “{error}”.",
    ]


@pytest.mark.parametrize(
    ("age", "year"), [("8 months", "2020"), (0.5, "2020"), ("3½", "2017"), ("3 months", None)]
)
def test_an_age_in_months_gives_only_the_year_that_both_readings_of_the_lists_date_share(
    age: Cell, year: str | None
) -> None:
    (row,) = read(["05/03/2021"], ["Name", "Age"], ["Omar", age], as_of=None).rows

    assert row.birth_date == year
    assert "age_needs_month" in [problem.code for problem in row.problems]


def test_a_day_under_a_heading_for_dates_or_ages_is_a_day_and_a_number_an_age() -> None:
    found = read(
        ["Name", "DOB", "Sex"], [None, "or age", None], ["Omar", date(1990, 3, 4), "M"], ["Ali", 7, "M"]
    )

    assert [row.birth_date for row in found.rows] == ["1990-03-04", "2014"]
    assert codes(found) == [[], []]


@pytest.mark.parametrize("cell", [33000, "33000"])
def test_a_day_counted_by_a_spreadsheet_program_is_read_and_told_in_a_column_of_years(cell: Cell) -> None:
    found = read(["Name", "Год рождения"], ["Omar", cell])

    assert found.rows[0].birth_date == "1990-05-07"
    assert codes(found) == [["number_as_day"]]


@pytest.mark.parametrize("heading", ["Orphans", "Сироты", "أيتام"])
def test_a_heading_of_orphans_makes_them_no_family_in_silence(heading: str) -> None:
    found = read(
        ["Name", "Sex", "Age", "Relation"],
        ["Dina", "F", 30, "head"],
        [heading],
        ["Ali", "M", 7, "son"],
        ["Sara", "F", 5, "daughter"],
        ["Women"],
        ["Huda", "F", 30, "head"],
        ["Omar", "M", 5, "son"],
    )

    assert codes(found) == [[], ["family_uncertain"], ["family_uncertain"], [], []]


def test_orphans_below_the_heading_of_a_family_are_not_of_that_family() -> None:
    found = read(
        ["Name", "Sex"], ["Family 3"], ["Dina", "F"], ["Omar", "M"], ["Orphans"], ["Ali", "M"], ["Sara", "F"]
    )

    families = [row.family for row in found.rows]
    assert families[0] == families[1] == "3"
    assert len(set(families)) == 3


def test_every_date_that_ages_are_counted_from_is_told() -> None:
    rows: list[list[Cell]] = [["Name", "Age"], ["Omar", 7]]
    sheets = [Sheet("12.03.2019", rows), Sheet("14.05.2021", rows), Sheet("Third", rows)]

    found = read_sheets(sheets, filename="list.xlsx")

    assert [row.birth_date for row in found.rows] == ["2012", "2014", "2012"]
    assert [one.params["date"] for one in found.notices if one.code == "list_date"] == [
        "2019-03-12",
        "2021-05-14",
    ]


@pytest.mark.parametrize(("cell", "sex"), [("B", "M"), ("G", "F"), ("boy", "M"), ("girl", "F"), ("b.", "M")])
def test_boys_and_girls_are_told_by_a_letter_in_a_column_of_sexes(cell: str, sex: str) -> None:
    assert read(["Name", "Sex"], ["Omar", cell]).rows[0].sex == sex


def test_an_error_in_a_workbook_is_read_though_its_parser_leaves_the_cell_empty() -> None:
    found = read_workbook(workbook({"S": [["Name", "Sex"], ["Omar", "#REF!"], ["#N/A", "F"]]}))

    assert [row.row for row in found.rows] == [2, 3]
    assert [problem.sentence() for row in found.rows for problem in row.problems] == [
        "The sex is not understood: “#REF!”.",
        "The name is not understood: “#N/A”.",
    ]

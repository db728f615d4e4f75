"""What looks like a date, a document or a country and is none is told with the words of the list."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster, RosterRow
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets

LIST_DAY = date(2021, 3, 14)


def read(*rows: list[Cell]) -> Roster:
    return read_sheets([Sheet("S", list(rows))], filename="list.xlsx", as_of=LIST_DAY)


def one(heading: str, cell: Cell) -> RosterRow:
    """Aisha, of whom only one column is told."""
    (row,) = read(["Name", heading, "№"], ["Aisha", cell, 1]).rows
    return row


def born(heading: str, cell: Cell) -> tuple[str | None, str, list[str]]:
    row = one(heading, cell)
    return row.birth_date, row.birth_date_precision, [problem.code for problem in row.problems]


# Birth dates


def test_a_thirteenth_month_is_no_day_written_the_other_way_round() -> None:
    assert born("Birth date", "2015-13-01") == (None, "unknown", ["birth_impossible"])


@pytest.mark.parametrize("cell", ["<2010", "> 2010", "≤2010", "<01.02.2010"])
def test_before_a_year_is_not_that_year(cell: str) -> None:
    assert born("Birth date", cell) == (None, "unknown", ["birth_unclear"])
    assert cell in one("Birth date", cell).problems[0].sentence()


@pytest.mark.parametrize("cell", ["20145", 20145])
def test_five_figures_in_a_column_of_years_are_a_slip_of_the_pen(cell: Cell) -> None:
    assert born("Year of birth", cell) == (None, "unknown", ["birth_unclear"])


def test_typed_figures_that_a_spreadsheet_program_would_count_as_a_day_are_told() -> None:
    row = one("Birth date", "41275")

    assert row.birth_date == "2013-01-01"
    assert [problem.sentence() for problem in row.problems] == [
        "The number “41275” was read as the day 2013-01-01, as spreadsheet programs count; please check it."
    ]


def test_a_number_of_a_workbook_is_a_day_that_lost_its_format() -> None:
    assert born("Birth date", 41275) == ("2013-01-01", "day", [])


@pytest.mark.parametrize("cell", ["2014.5", 2014.5, "2014.1"])
def test_a_year_with_a_tenth_is_no_month(cell: Cell) -> None:
    assert born("Birth date", cell) == ("2014", "year", ["birth_leftover"])


def test_a_year_with_two_figures_behind_it_is_a_month() -> None:
    assert born("Birth date", "2014.05") == ("2014-05", "month", [])


def test_the_birth_date_of_a_mother_is_no_part_of_her_name() -> None:
    headings: list[Cell] = ["Mother", "Mother DOB", "Child 1", "Child 1 DOB"]
    found = read(
        headings, ["Rana Omar", "3/4/92", "Noah", None], ["Lina Omar", "12/13/92", "Sam", "1/25/15"]
    ).rows

    assert [(row.names[0].text, row.birth_date) for row in found] == [
        ("Rana Omar", "1992-03-04"),
        ("Noah", None),
        ("Lina Omar", "1992-12-13"),
        ("Sam", "2015-01-25"),
    ]
    assert [problem.code for problem in found[0].problems] == ["birth_order_assumed"]


@pytest.mark.parametrize("heading", ["Mother's age", "Возраст матери", "عمر الأم"])
def test_the_age_of_a_mother_is_no_part_of_her_name(heading: str) -> None:
    headings: list[Cell] = ["Mother name", heading, "Children"]

    assert read(headings, ["Rana Omar", 30, "Ali 7"]).rows[0].birth_date == "1991"


def test_a_date_with_slashes_beside_a_name_stays_one_date() -> None:
    (row,) = read(["Name", "Sex"], ["Rana Omar 12/25/92", "F"]).rows

    assert (row.names[0].text, row.birth_date) == ("Rana Omar", "1992-12-25")


# Countries, documents, days


@pytest.mark.parametrize("code", ["XX", "xxx", "ХХ"])
def test_a_code_of_no_country_is_quoted(code: str) -> None:
    row = one("Nationality", code)

    assert row.nationality is None
    assert [problem.sentence() for problem in row.problems] == [
        f"The nationality is undecided or not understood: “{code}”."
    ]


@pytest.mark.parametrize("cell", ["св-во нет", "паспорт - нет", "no passport", "без паспорта", "куәлік жоқ"])
def test_a_document_that_there_is_not_is_told_and_not_kept(cell: str) -> None:
    row = one("Documents", f"N 123; {cell}")

    assert row.documents == ("N 123",)
    assert [problem.params["text"] for problem in row.problems] == [cell]


@pytest.mark.parametrize("cell", ["No 12345", "без срока 123", "паспорт нет данных 5", "нетто"])
def test_a_document_with_a_number_is_one(cell: str) -> None:
    assert one("Documents", cell).documents == (cell,)


@pytest.mark.parametrize("heading", ["Date", "Дата", "التاريخ"])
def test_the_days_of_a_column_that_says_only_date_are_told(heading: str) -> None:
    row = one(heading, "2020-01-01")

    assert [problem.sentence() for problem in row.problems] == [
        f"The column “{heading}” is not understood: “2020-01-01”."
    ]


@pytest.mark.parametrize(
    ("cells", "births", "codes"),
    [
        # One date of a list that turns day and month round.
        (["25.04.2012", "30.04.2012", "01.13.1980"], "1980-01-13", ["birth_order_assumed"]),
        (["25/04/2012", "30/04/2012", "26/01/2011", "٠٥/٠٣/١٩٨٩"], "1989-03-05", []),
        # What one sign does not prove, the others do.
        (["25.04.2012", "30.04.2012", "١٢/٠٣/١٩٨٩"], "1989-03-12", ["birth_order_assumed"]),
        (["25.04.2012", "30.04.2012", "01/13/1980", "١٢/٠٣/١٩٨٩"], "1989-03-12", ["birth_order_assumed"]),
        (["04/25/2012", "04/30/2012", "12-03-1989"], "1989-12-03", ["birth_order_assumed"]),
        # One against one.
        (["25.04.2012", "01/13/1980", "١٢/٠٣/١٩٨٩"], "1989", ["birth_ambiguous"]),
    ],
)
def test_the_order_of_day_and_month_is_weighed_by_all_dates_whatever_joins_them(
    cells: list[str], births: str, codes: list[str]
) -> None:
    rows: list[list[Cell]] = [["Name", "DOB"]]
    rows += [[f"Aisha {cell[0]}a", cell] for cell in cells]
    row = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=date(2019, 5, 1)).rows[-1]

    assert row.birth_date == births
    assert [one.code for one in row.problems if one.code.startswith("birth")] == codes

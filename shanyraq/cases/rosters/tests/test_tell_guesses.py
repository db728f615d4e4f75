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
    (row,) = read(["Name", heading, "Tent"], ["Aisha", cell, 1]).rows
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


@pytest.mark.parametrize("cell", ["20145", 20145, "45000"])
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

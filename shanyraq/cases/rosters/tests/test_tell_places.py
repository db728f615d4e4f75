"""Where a list comes from is no nationality; words that say whose citizens they are tell one, and ask for a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Sheet
from shanyraq.cases.rosters.drafts import LOOK, OTHER_NATIONAL, content_of
from shanyraq.cases.rosters.roster import read_roster, read_sheets
from shanyraq.cases.rosters.tests.workbooks import Rows, ignored, read, workbook

PEOPLE: Rows = [["Name", "Born"], ["Dina Omarova", 1950], ["Ali Omarov", 2012]]


def told(roster: Roster) -> list[tuple[str | None, list[str]]]:
    return [(row.nationality, [one.code for one in row.problems]) for row in roster.rows]


def under(heading: str) -> Roster:
    rows: Rows = [PEOPLE[0], [heading], *PEOPLE[1:]]
    return read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=date(2019, 5, 1))


@pytest.mark.parametrize("name", ["ar", "us", "Syria", "Iraq", "Turkey", "from Syria", "Казахстан"])
def test_the_name_of_a_file_or_a_sheet_makes_nobody_a_citizen(name: str) -> None:
    text = "Name,Born,Nationality\nDina Omarova,1950,\nAli Omarov,2012,KZ\n"

    assert told(read_roster(text.encode(), filename=f"{name}.csv")) == [
        (None, ["nationality_missing"]),
        ("KZ", []),
    ]
    assert told(read(workbook({name: PEOPLE}), filename=f"{name}.xlsx")) == [(None, []), (None, [])]


@pytest.mark.parametrize("heading", ["Syria", "Syrians", "Сирия", "Түркия", "العراق"])
def test_a_heading_that_only_names_a_country_leaves_the_nationality_open(heading: str) -> None:
    roster = under(heading)

    assert told(roster) == [(None, ["nationality_unclear"])] * 2
    assert heading in roster.rows[0].problems[0].sentence()


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Citizens of Syria", "SY"),
        ("Nationals of Kazakhstan", "KZ"),
        ("Nationality: Iraq", "IQ"),
        ("Граждане Сирии", "SY"),
        ("Гражданство: Ирак", "IQ"),
        ("Қазақстан азаматтары", "KZ"),
        ("مواطنو سوريا", "SY"),
        ("الجنسية: العراق", "IQ"),
    ],
)
def test_a_heading_that_says_whose_citizens_they_are_is_taken_and_asks_for_a_look(
    heading: str, code: str
) -> None:
    roster = under(heading)

    assert ignored(roster) == {1: "header", 2: "section_heading"}
    assert told(roster) == [(code, ["nationality_from_heading"])] * 2
    rows = content_of(roster).rows
    assert [row.state("KZ") for row in rows] == [LOOK, LOOK]
    assert rows[0].nationality_kept("KZ") == (
        "KZ" if code == "KZ" else ""
    )  # what is open goes to verification


def test_a_heading_of_another_country_ends_the_one_before_it() -> None:
    rows: Rows = [
        PEOPLE[0],
        ["Citizens of Kazakhstan"],
        PEOPLE[1],
        ["Syria"],
        PEOPLE[2],
    ]

    roster = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=date(2019, 5, 1))

    assert [row.nationality for row in roster.rows] == ["KZ", None]


def test_a_nationality_of_a_heading_that_somebody_looked_at_is_kept_or_not_as_any_other() -> None:
    row = replace(content_of(under("Citizens of Syria")).rows[0], is_checked=True)

    assert row.state("KZ") == OTHER_NATIONAL

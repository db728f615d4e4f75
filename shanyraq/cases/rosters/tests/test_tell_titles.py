"""What stands before and behind a name is heard for her alone: titles, codes of countries, whose relative she is."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster, RosterRow
from shanyraq.cases.rosters.cells import Sheet
from shanyraq.cases.rosters.drafts import LOOK, content_of
from shanyraq.cases.rosters.roster import read_sheets


def read(name: str, sex: str = "") -> Roster:
    rows = [["Name", "Born", "Sex"], [name, "1990", sex], ["Omar Aliev", "1980", "M"]]
    return read_sheets([Sheet("S", list(map(list, rows)))], filename="list.xlsx", as_of=date(2019, 5, 1))


def first(name: str, sex: str = "") -> tuple[list[str], str | None, list[str]]:
    row: RosterRow = read(name, sex).rows[0]
    return [run.text for run in row.names], row.sex, [one.code for one in row.problems]


@pytest.mark.parametrize(
    ("cell", "name", "sex"),
    [
        ("Mrs. Dina Omarova", "Dina Omarova", "F"),
        ("Mr Ali Omarov", "Ali Omarov", "M"),
        ("г-жа Омарова Дина", "Омарова Дина", "F"),
        ("г-н Омаров Али", "Омаров Али", "M"),
        ("السيدة عائشة عمر", "عائشة عمر", "F"),
        ("السيد علي عمر", "علي عمر", "M"),
    ],
)
def test_a_title_tells_the_sex_and_is_no_part_of_the_name(cell: str, name: str, sex: str) -> None:
    assert first(cell) == ([name], sex, [])


def test_a_title_that_does_not_agree_with_the_sex_is_told() -> None:
    assert first("Mrs. Dina Omarova", "M")[2] == ["sex_conflict"]
    assert first("Mrs. Dina Omarova, m")[2] == ["note_kept"]


@pytest.mark.parametrize(("code", "country"), [("KZ", "KZ"), ("KAZ", "KZ"), ("РК", "KZ"), ("SY", "SY")])
def test_the_code_of_a_country_behind_a_name_is_her_nationality_and_asks_for_a_look(
    code: str, country: str
) -> None:
    roster = read(f"Khadija Umarova ({code})", "F")

    assert first(f"Khadija Umarova ({code})", "F") == (
        ["Khadija Umarova"],
        "F",
        ["nationality_beside_name"],
    )
    assert roster.rows[0].nationality == country
    assert content_of(roster).rows[0].state("KZ") == LOOK


def test_capital_letters_behind_a_name_that_nobody_knows_are_told() -> None:
    assert first("Khadija Umarova (XYZ)", "F")[2] == ["name_signs"]


@pytest.mark.parametrize(
    "cell",
    [
        "Fatima bint Ahmad, wife of Khadija's brother Ali",
        "Fatima bint Ahmad wife of Khadija's brother Ali",
        "Fatima bint Ahmad (wife of Khadija's brother Ali)",
    ],
)
def test_whose_relative_somebodys_husband_is_makes_her_no_relative_and_no_man(cell: str) -> None:
    roster = read(cell)

    assert first(cell) == (["Fatima bint Ahmad"], "F", ["named_not_listed"])
    assert roster.rows[0].relation == "spouse"


@pytest.mark.parametrize(
    "cell",
    ["Fatima bint Ahmad, Khadija's brother's wife", "Fatima, Khadija's brother Ali", "Ali's wife's brother"],
)
def test_no_sex_is_guessed_from_words_about_somebody_else(cell: str) -> None:
    row = read(cell).rows[0]

    assert (row.sex, row.relation) in ((None, None), (None, "head"))
    assert cell in " ".join(one.sentence() for one in row.problems)

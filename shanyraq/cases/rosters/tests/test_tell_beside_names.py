"""What stands beside a name, hides in it or is too long for it is told, and the name is kept."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.nameless import alias_behind
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.usual_names import usual_names

LIST_DAY = date(2019, 5, 1)


@pytest.mark.parametrize("text", ["Aisha (2)", "(2) Aisha", "Aisha [3]", "Aisha 2", "عائشة (٢)", "Айша (2)"])
@pytest.mark.parametrize(("heading", "cell"), [("Age", 30), ("DOB", "04.03.1990"), ("DOB", None)])
def test_a_number_beside_a_name_is_told_whatever_the_columns_say(text: str, heading: str, cell: Cell) -> None:
    rows: list[list[Cell]] = [["Name", heading], [text, cell], ["Omar", 30 if heading == "Age" else "1990"]]
    for as_of in (LIST_DAY, None):
        row = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=as_of).rows[0]

        number = next(sign for sign in text if sign.isdigit())
        assert row.names
        assert any(number in problem.sentence() for problem in row.problems), (as_of, row.problems)


@pytest.mark.parametrize(
    "text",
    ["Aisha <1>", "<1> Aisha", "Aisha {4}", "Aisha #2", "Aisha *", "Aisha (?)", "Aisha?", "Aisha & Omar"],
)
def test_signs_beside_a_name_are_told(text: str) -> None:
    rows: list[list[Cell]] = [["Name", "Sex"], [text, "F"], ["Omar", "M"]]

    row = read_sheets([Sheet("S", rows)], filename="list.xlsx").rows[0]

    assert "Aisha" in row.names[0].text
    assert [problem.sentence() for problem in row.problems] == [
        f"Beside the name stands what is no name: “{text}”; please check it."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Aisha",
        "1. Aisha",
        "- Aisha",
        "Aisha Karimova (Umm Ali), 1990",
        "عائشة / Aisha",
        "مُحَمَّد",
        "O'Neil",
        "Аль-Хасан",
        "Aisha, 30 y",
        "Aisha ~30 y",
    ],
)
def test_a_name_with_all_its_signs_understood_needs_no_look(text: str) -> None:
    rows: list[list[Cell]] = [["Name", "Sex"], [text, "F"], ["Omar", "M"]]

    row = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY).rows[0]

    assert [problem.code for problem in row.problems] == []


def test_a_name_longer_than_a_record_holds_stays_whole_and_is_told() -> None:
    rows: list[list[Cell]] = [["Name", "Sex"], ["A" * 161, "F"], ["B" * 160, "M"]]

    found = read_sheets([Sheet("S", rows)], filename="list.xlsx").rows

    assert [len(row.names[0].text) for row in found] == [161, 160]
    assert [[problem.code for problem in row.problems] for row in found] == [["name_long"], []]


@pytest.mark.parametrize(
    "text",
    [
        "Aa also known as Bb",
        "Aa known as Bb",
        "Aa nicknamed Bb",
        "Aa a.k.a. Bb",
        "Aa a/k/a Bb",
        "Aa aka Bb",
        "Aa alias Bb",
        "Аа он же Бб",
        "Аа она же Бб\n",
        "Аа известен как Бб",
        "Аа известна как Бб",
        "Аа по прозвищу Бб",
        "Аа прозвище Бб",
        "Аа по кличке Бб",
        "Аа кличка Бб",
        "Аа лақап аты Бб",
        "Аа деген атпен Бб\n",
        "علي الملقبة بكر",
        "علي الملقب بكر",
        "علي المكناة بكر",
        "علي المكنى بكر",
        "علي المكنّى بكر",
        "علي المعروفة بكر",
        "علي المعروف بكر\n",
        "Aa née Bb",
        "Aa nee Bb",
        "Aa maiden name Bb",
        "Аа урожд. Бб",
        "Аа урождённая Бб",
        "Аа урожденная Бб",
        "Аа девичья фамилия Бб",
    ],
)
def test_every_word_for_another_name_is_met_by_the_quick_first_look(text: str) -> None:
    assert alias_behind(text.strip()) is not None
    assert usual_names(text.strip()) == ()

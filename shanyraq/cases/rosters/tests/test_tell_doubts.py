"""What a list says wrongly or twice over is told, and never dropped or guessed in silence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.command import main
from shanyraq.cases.rosters.nationalities import read_nationality
from shanyraq.cases.rosters.roster import read_sheets

LIST_DAY = date(2019, 5, 1)


def read(heading: str, *cells: Cell, as_of: date | None = LIST_DAY, today: date | None = None) -> Roster:
    """People called Aisha of whom only one column is told."""
    rows: list[list[Cell]] = [
        ["Name", heading, "№"],
        *(["Aisha", cell, number] for number, cell in enumerate(cells)),
    ]
    return read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=as_of, today=today)


def told(roster: Roster) -> list[list[str]]:
    """The problems of each row; that nobody can be told from her namesake is no matter here."""
    return [[one.code for one in row.problems if one.code != "duplicate"] for row in roster.rows]


# Birth dates that cannot be


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2035", "birth_after_list"),
        ("12.03.2035", "birth_after_list"),
        ("03.2035", "birth_after_list"),
        ("about 2035", "birth_after_list"),
        ("02.05.2019", "birth_after_list"),
        (date(2035, 1, 1), "birth_after_list"),
        ("1899", "birth_too_early"),
        (date(1899, 5, 5), "birth_too_early"),
        ("12.03.1899", "birth_too_early"),
        ("1850", "birth_impossible"),
    ],
)
def test_a_birth_that_cannot_be_is_told_and_not_taken(cell: Cell, code: str) -> None:
    (row,) = read("DOB", cell).rows

    assert (row.birth_date, row.birth_date_precision) == (None, "unknown")
    assert [problem.code for problem in row.problems] == [code]
    assert (cell if isinstance(cell, str) else cell.isoformat()) in row.problems[0].sentence()  # type: ignore[union-attr]


def test_a_list_without_a_date_names_nobody_who_is_not_born_yet() -> None:
    found = read("DOB", "2035", "02.05.2019", as_of=None, today=date(2019, 5, 1))

    assert [row.birth_date for row in found.rows] == [None, None]
    assert told(found) == [["birth_in_future"], ["birth_in_future"]]


def test_an_age_on_a_list_of_next_year_makes_nobody_who_is_not_born_yet() -> None:
    found = read("Age", 1, 30, as_of=date(2024, 1, 1), today=date(2021, 5, 20))

    assert [row.birth_date for row in found.rows] == [None, "1994"]
    assert told(found) == [["birth_in_future"], []]


def test_the_command_knows_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,DOB\nAisha,2099\nSara,1990\n")

    assert main(["read", str(path), "--json"]) == 0

    first, second = json.loads(capsys.readouterr().out)["rows"]
    assert (first["birth_date"], first["birth_date_precision"]) == (None, "unknown")
    assert first["problems"] == ["The birth date “2099” lies in the future; it was not taken."]
    assert second["birth_date"] == "1990"


# Ages, sexes, citizenships, heads


@pytest.mark.parametrize("cell", ["-3", -3, -3.0, "−3", "–3", "- 3", "(-3)", "-8 мес"])
def test_an_age_below_nothing_is_no_age(cell: Cell) -> None:
    (row,) = read("Age", cell).rows

    assert row.birth_date is None
    assert [problem.code for problem in row.problems] == ["age_unclear"]


@pytest.mark.parametrize("cell", ["x", "X", "х", "xx", "*"])
def test_a_cross_for_a_sex_is_not_understood(cell: str) -> None:
    (row,) = read("Sex", cell).rows

    assert row.sex is None
    assert [problem.sentence() for problem in row.problems] == [f"The sex is not understood: “{cell}”."]


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("KZ", "КЗ|Кз.|КАЗ|каз.|РК|Р.К.|ҚР|ҚЗ|ҚАЗ|гр. РК|гр.КЗ"),
        ("UZ", "УЗБ|УЗ|РУз|ӨЗБ|узб."),
        ("RU", "РФ|РУС|РУ"),
        ("KG", "КР|КГ|КГЗ|КЫР|КИР|ҚЫР"),
        ("TJ", "ТЖ|ТДЖ|ТАД|тадж.|ТӘЖ"),
        ("TM", "ТМ|ТКМ"),
        ("AZ", "АЗ|АЗЕ"),
        ("UA", "УКР"),
        ("SY", "СИР"),
        ("IQ", "ИРК"),
        ("TR", "ТУР|ТР"),
        ("DE", "ГЕР|ФРГ"),
    ],
)
def test_short_forms_in_cyrillic_letters_are_citizenships(code: str, texts: str) -> None:
    assert {text: read_nationality(text).code for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), code
    )


@pytest.mark.parametrize("text", ["РТ", "КЦ", "Ж", "КЗ/УЗ", "К3"])
def test_other_letters_are_told_and_no_citizenship(text: str) -> None:
    read = read_nationality(text)

    assert read.code is None
    assert [problem.code for problem in read.problems] == ["nationality_unclear"]


@pytest.mark.parametrize("word", ["رب الأسرة", "رب العائلة", "ربة الأسرة", "معيل", "отағасы", "сам", "глава"])
def test_a_woman_may_lead_her_family_under_any_word_for_it(word: str) -> None:
    rows: list[list[Cell]] = [["Name", "Sex", "Relation"], ["Aisha", "F", word]]

    (row,) = read_sheets([Sheet("S", rows)], filename="list.xlsx").rows

    assert (row.sex, row.relation, row.problems) == ("F", "head", ())


def test_a_relation_that_contradicts_the_sex_is_quoted_as_the_list_writes_it() -> None:
    rows: list[list[Cell]] = [["Name", "Sex", "Relation"], ["Ali", "M", "زوجة"], ["Omar", "M", "ربة الأسرة"]]

    found = read_sheets([Sheet("S", rows)], filename="list.xlsx").rows

    assert ["زوجة" in row.problems[0].sentence() for row in found] == [True, False]
    assert found[1].problems[0].params["other"] == "ربة الأسرة"


def test_the_heading_is_quoted_where_it_says_what_somebody_is() -> None:
    rows: list[list[Cell]] = [["اسم الأم", "الجنس", "الأطفال"], ["Aisha", "ذكر", "علي 7"]]

    problems = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=LIST_DAY).rows[0].problems

    assert [one.params["other"] for one in problems if one.code == "sex_conflict"] == ["اسم الأم"]


@pytest.mark.parametrize(
    "first", [["Aisha", "F", "Head"], ["Айша", "ж", "глава семьи"], ["عائشة", "أنثى", "رب الأسرة"]]
)
def test_the_first_person_of_a_list_is_no_second_row_of_headings(first: list[Cell]) -> None:
    rows: list[list[Cell]] = [["Name", "Sex", "Relation"], first, ["Ali", "M", "son"]]

    found = read_sheets([Sheet("S", rows)], filename="list.xlsx").rows

    assert [(row.row, row.relation, row.sex) for row in found] == [(2, "head", "F"), (3, "child", "M")]


# Day and month


@pytest.mark.parametrize(
    ("others", "value", "codes"),
    [
        (["25/03/2012", "26/04/2011"], "2012-04-03", []),
        (["03/25/2012", "04/26/2011"], "2012-03-04", []),
        (["25/03/2012"], "2012-04-03", ["birth_order_assumed"]),
        (["03/25/2012"], "2012-03-04", ["birth_order_assumed"]),
        (["25/03/2012", "03/25/2012"], "2012", ["birth_ambiguous"]),
        (["25/03/2012", "26/03/2012", "03/25/2012"], "2012", ["birth_ambiguous"]),
    ],
)
def test_one_cell_alone_or_cells_in_conflict_leave_a_doubt_about_day_and_month(
    others: list[str], value: str, codes: list[str]
) -> None:
    found = read("DOB", "03/04/2012", *others)

    assert found.rows[0].birth_date == value
    assert told(found)[0] == codes
    assert all(not codes for codes in told(found)[1:])


def test_points_put_the_day_first_and_one_cell_against_it_is_told() -> None:
    assert read("DOB", "03.04.2012", "04.05.2011").rows[0].problems == ()

    doubtful = read("DOB", "03.04.2012", "04.25.2011").rows[0]

    assert doubtful.birth_date == "2012-04-03"
    assert doubtful.problems[0].sentence().startswith("“03.04.2012” was read as 2012-04-03")


def test_a_heading_says_the_order_and_a_cell_against_it_is_told() -> None:
    assert told(read("DOB (mm/dd/yyyy)", "03/04/2012", "04/25/2011")) == [[], []]
    assert told(read("DOB (dd/mm/yyyy)", "03/04/2012", "04/25/2011")) == [["birth_order_assumed"]] * 2

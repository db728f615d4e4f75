"""What speaks of somebody else, of nobody or of how many: it makes no person, no sex and no family."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.roster import read_sheets
from shanyraq.cases.rosters.tests.workbooks import ignored


def read(*rows: list[Cell]) -> Roster:
    return read_sheets([Sheet("S", list(rows))], filename="list.xlsx", as_of=date(2021, 3, 14))


def people(roster: Roster) -> list[tuple[str, str | None, str | None]]:
    return [
        (" / ".join(run.text for run in row.names) or "?", row.sex, row.birth_date) for row in roster.rows
    ]


def sentences(roster: Roster) -> list[str]:
    return [problem.sentence() for row in roster.rows for problem in row.problems]


def codes(roster: Roster) -> list[str]:
    return [problem.code for row in roster.rows for problem in row.problems]


@pytest.mark.parametrize(
    "note",
    [
        "муж погиб в 2018",
        "муж в тюрьме",
        "күйеуі қайтыс болған",
        "husband killed 2018",
        "husband Omar died",
        "mother died",
        "mother Dina",
        "Дети остались у свекрови",
        "زوجها متوفى",
        "زوجها في السجن",
    ],
)
def test_what_befell_a_relative_is_no_relation_and_no_sex_of_hers(note: str) -> None:
    found = read(["Name", "Age", "Note"], ["Aisha Bek", 30, note], ["Sara Bek", 31, None])

    assert [(row.sex, row.relation) for row in found.rows] == [(None, None), (None, None)]
    assert f"The note is not used for any field: “{note}”." in sentences(found)


@pytest.mark.parametrize(
    ("note", "sex"), [("wife of Omar Bek", "F"), ("жена Омара Бека", "F"), ("زوجة عمر", "F")]
)
def test_a_note_that_tells_whose_wife_she_is_does_so_still(note: str, sex: str) -> None:
    found = read(["Name", "Age", "Note"], ["Aisha Bek", 30, note], ["Sara Bek", 31, None])

    assert (found.rows[0].sex, found.rows[0].relation) == (sex, "spouse")


@pytest.mark.parametrize(
    "heading",
    ["Sep. child Y/N", "Has children (Y/N)", "Unaccompanied child", "Separated children?", "Есть дети"],
)
def test_yes_and_no_are_no_children(heading: str) -> None:
    found = read(["Name", "Age", heading], ["Aisha Bek", 30, "N"], ["Sara Bek", 31, "Y"])

    assert [name for name, _, _ in people(found)] == ["Aisha Bek", "Sara Bek"]
    assert [
        row.row for row in found.rows if any("“Y”" in problem.sentence() for problem in row.problems)
    ] == [3]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("3 boys, 1 girl: Yusuf (9), Musa (7), Isa (5), Hafsa (3)", ["Yusuf", "Musa", "Isa", "Hafsa"]),
        ("2 boys and 1 girl (Ali, Omar, Sara)", ["Ali", "Omar", "Sara"]),
        ("2 мальчика и 1 девочка: Али 7, Омар 5, Сара 2", ["Али", "Омар", "Сара"]),
        ("3 ұл, 1 қыз: Али, Омар, Сара, Ян", ["Али", "Омар", "Сара", "Ян"]),
    ],
)
def test_boys_and_girls_counted_before_their_names_are_those_children(text: str, names: list[str]) -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha Bek", 30, text])

    assert [(name, sex) for name, sex, _ in people(found)[1:]] == [(name, None) for name in names]
    assert codes(found) == []


@pytest.mark.parametrize(
    "text", ["1 girl: Sara, Omar", "daughter: Sara, Omar", "дочь: Сара, Омар", "بنت: سارة، عمر"]
)
def test_one_girl_and_two_names_make_nobody_a_girl(text: str) -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha Bek", 30, text])

    assert [sex for _, sex, _ in people(found)[1:]] == [None, None]
    assert "children_unclear" in codes(found)


def test_children_of_each_sex_behind_their_words_keep_it() -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha Bek", 30, "2 boys: Ali, Omar; 1 girl: Sara"])

    assert people(found)[1:] == [("Ali", "M", None), ("Omar", "M", None), ("Sara", "F", None)]


@pytest.mark.parametrize("text", ["none", "None", "нет", "жоқ", "لا يوجد", "-"])
def test_a_mother_without_children_asks_for_no_look(text: str) -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha Bek", 30, text])

    assert codes(found) == []


@pytest.mark.parametrize("text", ["no children", "нет детей", "без детей"])
def test_a_mother_of_no_children_is_no_row_of_headings(text: str) -> None:
    found = read(["Mother", "Birth", "Children"], ["Aisha Bek", "1990", "Ali"], ["Dina", "n/k", text])

    assert [name for name, _, _ in people(found)] == ["Aisha Bek", "Ali", "Dina"]
    assert ignored(found) == {1: "header"}


@pytest.mark.parametrize(
    "heading",
    [
        "Дата рождения, место рождения",
        "Место рождения, дата рождения",
        "Date of birth, place of birth",
        "DOB / place of birth",
    ],
)
def test_a_column_of_day_and_place_of_birth_is_read_as_a_date(heading: str) -> None:
    found = read(["ФИО", "Пол", heading], ["Айша", "Ж", "12.03.1990, г. Шымкент"])

    assert people(found) == [("Айша", "F", "1990-03-12")]
    assert codes(found) == ["column_unread"]


def test_numbers_with_a_full_stop_count_the_rows() -> None:
    found = read(["№ п/п", "ФИО", "Пол"], ["1.", "Айша Бек", "Ж"], ["2.", "Омар Бек", "М"], ["Итого: 2 чел."])

    assert codes(found) == []


def test_numbers_of_rows_some_of_which_are_missing_part_no_child_from_her_mother() -> None:
    found = read(
        ["№", "Name", "Sex", "Relation"],
        [1, "Aisha", "F", "head"],
        [2, "Ali", "M", "son"],
        [3, "Maryam", "F", "daughter"],
        [None, "Gulnar", "F", "head"],
        [None, "Hamza", "M", "son"],
    )

    assert [row.family for row in found.rows] == ["row 2", "row 2", "row 2", "row 5", "row 5"]


def test_letters_for_relations_ask_for_no_look() -> None:
    found = read(
        ["Name", "Sex", "Rel."],
        ["Aisha", "F", "HH"],
        ["Ali", "M", "S"],
        ["Sara", "F", "D"],
        ["Eva", "F", "GD"],
    )

    assert [row.relation for row in found.rows] == ["head", "child", "child", "grandchild"]
    assert codes(found) == []


@pytest.mark.parametrize("heading", ["Родственники", "Relatives", "Туыстары", "الأقارب"])
def test_a_grandmother_among_the_relatives_of_a_boy_does_not_make_him_one(heading: str) -> None:
    found = read(["ФИО", "Возраст", heading], ["Юсуф", 9, "бабушка в Шымкенте"], ["Муса", 7, None])

    assert [(row.sex, row.relation) for row in found.rows] == [(None, None), (None, None)]
    assert codes(found) == ["column_unread"]


def test_a_line_with_a_dash_is_no_note() -> None:
    found = read(
        ["1. Ахметова Айша, 1990 г.р."], ["сын - Ахметов Али, 2013 г.р."], ["дочь - Сара, 2016 г.р."]
    )

    assert [row.row for row in found.rows] == [1, 2, 3]


def test_a_column_of_husbands_whose_wife_she_is_makes_no_man_a_wife() -> None:
    found = read(
        ["Wife of", "Name", "Age", "Sex"], ["Omar Bek", "Aisha", 31, "F"], [None, "Omar Bek", 40, "M"]
    )

    assert people(found) == [("Aisha", "F", "1990"), ("Omar Bek", "M", "1981")]


@pytest.mark.parametrize("heading", ["Wife/Husband", "Жена / муж", "Husband or wife"])
def test_a_column_of_wives_or_husbands_tells_nobodys_sex(heading: str) -> None:
    found = read(["Name", "Age", heading], ["Dina Bek", 30, "Zeid Omar"])

    assert people(found)[1] == ("Zeid Omar", None, None)
    assert codes(found) == ["sex_missing"]


def test_a_name_in_the_passport_is_a_name_and_the_state_of_a_spouse_is_nobody() -> None:
    found = read(
        ["S/N", "Name in passport", "Sex", "Spouse status", "Where born"],
        [1, "Aisha Bek", "F", "killed", "Almaty"],
    )

    assert [(name, sex) for name, sex, _ in people(found)] == [("Aisha Bek", "F")]
    assert codes(found) == ["column_unread", "column_unread"]


@pytest.mark.parametrize("text", ['" Ali', '-"- Али', "// Ali", "''  Ali"])
def test_a_mark_for_the_surname_above_is_told(text: str) -> None:
    found = read(["Name", "Sex", "Age"], ["Akhmet Aisha", "F", 30], [text, "M", 7])

    assert "name_signs" in codes(found)


def test_a_name_in_quotation_marks_asks_for_no_more_than_before() -> None:
    found = read(["Name", "Sex", "Age"], ['"Abu Ali" Omar', "M", 30], ["Aisha Bek", "F", 31])

    assert codes(found) == []


@pytest.mark.parametrize(
    "headings",
    [["Mother", "Father", "Child", "Age", "Sex"], ["Мать", "Отец", "Ребенок", "Возраст", "Пол"]],
)
def test_what_stands_behind_a_child_is_told_of_her_and_not_of_her_mother(headings: list[Cell]) -> None:
    found = read(
        headings,
        ["Aisha", "Omar", "Ali", 7, "M"],
        ["Aisha", "Omar", "Sara", 4, "F"],
        ["Dina", None, "Nur", 2, "F"],
    )

    assert people(found) == [("Ali Omar", "M", "2014"), ("Sara Omar", "F", "2017"), ("Nur", "F", "2019")]
    assert [row.family for row in found.rows] == ["row 2", "row 2", "row 4"]

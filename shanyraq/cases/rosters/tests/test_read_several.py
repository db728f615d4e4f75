"""Several people in one cell: paired with what the next cell says of each, else told."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.heading_data import is_data
from shanyraq.cases.rosters.roster import read_sheets


def read(*rows: list[Cell]) -> Roster:
    return read_sheets([Sheet("S", list(rows))], filename="list.xlsx", as_of=date(2021, 3, 14))


def people(roster: Roster) -> list[tuple[str, str | None, str | None]]:
    return [(" / ".join(run.text for run in row.names), row.sex, row.birth_date) for row in roster.rows]


def codes(roster: Roster) -> list[str]:
    return [problem.code for row in roster.rows for problem in row.problems]


@pytest.mark.parametrize(
    ("names", "years"),
    [
        ("Ali\nSara", "2012\n2014"),
        ("Ali, Sara", "2012, 2014"),
        ("Ali; Sara", "2012; 2014"),
        ("Ali and Sara", "2012 and 2014"),
        ("1. Ali\n2. Sara", "2012\n2014"),
    ],
)
def test_lists_side_by_side_of_one_length_are_paired(names: str, years: str) -> None:
    found = read(["Mother", "Age", "Child names", "Child birth years"], ["Aisha B", 30, names, years])

    assert people(found)[1:] == [("Ali", None, "2012"), ("Sara", None, "2014")]
    assert {row.relation for row in found.rows[1:]} == {"child"}
    assert {row.family for row in found.rows} == {"row 2"}
    assert codes(found) == []


def test_the_sex_of_each_child_is_paired_as_well() -> None:
    found = read(
        ["Мать", "Возраст", "Имена детей", "Годы рождения детей", "Пол детей"],
        ["Айша Б", 30, "Али, Сара", "2012, 2014", "м, ж"],
    )

    assert people(found)[1:] == [("Али", "M", "2012"), ("Сара", "F", "2014")]


@pytest.mark.parametrize(
    ("names", "years"),
    [("Ali, Sara, Omar", "2012, 2014"), ("Ali\nSara", "2012"), ("Ali\nSara", None), ("Ali, Sara", None)],
)
def test_lists_that_do_not_agree_are_told(names: str, years: str | None) -> None:
    found = read(["Mother", "Age", "Child names", "Child birth years"], ["Aisha B", 30, names, years])

    assert len(found.rows) == 2
    assert "name_signs" in codes(found)


def test_a_name_in_two_scripts_is_one_child() -> None:
    found = read(["Mother", "Age", "Child name", "Child birth year"], ["Aisha B", 30, "Ali\nعلي", "2012"])

    assert people(found)[1:] == [("Ali / علي", None, "2012")]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("heading", "wives", "names"),
    [
        ("Wives", "Aigul, Salma", ["Aigul", "Salma"]),
        ("Жёны", "Айгуль и Салма", ["Айгуль", "Салма"]),
        ("الزوجات", "عائشة، سلمى", ["عائشة", "سلمى"]),
        ("Әйелдері", "Айгүл және Салма", ["Айгүл", "Салма"]),
    ],
)
def test_wives_in_one_cell_below_a_heading_of_several_are_each_a_person(
    heading: str, wives: str, names: list[str]
) -> None:
    found = read(["Name", "Sex", "Age", heading], ["Omar Bek", "M", 40, wives])

    assert people(found)[1:] == [(name, "F", None) for name in names]
    assert {row.relation for row in found.rows[1:]} == {"spouse"}


@pytest.mark.parametrize("wife", ["Aigul, Salma", "Айгуль, Салма", "عائشة، سلمى", "Karim Aigul, Bek Salma"])
def test_two_names_with_a_comma_below_a_heading_of_one_are_told(wife: str) -> None:
    found = read(["Husband", "Wife", "Wife age"], ["Omar Bek", wife, 30])

    assert "name_signs" in codes(found)


def test_a_comma_where_other_names_have_none_is_told() -> None:
    found = read(
        ["Name", "Sex", "Age"], ["Aigul, Salma", "F", 30], ["Aisha Bek", "F", 31], ["Omar Bek", "M", 32]
    )

    assert codes(found) == ["name_signs"]


@pytest.mark.parametrize(
    "names", [("KARIM, Aigul", "BEK, Salma", "Omar Bek"), ("Karimova, Nur", "Aisha Bek", "Omar Bek")]
)
def test_a_comma_behind_a_family_name_asks_for_no_look(names: tuple[str, ...]) -> None:
    rows: list[list[Cell]] = [[name, "F", 30 + place] for place, name in enumerate(names)]

    found = read(["Name", "Sex", "Age"], *rows)

    assert codes(found) == []


@pytest.mark.parametrize("heading", ["Spouse", "Супруг(а)", "Жұбайы"])
def test_a_spouse_is_no_woman_because_the_list_says_spouse(heading: str) -> None:
    found = read(["Name", "Sex", "Age", heading], ["Aisha Bek", "F", 30, "Omar Karim"])

    assert people(found)[1:] == [("Omar Karim", None, None)]
    assert found.rows[1].relation == "spouse"
    assert "sex_missing" in codes(found)


def test_a_longer_name_among_children_of_one_name_each_may_be_two() -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha B", 30, "Ali Omar, Maryam, Sara"])

    assert [row.row for row in found.rows if "child_maybe_several" in [p.code for p in row.problems]] == [2]
    assert codes(found) == ["child_maybe_several"]


def test_children_who_all_have_two_names_ask_for_no_look() -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha B", 30, "Ali Karimov, Maryam, Sara"])

    assert codes(found) == []


@pytest.mark.parametrize("word", ["кішісі", "үлкені", "ортаншысы", "кенжесі"])
def test_the_youngest_without_a_name_is_no_name(word: str) -> None:
    found = read(["Mother", "Age", "Children"], ["Aisha B", 30, f"Али 7, {word}, Мариям 4"])

    assert [name for name, _, _ in people(found)[1:]] == ["Али", "Мариям"]
    assert "children_unclear" in codes(found)


def test_the_place_beside_a_birth_date_is_told_and_asks_for_no_look() -> None:
    found = read(["Name", "Sex", "Place and date of birth"], ["Aisha", "F", "Almaty, 12.03.1990"])

    assert people(found) == [("Aisha", "F", "1990-03-12")]
    assert [problem.sentence() for problem in found.rows[0].problems] == [
        "The column “Place and date of birth” was not read: “Almaty, 12.03.1990”."
    ]


def test_what_stands_beside_a_date_is_told_where_another_column_has_a_better_one() -> None:
    found = read(["Name", "Year of birth", "DOB"], ["Aisha", "1990 according to her aunt", "12.03.1990"])

    assert people(found) == [("Aisha", None, "1990-03-12")]
    assert "birth_leftover" in codes(found)


@pytest.mark.parametrize(
    "rows",
    [
        [["Child Ali", "born March 2018", "son"], ["Sara", "born April 2015", "daughter"]],
        [["Mother: Aisha", "born March 1988", "KZ"], ["Sara", "born April 2015", "KZ"]],
        [["Имя Аиша", "родилась в марте 1988", "Ж"], ["Сара", "родилась в апреле 2015", "Ж"]],
    ],
)
def test_a_first_row_of_people_is_no_heading(rows: list[list[Cell]]) -> None:
    found = read(*rows, ["Omar", "born May 2012", rows[1][2]])

    assert [row.row for row in found.rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("headings", "first", "members"),
    [
        (["Глава семьи", "Состав семьи"], "Омар Бек 40 лет", "жена Дина 30, сын Нур 2"),
        (["Head of family", "Composition"], "Omar Bek 40 years", "wife Dina 30, son Nur 2"),
    ],
)
def test_a_head_with_his_age_below_the_headings_is_no_second_row_of_them(
    headings: list[Cell], first: str, members: str
) -> None:
    found = read(headings, [first, members], ["Zeid Karim", members])

    assert [(row.row, row.relation, row.birth_date) for row in found.rows][:3] == [
        (2, "head", "1981"),
        (2, "spouse", "1991"),
        (2, "child", "2019"),
    ]


def test_heads_with_their_children_are_a_list() -> None:
    found = read(["Head of family", "Children"], ["Aisha Bek", "Ali 7, Sara 4"], ["Dina Bek", "Nur 2"])

    assert [row.row for row in found.rows] == [2, 2, 2, 3, 3]


@pytest.mark.parametrize(
    "heading", ["Child 1", "Wife 2", "Дети до 18 лет", "Возраст на 01.03.2021", "Age (as of 01.06.2018)"]
)
def test_headings_with_numbers_are_headings_still(heading: str) -> None:
    assert not is_data(heading)


def test_two_numbered_children_in_a_cell_of_names_are_two_children_with_an_age_each() -> None:
    rows: list[list[Cell]] = [
        ["Family", "Name", "Relation", "Age"],
        [1, "Fati Omarova", "head", 30],
        [1, "1) Aisha  2) Maryam", "daughter", "7, 5"],
        [2, "Omar Aliev", "head", 40],
        [2, "1. Ali 2. Said 3. Umar", "son", "7, 5"],
    ]
    found = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=date(2019, 5, 1)).rows

    assert [(row.row, row.names[0].text, row.birth_date, row.family) for row in found] == [
        (2, "Fati Omarova", "1989", "1"),
        (3, "Aisha", "2012", "1"),
        (3, "Maryam", "2014", "1"),
        (4, "Omar Aliev", "1979", "2"),
        (5, "Ali", None, "2"),
        (5, "Said", None, "2"),
        (5, "Umar", None, "2"),
    ]
    assert all(
        [one.code for one in row.problems] == (["age_unclear"] if row.row == 5 else []) for row in found
    )

"""Every filled cell of a person's row is read, or told beside her with the heading of its column."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Merge, Sheet
from shanyraq.cases.rosters.drafts import LOOK, READY, content_of
from shanyraq.cases.rosters.roster import read_sheets


def read(*rows: list[Cell], merges: list[Merge] | None = None, name: str = "S") -> Roster:
    sheet = Sheet(name, [list(row) for row in rows], merges or [])
    return read_sheets([sheet], filename="list.xlsx", as_of=date(2021, 5, 1), today=date(2021, 5, 20))


def told(roster: Roster) -> list[tuple[int, str]]:
    return [(row.row, problem.sentence()) for row in roster.rows for problem in row.problems]


def notices(roster: Roster) -> list[str]:
    return [notice.sentence() for notice in roster.notices]


def names(roster: Roster) -> list[str]:
    return [" / ".join(run.text for run in row.names) for row in roster.rows]


# Columns that nobody read


def test_a_column_of_no_known_meaning_is_told_beside_each_person_and_for_the_sheet() -> None:
    found = read(
        ["Name", "Age", "Sex", "Clan elder", "Tent"],
        ["Aisha", 29, "F", "Bolat", "A-5"],
        ["Nora", 31, "F", None, "A-6"],
        ["Zuhra", 33, "F", "-", "A-7"],
    )

    assert told(found) == [
        (2, "The column “Clan elder” is not understood: “Bolat”."),
        (2, "The column “Tent” was not read: “A-5”."),
        (3, "The column “Tent” was not read: “A-6”."),
        (4, "The column “Tent” was not read: “A-7”."),
    ]
    assert [text for text in notices(found) if "was not read" in text] == [
        f"The column “{column}” of the sheet “S” was not read; beside each of its people stands what it says "
        f"(filled cells: {filled})."
        for column, filled in (("Clan elder", 1), ("Tent", 3))
    ]


def test_a_tent_asks_for_no_look_and_a_column_of_no_known_meaning_does() -> None:
    found = content_of(
        read(["Name", "Age", "Clan elder", "Tent"], ["Aisha", 29, "Bolat", 1], ["Nora", 31, None, 2])
    )

    assert [row.state("KZ") for row in found.rows] == [LOOK, READY]


def test_a_second_column_for_one_thing_is_told_and_not_passed_over() -> None:
    found = read(["Name", "Age", "Sex", "Gender"], ["Aisha", 29, "F", "M"])

    assert told(found) == [(2, "The column “Gender” was not read: “M”.")]


def test_what_a_mothers_repeated_row_says_anew_is_told() -> None:
    found = read(
        ["Mother", "Age", "Passport", "Notes", "Child name", "Child age"],
        ["Aisha Karimova", 29, None, None, "Ali", 7],
        ["Aisha Karimova", 29, "N123456", "ill", "Omar", 4],
    )

    assert names(found) == ["Aisha Karimova", "Ali", "Omar"]
    assert found.rows[0].documents == ("N123456",)
    assert told(found) == [(3, "The note is not used for any field: “ill”.")]


def test_notes_beside_a_child_in_a_row_without_her_mother_are_told() -> None:
    found = read(
        ["Mother", "Age", "Notes", "Child name", "Child age"],
        ["Aisha Karimova", 29, None, "Ali", 7],
        [None, None, "ill", "Omar", 4],
    )

    assert told(found) == [(3, "The column “Notes” was not read: “ill”.")]


# Relatives whom a row names


def test_a_mother_who_is_in_the_family_is_read_and_one_who_is_not_is_told() -> None:
    found = read(
        ["Family", "Name", "Age", "Mother's name", "Father's name"],
        [1, "Aisha Karimova", 29, "Saule", None],
        [1, "Ali Karimov", 7, "Aisha Karimova", "Omar"],
    )

    assert told(found) == [
        (2, "The column “Mother's name” was not read: “Saule”."),
        (3, "The column “Father's name” was not read: “Omar”."),
    ]


def test_where_a_husband_is_who_has_no_name_is_told() -> None:
    found = read(["Name", "Age", "Husband"], ["Aisha", 29, "in prison"], ["Nora", 31, "Omar"])

    assert told(found) == [
        (2, "The column “Husband” was not read: “in prison”."),
        (3, "Somebody who is named here is not in this list: “Omar”."),
    ]


# Headings that name relatives


@pytest.mark.parametrize(
    ("head", "wives", "children"),
    [
        ("Head of household", "Wives", "Names and ages of children"),
        ("Head of household", "Spouse(s)", "Children (name/age)"),
        ("Husband", "Wife", "Sons and daughters"),
        ("Глава семьи", "Жёны", "Дети (ФИО, г.р.)"),
        ("Муж", "ФИО жён", "Дети до 18 лет"),
        ("Отбасы басшысы", "Әйелдері", "Балалары"),
        ("Отағасы", "Жұбайлары", "Ұл-қыздары"),
        ("رب الأسرة", "الزوجات", "أولاده"),
        ("رب العائلة", "زوجاته", "الأبناء والبنات"),
    ],
)
def test_a_wife_and_the_children_are_people_whatever_their_column_is_called(
    head: str, wives: str, children: str
) -> None:
    found = read(
        [head, "Born", wives, children], ["Serik Maratov", 1985, "Aigul Serikova", "Ali 7, Maryam 4"]
    )

    assert sorted(names(found)) == ["Aigul Serikova", "Ali", "Maryam", "Serik Maratov"]
    assert {row.family for row in found.rows} == {"row 2"}
    # Who is called a spouse may be a husband.
    is_either = wives in ("Spouse(s)", "Жұбайлары")
    assert told(found) == ([(2, "The sex is not given.")] if is_either else [])


def test_wives_in_columns_of_their_own_are_each_a_person() -> None:
    found = read(["Name", "Born", "Wife", "Co-wife"], ["Serik Maratov", 1985, "Aigul", "Zara 1995"])

    assert names(found) == ["Serik Maratov", "Aigul", "Zara"]
    assert [row.birth_date for row in found.rows] == ["1985", None, "1995"]


def test_one_wife_in_the_letters_of_two_languages_is_one_person() -> None:
    found = read(["Name", "Born", "Wife", "الزوجة"], ["Serik Maratov", 1985, "Aigul", "أيغول"])

    assert len(found.rows) == 2 and {run.script for run in found.rows[1].names} == {"Latn", "Arab"}


def test_a_mothers_age_is_never_her_childs() -> None:
    found = read(
        ["Mother", "Age", "Child name", "Child age"],
        ["Aisha Karimova", 29, "Ali", 7],
        [None, None, "Omar", 4],
    )

    assert [(row.names[0].text, row.birth_date) for row in found.rows] == [
        ("Aisha Karimova", "1992"), ("Ali", "2014"), ("Omar", "2017"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Әкесінің аты-жөні", "ФИО отца", "Супруг (ФИО)", "Имя матери", "والدته"])
def test_the_name_of_a_relative_is_no_part_of_the_name(heading: str) -> None:
    found = read(["Name", "Born", heading], ["Ali Maratov", 2014, "Serik Bolatov"])

    assert names(found) == ["Ali Maratov"]
    assert any("“Serik Bolatov”" in text for _, text in told(found))


# Leaders of families, and long texts


def test_a_husband_whose_row_names_his_wife_leads_the_family() -> None:
    found = read(["Husband", "Year", "Wife", "Children"], ["Serik Maratov", 1985, "Aigul 1991", "Ali 7"])

    assert [(row.names[0].text, row.relation, row.sex) for row in found.rows] == [
        ("Serik Maratov", "head", "M"), ("Ali", "child", None), ("Aigul", "spouse", "F"),
    ]  # fmt: skip


def test_a_row_that_is_no_person_is_quoted_whole_however_long_it_is() -> None:
    long = ("Note: " + "who came later " * 60).strip()
    found = read(["Name", "Age"], ["Aigul", 29], [long, "Ali 7"], ["Nora", 31])

    assert f"{long} | Ali 7" in found.ignored[1].reason.sentence()


def test_a_note_is_told_whole_however_long_it_is() -> None:
    long = ("He came later. " * 60).strip()

    assert any(long in text for _, text in told(read(["Name", "Age", "Clan elder"], ["Aigul", 29, long])))

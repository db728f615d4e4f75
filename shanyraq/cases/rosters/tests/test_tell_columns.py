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
    assert told(found) == []


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


# Numbers that the list states


def test_a_stated_number_of_children_is_compared_with_those_who_were_read() -> None:
    found = read(
        ["Family no", "Mother", "Boys", "Girls", "Names of children"],
        [12, "Aigul Serikova", 1, 1, "Ali 7, Maryam 4"],
        [13, "Nora Omarova", 2, 1, "Said 5, Omar 3"],
    )

    assert [(row.family, row.birth_date) for row in found.rows if row.relation == "head"] == [
        ("12", None),
        ("13", None),
    ]
    assert told(found) == [(3, "The cell speaks of 3 children, 2 were found.")]


@pytest.mark.parametrize(
    "heading", ["No. of children", "Кол-во детей", "Бала саны", "عدد الأطفال", "# of kids"]
)
def test_a_stated_number_may_stand_in_the_row_of_each_child_once_more(heading: str) -> None:
    rows: list[list[Cell]] = [[1, "Aigul Serikova", 29, 2], [1, "Ali", 7, 2], [1, "Maryam", 4, 2]]

    assert told(read(["Family", "Name", "Age", heading], *rows)) == []
    assert told(read(["Family", "Name", "Age", heading], *rows[:2])) == [
        (2, "The cell speaks of 2 children, 1 were found.")
    ]


def test_children_under_boys_and_girls_are_boys_and_girls() -> None:
    found = read(["Mother", "Age", "Boys", "Girls"], ["Aigul", 29, "Ali 7, Omar 3", "Maryam 4"])

    assert [(row.names[0].text, row.sex) for row in found.rows] == [
        ("Aigul", "F"), ("Ali", "M"), ("Omar", "M"), ("Maryam", "F"),
    ]  # fmt: skip
    assert (
        "What the column “Boys” of the sheet “S” means was told by what stands in it; please check it."
        in (notices(found))
    )


def test_a_stated_size_of_a_family_is_compared_with_its_members() -> None:
    found = read(
        ["Head of family", "Age", "Кол-во чел.", "Children"],
        ["Serik", 40, 3, "Ali 7, Maryam 4"],
        ["Marat", 41, 5, "Said 5"],
        ["Arman", 42, "about 4", None],
    )

    assert told(found) == [
        (3, "5 people are stated for this family, 2 were found."),
        (4, "The column “Кол-во чел.” was not read: “about 4”."),
    ]


@pytest.mark.parametrize(
    ("title", "total", "said"),
    [
        ("List of 37 persons", None, 37),
        ("Список: 37 человек", None, 37),
        (None, "Total | 37", 37),
        (None, "Всего | 37 чел.", 37),
        (None, "Жалпы саны: 37 адам", 37),
        (None, "المجموع | 37", 37),
        ("List of 3 persons", "Total: 3", None),
        ("List of 12 families", "Итого: 1 семья", None),
        ("Phase 7, 12.03.2021", "Total children: 2", None),
    ],
)
def test_a_title_or_a_total_that_states_another_number_is_told(
    title: str | None, total: str | None, said: int | None
) -> None:
    above: list[list[Cell]] = [[title]] if title else []
    below: list[list[Cell]] = [list(total.split(" | "))] if total else []
    people: list[list[Cell]] = [["Name", "Age"], ["Aigul", 29], ["Ali", 7], ["Maryam", 4]]

    found = read(*above, *people, *below)

    differing = [notice for notice in found.notices if notice.code == "total_differs"]
    assert [notice.params["said"] for notice in differing] == ([said] if said else [])


def test_totals_of_sections_are_compared_with_their_sections() -> None:
    found = read(
        ["Name", "Age", "Sex"],
        ["Aigul", 29, "F"], ["Nora", 31, "F"], ["Total", 2],
        ["Ali", 7, "M"], ["Total", 2],
        ["Total", 3],
    )  # fmt: skip

    assert [n.params["row"] for n in found.notices if n.code == "total_differs"] == [6]


# What is told by cells and not by a heading


def test_tents_that_stand_where_families_begin_make_families_and_that_is_told() -> None:
    found = read(
        ["Tent", "Name", "Age"],
        ["7-12", "Aigul", 29], [None, "Ali", 7], ["7-13", "Nora", 31], [None, "Said", 5],
    )  # fmt: skip

    assert [row.family for row in found.rows] == ["row 2", "row 2", "row 4", "row 4"]
    assert [row.row for row in found.rows if any(p.code == "family_uncertain" for p in row.problems)] == [
        2,
        4,
    ]
    assert "families_by_column" in {notice.code for notice in found.notices}


@pytest.mark.parametrize("merges", [[], [Merge(1, 0, 2, 0), Merge(3, 0, 4, 0)]])
def test_phases_make_no_families_and_are_told(merges: list[Merge]) -> None:
    found = read(
        ["Phase", "Name", "Age"],
        [7, "Aigul", 29], [None, "Nora", 31], [8, "Zuhra", 31], [None, "Said", 5],
        merges=merges,
    )  # fmt: skip

    assert len({row.family for row in found.rows}) == 4
    assert {
        (2, "The column “Phase” was not read: “7”."),
        (4, "The column “Phase” was not read: “8”."),
    } <= set(told(found))


def test_a_sheet_says_that_its_columns_were_guessed() -> None:
    found = read(["Aisha Karimova", "F", "1990"], ["Ali Karimov", "M", "2012"], ["Nora Bekova", "F", "1991"])

    assert len(found.rows) == 3 and "sheet_guessed" in {notice.code for notice in found.notices}


def test_a_column_whose_cells_settle_what_its_heading_means_is_told() -> None:
    found = read(["Family", "First name", "Age"], ["Serikova", "Aigul", 29], ["Serikov", "Ali", 7])

    assert names(found) == ["Serikova Aigul", "Serikov Ali"]
    assert "column_settled" in {notice.code for notice in found.notices}


def test_numbers_that_count_nobody_are_told() -> None:
    found = read(["ID", "Name", "Age"], [1234, "Aigul", 29], [1239, "Ali", 7], [4001, "Said", 5])

    assert told(found)[0] == (2, "The column “ID” was not read: “1234”.")


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

"""Numbers that a list states are compared with the people read; what cells tell and no heading is said."""

from __future__ import annotations

import pytest

from shanyraq.cases.rosters.cells import Cell, Merge
from shanyraq.cases.rosters.tests.test_tell_columns import names, notices, read, told

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

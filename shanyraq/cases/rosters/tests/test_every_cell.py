"""Whatever columns a list has, what stands in each cell is understood, or told with the row in which it stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.cases.rosters import Roster
from shanyraq.cases.rosters.cells import Cell, Merge, Sheet, cell_text
from shanyraq.cases.rosters.roster import read_sheets

NAMES = ("Name", "ФИО", "Аты-жөні", "الاسم الكامل", "First name", "Mother", "Глава семьи", "Name of child")
COLUMNS = tuple(
    heading
    for line in (
        "№|ID|Family no|Отбасы №|Age|Возраст|DOB|Туған күні|Sex|Жынысы|M/F|Nationality|Гражданство|الجنسية",
        "Ethnicity|Relation|Туыстығы|Documents|Паспорт|Notes|Remarks 2|Tent|Phase|Phone|Marital status|Date",
        "Clan elder|Shoe size|Mother's name|Анасының аты-жөні|Father's name|Әкесі|اسم الجد|Husband|Күйеуі",
        "Wife|Wives|Жёны|Әйелдері|الزوجات|Head of household|Отағасы|Children|Балалары|Дети (ФИО, г.р.)",
        "أولاده|Names of children|Boys|Girls|Child 1 name|Child 1 age|Child 2 name|No. of children|Бала саны",
        "Family size|Kunya|Surname|Patronymic|Siblings|Grandmother|Mother's age|Child's sex|Year of birth",
        "Month of birth|Day of birth|Place of birth|Children / age|Spouse",
    )
    for heading in line.split("|")
)
USUAL: tuple[Cell, ...] = (
    "F", "M", "ж", 7, 29, 1990, "12.03.2012", "Kazakhstan", "KZ", "daughter", "жена", "Ali 7, Maryam 4", "2 children",
    "N1234567", "-", "wife of Omar", date(2014, 2, 3), "x", 1, 2,
)  # fmt: skip
CONSONANTS = "kmtbsr"
MARK = object()
CELLS = st.one_of(st.none(), st.sampled_from(USUAL), st.just(MARK), st.just(MARK))


@st.composite
def people_tables(draw: st.DrawFn) -> tuple[list[list[object]], list[Merge]]:
    """Titles, one row of headings or two, people with cells in any column, empty rows between them."""
    headings: list[object] = list(draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=7)))
    headings.insert(draw(st.integers(0, len(headings))), draw(st.sampled_from(NAMES)))
    headings.extend([None] * draw(st.integers(0, 2)))
    titles: list[list[object]] = draw(st.sampled_from([[], [["List of families"]], [["Camp", MARK], []]]))
    second: list[list[object]] = [["(en)"] * len(headings)] if draw(st.booleans()) else []
    people = draw(
        st.lists(
            st.lists(CELLS, min_size=len(headings), max_size=len(headings)) | st.just([]),
            min_size=1,
            max_size=7,
        )
    )
    merges = (
        [Merge(len(titles) + 1, 0, len(titles) + 2, 0)] if draw(st.booleans()) and len(people) > 2 else []
    )
    return [*titles, headings, *second, *people], merges


def marked(rows: list[list[object]]) -> tuple[list[list[Cell]], list[tuple[int, str]]]:
    """The rows with a word in each marked cell that stands nowhere else, and those words with their rows."""
    numbers = itertools.count()
    words: list[tuple[int, str]] = []
    for row, cells in enumerate(rows, 1):
        for cell in cells:
            if cell is MARK:
                words.append((row, _word(next(numbers))))
    rest: Iterator[tuple[int, str]] = iter(words)
    return [[next(rest)[1] if cell is MARK else cell for cell in cells] for cells in rows], words  # type: ignore[misc]


def _word(number: int) -> str:
    """A word that is taken for no other, even where only consonants are compared."""
    parts = [f"{CONSONANTS[number // len(CONSONANTS) ** place % len(CONSONANTS)]}al" for place in range(3)]
    return f"Zho{''.join(parts)}"


def told_of_rows(roster: Roster) -> dict[int, str]:
    """Everything that a roster says of each row, as others get it: without the cells beside it.

    A row that names somebody of an earlier row once more adds its documents to her, in that family.
    """
    told: dict[int, list[str]] = {}
    of_family: dict[str, list[str]] = {}
    for row in roster.rows:
        of_family.setdefault(row.family, []).extend(row.documents)
    for row in roster.rows:
        told.setdefault(row.row, []).extend(
            [
                *(run.text for run in row.names),
                row.family,
                *of_family[row.family],
                *(problem.sentence() for problem in row.problems),
            ]
        )
    for other in roster.ignored:
        told.setdefault(other.row, []).append(other.reason.sentence())
    return {row: " ".join(texts).casefold() for row, texts in told.items()}


@settings(max_examples=300, deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])
@given(people_tables())
def test_what_stands_in_any_cell_is_understood_or_told(table: tuple[list[list[object]], list[Merge]]) -> None:
    rows, words = marked(table[0])

    roster = read_sheets([Sheet("S", rows, table[1])], filename="list.xlsx", as_of=date(2021, 5, 1))

    told = told_of_rows(roster)
    lost = [(row, word) for row, word in words if word.casefold() not in told[row]]
    assert not lost, [[cell_text(cell) for cell in cells] for cells in rows]

"""Whatever stands in a file, the reader answers, and speaks of every row once."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.cases.rosters import UnreadableList, read_roster, to_json
from shanyraq.cases.rosters.cells import Cell, Merge, Sheet
from shanyraq.cases.rosters.roster import read_sheets

VOCABULARY = (
    "Name|ФИО|Аты-жөні|الاسم|Sex|Пол|DOB|Дата рождения|العمر|Age|Family|№|Relation|Родство|"
    "Children|Дети|Notes|Mother's name|Wife|Tent|Nationality|Гражданство|Documents|"
    "Aisha Karimova|Али|علي كريموف|Aisha (Umm Ali)|Omar 7|?|-|n/a|wife|wife of Omar|жена|"
    "زوجة عمر|сын|head|F|M|ж|ذكر|1990|about 2014|12.03.2012|03/04/12|31.02.2012|1433|8 мес|7 y|"
    "KZ|Казахстан|KZ/SY|3 children: Ali 7, Maryam 4, ?|Total|Итого: 5|Family 3|Women|Note: x|"
    "Signature|List as of 12.03.2019|N123; ID 55|x|yes|1.2|Child 1 name|Child 1 DOB|M/F|"
    "-3|Aisha (2)|<1>|2035|12.13.2010|КЗ|رب الأسرة|\u202eAisha\u202c|علي\u200cرضا|Head"
)
WORDS = st.sampled_from(VOCABULARY.split("|"))
CELLS = st.one_of(
    st.none(),
    WORDS,
    WORDS,
    WORDS,
    st.text(max_size=12),
    st.integers(-5, 60_000),
    st.floats(allow_nan=False, width=32),
    st.booleans(),
    st.dates(date(1, 1, 1), date(9000, 1, 1)),
)
GRIDS = st.lists(st.lists(CELLS, max_size=7), max_size=14)
MERGES = st.lists(
    st.builds(
        lambda top, left, height, width: Merge(top, left, top + height, left + width),
        st.integers(0, 12), st.integers(0, 5), st.integers(0, 4), st.integers(0, 4),
    ),
    max_size=3,
)  # fmt: skip
PRECISIONS = {"day": 10, "month": 7, "year": 4}


RELATIONS = ("head", "spouse", "child", "sibling", "grandchild", "other", None)


def assert_schema(told: dict[str, list[dict[str, Any]]]) -> None:
    """The JSON is exactly what others were promised."""
    assert list(told) == ["rows", "ignored"]
    for row in told["rows"]:
        assert list(row) == [
            "sheet", "row", "names", "sex", "birth_date", "birth_date_precision", "family", "relation", "nationality",
            "documents", "problems",
        ]  # fmt: skip
        assert all(set(name) == {"text", "script"} and name["text"] for name in row["names"])
        assert {name["script"] for name in row["names"]} <= {"Arab", "Cyrl", "Latn"}
        assert row["sex"] in ("F", "M", None) and row["relation"] in RELATIONS
        assert row["birth_date"] is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["birth_date"])
        assert row["birth_date_precision"] in ("day", "month", "year", "estimated", "unknown")
        assert row["nationality"] is None or re.fullmatch("[A-Z]{2}", row["nationality"])
        assert all(isinstance(text, str) and text for text in (*row["documents"], *row["problems"]))
    assert all(list(other) == ["sheet", "row", "reason"] for other in told["ignored"])


def sheet_of(name: str, rows: list[list[Cell]], merges: list[Merge]) -> Sheet:
    inside = [
        Merge(m.top, m.left, min(m.bottom, len(rows) - 1), m.right) for m in merges if m.top < len(rows)
    ]
    return Sheet(name, rows, inside)


@settings(max_examples=400, deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])
@given(
    grids=st.lists(GRIDS, min_size=1, max_size=3),
    merges=MERGES,
    as_of=st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    today=st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
)
def test_any_grid_of_cells_is_read_and_every_row_accounted_for(
    grids: list[list[list[Cell]]], merges: list[Merge], as_of: date | None, today: date | None
) -> None:
    sheets = [sheet_of(f"S{number}", rows, merges) for number, rows in enumerate(grids)]

    roster = read_sheets(sheets, filename="list.xlsx", as_of=as_of, today=today)

    people = {(row.sheet, row.row) for row in roster.rows}
    others = [(row.sheet, row.row) for row in roster.ignored]
    assert not people & set(others)
    assert len(others) == len(set(others))
    every = {(sheet.name, number) for sheet in sheets for number in range(1, len(sheet.rows) + 1)}
    assert people | set(others) == every
    blank = {
        (sheet.name, number)
        for sheet in sheets
        for number, row in enumerate(sheet.rows, 1)
        if not any(c is not None for c in row)
    }
    assert not blank & people
    for row in roster.rows:
        assert row.family
        assert len({run.script for run in row.names}) == len(row.names)
        assert (row.birth_date is None) == (row.birth_date_precision == "unknown")
        if row.birth_date is not None and row.birth_date_precision in PRECISIONS:
            assert len(row.birth_date) == PRECISIONS[row.birth_date_precision]
        assert row.names or row.problems
        assert row.birth_date is None or row.birth_date >= "1900"
        assert today is None or row.birth_date is None or row.birth_date <= today.isoformat()
    assert all(other.reason.sentence() for other in roster.ignored)
    assert_schema(json.loads(json.dumps(to_json(roster), ensure_ascii=False)))


@settings(max_examples=200, deadline=timedelta(seconds=2))
@given(grid=GRIDS, as_of=st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_reading_twice_says_the_same(grid: list[list[Cell]], as_of: date) -> None:
    first = read_sheets([Sheet("S", [list(row) for row in grid])], filename="list.csv", as_of=as_of)
    second = read_sheets([Sheet("S", [list(row) for row in grid])], filename="list.csv", as_of=as_of)

    assert first == second


@settings(max_examples=200, deadline=timedelta(seconds=2))
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(str.encode),
        st.binary(max_size=200).map(lambda d: b"PK\x03\x04" + d),
    )
)
def test_any_bytes_are_read_or_refused_with_the_name_of_the_file(data: bytes) -> None:
    try:
        roster = read_roster(data, filename="list.xlsx")
    except UnreadableList as problem:
        assert "list.xlsx" in str(problem)
    else:
        assert roster.rows or roster.ignored


@settings(max_examples=200, deadline=timedelta(seconds=2))
@given(
    st.lists(
        st.tuples(st.sampled_from(["Ali", "Мариям", "علي", "?"]), st.integers(0, 17)), min_size=1, max_size=8
    )
)
def test_every_child_in_a_mothers_cell_becomes_a_person_of_her_row(children: list[tuple[str, int]]) -> None:
    text = f"{len(children)} children: " + ", ".join(f"{name} {age}" for name, age in children)
    rows: list[list[Cell]] = [["Mother's name", "Children"], ["Aisha Karimova", text]]

    roster = read_sheets([Sheet("S", rows)], filename="list.xlsx", as_of=date(2020, 1, 1))

    found = roster.rows[1:]
    assert [row.row for row in found] == [2] * len(children)
    assert [row.birth_date for row in found] == [str(2020 - age) for _, age in children]
    assert [bool(row.names) for row in found] == [name != "?" for name, _ in children]
    assert {row.family for row in roster.rows} == {roster.rows[0].family}


@settings(max_examples=200, deadline=timedelta(seconds=2))
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_any_text_in_any_cell_of_a_text_file_is_read(texts: list[str], delimiter: str) -> None:
    head = delimiter.join(("Name", "DOB", "Sex", "Nationality", "Children"))
    body = "\n".join(delimiter.join([text, "1990", "F", text, text]) for text in texts)

    try:
        roster = read_roster(f"{head}\nAisha{delimiter}1990\n{body}\n".encode(), filename="list.csv")
    except UnreadableList as problem:
        assert "list.csv" in str(problem)
        return

    numbers = {row.row for row in roster.rows} | {row.row for row in roster.ignored}
    assert numbers == set(range(1, max(numbers) + 1))
    assert_schema(to_json(roster))

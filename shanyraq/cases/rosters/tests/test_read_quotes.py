"""Text files whose quotation marks are not closed, and signs that nobody sees."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.cases.rosters import Roster, read_roster
from shanyraq.cases.rosters.tests.workbooks import covered, expected, lines

LIST_DAY = date(2019, 5, 1)
PEOPLE = ("Aisha", "Omar", "Sara", "Zaid", "Mariyam", "Yusuf")


def csv(text: str) -> Roster:
    return read_roster(text.encode(), filename="list.csv", as_of=LIST_DAY)


HEAD = "Name;Age;Sex;Nationality\n"
REST = "Omar;7;M;KZ\nSara;8;F;KZ\n"
READ = """
2 | Latn:Aisha | F 1989 estimated | row 2; ?; KZ | - | quote_unclosed
3 | Latn:Omar | M 2012 estimated | row 3; ?; KZ | - | -
4 | Latn:Sara | F 2011 estimated | row 4; ?; KZ | - | -
"""


@pytest.mark.parametrize(
    "text",
    [
        HEAD + '"Aisha;30;F;KZ\n' + REST,
        HEAD + 'Aisha;30;F;"KZ\n' + REST,
        HEAD + 'Aisha;"30;F;KZ\n' + REST.replace("Sara;", '"Sara";'),
        HEAD + '"Aisha;30;F;KZ\n' + REST.replace("F;KZ", 'F;"KZ"'),
        HEAD + '"Aisha;30;F;KZ\n' + REST.replace("F;KZ", 'F;KZ"'),
    ],
)
def test_a_quotation_mark_that_is_never_closed_swallows_nobody(text: str) -> None:
    found = csv(text)

    assert lines(found) == expected(READ)
    assert [one.params["rows"] for one in found.notices if one.code == "quotes_unclosed"] == ["2"]


def test_a_mark_left_open_in_the_headings_is_told_of_the_file() -> None:
    found = csv('"Name;Age;Sex\nOmar;7;M\nSara;8;F\n')

    assert [row.names[0].text for row in found.rows] == ["Omar", "Sara"]
    assert "quotes_unclosed" in [one.code for one in found.notices]


def test_cells_of_several_lines_and_marks_inside_names_are_no_fault() -> None:
    found = csv('Name;Children;Sex\n"Aisha";"3 children: Ali 7;\nOmar 5;\nSara 2";F\n"Umm Ali" Zuhra;;F\n')

    assert [(row.row, row.names[0].text) for row in found.rows] == [
        (2, "Aisha"),
        (2, "Ali"),
        (2, "Omar"),
        (2, "Sara"),
        (3, "Umm Ali Zuhra"),
    ]
    assert not [one for one in found.notices if one.code == "quotes_unclosed"]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 200), st.sampled_from(",;\t"))
def test_a_stray_mark_anywhere_loses_nobody(place: int, delimiter: str) -> None:
    rows = [["Name", "Age", "Sex", "Nationality"], *([name, "7", "F", "KZ"] for name in PEOPLE)]
    text = "\n".join(delimiter.join(row) for row in rows) + "\n"

    place %= len(text)
    found = csv(text[:place] + '"' + text[place:])

    told = " ".join(run.text for row in found.rows for run in row.names)
    assert all(name in told.replace('"', "") for name in PEOPLE)
    assert covered(found) == [("list", number) for number in range(1, len(rows) + 1)]


def test_signs_that_nobody_sees_are_in_no_name_and_turn_nothing_around() -> None:
    text = "\ufeffName;Sex\n\u202eAisha\u202c Kar\u200bim\u00adova\u2066;F\nعلي\u200c رضا\u200cيي\u061c;M\n"

    found = csv(text)

    assert [row.names[0].text for row in found.rows] == ["Aisha Karimova", "علي رضا\u200cيي"]
    assert [row.sex for row in found.rows] == ["F", "M"]

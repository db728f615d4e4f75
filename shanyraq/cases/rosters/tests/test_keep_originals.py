"""The cells of a row stay beside what was understood of them, for somebody to compare."""

from __future__ import annotations

import json
from datetime import date

from shanyraq.cases.rosters.cells import Merge, Sheet
from shanyraq.cases.rosters.drafts import content_from, content_of
from shanyraq.cases.rosters.records import Roster
from shanyraq.cases.rosters.roster import read_sheets, to_json

ROWS: list[list[str | int | float | bool | date | None]] = [
    ["List of women", None, None, None],
    ["Name", "Age", "Block", "Family"],
    ["Alia Bekova", "thirty?", "N-7", 1],
    ["Dina Bekova", 4, None, None],
    ["Name", "Born", "Remark by the guard", None],
    ["Nora Omarova", date(1990, 2, 1), "ill", None],
]
MERGES = [Merge(2, 3, 3, 3)]


def roster() -> Roster:
    return read_sheets([Sheet("A", ROWS, MERGES)], filename="list.xlsx")


def test_every_cell_of_a_row_is_kept_with_the_heading_of_its_own_table() -> None:
    cells = [row.cells for row in roster().rows]

    assert cells == [
        (("Name", "Alia Bekova"), ("Age", "thirty?"), ("Block", "N-7"), ("Family", "1")),
        (("Name", "Dina Bekova"), ("Age", "4"), ("Family", "1")),
        (("Name", "Nora Omarova"), ("Born", "1990-02-01"), ("Remark by the guard", "ill")),
    ]


def test_a_draft_comes_out_of_its_sealed_values_as_it_went_in() -> None:
    content = content_of(roster())

    assert content_from(json.loads(json.dumps(content.as_json()))) == content
    assert content.rows[2].cells[2] == ("Remark by the guard", "ill")


def test_a_draft_that_was_sealed_before_cells_were_kept_can_still_be_read() -> None:
    stored = content_of(roster()).as_json()
    for row in stored["rows"]:
        del row["cells"]

    assert [row.cells for row in content_from(stored).rows] == [(), (), ()]


def test_the_json_for_others_has_no_cells() -> None:
    assert "cells" not in to_json(roster())["rows"][0]

"""`shanyraq roster read`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shanyraq.cases.rosters.command import main
from shanyraq.cases.rosters.tests.workbooks import Rows, workbook

ROWS: Rows = [["Name", "Age", "Nationality", "Family"], ["Aisha / عائشة", 30, "Қазақстан", 1], ["Total", 1]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "list.xlsx"
    target.write_bytes(workbook({"S": ROWS}))
    return target


def test_json_has_exactly_the_fields_others_read(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(path), "--json", "--as-of", "2019-03-12"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "rows": [
            {
                "sheet": "S",
                "row": 2,
                "names": [{"text": "Aisha", "script": "Latn"}, {"text": "عائشة", "script": "Arab"}],
                "sex": None,
                "birth_date": "1989",
                "birth_date_precision": "estimated",
                "family": "1",
                "relation": None,
                "nationality": "KZ",
                "documents": [],
                "problems": [],
            }
        ],
        "ignored": [
            {"sheet": "S", "row": 1, "reason": "Column headings"},
            {"sheet": "S", "row": 3, "reason": "Total: Total | 1"},
        ],
    }


def test_the_table_shows_people_problems_and_other_rows(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(path)]) == 0

    out = capsys.readouterr().out
    assert "Aisha / عائشة" in out
    assert "! Age “30” given, date of the list unknown" in out
    assert "People: 1, families: 1, other rows: 2" in out


def test_an_unreadable_file_is_an_error_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "scan.pdf"
    target.write_bytes(b"%PDF-1.4")

    assert main(["read", str(target), "--json"]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert "scan.pdf" in captured.err and ".xlsx" in captured.err


@pytest.mark.parametrize("day", ["12.03.2019", "2019-02-30", "9999-12-31", "0001-01-01", "x"])
def test_a_wrong_date_is_refused(path: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
    with pytest.raises(SystemExit) as problem:
        main(["read", str(path), "--as-of", day])

    assert problem.value.code == 2
    assert f"is “{day}”; give a day of the past as 2019-03-12" in capsys.readouterr().err


def test_a_folder_is_no_list_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path.name} is a folder. Name the list in it.\n"


def test_a_file_without_people_is_read_and_standard_error_says_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("Product,Price,Qty\nApple,3,4\nPear,5,6\n")

    assert main(["read", str(path), "--json"]) == 0

    said = capsys.readouterr()
    assert json.loads(said.out)["rows"] == []
    assert len(json.loads(said.out)["ignored"]) == 3
    assert "No person was found in the file shop.csv." in said.err

"""Files that are no readable list: each gets a message that names it and says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl  # noqa: TID251 - awkward workbooks are written with it
import pytest

from shanyraq.cases.rosters import MESSAGES, UnreadableList, read_roster
from shanyraq.cases.rosters.reading import open_list
from shanyraq.cases.rosters.tests.workbooks import workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return stream.getvalue()


def with_a_cell_at(row: int, column: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "DOB"])
    sheet.append(["Ali", "2012"])
    sheet.cell(row, column).value = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: str, manifest: bytes = b"<manifest/>") -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="List">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def ods_row(*texts: str, times: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{cells or "<table:table-cell/>"}</table:table-row>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (" \r\n".encode("utf-16-le"), "empty"),
        (b"\0" * 5000, "damaged"),
        (b"\0" * 5000 + b"\n", "damaged"),
        (b";;;\n;;;\n", "no_cells"),
        (b"%PDF-1.7 something", "foreign"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "foreign"),
        (b"\n<!DOCTYPE html><html><table></table></html>", "foreign"),
        (b'{"rows": []}', "foreign"),
        (bytes(range(256)) * 20, "foreign"),
        (zipped(word__document_DOT_xml=b"<x/>"), "foreign"),
        (zipped(ppt__presentation_DOT_xml=b"<x/>"), "foreign"),
        (zipped(readme_DOT_txt=b"x"), "foreign"),
        (b"PK\x03\x04" + b"1" * 200, "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "password"),
        (OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600, "foreign"),
        (OLE + "Workbook".encode("utf-16-le") + b"\0" * 600, "damaged"),
        (b"a,b\n" * (6 * 1024**2), "too_large"),
        (b"name,dob\n" + b",\n" * 300_000 + b"x,y\n", "too_many_rows"),
        (ods(ods_row("Name", "DOB"), b"<manifest><encryption-data/></manifest>"), "password"),
        (ods(ods_row("Name", "DOB") + ods_row("x", times=1_000_000)), "too_many_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_named_with_a_remedy(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableList) as problem:
        open_list(data, filename="лагерь.xlsx")

    assert problem.value.code == code
    assert "лагерь.xlsx" in str(problem.value)
    assert str(problem.value) == MESSAGES[code] % problem.value.params


def test_an_empty_workbook_is_no_list() -> None:
    with pytest.raises(UnreadableList, match=r"no filled cell"):
        open_list(workbook({"Sheet1": []}), filename="empty.xlsx")


def test_half_a_workbook_is_damaged() -> None:
    data = workbook({"S": [["Name", "DOB"], ["Ali", 2012]]})

    with pytest.raises(UnreadableList) as problem:
        open_list(data[: len(data) // 2], filename="half.xlsx")

    assert problem.value.code == "damaged"


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 1), (1_048_576, 16_384), (300_000, 3)])
def test_a_cell_in_the_last_row_is_refused_before_room_is_made_for_it(row: int, column: int) -> None:
    with pytest.raises(UnreadableList) as problem:
        open_list(with_a_cell_at(row, column), filename="deep.xlsx")

    assert problem.value.code == "too_many_rows"


def test_a_cell_in_the_last_column_is_read() -> None:
    assert len(read_roster(with_a_cell_at(3, 16_384), filename="wide.xlsx").rows) == 1


@pytest.mark.slow
def test_a_zip_bomb_is_refused_by_what_it_claims_and_by_what_it_unpacks_to() -> None:
    bomb = zipped(xl__workbook_DOT_xml=b"<a/>", xl__worksheets__sheet1_DOT_xml=b" " * (30 * 1024**2))
    lying = bomb.replace((30 * 1024**2).to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    for data in (bomb, lying):
        with pytest.raises(UnreadableList) as problem:
            open_list(data, filename="bomb.xlsx")
        assert problem.value.code in ("expands_too_much", "damaged")


def test_entities_in_a_workbook_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'

    with pytest.raises(UnreadableList) as problem:
        open_list(zipped(xl__workbook_DOT_xml=evil), filename="evil.xlsx")

    assert problem.value.code == "damaged"


def test_a_libreoffice_list_is_read_with_its_endless_empty_rows() -> None:
    data = ods(ods_row("Name", "Sex") + ods_row("Ali", "M") + ods_row(times=1_048_000))

    roster = read_roster(data, filename="list.ods")

    assert [(row.row, row.sex) for row in roster.rows] == [(2, "M")]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match=r"cannot be opened"):
        read_roster(tmp_path / "nowhere.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_text_table_is_read_in_every_usual_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str
) -> None:
    text = "\n".join(
        delimiter.join(row)
        for row in (["ФИО", "Пол", "Семья"], ["Ахметова Айша", "ж", "1"], ["Али", "м", "1"])
    )

    roster = read_roster(text.encode(encoding), filename="list.csv")

    assert [(row.row, row.names[0].text, row.sex) for row in roster.rows] == [
        (2, "Ахметова Айша", "F"),
        (3, "Али", "M"),
    ]


def test_arabic_windows_text_is_told_from_cyrillic() -> None:
    text = "الاسم;الجنس;العائلة\nعائشة كريموفا;أنثى;1\nعلي كريموف;ذكر;1\n"

    roster = read_roster(text.encode("cp1256"), filename="list.csv")

    assert [row.names[0].text for row in roster.rows] == ["عائشة كريموفا", "علي كريموف"]


def test_records_of_a_csv_count_as_rows_even_where_a_cell_has_several_lines() -> None:
    text = 'Name,Children,DOB\n\n"Aisha\nKarimova","Ali 2012\nMaryam 2014",1990\nZuhra,,1985\n'

    roster = read_roster(text.encode(), filename="list.csv")

    assert [(row.row, row.names[0].text) for row in roster.rows] == [
        (3, "Aisha Karimova"),
        (3, "Ali"),
        (3, "Maryam"),
        (4, "Zuhra"),
    ]


def test_a_stray_quotation_mark_does_not_swallow_the_list() -> None:
    people = [f"Name{chr(97 + number % 26)}{chr(97 + number // 26)},M" for number in range(60)]
    text = "\n".join(["Name,Sex", '"Abu,M', *people])

    assert len(read_roster(text.encode(), filename="list.csv").rows) == 61

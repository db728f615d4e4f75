"""Opening a file: bytes of xlsx, xls, ods or csv become sheets of cells, or an `UnreadableList` says why not."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from shanyraq.cases.rosters.cells import Cell, Merge, Sheet
from shanyraq.cases.rosters.delimited import read_delimited
from shanyraq.cases.rosters.error_cells import error_cells
from shanyraq.cases.rosters.guards import MAX_BYTES, MAX_CELLS, MAX_ROWS, Workbook, inspect
from shanyraq.cases.rosters.messages import UnreadableList
from shanyraq.cases.rosters.wording import squeeze


def open_list(source: str | Path | bytes, *, filename: str) -> list[Sheet]:
    """The sheets of the file in their order, hidden ones included.

    Raises UnreadableList with a code of `MESSAGES` for everything that is no readable list.
    """
    data = _bytes(source, filename)
    if not data.strip(b"\0 \t\r\n"):
        # Four zeros in a row are no blank of any encoding: room was kept for the file and nothing written into it.
        raise UnreadableList("damaged" if b"\0\0\0\0" in data else "empty", {"file": filename})
    found = inspect(data, filename)
    sheets = [read_delimited(data, filename)] if found is None else _read_workbook(data, filename, found)
    if not any(cell is not None for sheet in sheets for row in sheet.rows for cell in row):
        raise UnreadableList("no_cells", {"file": filename})
    return sheets


def _bytes(source: str | Path | bytes, filename: str) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            with Path(source).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except IsADirectoryError:
            raise UnreadableList("folder", {"file": filename}) from None
        except OSError:
            raise UnreadableList("not_found", {"file": filename}) from None
    if len(data) > MAX_BYTES:
        raise UnreadableList("too_large", {"file": filename, "megabytes": MAX_BYTES // 1024**2})
    return data


def _read_workbook(data: bytes, filename: str, found: Workbook) -> list[Sheet]:
    try:
        errors = error_cells(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            _read_sheet(
                book.get_sheet_by_name(name),
                filename,
                found,
                is_hidden=not str(about.visible).endswith(".Visible"),
            )
            for name, about in zip(book.sheet_names, book.sheets_metadata, strict=True)
            if "WorkSheet" in str(about.typ)
        ]
        for sheet in sheets:
            _put_errors(sheet, errors.get(sheet.name, {}))
        return sheets
    except UnreadableList:
        raise
    except PasswordError:
        raise UnreadableList("password", {"file": filename}) from None
    except (CalamineError, OSError, ValueError, OverflowError, KeyError) as problem:
        if "assword" in str(problem) or "ncrypted" in str(problem):
            raise UnreadableList("password", {"file": filename}) from None
        raise UnreadableList("damaged", {"file": filename}) from None
    except BaseException as problem:
        # The parser is compiled; when it gives up on a broken file it does so with its own kind of exception.
        if type(problem).__name__ != "PanicException":
            raise
        raise UnreadableList("damaged", {"file": filename}) from None


def _read_sheet(sheet: CalamineSheet, filename: str, found: Workbook, *, is_hidden: bool) -> Sheet:
    if sheet.total_height > MAX_ROWS:
        raise UnreadableList("too_many_rows", {"file": filename, "rows": sheet.total_height})
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise UnreadableList("too_many_cells", {"file": filename})
    rows = [[_value(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    deepest = min(found.last_rows.get(sheet.name, 0), MAX_ROWS)
    rows.extend([] for _ in range(deepest - len(rows)))
    merges = [
        Merge(top, left, min(bottom, len(rows) - 1), right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        if top < len(rows)
    ]
    return Sheet(sheet.name, rows, merges, found.dates_from_1904, is_hidden=is_hidden)


def _put_errors(sheet: Sheet, errors: dict[tuple[int, int], str]) -> None:
    for (row, column), text in errors.items():
        if row < len(sheet.rows) and column < len(sheet.rows[row]) and sheet.rows[row][column] is None:
            sheet.rows[row][column] = text


def _value(raw: int | float | str | bool | time | date | datetime | timedelta) -> Cell:
    if isinstance(raw, str):
        return (squeeze(raw) if "\n" not in raw else _lines(raw)) or None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() and abs(raw) < 1e15 else raw
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, (time, timedelta)):
        return str(raw)
    return raw


def _lines(raw: str) -> str:
    return "\n".join(line for line in map(squeeze, raw.splitlines()) if line)

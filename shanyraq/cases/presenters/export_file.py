"""A list as a workbook: one sheet of words and numbers, and on every page who took it, when and what for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

# What a spreadsheet could take for more than words stays words.
WORDS_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDEST = 40  # characters
LONGEST_FOOT = 240  # what a page's foot can hold is 255


@dataclass(frozen=True)
class Sheet:
    """What stands on the one sheet. `marks` are the lines by which it is known whose it is."""

    name: str
    title: str
    marks: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    is_from_right: bool = False


def workbook(sheet: Sheet) -> bytes:
    """The file. Nothing in it is hidden, named, commented on or worked out."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, **WORDS_ONLY})
    page = book.add_worksheet(sheet.name[:31])
    strong, head = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bottom": 1}),
    )
    page.write_string(0, 0, sheet.title, strong)
    for number, mark in enumerate(sheet.marks, 1):
        page.write_string(number, 0, mark)
    first = len(sheet.marks) + 2
    for column, label in enumerate(sheet.columns):
        page.write_string(first, column, label, head)
    for number, row in enumerate(sheet.rows, first + 1):
        for column, value in enumerate(row):
            _write(page, number, column, value)
    for column, label in enumerate(sheet.columns):
        longest = max((len(str(row[column])) for row in sheet.rows), default=0)
        page.set_column(column, column, min(WIDEST, max(longest, len(label)) + 2))
    _as_printed(page, sheet)
    book.close()
    return held.getvalue()


def _write(page: Any, row: int, column: int, value: str | int) -> None:
    if isinstance(value, int):
        page.write_number(row, column, value)
    elif value:
        page.write_string(row, column, value)


def _as_printed(page: Any, sheet: Sheet) -> None:
    """Every printed page bears the marks."""
    if sheet.is_from_right:
        page.right_to_left()
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    foot = " · ".join(sheet.marks).replace("&", "&&")[:LONGEST_FOOT]
    page.set_header(f"&L{sheet.title.replace('&', '&&')[:LONGEST_FOOT]}&R&P / &N")
    page.set_footer(f"&L{foot}")

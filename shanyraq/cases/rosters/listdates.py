"""The date of a list: from a cell outside the table, the heading, the sheet's name or the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from shanyraq.cases.rosters.ages import ListDate
from shanyraq.cases.rosters.calendar_words import ANNOUNCED, OTHER_DATE
from shanyraq.cases.rosters.cells import Cell
from shanyraq.cases.rosters.orders import ColumnDates, column_dates
from shanyraq.cases.rosters.wording import plain
from shanyraq.cases.rosters.written import Written, written_date

_QUOTES = re.compile('[«»“”"]')
_YEARS = range(2010, 2100)


def date_in(cells: Iterable[Cell], orders: ColumnDates | None = None) -> ListDate | None:
    """The date that texts outside the table name; announced ones (`as of`, `на`, `بتاريخ`) come first.

    Several different dates of one rank make it uncertain. `orders` says how the table below writes its dates: a
    title follows it; where neither tells day from month, only the year is known.
    """
    announced: list[ListDate] = []
    others: list[ListDate] = []
    previous_text = ""
    for cell in cells:
        found = _one(cell, orders)
        text = cell if isinstance(cell, str) else previous_text
        if isinstance(cell, str):
            previous_text = cell if len(cell) < 60 else ""
        if found is None or (text and OTHER_DATE.search(plain(text))):
            continue
        (announced if text and ANNOUNCED.search(plain(text)) else others).append(found)
    exact_first = sorted(announced or others, key=lambda each: (each.month is None, each.day is None))
    if not exact_first:
        return None
    best = exact_first[0]
    differing = {each.iso() for each in exact_first if not best.iso().startswith(each.iso())}
    if len(differing) > 0:
        return ListDate(best.year, best.month, best.day, best.text, uncertain=True)
    return best


def date_in_name(name: str) -> ListDate | None:
    """The date in a sheet's or file's name: `list_2019-03-12.xlsx`, `март 2019`, `20190312`, `Camp 12.03.19`."""
    stem = PurePath(name.replace("\\", "/")).name
    stem = re.sub(r"\.(xlsx|xlsm|xls|ods|csv|tsv|txt)$", "", stem, flags=re.IGNORECASE)
    spaced = re.sub(r"(?<=\d)_(?=\d)", "-", stem)
    spaced = re.sub(r"[_()\[\]+]+|(?<=[^\W\d])-|-(?=[^\W\d])", " ", spaced)
    for candidate in (spaced, re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", spaced)):
        found = _one(candidate)
        if found is not None:
            return replace(found, text=name)
    return None


def _one(cell: Cell, orders: ColumnDates | None = None) -> ListDate | None:
    if isinstance(cell, date):
        return ListDate(cell.year, cell.month, cell.day, cell.isoformat()) if cell.year in _YEARS else None
    if not isinstance(cell, str) or not any(sign.isdigit() for sign in cell):
        return None
    written = written_date(_QUOTES.sub("", cell))
    if written.kind == "numbers":
        return _from_numbers(written, cell, orders)
    if written.kind not in ("day", "month", "year") or written.year not in _YEARS:
        return None
    return ListDate(written.year, written.month or None, written.day or None, cell)


def _from_numbers(written: Written, text: str, orders: ColumnDates | None) -> ListDate | None:
    year = written.year + 2000 if written.short_year else written.year
    if year not in _YEARS:
        return None
    order = _order(written, orders)
    if order is None:
        return ListDate(year, None, None, text, months=(written.day, written.month))
    day, month = (written.day, written.month) if order == "dmy" else (written.month, written.day)
    try:
        date(year, month, day)
    except ValueError:
        return None
    return ListDate(year, month, day, text)


def _order(written: Written, orders: ColumnDates | None) -> str | None:
    if written.day > 12 or written.day == written.month:
        return "dmy"
    if written.month > 12:
        return "mdy"
    return column_dates(()).order_of(written.sign) or (orders.order_of(written.sign) if orders else None)

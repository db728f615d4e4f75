"""The date of the list that one sheet holds, from its cells that are no people."""

from __future__ import annotations

from collections.abc import Iterable

from shanyraq.cases.rosters.ages import ListDate
from shanyraq.cases.rosters.cells import Cell, Sheet
from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.lines import closing_line
from shanyraq.cases.rosters.listdates import date_in, date_in_name
from shanyraq.cases.rosters.orders import ColumnDates, column_dates
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.wording import plain

BIRTH_FIELDS = ("birth", "birth_year", "birth_place_date")
_DATE_LABELS = ("date", "дата", "күні", "التاريخ", "تاريخ")


def date_of_sheet(sheet: Sheet, headers: dict[int, Header], fallback: ListDate | None) -> ListDate | None:
    """From the cells above the first heading, then from other rows that are no people, then from names."""
    first = min((row for row in headers if row >= 0), default=None)
    above = range(first) if first is not None else range(0)
    orders = _order_in_table(sheet, headers[first]) if first is not None else None
    found = date_in((cell for row in above for cell in sheet.rows[row]), orders)
    if found is None and sheet.labels:
        found = date_in(
            str(reason.params["text"]) for reason in sheet.told.values() if reason.code != "continued"
        )
    if found is None and first is not None:
        found = date_in(_cells_outside(sheet, first), orders)
    return found or date_in_name(sheet.name) or fallback


def _order_in_table(sheet: Sheet, header: Header) -> ColumnDates | None:
    for column in header.columns:
        if column.field in BIRTH_FIELDS:
            below = range(header.rows[-1] + 1, len(sheet.rows))
            return column_dates((sheet.at(row, column.index) for row in below), column.heading)
    return None


def _cells_outside(sheet: Sheet, first: int) -> Iterable[Cell]:
    for cells in sheet.rows[first + 1 :]:
        filled = [cell for cell in cells if cell is not None]
        if not filled or len(filled) > 3 or not isinstance(filled[0], str):
            continue
        if (
            closing_line(filled[0])
            or (len(filled) == 1 and len(filled[0]) > 12 and read_phrase(filled[0]).when is None)
            or (len(filled) == 2 and plain(filled[0]).strip(" :") in _DATE_LABELS)
        ):
            yield from filled

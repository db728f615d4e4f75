"""Which of day and month stands first in a column, by what its cells prove."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shanyraq.cases.rosters.cells import Cell
from shanyraq.cases.rosters.wording import plain
from shanyraq.cases.rosters.written import written_date

Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """How the numbers of one column are to be read: the order behind each sign, and what is suspicious."""

    orders: tuple[tuple[str, Order | None], ...] = ()
    serials_swapped: bool = False
    from_1904: bool = False

    def order_of(self, sign: str) -> Order | None:
        """dmy or mdy for numbers joined by the sign; None where the column does not say."""
        return dict(self.orders).get(sign)


def column_dates(cells: Iterable[Cell], heading: str = "", *, from_1904: bool = False) -> ColumnDates:
    """How this column writes its dates, by what stands in it and by a pattern in its heading.

    A number above 12 in first place proves day first, in second place month first; both or neither prove nothing.
    Points join days to months in that order everywhere lists come from, unless the column proves the contrary.
    """
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    open_ones: dict[str, int] = {}
    real: list[date] = []
    for cell in cells:
        if isinstance(cell, date):
            real.append(cell)
        elif isinstance(cell, str):
            found = written_date(cell)
            if found.kind == "numbers":
                if found.day > 12 and found.month > 12:
                    continue
                if found.day > 12:
                    first[found.sign] = first.get(found.sign, 0) + 1
                elif found.month > 12:
                    second[found.sign] = second.get(found.sign, 0) + 1
                elif found.day != found.month:
                    open_ones[found.sign] = open_ones.get(found.sign, 0) + 1
    told = _order_in_heading(heading)
    orders: list[tuple[str, Order | None]] = []
    for sign in (".", "/", "-", " "):
        day_first, month_first = first.get(sign, 0), second.get(sign, 0)
        order: Order | None = told
        if day_first and not month_first:
            order = "dmy"
        elif month_first and not day_first:
            order = "mdy"
        elif day_first and month_first:
            order = None
        elif order is None and sign == ".":
            order = "dmy"
        orders.append((sign, order))
    texts_day_first = sum(first.values()) and not sum(second.values()) and not sum(open_ones.values())
    swapped = bool(texts_day_first) and len(real) >= 3 and all(day.day <= 12 for day in real)
    return ColumnDates(tuple(orders), swapped, from_1904)


def _order_in_heading(heading: str) -> Order | None:
    clean = plain(heading)
    if re.search(
        r"(?<!\w)(dd?[\s./\-]*mm?|дд?[\s./\-]*мм?|кк[\s./\-]*аа|день[\s,./\-]+месяц|day[\s,./\-]+month|يوم[\s,./\-]+شهر)",
        clean,
    ):
        return "dmy"
    if re.search(
        r"(?<!\w)(mm?[\s./\-]*dd?[\s./\-]*y|мм?[\s./\-]*дд?|month[\s,./\-]+day|شهر[\s,./\-]+يوم)", clean
    ):
        return "mdy"
    return None

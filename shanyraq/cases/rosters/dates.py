"""Birth dates: what is written, in the order of its column, and whether it can be true.

Nothing here guesses silently: what may be read in two ways comes back with a remark and without the doubtful part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from shanyraq.cases.rosters.beside_words import tells_event
from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.orders import ColumnDates
from shanyraq.cases.rosters.written import EARLIEST_YEAR, HIJRI_YEARS, LATEST_YEAR, Written, written_date

Precision = Literal["day", "month", "year", "estimated", "unknown"]

_DIED = re.compile(r"(?<!\w)d\.?\s*\d", re.IGNORECASE)
FIRST_YEAR = 1900
OLD, OLDEST = 110, 120  # years: worth a look, and more than anybody lives


@dataclass(frozen=True, slots=True)
class BirthDate:
    """What is known of a birth date. `value` is YYYY, YYYY-MM or YYYY-MM-DD."""

    value: str | None = None
    precision: Precision = "unknown"
    problems: tuple[Remark, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of birth, where any is known."""
        return int(self.value[:4]) if self.value else None


def read_birth_date(
    cell: Cell, column: ColumnDates, latest: date | None, today: date | None = None
) -> BirthDate | None:
    """The birth date in a cell; None where the cell states none (it may be an age).

    `latest` is the list's date, by which two-digit years and dates to come are judged; nobody is born after `today`.
    """
    found = _read(cell, column, latest)
    return found and judged(found, cell_text(cell), latest, today)


def _read(cell: Cell, column: ColumnDates, latest: date | None) -> BirthDate | None:
    text = cell_text(cell)
    if isinstance(cell, date):
        return _from_real_date(cell, column)
    if isinstance(cell, bool) or cell is None:
        return None
    found = written_date(text)
    if found.kind == "none":
        return None
    if tells_event(text) or (found.leftover and _DIED.search(text)):
        # The year of a death or an arrival is nobody's year of birth.
        return BirthDate(problems=(remark("birth_unclear", text=text),))
    if found.kind == "serial":
        days = found.year + (1462 if column.from_1904 else 0)
        read = _exact(date(1899, 12, 30) + timedelta(days=days))
        # A number in a workbook is a day that lost its format; typed figures may be anything.
        doubt = (remark("number_as_day", text=text, birth=read.value or ""),) if isinstance(cell, str) else ()
        return replace(read, problems=doubt)
    if found.kind == "hijri":
        return BirthDate(problems=(remark("birth_hijri", text=text),))
    if found.kind == "impossible":
        return BirthDate(problems=(remark("birth_impossible", text=text),))
    read = (
        _from_numbers(found, column, text, latest) if found.kind == "numbers" else _from_parts(found, latest)
    )
    if found.approximate and read.value:
        read = replace(read, precision="estimated")
    if found.leftover:
        read = replace(read, problems=(*read.problems, remark("birth_leftover", text=text)))
    return read


def _exact(day: date) -> BirthDate:
    return BirthDate(day.isoformat(), "day")


def _from_real_date(day: date, column: ColumnDates) -> BirthDate:
    text = day.isoformat()
    if day.year in HIJRI_YEARS:
        return BirthDate(problems=(remark("birth_hijri", text=text),))
    serial = (day - date(1899, 12, 30)).days
    if day.year == 1905 and 1940 <= serial <= 2060:
        # 2012 typed into a cell formatted as a date shows as a day in the summer of 1905.
        return BirthDate(str(serial), "year", (remark("birth_year_typed_as_date", text=text, year=serial),))
    if day.year < EARLIEST_YEAR or day.year > LATEST_YEAR:
        return BirthDate(problems=(remark("birth_impossible", text=text),))
    read = _exact(day)
    if column.serials_swapped:
        read = replace(read, problems=(remark("birth_maybe_swapped", text=text),))
    return read


def full_year(year: int, short: bool, latest: date | None) -> int:
    """The year that a two-digit one means: this side of the list's date, else of 2029."""
    if not short:
        return year
    newest = latest.year if latest else 2029
    return 2000 + year if 2000 + year <= newest else 1900 + year


def _from_parts(found: Written, latest: date | None) -> BirthDate:
    year = full_year(found.year, found.short_year, latest)
    if found.kind == "year":
        return BirthDate(f"{year:04d}", "year")
    if found.kind == "month":
        return BirthDate(f"{year:04d}-{found.month:02d}", "month")
    try:
        return _exact(date(year, found.month, found.day))
    except ValueError:
        return BirthDate(problems=(remark("birth_impossible", text=f"{found.day}.{found.month}.{year}"),))


def _from_numbers(found: Written, column: ColumnDates, text: str, latest: date | None) -> BirthDate:
    """`found.day` holds the first number and `found.month` the second, whatever they mean."""
    year = full_year(found.year, found.short_year, latest)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return BirthDate(problems=(remark("birth_impossible", text=text),))
    first, second = found.day, found.month
    usual = order = column.order_of(found.sign)
    if first > 12 and second > 12:
        return BirthDate(problems=(remark("birth_impossible", text=text),))
    if first > 12 or first == second:
        order = "dmy"
    elif second > 12:
        order = "mdy"
    # A date that can be read in one way only, and in another one than its list, may be mistyped.
    is_clear = first > 12 or second > 12 or first == second
    is_open = order != usual is not None and first != second if is_clear else found.sign in column.doubtful
    if order is None:
        return BirthDate(f"{year:04d}", "year", (remark("birth_ambiguous", text=text),))
    day, month = (first, second) if order == "dmy" else (second, first)
    try:
        read = _exact(date(year, month, day))
    except ValueError:
        return BirthDate(problems=(remark("birth_impossible", text=text),))
    doubt = (remark("birth_order_assumed", text=text, birth=read.value or ""),) if is_open else ()
    return replace(read, problems=doubt)


def may_be_born(value: str, today: date) -> bool:
    """Whether somebody who lives today can be born then. `value` is YYYY, YYYY-MM or YYYY-MM-DD."""
    year = int(value[:4])
    return value <= today.isoformat() and year >= FIRST_YEAR and today.year - year <= OLDEST


def judged(read: BirthDate, text: str, latest: date | None, today: date | None) -> BirthDate:
    """The same, or nothing but the reason where it cannot be true: after the list or today, or too long ago.

    `latest` is the last day the list's date can mean.
    """
    if read.value is None or read.year is None:
        return read
    others = tuple(one for one in read.problems if one.code != "birth_order_assumed")
    if latest is not None and read.value > latest.isoformat():
        return BirthDate(problems=(*others, remark("birth_after_list", text=text)))
    if today is not None and read.value > today.isoformat():
        return BirthDate(problems=(*others, remark("birth_in_future", text=text)))
    years = [day.year - read.year for day in (latest, today) if day]
    if read.year < FIRST_YEAR or (years and min(years) > OLDEST):
        return BirthDate(problems=(*others, remark("birth_too_early", text=text)))
    if years and min(years) > OLD:
        return replace(read, problems=(*read.problems, remark("birth_too_long_ago", text=text)))
    return read

"""Birth dates and ages as people write them, and which of day and month stands first in a column.

Nothing here guesses silently: what may be read in two ways comes back with a remark and without the doubtful part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from shanyraq.cases.rosters.calendar_words import APPROXIMATELY, BORN, HIJRI, MONTH, MONTHS
from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.wording import plain

Precision = Literal["day", "month", "year", "estimated", "unknown"]
Order = Literal["dmy", "mdy"]

EARLIEST_YEAR = 1880
LATEST_YEAR = 2100
_HIJRI_YEARS = range(1300, 1500)
_SERIALS = range(7306, 73051)  # 1920 to 2099


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


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written, before day and month are told apart."""

    kind: Literal["day", "month", "year", "numbers", "hijri", "impossible", "serial", "none"]
    year: int = 0
    month: int = 0
    day: int = 0
    sign: str = ""
    short_year: bool = False
    approximate: bool = False
    leftover: str = ""


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """How the numbers of one column are to be read: the order behind each sign, and what is suspicious."""

    orders: tuple[tuple[str, Order | None], ...] = ()
    serials_swapped: bool = False
    from_1904: bool = False

    def order_of(self, sign: str) -> Order | None:
        """dmy or mdy for numbers joined by the sign; None where the column does not say."""
        return dict(self.orders).get(sign)


_UNKNOWN_PART = r"[?xх_*.\-]{1,2}|00|0"
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*([./\-])\s*(\d{1,2})\s*[./\-]\s*(\d{4}|\d{2})(?!\d)")
_SPACED = re.compile(r"(?<!\d)(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{1,2})(?!\d)")
_DAY_UNKNOWN = re.compile(
    rf"(?<![\d.])(?P<first>\d{{1,2}}|{_UNKNOWN_PART})\s*[./\-]\s*(?P<second>\d{{1,2}}|{_UNKNOWN_PART})\s*[./\-]\s*(?P<year>\d{{4}})(?!\d)"
)
_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s*[./\-]\s*(\d{4})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})\s*[./\-]\s*(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_EIGHT = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_FIVE = re.compile(r"\d{5}(?:\.0+)?")
_TIME = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]m)?z?(?!\d)")
_DAY_NAMED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го|-?ші|-?шы|-?нші)?[\s./,\-]*{MONTH}[\s./,\-]*(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_NAMED_DAY = re.compile(
    rf"{MONTH}[\s./,\-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?шы|-?ші)?[\s./,\-]+(?P<year>\d{{4}})(?!\d)"
)
_YEAR_NAMED_DAY = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})[^\d]{{0,10}}?(?P<day>\d{{1,2}})?[\s./,\-]*{MONTH}(?:[\s./,\-]*(?P<after>\d{{1,2}}))?(?!\d)"
)
_NAMED_YEAR = re.compile(rf"{MONTH}[\s./,\-]*(?P<year>\d{{4}})(?!\d)")
_NAMED_SHORT = re.compile(rf"{MONTH}[\s./,\-']+(?P<year>\d{{2}})(?!\d)")


def _strip_words(text: str) -> tuple[str, bool]:
    approximate = APPROXIMATELY.search(text) is not None
    return (APPROXIMATELY.sub(" ", text) if approximate else text), approximate


def _leftover(text: str, match: re.Match[str]) -> str:
    rest = BORN.sub(" ", text[: match.start()] + " " + text[match.end() :])
    rest = re.sub(r"[\s.,;:()\[\]/|?=\-]+", " ", rest).strip()
    return rest if any(sign.isalnum() for sign in rest) else ""


@lru_cache(maxsize=65536)
def written_date(text: str) -> Written:
    """The date a text states, without deciding between day and month."""
    clean, approximate = _strip_words(_TIME.sub(" ", plain(text)))
    clean = clean.strip(" .,;:'\"")
    found = _hijri(clean) or _named(clean) or _numeric(clean)
    return replace(found, approximate=approximate)


def _hijri(text: str) -> Written | None:
    """A Hijri date, unless a Gregorian one stands beside it."""
    years = [int(year) for year in _YEAR.findall(text)]
    marked = HIJRI.search(text) is not None
    is_hijri = any(year in _HIJRI_YEARS for year in years) or (marked and bool(re.search(r"\d", text)))
    if not is_hijri:
        return None
    gregorian = [year for year in years if EARLIEST_YEAR <= year <= LATEST_YEAR]
    if gregorian:
        parts = re.split(r"\s+-\s+|[()|;\n]|(?<=\d)\s*/\s*(?=\d{1,2}[./-]\d{1,2}[./-]\d{4})|\s/\s", text)
        readable = [part for part in parts if str(gregorian[0]) in part and not HIJRI.search(part)]
        if readable and not any(str(year) in readable[0] for year in years if year in _HIJRI_YEARS):
            return _named(readable[0]) or _numeric(readable[0])
    return Written("hijri")


def _named(text: str) -> Written | None:
    for pattern in (_DAY_NAMED, _NAMED_DAY, _YEAR_NAMED_DAY, _NAMED_YEAR, _NAMED_SHORT):
        match = pattern.search(text)
        if match is None:
            continue
        parts = match.groupdict()
        month = MONTHS[re.sub(r"\s+", " ", parts["month"])]
        year, short = int(parts["year"]), len(parts["year"]) == 2
        day = parts.get("day") or parts.get("after")
        leftover = _leftover(text, match)
        if day is None:
            return Written("month", year, month, short_year=short, leftover=leftover)
        if short:
            return Written("day", year, month, int(day), short_year=True, leftover=leftover)
        return _checked(year, month, int(day), leftover)
    return None


def _checked(year: int, month: int, day: int, leftover: str = "") -> Written:
    try:
        date(year, month, day)
    except ValueError:
        return Written("impossible")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return Written("impossible")
    return Written("day", year, month, day, leftover=leftover)


def _numeric(text: str) -> Written:
    if match := _YEAR_FIRST.search(text):
        year, month, day = map(int, match.groups())
        if month == 0 or day == 0:
            return _partly(year, month, day)
        if month > 12 >= day:
            month, day = day, month
        return _checked(year, month, day, _leftover(text, match))
    if match := _NUMBERS.search(text):
        first, sign, second, last = match.groups()
        if int(first) and int(second):
            return Written(
                "numbers",
                int(last),
                int(second),
                int(first),
                sign,
                len(last) == 2,
                leftover=_leftover(text, match),
            )
    if match := _SPACED.search(text):
        first, second, last = match.groups()
        return Written("numbers", int(last), int(second), int(first), " ", leftover=_leftover(text, match))
    if match := _DAY_UNKNOWN.search(text):
        month = int(match["second"]) if match["second"].isdigit() else 0
        return _partly(int(match["year"]), month, 0)
    return _numeric_without_day(text)


def _numeric_without_day(text: str) -> Written:
    if match := _MONTH_YEAR.search(text):
        month, year = map(int, match.groups())
        return _partly(year, month, 0, _leftover(text, match))
    if (match := _YEAR_MONTH.search(text)) and len(match.group(2)) <= 2 and not _is_year_range(match):
        year, month = map(int, match.groups())
        return _partly(year, month, 0, _leftover(text, match))
    if match := _EIGHT.search(text):
        return _from_eight(match.group(1))
    years = _YEAR.findall(text)
    if len(years) == 1 and (match := _YEAR.search(text)):
        if re.search(rf"{match.group()}\s*[-/]\s*\d", text):
            return Written("none")
        return _partly(int(match.group(1)), 0, 0, _leftover(text, match))
    if _FIVE.fullmatch(text) and int(float(text)) in _SERIALS:
        return Written("serial", year=int(float(text)))
    return Written("none")


def _is_year_range(match: re.Match[str]) -> bool:
    # 2013-14 and 2013/14 are two years, not a month.
    return int(match.group(2)) > 12 or int(match.group(2)) == int(match.group(1)[2:]) + 1


def _partly(year: int, month: int, day: int, leftover: str = "") -> Written:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or month > 12:
        return Written("none" if year > LATEST_YEAR or year < 1000 else "impossible")
    if month == 0:
        return Written("year", year, leftover=leftover)
    return Written("month", year, month, day, leftover=leftover)


def _from_eight(digits: str) -> Written:
    readings = {
        (int(digits[:4]), int(digits[4:6]), int(digits[6:])),
        (int(digits[4:]), int(digits[2:4]), int(digits[:2])),
    }
    valid = [found for found in (_checked(*reading) for reading in readings) if found.kind == "day"]
    return valid[0] if len(valid) == 1 else Written("none")


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


def read_birth_date(cell: Cell, column: ColumnDates, latest: date | None) -> BirthDate | None:
    """The birth date in a cell; None where the cell states none (it may be an age).

    `latest` is the list's date, by which two-digit years and dates to come are judged.
    """
    text = cell_text(cell)
    if isinstance(cell, date):
        return _from_real_date(cell, column, latest)
    if isinstance(cell, bool) or cell is None:
        return None
    found = written_date(text)
    if found.kind == "none":
        return None
    if found.kind == "serial":
        days = found.year + (1462 if column.from_1904 else 0)
        return _judged(_exact(date(1899, 12, 30) + timedelta(days=days)), text, latest)
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
    return _judged(read, text, latest)


def _exact(day: date) -> BirthDate:
    return BirthDate(day.isoformat(), "day")


def _from_real_date(day: date, column: ColumnDates, latest: date | None) -> BirthDate:
    text = day.isoformat()
    if day.year in _HIJRI_YEARS:
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
    return _judged(read, text, latest)


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
    order = column.order_of(found.sign)
    if first > 12 and second > 12:
        return BirthDate(problems=(remark("birth_impossible", text=text),))
    if first > 12 or first == second:
        order = "dmy"
    elif second > 12:
        order = "mdy"
    if order is None:
        return BirthDate(f"{year:04d}", "year", (remark("birth_ambiguous", text=text),))
    day, month = (first, second) if order == "dmy" else (second, first)
    try:
        return _exact(date(year, month, day))
    except ValueError:
        return BirthDate(problems=(remark("birth_impossible", text=text),))


def _judged(read: BirthDate, text: str, latest: date | None) -> BirthDate:
    if latest is None or read.year is None:
        return read
    if (read.value or "") > latest.isoformat():
        return replace(read, problems=(*read.problems, remark("birth_in_future", text=text)))
    if latest.year - read.year > 110:
        return replace(read, problems=(*read.problems, remark("birth_too_long_ago", text=text)))
    return read

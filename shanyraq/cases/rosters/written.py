"""Dates as people write them, before anybody decides which number is the day: texts in, parts out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from shanyraq.cases.rosters.calendar_words import APPROXIMATELY, BORN, HIJRI, MONTH, MONTHS
from shanyraq.cases.rosters.wording import plain

EARLIEST_YEAR = 1880
LATEST_YEAR = 2100
HIJRI_YEARS = range(1300, 1500)
_SERIALS = range(7306, 73051)  # 1920 to 2099


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
# Before or after a date is no date.
_LIMIT = re.compile(r"[<>≤≥]\s*\d")
# 2014.5 may be a month, half a year, or October without its last figure.
_YEAR_TENTH = re.compile(r"(?<!\d)(\d{4})\.[1-9](?![\d.])")
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
    is_hijri = any(year in HIJRI_YEARS for year in years) or (marked and bool(re.search(r"\d", text)))
    if not is_hijri:
        return None
    gregorian = [year for year in years if EARLIEST_YEAR <= year <= LATEST_YEAR]
    if gregorian:
        parts = re.split(r"\s+-\s+|[()|;\n]|(?<=\d)\s*/\s*(?=\d{1,2}[./-]\d{1,2}[./-]\d{4})|\s/\s", text)
        readable = [part for part in parts if str(gregorian[0]) in part and not HIJRI.search(part)]
        if readable and not any(str(year) in readable[0] for year in years if year in HIJRI_YEARS):
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
    if _LIMIT.search(text):
        return Written("none")
    if match := _YEAR_FIRST.search(text):
        year, month, day = map(int, match.groups())
        if month == 0 or day == 0:
            return _partly(year, month, day)
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
    if match := _YEAR_TENTH.search(text):
        return _partly(int(match.group(1)), 0, 0, match.group())
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

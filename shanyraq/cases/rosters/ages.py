"""Ages, and the birth dates they stand for when the list's date is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from shanyraq.cases.rosters.calendar_words import AGE_WORDS, APPROXIMATELY, UNIT, UNITS, WORD_AGES
from shanyraq.cases.rosters.dates import BirthDate
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.wording import plain

Unit = Literal["years", "months", "weeks", "days"]
OLDEST = 115

_PART = re.compile(rf"(\d{{1,3}}(?:[.,]\d{{1,2}})?)(?:\s*({UNIT})(?![^\W\d]))?")
_FRACTION = re.compile(r"(\d+)\s+1[/⁄]2(?!\d)")
_HALF = re.compile(r"(\d*)\s*½")


@dataclass(frozen=True, slots=True)
class ListDate:
    """The day the list speaks of, as exactly as it says; `text` is where it was read."""

    year: int
    month: int | None = None
    day: int | None = None
    text: str = ""
    uncertain: bool = False
    #: Where the day and the month cannot be told apart: the months it may be.
    months: tuple[int, ...] = ()

    def iso(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    def latest(self) -> date:
        """The last day it can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
            return following - timedelta(days=1)
        return date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Age:
    """An age: whole months, or days where it was given in days or weeks."""

    months: int | None = None
    days: int | None = None
    in_years: bool = True


@lru_cache(maxsize=16384)
def read_age(text: str, unit: Unit = "years") -> Age | None:
    """The age a text states: `7`, `7 y`, `8 мес`, `1,5 года`, `2y 3m`, `٧ سنوات`, `newborn`; None where it is none.

    `unit` is what a bare number counts.
    """
    if "½" in text:  # before the sign is taken for the figures 1 and 2
        text = _HALF.sub(lambda found: f"{found.group(1) or 0}.5", text)
    clean = APPROXIMATELY.sub(" ", plain(text)).strip(" .,:;()[]")
    if clean.startswith("-"):
        return None
    if clean in WORD_AGES:
        return Age(months=WORD_AGES[clean], in_years=WORD_AGES[clean] % 12 == 0 and WORD_AGES[clean] > 0)
    clean = _FRACTION.sub(r"\1.5", clean)
    parts = list(_PART.finditer(clean))
    rest = AGE_WORDS.sub(" ", _PART.sub(" ", clean)).strip(" .,:;()[]+/-")
    if not parts or len(parts) > 2 or rest or re.search(r"\d\s*[-/–+<>]|[<>]\s*\d", clean):
        return None
    months: float = 0
    days = 0
    units: list[str] = []
    for number, unit_text in (match.groups() for match in parts):
        units.append(UNITS.get(re.sub(r"\s+", " ", unit_text), unit) if unit_text else unit)
        value = float(number.replace(",", "."))
        months += value * {"years": 12, "months": 1}.get(units[-1], 0)
        days += int(value * {"weeks": 7, "days": 1}.get(units[-1], 0))
    if len(parts) == 2 and (units[0] == units[1] or not all(match.group(2) for match in parts)):
        return None
    if months > OLDEST * 12:
        return None
    if days:
        return Age(months=None, days=days + int(months * 30.4), in_years=False)
    return Age(months=round(months), in_years="months" not in units and float(months) % 12 == 0)


def birth_from_age(age: Age, text: str, on: ListDate | None) -> BirthDate:
    """The estimated birth date of somebody of that age on the day of the list; without that day only a remark.

    Ages in years give a year, ages in months or days give a month.
    """
    if on is None:
        return BirthDate(problems=(remark("age_no_list_date", text=text),))
    doubts = (remark("list_date_uncertain", date=on.iso()),) if on.uncertain else ()
    if age.in_years and age.months is not None:
        return BirthDate(f"{on.year - age.months // 12:04d}", "estimated", doubts)
    if on.month is None:
        months = age.months if age.months is not None else (age.days or 0) // 30
        years = {(on.year * 12 + month - 1 - months) // 12 for month in on.months}
        told = (*doubts, remark("age_needs_month", text=text))
        if len(years) > 1:
            return BirthDate(problems=told)
        year = years.pop() if years else on.year - months // 12
        return BirthDate(f"{year:04d}", "estimated", told)
    if age.days is not None and on.day is not None:
        born = date(on.year, on.month, on.day) - timedelta(days=age.days)
        return BirthDate(f"{born.year:04d}-{born.month:02d}", "estimated", doubts)
    months = age.months if age.months is not None else (age.days or 0) // 30
    index = on.year * 12 + on.month - 1 - months
    return BirthDate(f"{index // 12:04d}-{index % 12 + 1:02d}", "estimated", doubts)

"""Dates as words, in the order and with the small words that each language wants. Pure; the language is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date


@dataclass(frozen=True)
class Patterns:
    """CLDR patterns of one language: whole date, without the year, with the weekday, month and year, the same short."""

    whole: str
    short: str
    weekday: str
    weekday_short: str
    month: str
    month_short: str


PATTERNS = {
    "en": Patterns("d MMMM y", "d MMMM", "EEEE d MMMM y", "EEEE d MMMM", "LLLL y", "LLL y"),
    "ru": Patterns("d MMMM y", "d MMMM", "EEEE, d MMMM y", "EEEE, d MMMM", "LLLL y", "LLL y"),
    "kk": Patterns(
        "y 'жылғы' d MMMM", "d MMMM", "y 'жылғы' d MMMM, EEEE", "d MMMM, EEEE", "y 'жылғы' MMMM", "y 'ж'. MMM"
    ),
    "ar": Patterns("d MMMM y", "d MMMM", "EEEE، d MMMM y", "EEEE، d MMMM", "LLLL y", "LLL y"),
}


def date_words(value: date, language: str, style: str = "whole") -> str:
    """A date as words ("20 May 2021"); `style` is a field of Patterns. Figures are Western in every language."""
    code = language.split("-")[0]
    if code not in PATTERNS:
        code = "en"
    # "ar_EG" and "ar" would pick other month names or digits in some CLDR releases; numbers stay as they are written
    return format_date(value, format=getattr(PATTERNS[code], style), locale=code)


def date_precise(value: date, precision: str, language: str) -> str:
    """A date no more exact than it is known: "2014", "May 2014" or the whole date (precision year, month, day)."""
    if precision == "month":
        return date_words(value, language, "month")
    return str(value.year) if precision in {"year", "estimated"} else date_words(value, language)

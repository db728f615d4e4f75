"""Words side by side with the commas and the "and" of a language, each kept in its own direction. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.lists import format_list

FIRST_STRONG, ISOLATE_END = "\u2068", "\u2069"
COMMAS = {"ar": "، "}
SEMICOLONS = {"ar": "؛ "}
RIGHT_TO_LEFT = frozenset({"ar"})
_OPENERS = frozenset({"LRI", "RLI", "FSI"})
_RTL_LETTERS, _LTR_LETTERS = frozenset({"R", "AL"}), frozenset({"L"})


def comma(language: str) -> str:
    """The comma of a language, with the space after it."""
    return COMMAS.get(_code(language), ", ")


def listed(words: Iterable[str], language: str) -> str:
    """Words as a language lists them: "Yusuf, Maryam and Amina"."""
    kept = [kept_apart(word, language) for word in words]
    return format_list(kept, style="standard", locale=_locale(_code(language)))


def with_commas(words: Iterable[str], language: str) -> str:
    """Words side by side, none of them the last: "9, 6, 3"."""
    return comma(language).join(kept_apart(word, language) for word in words)


def with_semicolons(words: Iterable[str], language: str) -> str:
    """Phrases side by side that may have commas of their own."""
    between = SEMICOLONS.get(_code(language), "; ")
    return between.join(kept_apart(word, language) for word in words)


def with_dots(words: Iterable[str], language: str) -> str:
    """Facts in one quiet line, a dot between them, the empty ones left out."""
    return " · ".join(kept_apart(word, language) for word in words if word)


def kept_apart(text: str, language: str) -> str:
    """A name or phrase in its own direction inside a text of a language: "Bolat T." keeps its full stop behind it.

    For plain text, where no `bdi` can stand. A text that runs as the language does comes back as it is.
    """
    against = _LTR_LETTERS if _code(language) in RIGHT_TO_LEFT else _RTL_LETTERS
    if text.isascii() and against is _RTL_LETTERS:
        return text
    if not any(unicodedata.bidirectional(sign) in against for sign in text):
        return text
    return f"{FIRST_STRONG}{text}{ISOLATE_END}"


def direction_around(text: str) -> str:
    """`ltr` or `rtl` of a text in which names are kept apart, by what stands around them; empty where none are."""
    if FIRST_STRONG not in text:
        return ""
    depth = 0
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        depth += (kind in _OPENERS) - (kind == "PDI" and depth > 0)
        if not depth and kind in _LTR_LETTERS | _RTL_LETTERS:
            return "ltr" if kind in _LTR_LETTERS else "rtl"
    return ""


def _code(language: str) -> str:
    return language.split("-")[0]


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)

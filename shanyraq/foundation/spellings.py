"""A name that one field holds in several scripts, `Omarova / Омарова / عمروفا`: each reader is shown hers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

DIVIDER = " / "
SCRIPT_OF_LANGUAGE = {"ar": "ARABIC", "kk": "CYRILLIC", "ru": "CYRILLIC"}
_LATIN = "LATIN"


def spelt(spellings: Iterable[str]) -> str:
    """Spellings of one name in one text; a spelling that comes twice stands there once."""
    return DIVIDER.join(dict.fromkeys(spelling for spelling in spellings if spelling))


def spellings_of(text: str) -> list[str]:
    """The spellings that a text holds: several only where each is in a script of its own, else the text as it is."""
    found = text.split(DIVIDER)
    scripts = [_script(one) for one in found]
    return found if len(found) > 1 and "" not in scripts and len(set(scripts)) == len(found) else [text]


def in_script_of(language: str, text: str) -> str:
    """The spelling for readers of a language, or the first one; a text in one script as it is."""
    if DIVIDER not in text:
        return text
    found = spellings_of(text)
    wanted = SCRIPT_OF_LANGUAGE.get(language[:2], _LATIN)
    return next((one for one in found if _script(one) == wanted), found[0])


def _script(text: str) -> str:
    """The script of the first letter, as Unicode names it; empty without a letter."""
    letter = next((sign for sign in text if sign.isalpha()), "")
    return _script_of(letter) if letter else ""


@lru_cache(maxsize=512)
def _script_of(letter: str) -> str:
    """Asked for every name on every page: kept by letters, which say nothing of anybody."""
    return unicodedata.name(letter, "").split(" ")[0]

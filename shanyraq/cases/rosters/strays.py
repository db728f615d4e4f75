"""Words beside a name that are none: ages in words, deaths, `and her baby`."""

from __future__ import annotations

import re
from functools import lru_cache

from shanyraq.cases.rosters.beside_words import is_no_name_word, is_small
from shanyraq.cases.rosters.calendar_words import WORD_AGES
from shanyraq.cases.rosters.nameless_words import BESIDE, TELLING
from shanyraq.cases.rosters.stray_words import DEATH, STRAY
from shanyraq.cases.rosters.wording import plain
from shanyraq.people.names.scripts import tidy

_WORD = re.compile(r"\w+")
_LONGEST_AGE = max(len(words.split()) for words in WORD_AGES)
_AROUND = " ,.:;-–—،؛&+/"


def has_strays(text: str) -> bool:
    """Whether any word of the text is of no name."""
    return not STRAY.isdisjoint(_WORD.findall(plain(text)))


@lru_cache(maxsize=16384)
def is_only_strays(text: str) -> bool:
    """Whether no word of the text can be a name: `died`, `names unknown`, `twins`, `third: lost`."""
    words = _WORD.findall(plain(text))
    return bool(words) and all(
        word in STRAY or word in TELLING or word in BESIDE or is_no_name_word(word) for word in words
    )


def tells_of_death(text: str) -> bool:
    """Whether the words say that somebody is no longer alive."""
    return not DEATH.isdisjoint(_WORD.findall(plain(text)))


def age_in_words(text: str) -> tuple[str, str | None]:
    """The name and the age in words behind it: `Sara newborn`, `فاطمة سنة ونصف`."""
    if not has_strays(text):
        return text, None
    words = text.split()
    for number in range(min(_LONGEST_AGE, len(words) - 1), 0, -1):
        said = " ".join(words[-number:])
        if plain(said) in WORD_AGES:
            return " ".join(words[:-number]).strip(_AROUND), said
    return text, None


@lru_cache(maxsize=16384)
def without_strays(text: str) -> str:
    """The text without words at its ends that are of no name; empty where nothing else is there."""
    words = text.split()
    has_capitals = any(word.strip("(«\"'[")[:1].isupper() for word in words)
    if not any(_is_stray(word, small_too=has_capitals) for word in words):
        return text
    if is_only_strays(text):
        return ""
    while words and _is_stray(words[0], small_too=has_capitals):
        words.pop(0)
    while words and _is_stray(words[-1], small_too=has_capitals):
        words.pop()
    return tidy(" ".join(words).strip(_AROUND)) if any(map(str.isalpha, "".join(words))) else ""


def strays_inside(text: str) -> bool:
    """Whether a name holds a word that is of no name: one of the lists, or one in small letters among capital ones."""
    words = text.split()
    has_capitals = any(word.strip("(«\"'[")[:1].isupper() for word in words)
    return any(_is_stray(word, small_too=has_capitals) for word in words)


def _is_stray(word: str, *, small_too: bool) -> bool:
    found = _WORD.findall(plain(word))
    if not found:
        return True
    if all(each in STRAY or is_no_name_word(each) for each in found):
        return True
    return small_too and is_small(word.strip("(«\"'[.,;:)"))

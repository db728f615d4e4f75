"""Sex as lists write it."""

from __future__ import annotations

from functools import lru_cache

from shanyraq.cases.rosters.sex_words import FEMALE, HEADING_WORDS, MALE, Sex
from shanyraq.cases.rosters.wording import plain

_HEADINGS: dict[str, Sex] = {plain(word): sex for sex, words in HEADING_WORDS for word in words.split("|")}


@lru_cache(maxsize=4096)
def read_sex(text: str) -> Sex | None:
    """F or M for what a sex column holds, in one language or two (`F / Ж`); None where it is neither or both."""
    clean = plain(text).strip(" .()[]")
    found = {_one(part) for part in [clean] if part} - {None}
    if not found:
        parts = [
            part.strip(" .()[]")
            for part in clean.replace("/", "|")
            .replace("\\", "|")
            .replace("-", "|")
            .replace("(", "|")
            .split("|")
        ]
        readings = [_one(part) for part in parts if part]
        found = set(readings) if readings and None not in readings else set()
    return found.pop() if len(found) == 1 else None


def _one(text: str) -> Sex | None:
    if text in FEMALE:
        return "F"
    if text in MALE:
        return "M"
    return None


def sex_of_heading(text: str) -> Sex | None:
    """The sex of everybody under a heading such as `Women` or `Мальчики`; None for any other heading."""
    return _HEADINGS.get(plain(text).strip(" .:-_0123456789()"))

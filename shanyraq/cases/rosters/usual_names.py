"""The usual cell of names, decided quickly: words of which none could mean anything else."""

from __future__ import annotations

import re
from functools import lru_cache

from shanyraq.cases.rosters.beside_words import NO_NAME, is_small
from shanyraq.cases.rosters.calendar_words import WORD_AGES
from shanyraq.cases.rosters.nameless_words import TELLTALE
from shanyraq.cases.rosters.relations import may_be_relation
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.people.names import ScriptRun, scripts_in, split_by_script

_TITLES: dict[str, Sex | None] = {
    "mr": "M", "mrs": "F", "ms": "F", "miss": "F", "г-н": "M", "г-жа": "F", "госпожа": "F", "господин": "M", "гр": None,
    "السيد": "M", "السيده": "F", "السيدة": "F",
}  # fmt: skip
TITLE = re.compile(rf"^(?P<title>{'|'.join(_TITLES)})\.?\s+(?!(?:and|и|&)\s)(?=\S)", re.IGNORECASE)
_TELLING = TELLTALE | NO_NAME
_ONLY_WORDS = re.compile(r"[^\W\d_]+(?:[ '\-][^\W\d_]+){0,5}")


def sex_of_title(text: str) -> Sex | None:
    """The sex that a title before a name tells: `Mrs.`, `г-н`, `السيدة`."""
    match = TITLE.match(text)
    return _TITLES[match["title"].casefold()] if match else None


@lru_cache(maxsize=16384)
def usual_names(text: str) -> tuple[ScriptRun, ...]:
    """The names of a cell that says nothing else; empty where more has to be looked at."""
    words = text.split()
    if (
        not _ONLY_WORDS.fullmatch(text)
        or " و" in text
        or not _TELLING.isdisjoint(plain(text).replace("-", " ").split())
        # A list in small letters throughout is another matter.
        or (any(map(is_small, words)) and not all(word[:1].islower() for word in words))
    ):
        return ()
    return names_of_words(text)


def names_of_words(text: str) -> tuple[ScriptRun, ...]:
    """The same for a text that may still be a word for somebody without a name."""
    if not _ONLY_WORDS.fullmatch(text):
        return ()
    scripts = scripts_in(text)
    clean = plain(text)
    if (
        not scripts
        or may_be_relation(clean)
        or clean in WORD_AGES
        or is_blank_word(text)
        or TITLE.match(text)
    ):
        return ()
    return (ScriptRun(text, scripts[0]),) if len(scripts) == 1 else split_by_script(text)

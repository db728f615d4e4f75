"""Words that stand where a name would: `infant boy`, `Unknown woman`, `он же Абу Умар, Кайрат`."""

from __future__ import annotations

import re
from functools import lru_cache

from shanyraq.cases.rosters.calendar_words import WORD_AGES
from shanyraq.cases.rosters.nameless_words import ALIAS, BABY, BESIDE, TELLING, TELLTALE
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.wording import plain, words_pattern

#: Words that say outright that somebody has no name.
UNNAMED = re.compile(
    r"(?<!\w)(?:б/и|без имени|no name|unnamed|not named|name unknown|имя неизвестно|имя неизв\.?"
    r"|аты жоқ|аты белгісіз|بدون اسم|بلا اسم)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_NEWBORN = words_pattern("|".join(word for word, months in WORD_AGES.items() if months == 0))
_ALIAS = re.compile(
    rf"^(?P<before>.*?)[\s,،;(\[\-–—]*(?<!\w)(?:{ALIAS})(?!\w)[\s:.«\"“]*"
    r"(?P<alias>[^,،;()\[\]\d\n«»\"“”]+?)[\s»\"”]*(?:[)\],،;\n]\s*|(?=\d)|$)(?P<after>.*)$",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=16384)
def is_no_name(text: str) -> bool:
    """Whether these words only tell that somebody is there: a baby, a girl, an unknown woman."""
    words = [_bare(word) for word in _WORD.findall(plain(text))]
    return any(word in TELLING for word in words) and all(word in TELLING or word in BESIDE for word in words)


def _bare(word: str) -> str:
    """An Arabic word without its article: `الرضيع` is `رضيع`."""
    short = word.removeprefix("ال")
    return short if short in TELLING else word


def is_baby(text: str) -> bool:
    """Whether the words speak of a small child."""
    return BABY.search(plain(text)) is not None


def age_word(text: str) -> str | None:
    """The word that says that a child is just born."""
    match = _NEWBORN.search(plain(text))
    return match.group() if match else None


def sex_of_words(text: str) -> Sex | None:
    """The sex that words such as `infant boy` tell; None where they tell none, or both."""
    found = {
        sex
        for word in map(_bare, _WORD.findall(plain(text)))
        if word not in BESIDE and (sex := read_sex(word))
    }
    return found.pop() if len(found) == 1 else None


def alias_behind(text: str) -> str | None:
    """The text with the other name in brackets behind the name; None where no word tells of another name."""
    # A quick first look: most texts have none of the words.
    match = None if TELLTALE.isdisjoint(_WORD.findall(plain(text))) else _ALIAS.match(text)
    if match is None:
        return None
    before, alias, after = match["before"].strip(" ,;(["), match["alias"].strip(), match["after"].strip(" ,;")
    if before:
        return f"{before} ({alias})" + (f", {after}" if after else "")
    name, *rest = re.split(r"[,،;]", after, maxsplit=1)
    if not _WORD.search(name):
        return ", ".join(part for part in (alias, after) if part)
    return ", ".join([f"{name.strip()} ({alias})", *rest])

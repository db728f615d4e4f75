"""What stands behind a name: `Idris born March 2018`, `علي ٧`, and `Omar died 2017`, which tells no birth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shanyraq.cases.rosters.ages import read_age
from shanyraq.cases.rosters.beside_words import is_no_name_word, is_small, tells_event
from shanyraq.cases.rosters.calendar_words import AGE_WORDS, APPROXIMATELY, BORN, MONTHS, UNIT
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.wording import plain
from shanyraq.cases.rosters.written import written_date

_TAIL = re.compile(
    rf"^(?P<name>.*?[^\W\d_][.'’]?)[\s:=,\-–(]*(?<![^\W\d_])(?P<tail>(?:{APPROXIMATELY.pattern}|\bage[d]?\b|\bborn\b|\bb\.|\s)*\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_GLUED_TAIL = re.compile(
    rf"^(?P<name>[^\d]*?[^\W\d_]{{2,}}[\s:=\-–]*)(?P<tail>\d{{1,4}}\s*(?:{UNIT})?\.?)$", re.IGNORECASE
)
#: Words that may stand between a name and a date of birth.
_BEFORE_DATE = (BORN, APPROXIMATELY, AGE_WORDS)


@dataclass(frozen=True, slots=True)
class Tail:
    """A name and what was cut off behind it: the text of a birth date or an age, or a note that is neither."""

    name: str
    when: str | None = None
    is_age: bool = False
    note: str = ""


def cut_tail(segment: str, *, has_date: bool) -> Tail | None:
    """The name before a date, an age or an event with its year; None where nothing of the kind stands behind it.

    A year behind `died`, `arrived` or a word that nobody knows is no year of birth: with the word it is a note.
    `has_date`: the date of birth is known already, only events are cut off.
    """
    if not any(sign.isdigit() for sign in segment):
        return None
    for pattern in () if has_date else (_TAIL, _GLUED_TAIL):
        match = pattern.match(segment)
        if match is None or when_of(match["tail"]) is None:
            continue
        name, tail = _longest_date(match["name"], match["tail"])
        is_age = when_of(tail) == "age"
        rest, event = _event_behind(name, is_age=is_age)
        if event or tells_event(segment[len(rest) :]):
            return Tail(rest, note=segment[len(rest) :].strip(" ,.:"))
        if tells_event(segment):
            has_name = any(not is_small(word) and not is_no_name_word(word) for word in name.split())
            return Tail(name, note=tail) if has_name else Tail("", note=segment.strip())
        return Tail(name, tail.strip(), is_age)
    words = segment.split()
    first = next((place for place, word in enumerate(words) if place and _begins_no_name(word)), None)
    if first is not None and tells_event(" ".join(words[first:])):
        return Tail(" ".join(words[:first]), note=" ".join(words[first:]))
    return None


def when_of(text: str) -> str | None:
    """`age` or `date` for a text that is one and says nothing else; None for any other."""
    if not any(sign.isdigit() for sign in text):
        return None
    if read_age(text) is not None:
        return "age"
    written = written_date(text)
    if written.kind in ("none", "impossible", "serial") or written.leftover:
        return "date" if written.kind == "impossible" else None
    return None if written.kind == "hijri" and sum(sign.isalpha() for sign in text) > 14 else "date"


def _longest_date(name: str, tail: str) -> tuple[str, str]:
    """The words before a year that belong to it, as in `born March 2018`, with it."""
    best = name, tail
    words = name.split()
    for place in range(len(words) - 1, -1, -1):
        if not _stands_before_a_date(words[place]):
            break
        longer = " ".join([*words[place:], tail])
        if when_of(longer):
            best = " ".join(words[:place]), longer
    return best


def _stands_before_a_date(word: str) -> bool:
    clean = plain(word).strip(" ,:;-(")
    bare = clean.strip(".")
    if len(bare) == 1 and clean == bare and read_sex(bare) is not None:
        return False
    if not bare or any(pattern.fullmatch(text) for pattern in _BEFORE_DATE for text in (clean, bare)):
        return True
    return any(
        bare.startswith(month) and len(bare) - len(month) < 4 for month in MONTHS if len(month) > 3
    )  # `наурызда`


def _event_behind(name: str, *, is_age: bool) -> tuple[str, bool]:
    """The name without the words at its end that no date of birth follows, and whether there are any."""
    words = name.split()
    has_capitals = any(word[:1].isupper() for word in words)
    end = len(words)
    while end and (tells_event(words[end - 1]) or (has_capitals and is_small(words[end - 1]))):
        end -= 1
    if end == len(words):
        return name, False
    rest = name[: name.index(words[end]) if end == 0 else len(" ".join(words[:end]))]
    behind = words[end:]
    known = all(is_no_name_word(word) and not tells_event(word) for word in behind)
    return (name, False) if known or (is_age and not tells_event(" ".join(behind))) else (rest, True)


def _begins_no_name(word: str) -> bool:
    return word[:1].isdigit() or is_small(word) or is_no_name_word(word) or tells_event(word)

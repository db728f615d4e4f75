"""Cells that say of somebody what headings only ask: `born March 2018`, `2 children`, `Omar Bek 40 years`."""

from __future__ import annotations

import re
from functools import lru_cache

from shanyraq.cases.rosters.header_words import field_of
from shanyraq.cases.rosters.phrases import read_phrase
from shanyraq.cases.rosters.wording import plain
from shanyraq.cases.rosters.written import written_date

_COUNTED = re.compile(r"\d{1,2}\s+[^\W\d_]")
_JOINING = frozenset(("in", "on", "в", "во", "في"))
#: `no children` says of somebody what `No. of children` asks.
_NOBODY = re.compile(r"(?:no|without|нет|без|жоқ|لا يوجد|بدون)\s+(?!of(?!\w))[^\W\d_]")


@lru_cache(maxsize=16384)
def is_data(text: str) -> bool:
    """Whether a text is a number, a date or `2 children`, which no heading is."""
    clean = plain(text).strip(" .()")
    if any(sign.isdigit() for sign in clean) and not any(sign.isalpha() for sign in clean):
        return True
    if _says_when(text) or _NOBODY.match(clean) or _is_somebody(text):
        return True
    return _COUNTED.match(clean) is not None and field_of(text) in ("children", "family_size", None)


def _is_somebody(text: str) -> bool:
    """`Омар Бек 40 лет`: a name and an age, though the last word could be a heading's; `Дети до 18 лет` is one."""
    phrase = read_phrase(text) if field_of(text) is not None and any(map(str.isdigit, text)) else None
    if phrase is None or not phrase.when or not phrase.names:
        return False
    names = phrase.names[0].text
    return text.strip().startswith(names) and field_of(names) is None


def _says_when(text: str) -> bool:
    """Whether a text tells when somebody was born: `born March 2018`; `Age on 1.3.2021` asks how old she is."""
    written = written_date(text)
    is_date = written.kind in ("day", "month", "year", "numbers")
    return is_date and all(word in _JOINING for word in written.leftover.split())

"""Citizenship told beside a name: `(гр. Сирии)`, `(Syrian)`, `гражданка Ирака`, `(سورية)`."""

from __future__ import annotations

import re
from functools import lru_cache

from shanyraq.cases.rosters.nationalities import country_codes, is_country
from shanyraq.cases.rosters.wording import plain, words_pattern

_CITIZEN_WORDS = (
    r"(?:citizens?(?:\s+of)?|nationals?(?:\s+of)?|nationality|citizenship|гражданин|гражданка|гражданство|гр-н|гр-ка|гражд\.|гр\."
    r"|подданн\w+|азаматы|азаматшасы|азаматтығы|مواطن[ةه]?|ال?جنسي[ةه]|جنسيت(?:ها|ه))"
)
_BEHIND = re.compile(
    rf"^(?P<name>.*[^\W\d_].*?)\s+(?P<told>{_CITIZEN_WORDS}\s*:?\s+[^\d]+|[^\W\d_]+\s+{_CITIZEN_WORDS})\s*$",
    re.IGNORECASE | re.DOTALL,
)
#: Where somebody comes from is not what she is a citizen of.
_FROM = words_pattern("from|in|born|из|в|родом|من|في|مواليد")
_CITIZEN = re.compile(_CITIZEN_WORDS, re.IGNORECASE)


@lru_cache(maxsize=8192)
def tells_nationality(text: str) -> bool:
    """Whether a text beside a name names one country, or its people, and nothing else."""
    clean = text.strip()
    if _FROM.search(plain(clean)) or any(sign.isdigit() for sign in clean):
        return False
    return is_country(clean) or (_CITIZEN.search(clean) is not None and len(country_codes(clean)) == 1)


def nationality_behind(text: str) -> tuple[str, str] | None:
    """The name, and the words behind it that tell a citizenship; None where none do."""
    match = _BEHIND.match(text) if _CITIZEN.search(text) else None
    if match is None or not tells_nationality(match["told"]):
        return None
    return match["name"], match["told"]

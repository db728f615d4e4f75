"""Citizenship told in words: beside a name (`(гр. Сирии)`, `гражданка Ирака`, `(سورية)`) or in a heading."""

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
_CITIZENS = words_pattern("citizen*|national*|граждан*|подданн*|азамат*|مواطن*|الجنسيه|جنسيه")


@lru_cache(maxsize=8192)
def tells_nationality(text: str) -> bool:
    """Whether a text beside a name names one country, or its people, and nothing else."""
    clean = text.strip()
    if _FROM.search(plain(clean)) or any(sign.isdigit() for sign in clean):
        return False
    return is_country(clean) or (_CITIZEN.search(clean) is not None and len(country_codes(clean)) == 1)


def is_country_code(text: str) -> bool:
    """Whether a text is a country's code in capital letters: `KZ`, `KAZ`, `РК`."""
    clean = text.strip()
    return len(clean) < 4 and clean.isalpha() and clean.isupper() and len(country_codes(clean)) == 1


def nationality_of_heading(text: str) -> str | None:
    """The country whose citizens a heading announces in words: `Citizens of Syria`, `Қазақстан азаматтары`.

    None for the mere name of a country or a people: that may be where a list comes from.
    """
    clean = plain(text)
    codes = country_codes(_CITIZENS.sub(" ", clean)) if _CITIZENS.search(clean) else set()
    return codes.pop() if len(codes) == 1 else None


def nationality_behind(text: str) -> tuple[str, str] | None:
    """The name, and the words behind it that tell a citizenship; None where none do."""
    match = _BEHIND.match(text) if _CITIZEN.search(text) else None
    if match is None or not tells_nationality(match["told"]):
        return None
    return match["name"], match["told"]

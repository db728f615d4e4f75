"""Cell texts made comparable: one spelling of letters, digits and spaces, so that word lists stay short."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import cast

from shanyraq.cases.rosters.blank_words import BLANK_PHRASES, BLANK_WORDS
from shanyraq.people.names import ascii_digits, visible

_SAME = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي",
        "ё": "е", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
        "،": ",", "؛": ";", "؟": "?", "\u00a0": " ", "٪": "%",
    }
)  # fmt: skip
_INVISIBLE = re.compile(
    "[\u064b-\u065f\u0670\u0640\u061c\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case, ASCII digits, one form of alef, ya, ta marbuta and ё, no vowel marks, single spaces."""
    clean = _INVISIBLE.sub("", ascii_digits(unicodedata.normalize("NFKC", text))).casefold().translate(_SAME)
    return _SPACES.sub(" ", clean).strip()


@lru_cache(maxsize=65536)
def is_blank_word(text: str) -> bool:
    """Whether a cell says that there is nothing to say: `-`, `n/a`, `нет`, `غير معروف`, `?`."""
    clean = plain(text).strip(" ()[]:;,")
    if clean in _BLANK_PHRASES_PLAIN:
        return True
    return (
        clean in _BLANK_WORDS
        or (clean != "" and not any(sign.isalnum() or sign in "♀♂" for sign in clean))
        or clean == ""
    )


_BLANK_PHRASES_PLAIN = frozenset(plain(phrase.strip()) for phrase in BLANK_PHRASES)
_BLANK_WORDS = frozenset(plain(word) for word in BLANK_WORDS)


def squeeze(text: str) -> str:
    """The text as written, with single spaces and without invisible signs."""
    clean = visible(text)  # whose only blanks are plain spaces
    return (_SPACES.sub(" ", clean) if "  " in clean else clean).strip()


def words_pattern(words: str) -> re.Pattern[str]:
    """A pattern for whole words or phrases (separated by |) in `plain` text; * stands for any ending."""
    return cast("re.Pattern[str]", _Later(words))


class _Later:
    """Stands for a pattern, compiled when it is first asked anything: few of the programs that start read a list."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __getattr__(self, name: str) -> object:
        compiled = _compiled(self._words)
        for own in ("search", "match", "fullmatch", "finditer", "sub", "split", "pattern"):
            setattr(self, own, getattr(compiled, own))
        return getattr(compiled, name)


def _compiled(words: str) -> re.Pattern[str]:
    parts = sorted(
        (plain(word.strip()) for word in words.replace("\n", " ").split("|") if word.strip()), key=len
    )
    body = "|".join(re.escape(part).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for part in reversed(parts))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")

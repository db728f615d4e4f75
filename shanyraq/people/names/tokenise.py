"""The parts of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from shanyraq.people.names.digits import ascii_digits
from shanyraq.people.names.keys import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`ʿʾ‘][^\W_]+)*")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u061c\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# The article, also as it sounds before the letters that swallow its l (ar-Rahman, ash-Shami).
_ARTICLES = frozenset(
    (
        "al",
        "el",
        "ul",
        "ar",
        "er",
        "ur",
        "as",
        "es",
        "us",
        "ash",
        "esh",
        "ush",
        "at",
        "et",
        "ut",
        "an",
        "en",
        "un",
    )
) | frozenset(("ad", "ed", "ud", "az", "ez", "uz"))
_GLUED_ABD = re.compile(r"^عبدال(?=..)")
_ABD = frozenset(("abd", "abdu", "abdul", "abdel", "abdal", "gabdul"))


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name in their order, without the Arabic article; `Abd al-Rahman` and `عبد الرحمن` are one word.

    Vowel marks and invisible signs go; letters stay as written. Total: an empty tuple for no words.
    """
    clean = _MARKS.sub("", unicodedata.normalize("NFKC", ascii_digits(text)))
    words = _without_articles(list(_WORD.finditer(clean)), clean)
    joined: list[str] = []
    for word in words:
        if joined and _is_abd(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(_GLUED_ABD.sub("عبد", word) for word in joined)


def _without_articles(matches: list[re.Match[str]], text: str) -> list[str]:
    words: list[str] = []
    for match in matches:
        word = match.group()
        if _is_article(word, text[match.end() : match.end() + 1]) and match is not matches[-1]:
            continue
        if word.startswith("ال") and len(word) > 4:
            word = word[2:]
        words.append(word)
    return words


def _is_article(word: str, following: str) -> bool:
    # `An` or `As` can be a name; only al and el are an article without a hyphen.
    folded = fold(word)
    return folded in _ARTICLES and ((following in "-‐‑–" and following != "") or folded in ("al", "el"))


def _is_abd(word: str) -> bool:
    return fold(word) in _ABD or word == "عبد"

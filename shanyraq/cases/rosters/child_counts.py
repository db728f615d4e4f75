"""How many children a cell says there are, before it names them: `3 children:`, `2 boys and 1 girl:`."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.child_items import ENUMERATED, matching
from shanyraq.cases.rosters.child_words import CHILD_WORDS, NUMBER_WORDS, SEXED_WORDS
from shanyraq.cases.rosters.wording import plain, words_pattern

_ANY_CHILD = words_pattern(CHILD_WORDS).pattern
_COUNT = r"(?P<count>\d{1,2}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")"
_WITH = r"(?:with|with her|has|and|с|и|имеет|ее|её|her|his|их|مع|معها|لديها|\+|оның)?"
_SMALL = r"(?:minor |small |малолетн\w+ |несовершеннолетн\w+ )?"
_OPENING = re.compile(
    rf"^\s*{_WITH}\s*(?:{_COUNT}(?!\w)\s*{_SMALL}(?P<word>{_ANY_CHILD})?"
    rf"|(?P<word2>{_ANY_CHILD})\s*(?:[(\-]?\s*(?P<count2>\d{{1,2}})\s*\)?)?)\s*(?P<mark>[:\-–—=(.,]|$|\n)\s*",
    re.IGNORECASE,
)
SEXED = re.compile(
    rf"^\s*(?:{_COUNT}(?!\w)\s*)?(?:(?P<male>{words_pattern(SEXED_WORDS['M']).pattern})|(?P<female>{words_pattern(SEXED_WORDS['F']).pattern}))\s*(?P<mark>[:–—]|-\s|$)\s*",
    re.IGNORECASE,
)
SEXED_COUNT = re.compile(
    rf"(?:{_COUNT.replace('?P<count>', '?:')})\s+{words_pattern('|'.join(SEXED_WORDS.values())).pattern}\s*",
    re.IGNORECASE,
)
_SEXED_NUMBER = re.compile(
    rf"{_COUNT}\s+{words_pattern('|'.join(SEXED_WORDS.values())).pattern}", re.IGNORECASE
)
#: `3 boys, 1 girl:` before their names tells how many they are, and not who of them is a boy.
_SEXED_COUNTS = re.compile(
    rf"^\s*{_WITH}\s*(?:{SEXED_COUNT.pattern}(?:[,;،+&]|and|и|және|و)?\s*){{2,}}[:–—(\-]\s*(?=\S)",
    re.IGNORECASE,
)


def opening(text: str) -> tuple[int | None, str]:
    """How many children are announced, and the text behind; a bare number or a bare count leaves nothing."""
    if counts := _SEXED_COUNTS.match(matching(text)):
        numbers = [match["count"] for match in _SEXED_NUMBER.finditer(counts.group())]
        rest = text[counts.end() :]
        is_in_brackets = rest.count(")") > rest.count("(")
        return sum(map(_number, numbers)), rest.rstrip().removesuffix(")") if is_in_brackets else rest
    match = _OPENING.match(matching(text))
    if match is None or len(ENUMERATED.findall(text)) > 1:
        return None, text
    word, count = match["word"] or match["word2"], match["count"] or match["count2"]
    if word is None and match["mark"] not in (":", "", "\n", "(", "-", "–"):
        return None, text
    rest = text[match.end() :]
    if match["mark"] == "(" and rest.count(")") == rest.count("(") + 1:
        rest = rest.rstrip().removesuffix(")")
    return (None if count is None else _number(count)), rest


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBER_WORDS.get(plain(text), 0)

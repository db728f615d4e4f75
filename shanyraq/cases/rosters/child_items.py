"""A cell with children taken apart: where their list begins, and one text a child."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.calendar_words import UNIT
from shanyraq.cases.rosters.child_words import CHILD_WORDS
from shanyraq.cases.rosters.relations import read_relation
from shanyraq.cases.rosters.stray_words import AND_GLUED
from shanyraq.cases.rosters.wording import words_pattern
from shanyraq.people.names import ascii_digits, script_of

_ITEM = re.compile(
    r"[;,،؛\n]|\s+(?:and|и|және|мен|و|&|\+)\s+(?!(?:a )?half|половин)|\s+[+&]\s*(?!\d{4})|"
    + AND_GLUED.pattern
)
ENUMERATED = re.compile(r"(?:^|(?<=[\s,;،\n]))\d{1,2}\s*[.)\-–]\s*(?=[^\W\d]|\?)")
_INSIDE = re.compile(
    rf"(?:^|[\s,;.(+])(?P<list>(?:\d{{1,2}}\s+)?{words_pattern(CHILD_WORDS).pattern}\s*(?:\(\d{{1,2}}\))?\s*[:–—]\s*.+)$",
    re.IGNORECASE | re.DOTALL,
)
_SAME_LENGTH = str.maketrans("أإآىةёЁ؟،؛\u00a0", "ااايهеЕ?,; ")


def children_inside(text: str) -> tuple[str, str] | None:
    """(what stands before, the list) where a name or a note holds a list of children after a colon."""
    match = _INSIDE.search(matching(text))
    if match is None:
        return None
    return text[: match.start("list")].strip(" ,;.+(-"), text[match.start("list") :].rstrip(" )")


def matching(text: str) -> str:
    """The text in the letters of the word lists, and of the same length, so that positions hold."""
    return ascii_digits(text).translate(_SAME_LENGTH)


def items_of(text: str) -> list[str]:
    """The parts of a cell that may each be a child."""
    if ENUMERATED.match(text):
        pieces = [piece for piece in ENUMERATED.split(text) if piece.strip(" ,;\n")]
        return [piece.strip(" ,;،\n") for piece in pieces]
    items: list[str] = []
    for item in _outside_brackets(text):
        parts = [part.strip() for part in item.split("/")]
        scripts = [script_of(part) for part in parts]
        many = len(parts) > 1 and None not in scripts and len(set(scripts)) == 1 and not _is_relation(parts)
        items.extend(parts if many else [item])
    return [item for item in items if item.strip(" .")]


def _is_relation(parts: list[str]) -> bool:
    return any(read_relation(part) is not None for part in parts)


def _outside_brackets(text: str) -> list[str]:
    pieces: list[str] = []
    depth = start = 0
    for index, sign in enumerate(text):
        depth = max(0, depth + (sign in "([") - (sign in ")]"))
        if depth == 0 and (match := _ITEM.match(text, index)) and match.end() > index and index >= start:
            decimal = (
                sign == "," and index and text[index - 1].isdigit() and text[index + 1 : index + 2].isdigit()
            )
            if decimal and re.match(rf",\d\s*{UNIT}(?!\w)", text[index:]):
                continue
            pieces.append(text[start:index])
            start = match.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]

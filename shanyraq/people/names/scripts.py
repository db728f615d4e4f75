"""Which script a name is written in, by its letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Script = Literal["Arab", "Cyrl", "Latn"]

_LATIN = re.compile(
    "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1d00-\u1d25\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua787\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a]"
)
_LETTERS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    (
        "Arab",
        re.compile(
            "[\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]"
        ),
    ),
    ("Cyrl", re.compile("[\u0400-\u0481\u048a-\u052f\u1c80-\u1c88\ua640-\ua66e]")),
    ("Latn", _LATIN),
)
_WORD = re.compile(r"\S+")
# What may stand between two scripts of one cell and belongs to neither.
_EDGE_SIGNS = " \t\r\n\u00a0/\\|,;،؛:-–—=_*•·\u200e\u200f\u200b\ufeff"
_SPACES = re.compile(r"\s+")
_PAIRED = re.compile(r"[()\[\]«»“”\"]")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"), ('"', '"'))


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """What one cell says in one script."""

    text: str
    script: Script


def script_of(text: str) -> Script | None:
    """The script most of the letters belong to; None where no letter is Arabic, Cyrillic or Latin.

    On equal counts the script that comes first in the text wins.
    """
    if text.isascii():
        return "Latn" if _LATIN.search(text) else None
    counts: list[tuple[int, int, Script]] = []
    for script, letters in _LETTERS:
        found = letters.findall(text)
        if found:
            counts.append((-len(found), text.index(found[0]), script))
    return min(counts)[2] if counts else None


def letters_of(script: str) -> re.Pattern[str]:
    """What finds a letter of this script."""
    return next(letters for known, letters in _LETTERS if known == script)


def scripts_in(text: str) -> tuple[Script, ...]:
    """The scripts that at least one letter of the text belongs to."""
    if text.isascii():
        return ("Latn",) if _LATIN.search(text) else ()
    return tuple(script for script, letters in _LETTERS if letters.search(text))


def split_by_script(text: str) -> tuple[ScriptRun, ...]:
    """One entry for each script found, in the order of its first letter; the words of one script stay in their order.

    A word that mixes scripts (a Cyrillic letter typed into a Latin word) counts as its majority's.
    Signs and digits go with the words before them, at the start with those after.
    """
    scripts = scripts_in(text)
    if len(scripts) < 2:
        clean = tidy(text)
        return (ScriptRun(clean, scripts[0]),) if scripts and clean else ()
    words = _pieces(text)
    found: dict[Script, list[str]] = {}
    current: Script | None = None
    waiting: list[str] = []
    for word in words:
        script = script_of(word)
        if script is not None:
            found.setdefault(script, []).extend([*waiting, word])
            waiting.clear()
            current = script
        elif current is None:
            waiting.append(word)
        else:
            found[current].append(word)
    runs = (ScriptRun(tidy(" ".join(parts)), script) for script, parts in found.items())
    return tuple(run for run in runs if run.text)


def _pieces(text: str) -> list[str]:
    """Words, where a word like `Айша/Aisha` that changes its script at a sign is two."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if len(scripts_in(word)) < 2:
            pieces.append(word)
            continue
        pieces.extend(part for part in re.split(r"(?<=[/\\|,;،)\]=])|(?=[(\[])|(?<=[-–—])", word) if part)
    return pieces


def tidy(text: str) -> str:
    """Without the signs at its edges, and without a bracket whose partner is gone."""
    if not _PAIRED.search(text):
        return _SPACES.sub(" ", text.strip(_EDGE_SIGNS))
    previous = None
    while previous != text:
        previous = text
        text = text.strip(_EDGE_SIGNS)
        for opening, closing in _PAIRS:
            text = _drop_lone(text, opening, closing)
        for opening, closing in _PAIRS:
            inner = text[1:-1]
            if len(text) > 1 and text.startswith(opening) and text.endswith(closing) and closing not in inner:
                text = inner
    return _SPACES.sub(" ", text)


def _drop_lone(text: str, opening: str, closing: str) -> str:
    if opening == closing:
        return text.replace(opening, "") if text.count(opening) % 2 else text
    if text.count(opening) != text.count(closing):
        return text.replace(opening, " ").replace(closing, " ")
    return text

"""The documents a cell names."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.cells import Cell, cell_text
from shanyraq.cases.rosters.wording import is_blank_word, plain, squeeze

_YES = frozenset(
    (
        "yes",
        "y",
        "+",
        "да",
        "есть",
        "бар",
        "иә",
        "نعم",
        "يوجد",
        "موجود",
        "x",
        "х",
        "✓",
        "√",
        "v",
        "true",
        "available",
        "имеется",
    )
)
_NO = frozenset(("no", "n", "нет", "жоқ", "لا", "false", "0", "none"))
_SPLIT = re.compile(
    r"[;\n،؛]|,(?!\s*(?:выдан|выд\.|issued|valid|expir|exp|от\s|до\s|серия|№|no\b|берілген|صادر))(?=\s*[^\W\d]|\s+\S)|\s\+\s"
)


def read_documents(cell: Cell, heading: str) -> list[str]:
    """The documents in a cell, one text each; a bare `yes` names the document of the heading."""
    if cell is None:
        return []
    text = cell_text(cell)
    if plain(text).strip(" .") in _YES:
        return [squeeze(heading)] if heading else [text]
    parts = [squeeze(part).strip(" ,") for part in _SPLIT.split(text)]
    return [part for part in parts if part and not is_blank_word(part) and plain(part) not in _NO]

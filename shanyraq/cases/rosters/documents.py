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
_ABSENT = re.compile(
    r"(?:no|without|нет|без|لا يوجد|لا توجد|ليس لديه|ليس لديها|بدون)\s+[^\d]+"
    r"|[^\d]+[\s:\-](?:no|none|missing|нет|нету|отсутствует|отсутствуют|не имеется"
    r"|жоқ|لا يوجد|لا توجد|غير موجود|غير موجوده)"
)


def read_documents(cell: Cell, heading: str) -> list[str]:
    """The documents in a cell, one text each; a bare `yes` names the document of the heading."""
    if cell is None:
        return []
    text = cell_text(cell)
    if plain(text).strip(" .") in _YES:
        return [squeeze(heading)] if heading else [text]
    return [part for part in _parts(text) if not _is_absent(part)]


def absent_documents(text: str) -> list[str]:
    """What a cell says of documents that there are not: `св-во нет`, `no passport`."""
    return [part for part in _parts(text) if _is_absent(part)]


def _parts(text: str) -> list[str]:
    parts = [squeeze(part).strip(" ,") for part in _SPLIT.split(text)]
    return [part for part in parts if part and not is_blank_word(part) and plain(part) not in _NO]


def _is_absent(part: str) -> bool:
    # `No 12345` is a number.
    return _ABSENT.fullmatch(plain(part).strip(" .:-")) is not None

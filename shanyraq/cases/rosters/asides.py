"""Brackets behind a name that hold no name: what they say of somebody else, and the code of a country."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.origins import is_country_code
from shanyraq.cases.rosters.relations import may_be_relation, read_relation
from shanyraq.cases.rosters.wording import plain
from shanyraq.people.names import is_kunya

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]*)[)\]]")
_CAPITALS = re.compile(r"[(\[]\s*[A-ZА-ЯЁӘҒҚҢӨҰҮІ]{2,3}\s*[)\]]")


def without_asides(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without brackets that speak of somebody else: `Omar (father: Hasan)`, `Ali (from her first husband)`."""
    remarks: list[str] = []
    if "(" not in text and "[" not in text:
        return text.strip(), ()
    for match in _BRACKET.finditer(text):
        inside = match["inside"]
        if is_kunya(inside) or not may_be_relation(plain(inside)):
            continue
        found = read_relation(inside)
        is_of_another = found is not None and found.of is not None and found.kind in ("father", "mother")
        if is_of_another or ":" in inside or (found is None and len(inside.split()) > 1):
            remarks.append(inside.strip())
            text = text.replace(match.group(), " ")
    return text.strip(), tuple(remarks)


def without_code(text: str) -> tuple[str, str | None]:
    """The text without a country's code in brackets, and the code: `Dina Omarova (KZ)`."""
    for match in _CAPITALS.finditer(text):
        code = match.group()[1:-1].strip()
        if is_country_code(code):
            return f"{text[: match.start()]} {text[match.end() :]}".strip(), code
    return text, None


def holds_code(name: str) -> bool:
    """Whether two or three capital letters in brackets stand behind a name in other letters: `Dina (XYZ)`."""
    match = _CAPITALS.search(name)
    return match is not None and not name.isupper()

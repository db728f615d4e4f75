"""Kunyas: Umm Ali, Abu Hamza, أم علي. A kunya is protected more strictly than a name in use."""

from __future__ import annotations

import re

from shanyraq.people.names.scripts import tidy

_MOTHER = r"umm?u?|oumm?|умму?|ум|уммь|أم|ام|أمّ|اُم"
_FATHER = r"ab[uo]u?|aboo|абу|әбу|абуу|أبو|ابو|أبي|أبا"
_KUNYA = re.compile(rf"(?<![^\W_])(?:{_MOTHER}|{_FATHER})(?=[\s\u200c\-‐–]+[^\W\d_])", re.IGNORECASE)
_UMM = re.compile(rf"(?:{_MOTHER})\Z", re.IGNORECASE)
_AS_GIVEN_NAME = re.compile(
    r"(?:ab[uo]u?|aboo|абу|әбу|أبو|ابو)[\s\-]+(?:bakr|bakar|bekr|бакр|бакар|бәкір|بكر)"
    r"|(?:umm?u?|oumm?|умму?|أم|ام)[\s\-]+(?:[kc]h?[aou]l[st]h?[ou]+m|кульсум|кулсум|кульзум|كلثوم)",
    re.I,
)
_BREAK_BEFORE = re.compile(r"[(\[,;،/|«“\"]\s*\Z|[\-–—]\s+\Z")
_END = re.compile(r"[)\],;،/|»”\"]")


def is_kunya(text: str) -> bool:
    """Whether the whole text is a kunya: `Umm Ali`, `أبو حمزة`. Not `Ahmad Abu Saleh`, whose Abu is in a family name.

    `Abu Bakr` and `Umm Kulthum` followed by another name are given names.
    """
    text = tidy(text)
    match = _KUNYA.match(text)
    if match is None or _END.search(text):
        return False
    words = re.split(r"[\s\u200c\-‐–]+", text)
    if _AS_GIVEN_NAME.match(text) and len(words) != 2:
        return False
    return len(words) <= 4


def split_kunya(text: str) -> tuple[str, str | None]:
    """(the name without the kunya, the kunya or None): `Aisha Karimova (Umm Ali)` is two things.

    Umm is a kunya wherever it stands; Abu only at the start or after a bracket, comma, slash or dash,
    because inside a name it is part of a family name. The name is empty where there is only a kunya.
    """
    if is_kunya(text):
        return "", tidy(text)
    for match in _KUNYA.finditer(text):
        before = text[: match.start()]
        separated = _BREAK_BEFORE.search(before) is not None
        if not (separated or (_UMM.match(match.group()) and before.strip())):
            continue
        end = _END.search(text, match.end())
        stop = end.start() if end else len(text)
        kunya = tidy(text[match.start() : stop])
        if separated and not is_kunya(kunya):
            continue
        rest = tidy(before) + " " + tidy(text[stop:])
        return tidy(rest), kunya
    return tidy(text), None

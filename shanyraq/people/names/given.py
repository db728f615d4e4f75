"""The given name at the beginning of a whole name: one word, or those of a compound that nobody parts."""

from __future__ import annotations

import re

from shanyraq.people.names.keys import fold

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ALEFS = str.maketrans("أإآٱ", "اااا")
# عبد الله, أبو بكر, أم كلثوم, ابن سينا, ذو الفقار: what goes on with the next word
_LEADS_ARABIC = frozenset(("عبد", "ابو", "ابا", "ابي", "ام", "ابن", "بنت", "ذو", "امة"))
# نور الدين, فتح الله, سيف الإسلام: what goes on with the word before
_ENDS_ARABIC = frozenset(
    ("الدين", "الله", "الاسلام", "الهدى", "الحق", "الزمان", "الرحمن", "الرحيم", "العابدين", "الزهراء")
) | frozenset(("النصر", "الفقار", "الضحى", "الملوك", "النساء"))
_LEADS = frozenset(
    ("abd", "abdu", "abdul", "abdel", "abdal", "gabdul", "abu", "abou", "umm", "um", "oum", "ibn", "bint")
) | frozenset(("dhu", "dhul", "zul", "al", "el"))
_ARTICLE = "(?:[aeui](?:l|d|r|z|s|sh|n|t|dh)?|l)"
_STEM = (
    "(?:din+e?|deen|islam|h?uda|khuda|haqq?|khakk?|haq|zaman|rahman|rakhman|rahim|rakhim|abid[ie]n|abideen|"
    "zahra|zakhra|fiqar|fikar)"
)
_ENDS = re.compile(f"{_ARTICLE}{_STEM}|[aui]?llak?h|ulla")
_ARTICLE_ALONE = re.compile(_ARTICLE)
_STEM_ALONE = re.compile(_STEM)


def given_of(text: str) -> str:
    """The given name of a name written given name first: its first word, with what belongs to it.

    `Abd al-Rahman Omarov` gives `Abd al-Rahman`, `نور الدين عمر` gives `نور الدين`. Empty where there is no word.
    """
    words = text.split()
    count = min(1, len(words))
    while count and count < len(words):
        more = _goes_on(words[count - 1], words[count : count + 2])
        if not more:
            break
        count += more
    return " ".join(words[:count])


def _goes_on(word: str, following: list[str]) -> int:
    """How many of the following words belong to the name that this one begins or goes on with."""
    plain = _plain(word)
    if plain in _LEADS_ARABIC or fold(plain) in _LEADS or word.endswith("-"):
        return 1
    after = _plain(following[0])
    if after in _ENDS_ARABIC or (fold(after) and _ENDS.fullmatch(fold(after)) and not _is_arabic(after)):
        return 1
    is_parted = len(following) > 1 and _ARTICLE_ALONE.fullmatch(fold(after)) and not _is_arabic(after)
    return 2 if is_parted and _STEM_ALONE.fullmatch(fold(following[1])) else 0


def _plain(word: str) -> str:
    """Without vowel marks and hyphens at its edges; every alef is one letter."""
    return _MARKS.sub("", word).strip("-‐‑–").translate(_ALEFS)


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff"

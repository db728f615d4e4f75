"""Words for the place of a person in her family: `wife of Omar`, `дочь`, `әйелі`, `زوجة`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from shanyraq.cases.rosters.relation_words import HEAD_FEMALE, HEAD_MALE, HEAD_WORD, WORDS, Kind, Relation
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.wording import plain, squeeze, words_pattern

_WORD = re.compile(r"\w+")
_FIRST = [
    _WORD.search(plain(phrase)) for _, _, words in WORDS for phrase in words.split("|") if phrase.strip()
]
_FIRST_WORDS = frozenset(match.group() for match in _FIRST if match)
_FIRST_STEMS = tuple(
    plain(phrase.strip()).rstrip("*")
    for _, _, words in WORDS
    for phrase in words.split("|")
    if phrase.strip().endswith("*")
)
_PATTERNS = tuple((kind, sex, words_pattern(words)) for kind, sex, words in WORDS)
_OF = re.compile(r"^[\s:.\-]*(?:of(?: the)?|to)\s+(?P<who>.+)$")
_POSSESSIVE = re.compile(r"^(?P<who>.+?)(?:'s|s')\s*$")
_KAZAKH_GENITIVE = re.compile(r"(?:ның|нің|дың|дің|тың|тің)$")
_LEADING = re.compile(r"^(?P<first>[^\W\d_]+(?:['’][^\W\d_]+)?)[\s:.\-–]+(?P<rest>.*[^\W\d_].*)$", re.DOTALL)
_MOST_LEADING = 4
_RELATION_CODE: dict[Kind, Relation] = {
    "head": "head", "wife": "spouse", "husband": "spouse", "widow": "spouse", "child": "child", "sibling": "sibling",
    "grandchild": "grandchild", "mother": "other", "father": "other", "other": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RelationWords:
    """A relation as written: its kind, the sex the word implies, and of whom, where somebody is named.

    `said` is what stands in the list, to be quoted.
    """

    kind: Kind
    sex: Sex | None
    of: str | None = None
    said: str = field(default="", compare=False)

    @property
    def relation(self) -> Relation:
        """The code of the relation to the head of the family."""
        return _RELATION_CODE[self.kind]


@lru_cache(maxsize=32768)
def read_relation(text: str) -> RelationWords | None:
    """The relation a text states; None where it states none or says something else beside it.

    `wife of Omar`, `жена Омара`, `زوجة عمر` and `Омардың әйелі` name somebody; numbers (`2nd wife`) do not.
    """
    clean = plain(text).strip(" .,:;()[]-/")
    if not clean or len(clean) > 90:
        return None
    readings = [found for part in [clean, *re.split(r"\s*/\s*", clean)[1:]] if (found := _one(part))]
    return replace(readings[0], said=squeeze(text)) if readings else None


def leading_relation(text: str) -> tuple[RelationWords, str] | None:
    """The relation that a child's words begin with, and the rest: `младший сын Али`, `двоюродный брат Омар`."""
    words = text.split()
    for number in range(min(_MOST_LEADING, len(words) - 1), 0, -1):
        relation = read_relation(" ".join(words[:number]))
        rest = " ".join(words[number:]).lstrip(" :.-–")
        if relation is not None and relation.of is None and re.search(r"[^\W\d_]", rest):
            return relation, rest
    leading = _LEADING.match(text)
    relation = read_relation(leading["first"]) if leading else None
    return (relation, leading["rest"]) if leading and relation and relation.of is None else None


def may_be_relation(clean: str) -> bool:
    """A quick first look: whether any word begins one of the phrases."""
    return any(word in _FIRST_WORDS or word.startswith(_FIRST_STEMS) for word in _WORD.findall(clean))


def _one(clean: str) -> RelationWords | None:
    if not may_be_relation(clean):
        return None
    for kind, sex, pattern in _PATTERNS:
        match = pattern.search(clean)
        if match is None:
            continue
        before, after = clean[: match.start()].strip(" .,:;()-/"), clean[match.end() :].strip(" .,:;()/")
        if _is_of_another(before, after):
            # `Dina, wife of Khadija's brother Ali`: Khadija's brother is somebody else.
            continue
        if kind == "head":
            if len(clean.split()) > 5:
                return None
            sex = "M" if HEAD_MALE.search(clean) else "F" if HEAD_FEMALE.search(clean) else None
            return RelationWords(kind, sex)
        return _with_target(kind, sex, before, after)
    return None


def _is_of_another(before: str, after: str) -> bool:
    """Whether a relation tells who another is: `wife of Khadija's` or `Dina, Omar's` before it, `'s` behind it."""
    possessor = _POSSESSIVE.match(before)
    if after.startswith(("'s", "’s")):
        return True
    return possessor is not None and ("," in before or may_be_relation(possessor["who"]))


def _with_target(kind: Kind, sex: Sex | None, before: str, after: str) -> RelationWords | None:
    before = HEAD_WORD.sub(" ", before).strip(" .,:;()-/№#0123456789")
    possessor = _POSSESSIVE.match(before)
    if possessor:
        # `Khadija's brother Ali` names him, and nobody beside whom that stands.
        is_named = bool(after) and not _one_word_relation(after)
        return None if is_named else RelationWords(kind, sex, possessor["who"])
    if before:
        last = before.split()[-1]
        if _KAZAKH_GENITIVE.search(last) and not after:
            return RelationWords(kind, sex, before)
        return None
    of = _OF.match(after)
    who = re.split(r"[,;(\n]", of["who"] if of else after)[0].strip()
    if who and _one_word_relation(who):
        return RelationWords(kind, sex)
    who = HEAD_WORD.sub(" ", who).strip(" .,:;()-/№#0123456789")
    # The other language's word for the same thing is no name.
    if not who or _one_word_relation(who):
        return RelationWords(kind, sex)
    if len(who.split()) > 6:
        return None
    return RelationWords(kind, sex, squeeze(who))


def _one_word_relation(text: str) -> bool:
    return any(pattern.fullmatch(text) for _, _, pattern in _PATTERNS)

"""The account of a cell: which of its words stand nowhere in what was understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from shanyraq.cases.rosters.beside_words import RELATION_STEMS, RELATION_WORDS, RELATIVES
from shanyraq.cases.rosters.child_words import COUNTING, NUMBER_WORDS
from shanyraq.cases.rosters.nationalities import is_country
from shanyraq.cases.rosters.phrases import Phrase, without_number
from shanyraq.cases.rosters.relation_words import HEAD_WORD
from shanyraq.cases.rosters.relations import RelationWords
from shanyraq.cases.rosters.sexes import read_sex
from shanyraq.cases.rosters.usual_names import TITLE
from shanyraq.cases.rosters.wording import plain

_WORD = re.compile(r"[^\W_]+")
_JOINING = frozenset(("of", "to", "s"))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, as they are compared."""
    return _WORD.findall(plain(text))


def unread_words(text: str, phrase: Phrase, *, of_a_child: bool = False) -> list[str]:
    """The words and numbers of a cell that are in no part of what was understood of it, in their order.

    `of_a_child`: in a list of children; nobody looks there for whom a relation names, and no number leads a name.
    """
    held = [run.text for run in phrase.names]
    held += [part for part in (phrase.when, phrase.nationality, *phrase.notes) if part]
    left = _without(
        words_of(_without_title(text if of_a_child else without_number(text))), words_of("\n".join(held))
    )
    if phrase.relation is not None:
        beyond = beyond_relation(phrase.relation, of_a_child=of_a_child)
        left = _without(left, _without(words_of(phrase.relation.said), beyond))
    return [word for word in left if phrase.sex is None or read_sex(word) != phrase.sex]


def _without_title(text: str) -> str:
    """`гр. Омарова` has a title; of `гр. Сирии Омарова` it tells a citizenship."""
    rest = TITLE.sub("", text)
    first = _WORD.search(rest) if rest != text else None
    return text if first is not None and is_country(first.group()) else rest


def beyond_relation(relation: RelationWords, *, of_a_child: bool = False) -> list[str]:
    """The words of a relation that tell neither it nor whom the list is searched for: `wife, lives in Turkey`."""
    said = words_of(relation.said)
    if said and said[-1].isdigit() and relation.of:
        # `brother of Adam 1` may be a child of one year.
        return [*words_of(relation.of), said[-1]]
    if relation.of is None and relation.kind != "head" and "of" in said:
        # `daughter of 1st wife` is no daughter of the head.
        behind = said[said.index("of") + 1 :]
        if any(word in RELATIVES and not HEAD_WORD.fullmatch(word) for word in behind):
            return behind
    words = [word for word in said if not _tells_relation(word)]
    return _without(words, words_of(relation.of)) if relation.of and not of_a_child else words


def unheard_words(text: str, heard: Iterable[str], *, counts: bool = True) -> str:
    """The words of a cell of children that are in none of the parts it was taken into, nor count or join them.

    `counts`: whether there is anybody for `3 children:` or `daughters:` to speak of.
    """
    held = Counter(word for part in heard for word in words_of(part))
    left: list[str] = []
    for word in words_of(text):
        # `وعلي` is `and Ali`.
        said = word if held[word] else word.removeprefix("و")
        if held[said]:
            held[said] -= 1
        elif not counts or not (
            COUNTING.fullmatch(word) or word in NUMBER_WORDS or (word.isdigit() and len(word) < 3)
        ):
            left.append(word)
    return " ".join(left)


def _tells_relation(word: str) -> bool:
    known = word in RELATION_WORDS or word in _JOINING or word.startswith(RELATION_STEMS)
    return known or HEAD_WORD.fullmatch(word) is not None


def _without(words: list[str], others: Iterable[str]) -> list[str]:
    """The words that are left when each of the others took one of its kind away."""
    held = Counter(others)
    left: list[str] = []
    for word in words:
        if held[word]:
            held[word] -= 1
        else:
            left.append(word)
    return left

"""Relations that are read as the nearest one that a record has: a stepson as a child, a former wife as a wife."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.cases.rosters.accounts import beyond_relation
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.relations import RelationWords
from shanyraq.cases.rosters.wording import plain, words_pattern

_NEARLY = words_pattern(
    """step*|adopt*|foster|half|ex|ex-*|former|divorced|fiance*|падчериц*|пасын*|приемн*|приёмн*|усыновл*|удочер*|сводн*|единокровн*|единоутробн*|бывш*|опека*
    |өгей|асырап|бұрынғы|ربيب*|متبن*|بالتبني|طليق*|مطلق*|سابق*|خطيب*"""
)
_EXACT = frozenset(("other", "head", "father", "mother"))


def relation_remarks(words: RelationWords | None, *, holds_target: bool = True) -> Iterator[Remark]:
    """What of a relation the register does not hold, and what of its words was not understood."""
    if words is None or not words.said:
        return
    if words.kind not in _EXACT and _NEARLY.search(plain(words.said)):
        yield remark("relation_nearest", text=words.said)
    elif beyond_relation(words, holds_target=holds_target):
        yield remark("note_kept", text=words.said)

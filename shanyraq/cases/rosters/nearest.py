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
#: A relation and an age in one.
_YOUNG = words_pattern(
    "newborn|new born|infant|baby|новорожд*|младен*|грудн*|нәресте|сәби|жаңа туған|رضيع*|الرضيع*|مولود*|حديث الولاده"
)
_EXACT = frozenset(("other", "head", "father", "mother"))


def relation_remarks(words: RelationWords | None, *, of_a_child: bool = False) -> Iterator[Remark]:
    """What of a relation the register does not hold, and what of its words was not understood."""
    if words is None or not words.said:
        return
    clean = plain(words.said)
    if words.kind not in _EXACT and (_NEARLY.search(clean) or (not of_a_child and _YOUNG.search(clean))):
        yield remark("relation_nearest", text=words.said)
    elif beyond_relation(words, of_a_child=of_a_child):
        yield remark("note_kept", text=words.said)

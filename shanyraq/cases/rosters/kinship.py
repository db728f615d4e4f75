"""Families told by relation words, blank lines and the names of husbands and mothers."""

from __future__ import annotations

import re

from shanyraq.cases.rosters.groups import Grouping
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.relation_words import Kind
from shanyraq.people.names import skeleton, tokens

_KAZAKH_ENDING = re.compile(r"(?:ның|нің|дың|дің|тың|тің)$")
_DEPENDANTS: frozenset[Kind] = frozenset(("child", "sibling", "grandchild", "other"))


def by_relations(people: list[Draft]) -> Grouping:
    """One after the other: a head begins a family, a wife or child goes on with it, `wife of Omar` goes to Omar."""
    grouping = Grouping()
    index = name_index(people)
    position = {id(draft): place for place, draft in enumerate(people)}
    has_heads = any(draft.words and draft.words.kind == "head" for draft in people)
    has_column = sum(draft.words is not None for draft in people) * 2 >= len(people)
    leads = people[0].words is not None and people[0].words.kind not in _DEPENDANTS
    gaps_separate = _gaps_separate(people)
    absent: dict[str, int] = {}
    waiting: list[tuple[Draft, Draft]] = []
    current: int | None = None
    for draft in people:
        words = draft.words
        named = words.of if words and words.of else None
        target = _find(named, index, position, draft) if named else None
        if target is not None and id(target) in grouping.of:
            current = grouping.of[id(target)]
            grouping.join(draft, current)
            continue
        if target is not None:
            waiting.append((draft, target))
            current = grouping.start(draft)
            continue
        key = name_key(named) if named else ""
        if key and key in absent:
            current = absent[key]
            grouping.join(draft, current)
            if " " not in key and words and words.kind in ("wife", "widow"):
                # Two women may each have a husband of that name.
                draft.problems.append(remark("family_uncertain"))
            continue
        begins = current is None or _begins(
            draft, grouping.groups[current], has_heads, gaps_separate, has_column
        )
        if named and words and words.kind in ("wife", "widow"):
            begins = True
        if begins or current is None:
            if _begins_in_doubt(draft, gaps_separate):
                draft.problems.append(remark("family_uncertain"))
            current = grouping.start(draft)
        else:
            grouping.join(draft, current)
            if draft.after_gap and draft.after_heading and not leads:
                draft.problems.append(remark("family_uncertain"))
        if key and words and words.kind in ("wife", "widow", "child"):
            absent.setdefault(key, current)
    for draft, target in waiting:
        _merge(grouping, grouping.of[id(target)], grouping.of[id(draft)])
    return grouping


def _merge(grouping: Grouping, into: int, other: int) -> None:
    if into == other:
        return
    for draft in grouping.groups[other]:
        grouping.of[id(draft)] = into
    grouping.groups[into].extend(grouping.groups[other])
    grouping.groups[other] = []


def _gaps_separate(people: list[Draft]) -> bool:
    """Whether blank lines separate families: then every head but the first comes after one."""
    heads = [draft for draft in people[1:] if draft.words is None or draft.words.kind == "head"]
    gaps = [draft for draft in people[1:] if draft.after_gap]
    if not gaps:
        return False
    return all(draft.after_gap for draft in heads)


def _begins(draft: Draft, group: list[Draft], has_heads: bool, gaps_separate: bool, has_column: bool) -> bool:
    kind = draft.words.kind if draft.words else None
    # An empty row before headings that come again may be no more than the end of a page.
    after_gap = draft.after_gap and not (draft.after_heading and kind is not None)
    if after_gap and gaps_separate:
        return True
    kinds = [member.words.kind if member.words else None for member in group]
    if kind is None:
        return not gaps_separate or after_gap
    if kind == "head":
        return True
    if kind in _DEPENDANTS:
        return after_gap and not has_heads
    if after_gap and kind in ("wife", "mother", "widow", "father"):
        return True
    if has_heads and "head" in kinds:
        return False
    if kind == "wife":
        # Without a husband before her, each wife begins a family of her own.
        return kinds[0] not in ("head", "father", None) or (kinds[0] is None and group[0].sex == "F")
    if kind == "husband":
        return "husband" in kinds or kinds[0] == "father"
    if kind == "father":
        return any(each != "mother" for each in kinds)
    return any(each not in ("father", "husband") for each in kinds) or (kind == "widow")


def _begins_in_doubt(draft: Draft, gaps_separate: bool) -> bool:
    if draft.words is None:
        return gaps_separate and draft.after_heading
    return draft.words.kind in _DEPENDANTS and not draft.after_gap


def name_key(text: str) -> str:
    """A name as it is compared across scripts, without the ending of a Kazakh genitive."""
    words = [_KAZAKH_ENDING.sub("", word) for word in tokens(text)]
    return " ".join(skeleton(word) for word in words)


def name_index(people: list[Draft]) -> dict[str, list[tuple[Draft, frozenset[str]]]]:
    """The people by each word of their names, with all the words."""
    index: dict[str, list[tuple[Draft, frozenset[str]]]] = {}
    for draft in people:
        for run in draft.names:
            keys = frozenset(skeleton(token) for token in tokens(run.text))
            for key in keys:
                index.setdefault(key, []).append((draft, keys))
    return index


def _find(
    named: str, index: dict[str, list[tuple[Draft, frozenset[str]]]], position: dict[int, int], draft: Draft
) -> Draft | None:
    """The person of the list whom a text names; of several the nearest one above, with a remark."""
    keys = [key for key in name_key(named).split() if key]
    if not keys:
        return None
    wants_man = draft.words is not None and draft.words.kind in ("wife", "widow")
    found = [
        other
        for other, theirs in index.get(keys[0], ())
        if other is not draft and set(keys) <= theirs and not (wants_man and not may_be_husband(other, draft))
    ]
    if len(keys) == 1:
        # One word is a given name: it must not be found in a family name.
        found = [
            other for other in found if any(keys[0] in name_key(run.text).split()[:2] for run in other.names)
        ]
    found = list({id(other): other for other in found}.values())
    if len(found) > 1:
        above = [other for other in found if position[id(other)] < position[id(draft)]]
        draft.problems.append(remark("family_uncertain"))
        return above[-1] if above else found[0]
    return found[0] if found else None


def by_parents(people: list[Draft], names: list[str | None]) -> Grouping:
    """By the mother (or husband) whom each row names: those with the same one, and she herself if she is listed."""
    grouping = Grouping()
    index = name_index(people)
    groups: dict[str, int] = {}
    later: list[tuple[Draft, str]] = []
    for draft, name in zip(people, names, strict=True):
        key = name_key(name or "")
        if key and key in groups:
            grouping.join(draft, groups[key])
            continue
        number = grouping.start(draft)
        if key:
            groups[key] = number
            later.append((draft, key))
    for draft, key in later:
        parent = _only_one(key.split(), index, draft)
        if parent is not None:
            _merge(grouping, grouping.of[id(parent)], grouping.of[id(draft)])
    return grouping


def _only_one(
    keys: list[str], index: dict[str, list[tuple[Draft, frozenset[str]]]], draft: Draft
) -> Draft | None:
    """The one person of the list who has these names; a single name must be her first or second one."""
    found = {
        id(other): other
        for other, theirs in index.get(keys[0], ())
        if other is not draft and set(keys) <= theirs and (len(keys) > 1 or is_given(keys[0], other))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def may_be_husband(other: Draft, wife: Draft) -> bool:
    """Not a woman, nobody's child here, and not of her children's age."""
    if other.sex == "F" or (other.words is not None and other.words.kind in ("child", "grandchild", "wife")):
        return False
    return other.birth.year is None or wife.birth.year is None or other.birth.year < wife.birth.year + 15


def is_given(key: str, draft: Draft) -> bool:
    """Whether a word stands where given names do: among the first two."""
    return any(key in name_key(run.text).split()[:2] for run in draft.names)

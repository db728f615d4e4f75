"""What the families of a file are called, and whether one number on two lists is one family."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shanyraq.cases.rosters.groups import Grouping
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.wording import plain

_FAMILY_PREFIX = re.compile(
    r"^(?:family|семья|отбасы|عائله|اسره|العائله|الاسره|hh|fam|f|household|case|сем)\s*\.?\s*(?:no|№|n|#)?\.?\s*[:\-]?\s*(?=\d+$)"
)
_LEADERS = frozenset(("head", "mother", "father", "widow"))


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The people whom one list puts under one label; `number` is their place in the grouping of that list."""

    source: int
    number: int
    members: list[Draft]


def family_label(text: str) -> str:
    """The label of a family: `Семья № 3`, `Family 3`, `٣` and `3` are one."""
    clean = _FAMILY_PREFIX.sub("", plain(text))
    if clean.isdigit():
        return clean.lstrip("0") or "0"
    return text.strip()


def label_families(readings: Sequence[SheetReading], groupings: Sequence[Grouping]) -> None:
    """Labels as the list gives them where they are unique in the file, with the list's place where they are not.

    The same label on two lists is one family only where the lists prove it; where nothing does, it is told.
    """
    held: dict[str, list[_Held]] = {}
    for index, grouping in enumerate(groupings):
        for number, label in grouping.labels.items():
            if grouping.groups[number]:
                held.setdefault(label, []).append(_Held(index, number, grouping.groups[number]))
    runs_on = {(a, b): _runs_on(readings, groupings, a, b) for a, b in _neighbours(readings, held)}
    used = set(held)
    for label, groups in held.items():
        families: list[list[_Held]] = []
        for group in groups:
            own = next(
                (each for each in families if _is_one(label, each[-1], group, readings, runs_on)), None
            )
            if own is None:
                families.append([group])
            else:
                own.append(group)
        _name(label, families, readings, used)
    _name_others(readings, groupings, used)


def _neighbours(readings: Sequence[SheetReading], held: dict[str, list[_Held]]) -> set[tuple[int, int]]:
    """The pairs of lists, one after the other, that have a label in common."""
    filled = [index for index, reading in enumerate(readings) if reading.drafts]
    following = dict(pairwise(filled))
    lists = [[group.source for group in groups] for groups in held.values()]
    return {(a, b) for each in lists for a in each if (b := following.get(a)) is not None and b in each}


def _runs_on(
    readings: Sequence[SheetReading], groupings: Sequence[Grouping], first: int, second: int
) -> bool:
    """Whether one list is the next part of another: the same headings, and numbers that run on.

    Either people are numbered through, or the last family of one is the first of the other and no other comes again.
    """
    above, below = readings[first], readings[second]
    if not above.headers or not below.headers:
        return False
    if above.headers[-1].signature() != below.headers[0].signature():
        return False
    last, following = _number(above.drafts, -1), _number(below.drafts, 0)
    if last is not None and following is not None:
        return following == last + 1
    upper = list(groupings[first].labels.values())
    lower = list(groupings[second].labels.values())
    # Where both begin with the same number nothing runs on.
    return len(upper) > 1 and set(upper) & set(lower) == {upper[-1]} == {lower[0]}


def _number(drafts: Sequence[Draft], place: int) -> int | None:
    numbers = [draft.number_text for draft in drafts if draft.host is None]
    text = (numbers[place] or "").strip(" .") if numbers else ""
    return int(text) if text.isdecimal() and len(text) < 7 else None


def _is_one(
    label: str,
    one: _Held,
    other: _Held,
    readings: Sequence[SheetReading],
    runs_on: dict[tuple[int, int], bool],
) -> bool:
    """Whether a label on two lists is one family: a long code, parts of one list, or lists that complete each other."""
    if one.source == other.source:
        # The heading of a family comes again where its next page begins.
        return other.number == one.number + 1
    upper, lower = readings[one.source], readings[other.source]
    if lower.shares_families and upper.name == lower.name:
        return True
    if sum(sign.isdigit() for sign in label) >= 4 or runs_on.get((one.source, other.source), False):
        return True
    return _only_children(upper) != _only_children(lower)


def _only_children(reading: SheetReading) -> bool:
    words = plain(reading.name)
    if re.search(r"child|дет|бала|اطفال|minor|kids", words) and not re.search(
        r"women|mother|жен|мат|әйел|نساء", words
    ):
        return True
    return bool(reading.drafts) and all(
        draft.words is not None and draft.words.kind == "child" for draft in reading.drafts
    )


def _name(label: str, families: list[list[_Held]], readings: Sequence[SheetReading], used: set[str]) -> None:
    """Puts the label into everybody, and tells where nothing says whether two families are one."""
    for family in families:
        first = family[0].members[0]
        name = label
        if len(families) > 1:
            place = readings[family[0].source].place
            name = f"{place} / {label}"
            if name in used:
                name = _unused(f"{name} row {first.row + 1}", used)
            used.add(name)
        for group in family:
            for draft in group.members:
                draft.family = name
        others = [other for other in families if other is not family and not _have_each_a_head(family, other)]
        if others:
            place = readings[others[0][0].source].place
            first.problems.append(remark("family_number_twice", label=label, sheet=place))


def _have_each_a_head(one: list[_Held], other: list[_Held]) -> bool:
    return bool(_leaders(one) & _leaders(other))


def _leaders(family: list[_Held]) -> set[str]:
    everybody = [draft for group in family for draft in group.members]
    return {draft.words.kind for draft in everybody if draft.words and draft.words.kind in _LEADERS}


def _name_others(readings: Sequence[SheetReading], groupings: Sequence[Grouping], used: set[str]) -> None:
    """Families without a label of the list's are called by the row in which they begin."""
    is_alone = sum(bool(reading.drafts) for reading in readings) < 2
    for reading, grouping in zip(readings, groupings, strict=True):
        for number, members in enumerate(grouping.groups):
            if not members or number in grouping.labels:
                continue
            row = f"row {members[0].row + 1}"
            label = _unused(row if is_alone else f"{reading.place} {row}", used)
            used.add(label)
            for draft in members:
                draft.family = label


def _unused(label: str, used: set[str]) -> str:
    while label in used:
        label += "'"
    return label

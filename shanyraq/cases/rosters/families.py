"""Who belongs to which family, by what the list itself says.

In this order: a column with family numbers, merged cells, a column with the head's name, numbers like 2.1, numbers
that stand only where a family begins, headings of families, relation words and blank lines, the mother's name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.cases.rosters.relations import Kind
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.people.names import fold, skeleton, tokens

_DOTTED = re.compile(r"(\d{1,4})[./\-](\d{1,2})")
_FAMILY_PREFIX = re.compile(
    r"^(?:family|семья|отбасы|عائله|اسره|العائله|الاسره|hh|fam|f|household|case|сем)\s*\.?\s*(?:no|№|n|#)?\.?\s*[:\-]?\s*(?=\d+$)"
)
_KAZAKH_ENDING = re.compile(r"(?:ның|нің|дың|дің|тың|тің)$")
_DEPENDANTS: frozenset[Kind] = frozenset(("child", "sibling", "grandchild", "other"))


@dataclass(slots=True)
class _Grouping:
    """People of one sheet as growing groups."""

    groups: list[list[Draft]] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    of: dict[int, int] = field(default_factory=dict)

    def start(self, draft: Draft, label: str | None = None) -> int:
        self.groups.append([draft])
        number = len(self.groups) - 1
        self.of[id(draft)] = number
        if label is not None:
            self.labels[number] = label
        return number

    def join(self, draft: Draft, number: int) -> None:
        self.groups[number].append(draft)
        self.of[id(draft)] = number


def assign_families(readings: list[SheetReading]) -> list[str]:
    """Gives every draft a family label that is unique in the file, and her relation code.

    Returns the names of the sheets on which nothing speaks of families.
    """
    groupings: list[_Grouping] = []
    silent: list[str] = []
    for reading in readings:
        people = [draft for draft in reading.drafts if draft.host is None]
        grouping, is_silent = _group(reading, people)
        for draft in reading.drafts:
            if draft.host is not None and id(draft) not in grouping.of:
                grouping.join(draft, grouping.of[id(_root(draft, grouping))])
        groupings.append(grouping)
        if is_silent and len(people) > 1:
            silent.append(reading.name)
    _label(readings, groupings)
    for grouping in groupings:
        for members in grouping.groups:
            _settle_relations(members)
            _check_children(members)
    return silent


def _root(draft: Draft, grouping: _Grouping) -> Draft:
    while draft.host is not None and id(draft) not in grouping.of:
        draft = draft.host
    if id(draft) not in grouping.of:
        grouping.start(draft)
    return draft


def _group(reading: SheetReading, people: list[Draft]) -> tuple[_Grouping, bool]:
    if any(draft.family_text for draft in people):
        return _by_column(people), False
    merges = _family_merges(reading, people)
    if merges is not None:
        return _by_merges(people, merges), False
    if any(draft.head_name for draft in people):
        return _by_key(people, [draft.head_name for draft in people]), False
    dotted = [_DOTTED.fullmatch(draft.number_text or "") for draft in people]
    if people and all(dotted) and any(match and match.group(2) not in ("0", "1") for match in dotted):
        return _by_key(people, [match.group(1) if match else None for match in dotted]), False
    if _numbers_begin_families(people):
        return _by_starts(people, [bool(draft.number_text) for draft in people], use_number=True), False
    if any(draft.heading for draft in people):
        return _by_headings(people), False
    if any(draft.words and draft.words.kind != "child" for draft in people):
        return _by_relations(people), False
    sizes = _size_starts(people)
    if sizes is not None:
        return _by_starts(people, sizes), False
    if any(draft.after_gap for draft in people[1:]):
        return _by_starts(people, [draft.after_gap for draft in people]), False
    if any(draft.mother_name for draft in people):
        return _by_mothers(people), False
    if any(draft.words and draft.words.of for draft in people):
        return _by_relations(people), False
    grouping = _Grouping()
    for draft in people:
        grouping.start(draft)
    return grouping, not any(draft.host for draft in reading.drafts)


# Numbers, merges, keys


def _by_column(people: list[Draft]) -> _Grouping:
    """By the family column; where only the first row of a family is filled, the rows below belong to it."""
    texts = [draft.family_text for draft in people]
    pairs = list(zip(texts, texts[1:], strict=False))
    repeats = any(first is not None and first == second for first, second in pairs)
    grouping = _Grouping()
    by_label: dict[str, int] = {}
    current: int | None = None
    for draft in people:
        text = draft.family_text
        if text is not None:
            label = family_label(text)
            if label in by_label:
                current = by_label[label]
                grouping.join(draft, current)
            else:
                current = by_label[label] = grouping.start(draft, label)
            continue
        is_dependant = draft.words is not None and draft.words.kind not in ("head", "mother", "father")
        if current is not None and not draft.after_gap and (not repeats or is_dependant):
            grouping.join(draft, current)
            if repeats:
                draft.problems.append(remark("family_missing"))
        else:
            current = grouping.start(draft)
            draft.problems.append(remark("family_missing"))
            if repeats:
                current = None
    return grouping


def family_label(text: str) -> str:
    """The label of a family: `Семья № 3`, `Family 3`, `٣` and `3` are one."""
    clean = _FAMILY_PREFIX.sub("", plain(text))
    if clean.isdigit():
        return clean.lstrip("0") or "0"
    return text.strip()


def _family_merges(reading: SheetReading, people: list[Draft]) -> list[tuple[int, int]] | None:
    """The merges that hold families together: of all columns, the one in which most of them span several people."""
    rows = {draft.row for draft in people}
    best: list[tuple[int, int]] | None = None
    for merges in reading.vertical_merges.values():
        several = [
            (top, bottom) for top, bottom in merges if sum(row in rows for row in range(top, bottom + 1)) > 1
        ]
        covers_all = (
            len(several) == 1
            and several[0][0] <= min(rows)
            and several[0][1] >= max(rows)
            and len(merges) == 1
        )
        if several and not (covers_all and len(rows) > 12) and (best is None or len(several) > len(best)):
            best = several
    return best


def _by_merges(people: list[Draft], merges: list[tuple[int, int]]) -> _Grouping:
    grouping = _Grouping()
    numbers: dict[tuple[int, int], int] = {}
    spans = {row: merge for merge in merges for row in range(merge[0], merge[1] + 1)}
    for draft in people:
        merge = spans.get(draft.row)
        if merge is None:
            grouping.start(draft)
        elif merge in numbers:
            grouping.join(draft, numbers[merge])
        else:
            numbers[merge] = grouping.start(draft)
    return grouping


def _by_key(people: list[Draft], keys: list[str | None]) -> _Grouping:
    """By a text that all members share; an empty one goes on with the family above."""
    grouping = _Grouping()
    numbers: dict[str, int] = {}
    current: int | None = None
    for draft, text in zip(people, keys, strict=True):
        if text is None and current is not None and not draft.after_gap:
            grouping.join(draft, current)
            continue
        key = " ".join(fold(token) for token in tokens(text or "")) or None
        if key is not None and key in numbers:
            current = numbers[key]
            grouping.join(draft, current)
            continue
        current = grouping.start(draft, text)
        if key is not None:
            numbers[key] = current
    return grouping


def _numbers_begin_families(people: list[Draft]) -> bool:
    """Whether the number column counts families: filled at their first row, empty below."""
    numbered = [draft for draft in people if draft.number_text]
    if not people or not people[0].number_text or len(numbered) == len(people) or len(numbered) < 2:
        return False
    texts = [draft.number_text or "" for draft in numbered]
    if not all(text.isdigit() for text in texts):
        return False
    values = [int(text) for text in texts]
    return values == list(range(values[0], values[0] + len(values))) and not any(
        draft.heading for draft in people
    )


def _by_starts(people: list[Draft], starts: list[bool], *, use_number: bool = False) -> _Grouping:
    grouping = _Grouping()
    current: int | None = None
    for draft, begins in zip(people, starts, strict=True):
        if begins or current is None:
            current = grouping.start(draft, draft.number_text if use_number else None)
        else:
            grouping.join(draft, current)
    return grouping


def _size_starts(people: list[Draft]) -> list[bool] | None:
    """Families by their size, where it stands in their first row only and adds up to everybody."""
    starts = [draft.family_size is not None for draft in people]
    if not people or all(starts) or not starts[0]:
        return None
    sizes = [draft.family_size or 0 for draft in people if draft.family_size is not None]
    positions = [index for index, begins in enumerate(starts) if begins] + [len(people)]
    counts = [after - before for before, after in zip(positions, positions[1:], strict=False)]
    return starts if counts == sizes else None


def _by_headings(people: list[Draft]) -> _Grouping:
    grouping = _Grouping()
    numbers: dict[tuple[str, int | None], int] = {}
    for draft in people:
        if draft.heading is None:
            grouping.start(draft)
            draft.problems.append(remark("family_missing"))
            continue
        key = (draft.heading, draft.heading_row)
        if key in numbers:
            grouping.join(draft, numbers[key])
        else:
            numbers[key] = grouping.start(draft, family_label(draft.heading))
    return grouping


# Relation words and blank lines


def _by_relations(people: list[Draft]) -> _Grouping:
    """One after the other: a head begins a family, a wife or child goes on with it, `wife of Omar` goes to Omar."""
    grouping = _Grouping()
    index = _name_index(people)
    position = {id(draft): place for place, draft in enumerate(people)}
    has_heads = any(draft.words and draft.words.kind == "head" for draft in people)
    has_column = sum(draft.words is not None for draft in people) * 2 >= len(people)
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
        key = _key(named) if named else ""
        if key and key in absent:
            current = absent[key]
            grouping.join(draft, current)
            continue
        begins = current is None or _begins(
            draft, grouping.groups[current], has_heads, gaps_separate, has_column
        )
        if named and words and words.kind in ("wife", "widow"):
            begins = True
        if begins or current is None:
            if words and words.kind in _DEPENDANTS and not draft.after_gap:
                draft.problems.append(remark("family_uncertain"))
            current = grouping.start(draft)
        else:
            grouping.join(draft, current)
        if key and words and words.kind in ("wife", "widow", "child"):
            absent.setdefault(key, current)
    for draft, target in waiting:
        _merge(grouping, grouping.of[id(target)], grouping.of[id(draft)])
    return grouping


def _merge(grouping: _Grouping, into: int, other: int) -> None:
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
    if draft.after_gap and gaps_separate:
        return True
    kinds = [member.words.kind if member.words else None for member in group]
    if kind is None:
        return not gaps_separate or draft.after_gap
    if kind == "head":
        return True
    if kind in _DEPENDANTS:
        return draft.after_gap and not has_heads
    if draft.after_gap and kind in ("wife", "mother", "widow", "father"):
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


def _key(text: str) -> str:
    words = [_KAZAKH_ENDING.sub("", word) for word in tokens(text)]
    return " ".join(skeleton(word) for word in words)


def _name_index(people: list[Draft]) -> dict[str, list[tuple[Draft, frozenset[str]]]]:
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
    keys = [key for key in _key(named).split() if key]
    if not keys:
        return None
    wants_man = draft.words is not None and draft.words.kind in ("wife", "widow")
    found = [
        other
        for other, theirs in index.get(keys[0], ())
        if other is not draft and set(keys) <= theirs and not (wants_man and other.sex == "F")
    ]
    if len(keys) == 1:
        # One word is a given name: it must not be found in a family name.
        found = [
            other for other in found if any(keys[0] in _key(run.text).split()[:2] for run in other.names)
        ]
    found = list({id(other): other for other in found}.values())
    if len(found) > 1:
        above = [other for other in found if position[id(other)] < position[id(draft)]]
        draft.problems.append(remark("family_uncertain"))
        return above[-1] if above else found[0]
    return found[0] if found else None


def _by_mothers(people: list[Draft]) -> _Grouping:
    """Children with their mother's name: brothers and sisters, and the mother where she is in the list."""
    grouping = _Grouping()
    index = _name_index(people)
    position = {id(draft): place for place, draft in enumerate(people)}
    by_mother: dict[str, int] = {}
    later: list[tuple[Draft, Draft]] = []
    for draft in people:
        key = _key(draft.mother_name or "")
        if not key:
            grouping.start(draft)
            continue
        if key in by_mother:
            grouping.join(draft, by_mother[key])
            continue
        by_mother[key] = grouping.start(draft)
        full_name = len(tokens(draft.mother_name or "")) > 1
        mother = _find(draft.mother_name or "", index, position, draft) if full_name else None
        if mother is not None:
            later.append((draft, mother))
    for draft, mother in later:
        _merge(grouping, grouping.of[id(mother)], grouping.of[id(draft)])
    return grouping


# Labels and relations


def _label(readings: list[SheetReading], groupings: list[_Grouping]) -> None:
    """Labels as the list gives them where they are unique in the file, with the sheet's name where they are not."""
    given = Counter(label for grouping in groupings for label in set(grouping.labels.values()))
    used: set[str] = set()
    one_sheet = sum(bool(reading.drafts) for reading in readings) < 2
    for reading, grouping in zip(readings, groupings, strict=True):
        for number, members in enumerate(grouping.groups):
            if not members:
                continue
            label = grouping.labels.get(number)
            if label is None:
                label = (
                    f"row {members[0].row + 1}" if one_sheet else f"{reading.name} row {members[0].row + 1}"
                )
                while label in used or label in given:
                    label += "'"
            elif given[label] > 1 and not _means_the_same(label, readings, groupings):
                label = f"{reading.name} / {label}"
            used.add(label)
            for draft in members:
                draft.family = label


def _means_the_same(label: str, readings: list[SheetReading], groupings: list[_Grouping]) -> bool:
    """Whether a label on two sheets is one family: a code, or numbers on sheets that complete each other.

    Plain numbers that start again on each sheet are different families.
    """
    digits = [sign for sign in label if sign.isdigit()]
    if len(digits) >= 4 or (digits and any(sign.isalpha() for sign in label) and len(label) >= 5):
        return True
    holders = [
        [members for number, members in enumerate(grouping.groups) if grouping.labels.get(number) == label]
        for grouping in groupings
    ]
    children_only = [_only_children(reading) for reading, held in zip(readings, holders, strict=True) if held]
    return any(children_only) and not all(children_only)


def _only_children(reading: SheetReading) -> bool:
    words = plain(reading.name)
    if re.search(r"child|дет|бала|اطفال|minor|kids", words) and not re.search(
        r"women|mother|жен|мат|әйел|نساء", words
    ):
        return True
    return bool(reading.drafts) and all(
        draft.words is not None and draft.words.kind == "child" for draft in reading.drafts
    )


def _settle_relations(members: list[Draft]) -> None:
    has_head = any(member.words and member.words.kind == "head" for member in members)
    father = next((member for member in members if member.words and member.words.kind == "father"), None)
    leader_found = has_head
    for member in members:
        if member.relation is not None or member.words is None:
            continue
        kind = member.words.kind
        member.relation = member.words.relation
        if kind in ("mother", "father", "widow") and not leader_found and member.words.of is None:
            leads = father is None or member is father or kind == "widow"
            if leads:
                member.relation = "head"
                leader_found = True
                continue
        if kind == "mother" and father is not None and not has_head:
            member.relation = "spouse"
        if kind == "father" and not has_head and leader_found:
            member.relation = "spouse"


def _check_children(members: list[Draft]) -> None:
    """A bare number of children is compared with those the family has."""
    for member in members:
        if member.said_children is None:
            continue
        found = sum(other is not member and _is_child(other) for other in members)
        if found != member.said_children and not is_blank_word(str(member.said_children)):
            member.problems.append(remark("children_count", said=member.said_children, found=found))
        member.said_children = None


def _is_child(draft: Draft) -> bool:
    return draft.relation == "child" or (draft.words is not None and draft.words.kind == "child")

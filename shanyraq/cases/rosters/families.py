"""Who belongs to which family, by what the list itself says.

In this order: a column with family numbers, merged cells, a column with the head's name, numbers like 2.1, numbers
that stand only where a family begins, headings of families, relation words and blank lines, the mother's name.
"""

from __future__ import annotations

import itertools
import re

from shanyraq.cases.rosters.counts import check_children, check_size
from shanyraq.cases.rosters.dwellings import by_dwelling, by_merges, family_merges, is_of_family
from shanyraq.cases.rosters.groups import MOST_OF_A_FAMILY, Grouping, by_starts
from shanyraq.cases.rosters.kinship import by_parents, by_relations
from shanyraq.cases.rosters.labels import family_label, label_families
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft, SheetReading
from shanyraq.people.names import fold, tokens

#: A part of a list with no more people may be a family.
_FEW = 5
_DOTTED = re.compile(r"(\d{1,4})[./\-](\d{1,2})")


def assign_families(readings: list[SheetReading]) -> list[str]:
    """Gives every draft a family label that is unique in the file, and her relation code.

    Returns the names of the sheets on which nothing speaks of families.
    """
    groupings: list[Grouping] = []
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
    label_families(readings, groupings)
    for grouping in groupings:
        for members in grouping.groups:
            _settle_relations(members)
            check_children(members)
            check_size(members)
            for member in members if len(members) > 1 else ():
                if member.under_orphans and member.host is None:
                    member.problems.append(remark("family_uncertain"))
    return silent


def _root(draft: Draft, grouping: Grouping) -> Draft:
    while draft.host is not None and id(draft) not in grouping.of:
        draft = draft.host
    if id(draft) not in grouping.of:
        grouping.start(draft)
    return draft


def _group(reading: SheetReading, people: list[Draft]) -> tuple[Grouping, bool]:
    if any(draft.family_text for draft in people):
        return _by_column(people), False
    merges = family_merges(reading, people, is_of_family)
    if merges is not None:
        return by_merges(people, merges[1]), False
    if any(draft.head_name for draft in people):
        return _by_key(people, [draft.head_name for draft in people]), False
    dotted = [_DOTTED.fullmatch(draft.number_text or "") for draft in people]
    if people and all(dotted) and any(match and match.group(2) not in ("0", "1") for match in dotted):
        return _by_key(people, [match.group(1) if match else None for match in dotted]), False
    if _numbers_begin_families(people):
        return by_starts(people, [bool(draft.number_text) for draft in people], use_number=True), False
    if _numbers_begin_anew(reading, people):
        starts = [draft.number_text == "1" for draft in people]
        return by_starts(people, starts), False
    if any(draft.heading for draft in people):
        return _by_headings(people), False
    if any(draft.words and draft.words.kind != "child" for draft in people):
        return by_relations(people), False
    if any(draft.mother_name for draft in people):
        return by_parents(people, [draft.mother_name for draft in people]), False
    sizes = _size_starts(people)
    if sizes is not None:
        return by_starts(people, sizes), False
    if (dwelling := by_dwelling(reading, people)) is not None:
        return dwelling, False
    if _gaps_tell_families(people):
        return by_starts(people, [draft.after_gap for draft in people]), False
    if any(draft.words and draft.words.of for draft in people):
        return by_relations(people), False
    husbands = [
        name if name and len(tokens(name)) > 1 else None for name in (draft.husband_name for draft in people)
    ]
    if any(husbands):
        return by_parents(people, husbands), False
    grouping = Grouping()
    for draft in people:
        grouping.start(draft)
    return grouping, not any(draft.host for draft in reading.drafts)


def _gaps_tell_families(people: list[Draft]) -> bool:
    """Whether empty rows separate families; headings that come again may part families, or pages of a printed list.

    Nobody can tell where both are there, or where every part is as long as a page: then it is told.
    """
    starts = [index for index, draft in enumerate(people) if index == 0 or draft.after_gap]
    if len(starts) < 2:
        return False
    sizes = [after - before for before, after in itertools.pairwise([*starts, len(people)])]
    are_all_headed = all(people[start].after_heading for start in starts[1:])
    if are_all_headed and max(sizes) > MOST_OF_A_FAMILY:
        return False
    is_paged = len(set(sizes[:-1])) == 1 and sizes[0] > _FEW
    if not are_all_headed or is_paged:
        for draft in people[1:]:
            if draft.after_heading:
                draft.problems.append(remark("family_uncertain"))
    return True


# Numbers, merges, keys


def _by_column(people: list[Draft]) -> Grouping:
    """By the family column; where only the first row of a family is filled, the rows below belong to it."""
    texts = [draft.family_text for draft in people]
    pairs = list(itertools.pairwise(texts))
    repeats = any(first is not None and first == second for first, second in pairs)
    grouping = Grouping()
    by_label: dict[str, int] = {}
    current: int | None = None
    is_turned = False
    for draft in people:
        text = draft.family_text
        is_turned = text is None and (draft.after_heading or (is_turned and not draft.after_gap))
        if text is not None:
            label = family_label(text)
            if label in by_label:
                current = by_label[label]
                grouping.join(draft, current)
            else:
                current = by_label[label] = grouping.start(draft, label)
            continue
        is_dependant = draft.words is not None and draft.words.kind not in ("head", "mother", "father")
        # On the next page of a printed list the number of the family above may stand only there.
        is_next = draft.after_heading or not draft.after_gap
        if current is not None and is_next and (not repeats or is_dependant or is_turned):
            grouping.join(draft, current)
            if repeats:
                draft.problems.append(remark("family_missing"))
        else:
            current = grouping.start(draft)
            draft.problems.append(remark("family_missing"))
            if repeats:
                current = None
    return grouping


def _by_key(people: list[Draft], keys: list[str | None]) -> Grouping:
    """By a text that all members share; an empty one goes on with the family above."""
    grouping = Grouping()
    numbers: dict[str, int] = {}
    current: int | None = None
    for draft, text in zip(people, keys, strict=True):
        if text is None and current is not None and (draft.after_heading or not draft.after_gap):
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
    if any(draft.words and draft.words.kind == "child" for draft in numbered):
        return False  # no child begins a family whose other members are listed above
    texts = [draft.number_text or "" for draft in numbered]
    if not all(text.isdecimal() for text in texts):
        return False
    values = [int(text) for text in texts]
    return values == list(range(values[0], values[0] + len(values))) and not any(
        draft.heading for draft in people
    )


def _numbers_begin_anew(reading: SheetReading, people: list[Draft]) -> bool:
    """Whether the members of each family are counted from 1: three times at least, and nothing else begins there."""
    texts = [draft.number_text or "" for draft in people]
    if any(draft.heading or draft.after_heading for draft in people) or not all(
        text.isdecimal() and len(text) < 3 for text in texts
    ):
        return False
    values = [int(text) for text in texts]
    follows = all(after in (1, before + 1) for before, after in itertools.pairwise([0, *values]))
    is_of_sections = any(reason.code == "section_heading" for reason in reading.ignored.values())
    return follows and not is_of_sections and values.count(1) > 2 and 1 < max(values) <= MOST_OF_A_FAMILY


def _size_starts(people: list[Draft]) -> list[bool] | None:
    """Families by their size, where it stands in their first row only and adds up to everybody."""
    starts = [draft.family_size is not None for draft in people]
    if not people or all(starts) or not starts[0]:
        return None
    sizes = [draft.family_size or 0 for draft in people if draft.family_size is not None]
    positions = [index for index, begins in enumerate(starts) if begins] + [len(people)]
    counts = [after - before for before, after in itertools.pairwise(positions)]
    return starts if counts == sizes else None


def _by_headings(people: list[Draft]) -> Grouping:
    grouping = Grouping()
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


# Relations


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

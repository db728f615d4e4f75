"""The children and the notes in the cells of one row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shanyraq.cases.rosters.accounts import unheard_words
from shanyraq.cases.rosters.belonging import take_nationality_beside, tell_nationality_of_row
from shanyraq.cases.rosters.beside_words import NO_NAME
from shanyraq.cases.rosters.births import birth_of
from shanyraq.cases.rosters.cells import cell_text
from shanyraq.cases.rosters.child_items import children_inside
from shanyraq.cases.rosters.children import read_children
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.name_cells import holds_more_than_a_name
from shanyraq.cases.rosters.nationalities import is_country
from shanyraq.cases.rosters.nearest import relation_remarks
from shanyraq.cases.rosters.orders import ColumnDates
from shanyraq.cases.rosters.phrases import Phrase
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.relation_words import STATUS, Kind
from shanyraq.cases.rosters.relations import RelationWords, read_relation
from shanyraq.cases.rosters.relative_words import CHILDREN, sex_of_children
from shanyraq.cases.rosters.sex_words import Sex
from shanyraq.cases.rosters.surnames import is_of_a_family
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.wording import is_blank_word, plain
from shanyraq.people.names import scripts_in

_MOST_WORDS = 4
#: What already asks somebody to look at the name.
_LOOKED_AT = frozenset(("name_signs", "child_maybe_several"))
_OF = re.compile(r"(?<!\w)(?:of|to)(?!\w)|'s(?!\w)")
_LABEL = re.compile(r"\w\s*:\s*\w")
#: Nobody in a list of children is one of these in her mother's family.
_NO_CHILDREN: frozenset[Kind] = frozenset(("head", "wife", "husband", "widow", "mother", "father"))


def read_notes_and_children(
    draft: Draft, table: Table, cells: RowCells, group: str, phrases: list[Phrase]
) -> list[Draft]:
    """Lists the notes of a row that no field takes; returns the children whom its cells name."""
    inline: list[Draft] = []
    said = [note for phrase in phrases for note in phrase.notes]
    if group != "main":
        draft.problems.extend(remark("note_kept", text=note) for note in said)
        return inline
    lists = [note for note in said if children_inside(note)]
    notes = [note for note in said if note not in lists]
    members: list[str] = []
    for column in table.header.of("children", "members"):
        cell = cells.cell(column)
        if isinstance(cell, (int, float)):
            draft.said_children = (draft.said_children or 0) + int(cell)
        elif cell is not None and (sex := sex_of_children(column.heading)):
            children = _read_children(draft, table, cells, cell_text(cell))
            inline.extend(_of_sex(child, sex) for child in children)
        elif cell is not None:
            (members if column.field == "members" else lists).append(cell_text(cell))
    for column in table.header.of("notes"):
        text = cells.text(column)
        if not text or is_blank_word(text):
            continue
        inside = children_inside(text)
        if inside:
            lists.append(inside[1])
            text = inside[0]
        notes.extend([text] if text else [])
    for note in notes:
        _read_note(draft, note)
    for text in lists:
        inline.extend(_read_children(draft, table, cells, text))
    for text in members:
        inline.extend(_read_children(draft, table, cells, text, only_children=False))
    return inline


def _of_sex(child: Draft, sex: Sex) -> Draft:
    """A child under the heading `Boys`; what her own cell says of her sex comes first, and is told where it differs."""
    if child.sex is None:
        child.problems = [problem for problem in child.problems if problem.code != "sex_missing"]
        child.sex = sex
    elif child.sex != sex:
        child.problems.append(remark("sex_conflict", text=child.sex, other=sex))
    return child


def _read_note(draft: Draft, note: str) -> None:
    """A note may say the relation; what else it says is listed."""
    rest: list[str] = []
    for part in re.split(r"[;\n]|[.,](?=\s|$)", note):
        # `father: Hasan` tells who his father is, and not that he is one.
        found = read_relation(part) if part.strip() and not _LABEL.search(part) else None
        if found is not None and _tells_of_another(found):
            found = None
        if found is not None and draft.words is None and len(part.split()) <= 8:
            draft.words = found
        elif found is not None and draft.words is not None and draft.words.sex is None:
            draft.words = replace(draft.words, sex=found.sex)
            rest.append(part.strip())
        elif part.strip() and not (found and draft.words and _says_the_same(part, found, draft.words)):
            rest.append(part.strip())
    if rest:
        draft.problems.append(remark("note_kept", text=note))


def _tells_of_another(found: RelationWords) -> bool:
    """`муж погиб в 2018`, `mother Dina`: what befell her husband, or who her mother is, and not that she is one."""
    if found.of is None:
        return False
    if found.kind in ("husband", "father", "mother") and not _OF.search(plain(found.said)):
        return True
    if CHILDREN.match(plain(found.said)):
        return True
    words = found.of.split()
    names_somebody = any(word[:1].isupper() for word in found.said.split()[1:])
    return STATUS.search(words[-1]) is not None or (words[0] in NO_NAME and not names_somebody)


def _says_the_same(part: str, found: RelationWords, words: RelationWords) -> bool:
    return found.relation == words.relation and len(part.split()) == 1


def _read_children(
    draft: Draft, table: Table, cells: RowCells, text: str, *, only_children: bool = True
) -> list[Draft]:
    found = read_children(text)
    if found.said is not None and not found.people and not found.unclear:
        draft.said_children = (draft.said_children or 0) + found.said
        return []
    if not found.people and not found.unclear and is_blank_word(text):
        return []
    children = [
        _child_of(draft, table, cells, phrase, words, only_children=only_children)
        for phrase, words in zip(found.people, found.texts, strict=True)
    ]
    for child, words in zip(children, found.texts, strict=True):
        if _is_longer_than_all(child, children):
            child.problems.append(remark("child_maybe_several", text=words))
    draft.problems.extend(remark("children_unclear", text=text) for text in found.unclear)
    if left := unheard_words(
        text, (*found.texts, *found.unclear), counts=bool(children) or not found.unclear
    ):
        draft.problems.append(remark("children_unclear", text=left))
    if found.said is not None and found.said != len(children):
        draft.problems.append(remark("children_count", said=found.said, found=len(children)))
    return children


def _child_of(
    draft: Draft, table: Table, cells: RowCells, phrase: Phrase, words: str, *, only_children: bool
) -> Draft:
    """One child of a cell, with what of her words is doubtful."""
    child = Draft(
        draft.sheet_index, draft.row, names=phrase.names, sex=phrase.sex, words=phrase.relation, host=draft
    )
    if only_children and child.words is not None and child.words.kind in _NO_CHILDREN:
        # What is said of a child must not make her the head of her mother's family.
        child.problems.append(remark("relation_unclear", text=child.words.said or words))
        child.words = RelationWords("child", None)
    if phrase.when:
        child.birth = birth_of(phrase.when, ColumnDates(), table, is_age_column=phrase.when_is_age)
        child.problems.extend(child.birth.problems)
    child.problems.extend(_doubts(phrase, words))
    if child.sex is None and table.header.of("sex", "sex_m", "sex_f"):
        child.problems.append(remark("sex_missing"))
    if phrase.nationality:
        take_nationality_beside(child, phrase.nationality)
    else:
        tell_nationality_of_row(child, table, cells)
    child.problems.extend(remark("note_kept", text=note) for note in phrase.notes)
    return child


def _is_longer_than_all(child: Draft, children: list[Draft]) -> bool:
    """`Ali Omar, Maryam, Sara`: two names where all others have one may be two children."""
    if len(children) < 2 or any(problem.code in _LOOKED_AT for problem in child.problems):
        return False
    others = [run.text for other in children if other is not child for run in other.names]
    longer = [run.text.split() for run in child.names if len(run.text.split()) == 2]
    is_plain = all(not is_of_a_family(word) for words in longer for word in words)
    return bool(longer) and bool(others) and is_plain and all(len(name.split()) == 1 for name in others)


def _doubts(phrase: Phrase, words: str) -> Iterator[Remark]:
    """What of the words of a child is no name, and what more they may be."""
    if not phrase.names:
        yield remark("child_unnamed", text=words)
        return
    if holds_more_than_a_name(words, phrase, of_a_child=True) or not _is_certainly_a_name(phrase):
        yield remark("name_signs", text=words)
    elif any(_may_be_several(run.text) for run in phrase.names):
        yield remark("child_maybe_several", text=words)
    yield from relation_remarks(phrase.relation, of_a_child=True)


def _may_be_several(name: str) -> bool:
    """`Ali Omar Sara`: three given names, unless one of them is plainly a father's or a family's name."""
    words = name.split()
    return len(words) > 2 and not any(is_of_a_family(word) for word in words)


def _is_certainly_a_name(phrase: Phrase) -> bool:
    """A few words, each of one script, and no country: what else stands in a list of children has to be looked at."""
    return all(
        len(run.text.split()) <= _MOST_WORDS
        and not any(len(scripts_in(word)) > 1 for word in run.text.split())
        and not is_country(run.text)
        for run in phrase.names
    )

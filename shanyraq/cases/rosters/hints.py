"""What a row says of the family of its person: its number, its head, her relatives, how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.heading_part_words import TENT
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.relations import RelationWords
from shanyraq.cases.rosters.relative_words import sex_of_children
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.wording import is_blank_word, plain, squeeze
from shanyraq.people.names import script_of

_YES = frozenset(("yes", "y", "да", "иә", "نعم", "x", "х", "+", "✓", "1", "true"))
_NAMED = ("full", "given", "surname")
_RELATIVES = ("mother", "father", "husband")
#: `3`, `3.0` or `3 чел.`
_COUNT = re.compile(
    r"(\d{1,3})(?:\.0)?(?:\s*(?:pers\w*|people|child\w*|kids|чел\w*|дет\w*|адам|бала|اطفال|اشخاص)\.?)?"
)


def read_hints(draft: Draft, table: Table, cells: RowCells) -> None:
    """Puts into the draft what tells her family from others, and the relatives whom her row names."""
    header = table.header
    draft.family_text = _first(header, cells, "family")
    draft.number_text = _number(header, cells)
    draft.head_name = _first(header, cells, "head_name")
    if draft.head_name and plain(draft.head_name) in _YES:
        draft.head_name = None
        draft.words = draft.words or RelationWords("head", None)
    draft.mother_name = _group_name(header, cells, "mother")
    draft.husband_name = _group_name(header, cells, "husband")
    if draft.husband_name is None and header.main_role in ("mother", "wife"):
        # Her row says who the father of her children is.
        draft.husband_name = _group_name(header, cells, "father") or _first(header, cells, "father")
    draft.relatives = tuple(_relatives(header, cells, father_is_part=table.father_is_part))
    # Only a look: where she lives is told with what is not read.
    tents = (
        (column.heading, cells.peek(column)) for column in header.of("extra") if _is_tent(column.heading)
    )
    draft.tent = next((tent for tent in tents if not is_blank_word(tent[1])), None)
    _read_counts(draft, header, cells)


@lru_cache(maxsize=1024)
def _is_tent(heading: str) -> bool:
    return TENT.search(plain(heading)) is not None


def _first(header: Header, cells: RowCells, field: str) -> str | None:
    texts = (cells.text(column) for column in header.of(field))
    return next((text for text in texts if text and not is_blank_word(text)), None)


def _number(header: Header, cells: RowCells) -> str | None:
    """The number of her row or family; one with letters may be of a document, and stays unread."""
    texts = ((column, cells.peek(column)) for column in header.of("number"))
    column, text = next(((column, text) for column, text in texts if not is_blank_word(text)), (None, None))
    if column is not None and text and script_of(text) is None:
        cells.text(column)
    return text


def _group_name(header: Header, cells: RowCells, group: str) -> str | None:
    texts = [cells.text(column) for column in header.of(*_NAMED, group=group)]
    joined = " ".join(text for text in texts if text and not is_blank_word(text))
    return squeeze(joined) or None


def _relatives(header: Header, cells: RowCells, *, father_is_part: bool) -> Iterator[tuple[str, str]]:
    """The heading and the text of each cell that names a relative; whether he is in the list is seen later."""
    columns = [column for group in _RELATIVES for column in header.of(*_NAMED, group=group)]
    columns.extend(header.of("head_name"))
    columns.extend(() if father_is_part else header.of("father", "grandfather"))
    for column in columns:
        text = cells.text(column)
        is_told = is_blank_word(text) or (column.field == "head_name" and plain(text) in _YES)
        if text and not is_told:
            yield column.heading, text


def _read_counts(draft: Draft, header: Header, cells: RowCells) -> None:
    """How many children and how many people the row says there are; what cannot be compared is told."""
    totals: list[tuple[str, int]] = []
    parts: list[tuple[str, int]] = []
    for column in header.of("children_count", "family_size"):
        text = cells.text(column)
        said = _COUNT.fullmatch(plain(text))
        if said is None:
            if not is_blank_word(text):
                draft.problems.append(remark("column_unread", column=column.heading, text=text))
        elif column.field == "family_size":
            draft.family_size = int(said[1])
        else:
            into = parts if sex_of_children(column.heading) else totals
            into.append((column.heading, int(said[1])))
    known = draft.said_children
    for heading, number in totals:
        known = number if known is None else known
        if number != known:
            draft.problems.append(remark("column_unread", column=heading, text=str(number)))
    of_both = sum(number for _, number in parts)
    draft.said_children = of_both if parts and known is None else known
    if parts and draft.said_children != of_both:
        draft.problems.extend(
            remark("column_unread", column=name, text=str(number)) for name, number in parts
        )

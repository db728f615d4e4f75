"""What a row says of the family of its person: its number, its head, her relatives, how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanyraq.cases.rosters.headers import Header
from shanyraq.cases.rosters.messages import remark
from shanyraq.cases.rosters.records import Draft
from shanyraq.cases.rosters.relations import RelationWords
from shanyraq.cases.rosters.tables import RowCells, Table
from shanyraq.cases.rosters.wording import is_blank_word, plain, squeeze

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
    draft.number_text = _first(header, cells, "number")
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
    _read_counts(draft, header, cells)


def _first(header: Header, cells: RowCells, field: str) -> str | None:
    texts = (cells.text(column) for column in header.of(field))
    return next((text for text in texts if text and not is_blank_word(text)), None)


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
    """How many children and how many people the row says there are; what is no number is told."""
    for column in header.of("children_count", "family_size"):
        text = cells.text(column)
        if not text or is_blank_word(text):
            continue
        said = _COUNT.fullmatch(plain(text))
        if said is None:
            draft.problems.append(remark("column_unread", column=column.heading, text=text))
        elif column.field == "family_size":
            draft.family_size = int(said[1])
        else:
            draft.said_children = (draft.said_children or 0) + int(said[1])

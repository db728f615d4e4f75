"""From the rows of a draft to families: who belongs together, as what to each other, and what the family is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shanyraq.cases.rosters.drafts import SCRIPTS, DraftRow
from shanyraq.people.names import split_kunya

_OF_THE_YOUNG = ("child", "grandchild")
#: Years between the births of people of whom one may be the parent of the other, where nothing else tells it.
_GENERATION = 15


@dataclass(frozen=True)
class FoundFamily:
    """Rows that belong together, the head first. `kinships` are (index, kind, index), as far as the list says."""

    label: str
    rows: tuple[DraftRow, ...]
    kinships: tuple[tuple[int, str, int], ...] = field(default=())


def families_of(rows: Sequence[DraftRow]) -> list[FoundFamily]:
    """Group the rows by the list's families, in the order of the list; rows without a family stand alone."""
    groups: dict[str, list[DraftRow]] = {}
    for row in rows:
        groups.setdefault(row.family or f"row {row.id}", []).append(row)
    found = []
    for members in groups.values():
        members.sort(key=lambda row: (row.relation != "head", row.relation != "spouse", row.id))
        found.append(FoundFamily(_label(members), tuple(members), tuple(_kinships(members))))
    return found


def _label(members: Sequence[DraftRow]) -> str:
    """The name of the first grown member, in whichever script she has one; a child's only where no adult is there.

    A kunya is sealed: no label may carry it.
    """
    grown = [row for row in members if not _is_young(row, members)]
    texts = (
        split_kunya(row.names[script])[0]
        for row in grown or members
        for script in reversed(SCRIPTS)
        if script in row.names
    )
    return next((text for text in texts if text), "")


def _is_young(row: DraftRow, members: Sequence[DraftRow]) -> bool:
    """Whether she is a child of the family, by what she is in it or by how much older somebody in it is."""
    if row.relation in ("head", "spouse"):
        return False
    return row.relation in _OF_THE_YOUNG or any(_is_a_generation_older(other, row) for other in members)


def _is_a_generation_older(one: DraftRow, other: DraftRow) -> bool:
    """Whether so many years lie between them, as the list has it; not where a birth is unknown."""
    eldest, youngest = one.birth_date[:4], other.birth_date[:4]
    return bool(eldest and youngest) and int(youngest) - int(eldest) >= _GENERATION


def _kinships(members: Sequence[DraftRow]) -> Iterator[tuple[int, str, int]]:
    places = {row.id: index for index, row in enumerate(members)}
    has_head = members[0].relation == "head"
    for index, row in enumerate(members):
        host = places.get(row.host) if row.host is not None else None
        if row.relation == "child" and host is not None and _may_be_parent(members[host], row):
            yield host, "PARENT", index
            if has_head and host and _are_a_couple(members[0], members[host]):
                yield 0, "PARENT", index
        elif not has_head or index == 0:
            continue
        elif row.relation == "child":
            yield 0, "PARENT", index
        elif row.relation == "spouse":
            yield index, "SPOUSE", 0
        elif row.relation == "sibling":
            yield index, "SIBLING", 0
        elif row.relation == "grandchild":
            yield 0, "GRANDPARENT", index


def _may_be_parent(host: DraftRow, child: DraftRow) -> bool:
    """Whether a child in somebody's own row is hers. Beside a child it may stand as her sister, if no age tells."""
    return host.relation not in _OF_THE_YOUNG or _is_a_generation_older(host, child)


def _are_a_couple(head: DraftRow, other: DraftRow) -> bool:
    """Whether both may be a child's parents; of two women only one is."""
    return other.relation == "spouse" and not (head.sex and head.sex == other.sex)

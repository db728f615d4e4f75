"""Kin of a list that cannot be, or hardly: judged as everywhere, told at the row, never guessed and never left out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date

from shanyraq.cases.rosters.drafts import Content, DraftRow, birth_of, unfit
from shanyraq.cases.rosters.found_families import FoundFamily, families_of
from shanyraq.cases.rosters.messages import Remark
from shanyraq.people.names import LONGEST
from shanyraq.people.rules.heads import faults_in_places
from shanyraq.people.rules.kin import Fault, Known, Tie, faults_in_kin

UNFIT: dict[str, tuple[str, dict[str, str | int]]] = {
    "name": ("name_long", {"most": LONGEST}),
    "birth": ("birth_unfit", {}),
}


def kin_in_doubt(
    rows: Sequence[DraftRow], today: date, *, youngest_spouse: int
) -> dict[int, list[tuple[Fault, dict[str, str]]]]:
    """What speaks against the families of these rows, by the row at which it is told: the later of those it is about.

    With each what its sentence calls one and other.
    """
    found: dict[int, list[tuple[Fault, dict[str, str]]]] = {}
    for family in families_of(rows):
        for fault in _faults(family, today, youngest_spouse):
            places = [int(str(place)) for place in fault.who]
            one, other = (family.rows[place] for place in (*places, places[0])[:2])
            at = family.rows[max(places)]
            found.setdefault(at.id, []).append((fault, {"one": _called(one), "other": _called(other)}))
    return found


def obstacles(
    rows: Sequence[DraftRow], today: date, *, youngest_spouse: int
) -> list[tuple[DraftRow, Remark]]:
    """The rows that cannot be registered as they stand, each with the first reason: its name, birth, or kin."""
    found = {row.id: Remark(*UNFIT[fault]) for row, fault in unfit(rows, today)}
    for row_id, told in kin_in_doubt(rows, today, youngest_spouse=youngest_spouse).items():
        for fault, names in told:
            if fault.is_certain:
                found.setdefault(row_id, Remark(fault.code, dict(names)))
    return [(row, found[row.id]) for row in rows if row.id in found]


def with_kin_told(content: Content, home: str, today: date, *, youngest_spouse: int) -> Content:
    """A draft as its pages show it: each row also says what speaks against its kin, as long as that is so."""
    doubts = kin_in_doubt(content.kept(home), today, youngest_spouse=youngest_spouse)
    if not doubts:
        return content
    return replace(content, rows=tuple(_told(row, doubts.get(row.id, ())) for row in content.rows))


def _told(row: DraftRow, doubts: Sequence[tuple[Fault, dict[str, str]]]) -> DraftRow:
    return replace(row, problems=(*row.problems, *((fault.code, names) for fault, names in doubts)))


def _faults(family: FoundFamily, today: date, youngest_spouse: int) -> list[Fault]:
    known: dict[Hashable, Known] = {
        place: Known(*birth_of(row), row.sex) for place, row in enumerate(family.rows)
    }
    relations: dict[Hashable, str] = {place: row.relation for place, row in enumerate(family.rows)}
    ties = [Tie(one, kind, other) for one, kind, other in family.kinships]
    in_kin = faults_in_kin(known, ties, today, youngest_spouse=youngest_spouse)
    return [*faults_in_places(relations, known, today), *in_kin]


def _called(row: DraftRow) -> str:
    return row.shown_name or "?"

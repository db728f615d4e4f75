"""Who may read which canary, worked out from the text of the pack and the rows: not through the policy under test."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from shanyraq.access.models import StaffMember
from shanyraq.cases.models import Assignment, Case
from shanyraq.people.models import FamilyMembership, Person
from tests.bars.canaries import NATURAL, Canary

PACK = Path(__file__).resolve().parent.parent.parent / "packs" / "kz" / "pack.toml"
NOBODY_IS_EMPLOYED_AS = {"person"}
FULL, CARD, FIRST_NAME = {"R", "W"}, "S", "N"
OPERATION = "cases.Arrival.operation"  # what an arrival was called stands in the programme's figures
SEALED = {
    "vault.Item.sealed",
    "people.Merge.put_away",
    "cases.RosterDraft.content",
    "cases.RosterDraft.file_name",
}
SHELL = {"R", "W", "S", "O"}  # who works with a person knows her by the code of her file, if by nothing else


@cache
def roles() -> Mapping[str, Mapping[str, Any]]:
    """The roles of the pack that people hold, as the pack writes them."""
    told = tomllib.loads(PACK.read_text(encoding="utf-8"))["role"]
    return {role["code"]: role for role in told if role["code"] not in NOBODY_IS_EMPLOYED_AS}


@cache
def cards_of(role: str) -> frozenset[str]:
    """The topics of summary cards that a role reads: of each part with an S those it names, else all of the part."""
    parts = {
        card["code"]: card["compartment"] for card in tomllib.loads(PACK.read_text(encoding="utf-8"))["card"]
    }
    told = roles()[role]
    named = set(told.get("cards", ()))
    narrowed = {parts[code] for code in named}
    return frozenset(
        code
        for code, part in parts.items()
        if told["compartments"].get(part) == CARD and (code in named or part not in narrowed)
    )


@dataclass(frozen=True)
class Reader:
    """Who reads: a colleague with one role now, or somebody without any (`role` empty)."""

    staff: UUID | None = None
    role: str = ""
    region: str = ""
    centre: str = ""

    @property
    def letters(self) -> Mapping[str, str]:
        found: Mapping[str, str] = roles()[self.role]["compartments"] if self.role else {}
        return found

    @property
    def adds_own(self) -> set[str]:
        own = set(roles()[self.role].get("own", ())) if self.role else set()
        return own | {part for part, letter in self.letters.items() if letter == "O"}


def reached_by(reader: Reader) -> tuple[set[UUID], set[UUID]]:
    """The people with a case whom a reader reaches now, and the relatives without one who live with them."""
    if not reader.role or reader.staff is None:
        return set(), set()
    reach, found = roles()[reader.role]["reach"], set()
    given = set(
        Assignment._base_manager.filter(staff=reader.staff, ends_at=None).values_list("case", flat=True)
    )
    hers = set(StaffMember.objects.filter(supervisor=reader.staff).values_list("pk", flat=True))
    left = set(StaffMember.objects.exclude(left_on=None).values_list("pk", flat=True))
    cases = list(Case._base_manager.select_related("person"))
    for case in cases:
        is_given = case.pk in given and case.is_open
        is_alone = case.case_manager_id is None or (case.case_manager_id in left and case.is_open)
        if {
            "assigned": is_given,
            "dossier": is_given,
            "team": is_given
            or case.case_manager_id in hers
            or (is_alone and bool(reader.region) and case.region == reader.region),
            "region": bool(reader.region) and case.region == reader.region,
            "centre": bool(reader.centre)
            and case.centre == reader.centre
            and case.phase in ("P2", "P3", "P4"),
            "early": case.is_open and case.phase in ("P0", "P1", "P2"),
            "operation": case.is_open and case.phase in ("P1", "P2"),
            "counts": False,
            "none": False,
        }[reach]:
            found.add(case)
    people = {case.person_id for case in found}
    joined = {*Person._base_manager.filter(merged_into__in=people).values_list("pk", flat=True)}
    families = {case.family_id for case in found if case.family_id}
    beside = FamilyMembership._base_manager.filter(family__in=families, ends_on=None)
    relatives = set(beside.values_list("person", flat=True)) - {case.person_id for case in cases}
    return people | joined, relatives


def may_read(
    reader: Reader, canary: Canary, reached: tuple[set[UUID], set[UUID]], opened: set[tuple[UUID, str]]
) -> bool:
    """Whether this word may be on a page of hers. `opened`: parts that she opened in an emergency and may read now."""
    if reader.staff is None or not reader.role:
        return False
    people, relatives = reached
    letter = reader.letters.get(canary.compartment, "-")
    if reader.staff in canary.told:
        return True
    if canary.field == OPERATION and "counts" in (letter, reader.letters.get("C0")):
        return True
    if canary.field in NATURAL and letter == "counts" and reader.letters.get("C12") == "W":
        return True  # who answers people about their files and sees none of them knows of whom by the code
    if canary.field in SEALED:
        return False  # for nobody alone, whatever her letter; her own drafts are told to her
    if any((person, canary.compartment) in opened for person in canary.people):
        return True
    hers = bool(canary.people & people) or (
        bool(canary.people & relatives) and reader.letters.get("C7", "-") in FULL
    )
    if not hers:
        return False
    if letter in FULL or canary.topic in cards_of(reader.role):
        return True
    if canary.field in NATURAL and letter in SHELL:
        return True
    if canary.field.startswith("people.PersonName.given") and letter == FIRST_NAME:
        return True
    return canary.compartment in reader.adds_own and canary.author == reader.staff

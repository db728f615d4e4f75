"""The lists that somebody confirmed, and the way to the files of the latest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shanyraq.access.rules import Actor
from shanyraq.cases.queries.rosters import families_of_import, undecided_of_import
from shanyraq.people.models import Family

FIRST_FAMILIES = 12


@dataclass(frozen=True)
class ImportRow:
    """An import in the list of those she confirmed; of the latest that stands, with its first families.

    `undecided`: how many people of that one still have no nationality.
    """

    made: Any
    families: Sequence[Family] = ()
    undecided: int = 0

    @property
    def has_more(self) -> bool:
        return bool(self.families) and self.made.families > len(self.families)


def import_rows(actor: Actor, imports: Sequence[Any]) -> list[ImportRow]:
    """Imports as the page of lists shows them."""
    latest = next((made for made in imports if made.undone_at is None), None)
    families = families_of_import(actor, latest, FIRST_FAMILIES) if latest else []
    undecided = undecided_of_import(actor, latest) if latest else 0
    return [ImportRow(made, families, undecided) if made is latest else ImportRow(made) for made in imports]

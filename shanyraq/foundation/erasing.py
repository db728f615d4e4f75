"""How each table is emptied of one person. A room says it of its own tables; `rights` does it.

Every field that is about a person is accounted for: its row goes, it becomes something that says nothing (`blanks`), or
it stays for a reason that is written down (`stays`). A field of which nothing is said fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from shanyraq.foundation.declared import declaration_of

ROW = "ROW"  # a field whose compartment another field of its row says


@dataclass(frozen=True)
class Erasing:
    """What is erased: of whom, which parts (all where None), at which instant, and who asked for it (a colleague).

    Nobody where an erasure is repeated that an older backup does not know.
    """

    people: tuple[UUID, ...]
    parts: frozenset[str] | None
    at: datetime
    asked_by: UUID | None

    def takes(self, part: str) -> bool:
        """Whether this part of the file goes."""
        return self.parts is None or part in self.parts


@dataclass(frozen=True)
class Eraser:
    """How one table is emptied. `table`: its label, `people.PersonName`.

    `people`: the columns that name whom a row is about; none where `before` finds the rows. `part`: the compartment of
    its rows, with a leading `.` the field that says it. `goes`: whether rows go; else, or where only some fields are in
    a part that is erased, `blanks` says what they become. `before(what=)` does what has to be done while everything
    still stands there. Tables are emptied in the order in which they are registered.
    """

    table: str
    people: tuple[str, ...] = ()
    part: str = ""
    goes: bool = False
    blanks: Mapping[str, Any] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)
    before: Callable[..., None] | None = None

    @property
    def model(self) -> type[models.Model]:
        """The table itself."""
        return apps.get_model(self.table)

    def of(self, people: Sequence[UUID]) -> Q:
        """The rows about these people."""
        found = Q(pk__in=[])
        for column in self.people:
            found |= Q(**{f"{column}__in": list(people)})
        return found

    def gone(self, what: Erasing) -> Q | None:
        """Which rows go; None where none does."""
        if not self.goes or not self.people:
            return None
        if self.part.startswith(".") and what.parts is not None:
            return self.of(what.people) & Q(**{f"{self.part[1:]}__in": sorted(what.parts)})
        return self.of(what.people) if self.part.startswith(".") or what.takes(self.part) else None

    def blanked(self, what: Erasing) -> list[tuple[Q, dict[str, Any]]]:
        """Which fields of which rows become what."""
        if not self.blanks or not self.people:
            return []
        rows, own = self.of(what.people), self.model._meta.get_field
        sealed = {name for name in self.blanks if _compartment(own(name)) == ROW}
        plain = {
            name: value
            for name, value in self.blanks.items()
            if name not in sealed and what.takes(_compartment(own(name)) or self.part)
        }
        found = [(rows, plain)] if plain else []
        if sealed:
            if what.parts is not None:
                rows &= Q(**{f"{self.part[1:]}__in": sorted(what.parts)})
            found.append((rows, {name: self.blanks[name] for name in sealed}))
        return found


_erasers: dict[str, Eraser] = {}


def register_erasers(*erasers: Eraser) -> None:
    """Say how tables are emptied. Called from ready()."""
    _erasers.update({one.table: one for one in erasers})


def erasers() -> tuple[Eraser, ...]:
    """How each table is emptied, the rooms above first: what refers to a row goes before it."""
    return tuple(reversed(_erasers.values()))


def unaccounted(personal: Collection[str]) -> list[str]:
    """Fields about people (of the compartments `personal`) of which nobody says what becomes of them."""
    return [
        f"{model._meta.label}.{one.name}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("shanyraq.")
        for one in model._meta.local_fields
        if _compartment(one) in (*personal, ROW)
        and not _is_accounted(_erasers.get(model._meta.label), one.name)
    ]


def _is_accounted(eraser: Eraser | None, name: str) -> bool:
    return eraser is not None and (eraser.goes or name in eraser.blanks or name in eraser.stays)


def _compartment(one: Any) -> str:
    declaration = declaration_of(one)
    return declaration.compartment if declaration else ""

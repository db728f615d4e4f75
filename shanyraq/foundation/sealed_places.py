"""Where sealed bytes stand: every sealed column of every table, and what a room registers besides.

For work that goes through all of them (sealing anew, reading everything once): some rows at a time, in the order of
their keys, so that it can go on where it broke off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.db import connection

from shanyraq.foundation.encrypted import EncryptedText

_registered: list[Place] = []


@dataclass(frozen=True)
class Sealed:
    """One sealed value: the key of its row, what it is bound to, whose it is, its bytes."""

    row: str
    context: str
    subject: UUID
    content: bytes


class Place(Protocol):
    """A column, or something like it."""

    @property
    def name(self) -> str: ...

    def after(self, row: str, most: int) -> list[Sealed]:
        """The next sealed values, in the order of their rows' keys; every value of a row at once."""

    def replace(self, changed: list[tuple[Sealed, bytes]]) -> int:
        """Put other bytes where these stand, unless they changed meanwhile. How many were put. In a transaction."""


@dataclass(frozen=True)
class Column:
    """A sealed column of a table."""

    field: EncryptedText

    @property
    def name(self) -> str:
        return f"{self.field.model._meta.label}.{self.field.name}"

    def after(self, row: str, most: int) -> list[Sealed]:
        """The next sealed values."""
        model: Any = self.field.model
        rows = model._base_manager.filter(**{f"{self.field.name}__isnull": False}).order_by("pk")
        if row:
            rows = rows.filter(pk__gt=model._meta.pk.to_python(row))
        label = model._meta.label
        return [
            Sealed(str(key), f"{label}|{key}|{self.field.name}", subject, bytes(content))
            for key, subject, content in rows.values_list("pk", self.field.subject, self.field.name)[:most]
        ]

    def replace(self, changed: list[tuple[Sealed, bytes]]) -> int:
        """Put other bytes where these stand: whoever saved the row meanwhile keeps what she saved."""
        meta, quote = self.field.model._meta, connection.ops.quote_name
        column, key = quote(str(self.field.column)), quote(str(meta.pk.column))
        statement = f"UPDATE {quote(meta.db_table)} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608
        own = [
            (new, meta.pk.get_db_prep_save(meta.pk.to_python(one.row), connection), one.content)
            for one, new in changed
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, own)
            return int(cursor.rowcount)


def register(place: Place) -> None:
    """Name a place that is no column of ours. From a room's `ready()`."""
    _registered.append(place)


def places() -> list[Place]:
    """Every place, in a fixed order."""
    columns: list[Place] = [
        Column(field)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedText)
    ]
    return sorted([*columns, *_registered], key=lambda place: place.name)


def values(place: Place, *, after: str = "", at_once: int = 500) -> Iterator[list[Sealed]]:
    """All sealed values of a place, some at a time."""
    while some := place.after(after, at_once):
        yield some
        after = some[-1].row

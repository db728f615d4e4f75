"""Adding rows to the record and moving its head, with as few questions to the database as it allows.

Whoever acts next waits for the head's row meanwhile. PostgreSQL is asked once for all of it; SQLite answers within the
process, and is asked in Django's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection

from shanyraq.audit import rules
from shanyraq.audit.models import About, Entry, Head

Named = Sequence[tuple[Entry, UUID]]  # rows, and the people whom each names


class RecordBent(OperationalError):
    """No row fits behind the record's end, because a number or a place is taken: nothing is done until it is mended."""


def add(entries: Sequence[Entry], named: Named, head: Head | None, *, signature: str) -> None:
    """Write rows that stand in the chain, whom they name, and the head behind the last one. Part of the caller's act.

    `head` is the row that the caller has locked; None makes the first one. Raises RecordBent.
    """
    try:
        _add(entries, named, head, signature)
    except IntegrityError as fault:
        if rules.is_bent(str(fault)):
            raise RecordBent(*fault.args) from fault
        raise


def _add(entries: Sequence[Entry], named: Named, head: Head | None, signature: str) -> None:
    if head is not None and connection.vendor == "postgresql":
        _add_at_once(entries, named, signature)
        return
    last = entries[-1]
    Entry.objects.bulk_create(entries)
    About.objects.bulk_create(About(entry=entry, person=person) for entry, person in named)
    if head is None:
        Head.objects.create(seq=last.seq, hash=last.hash, signature=signature)
    else:
        Head.objects.filter(pk=1).update(seq=last.seq, hash=last.hash, signature=signature)


def _add_at_once(entries: Sequence[Entry], named: Named, signature: str) -> None:
    """The same as one statement."""
    fields: list[Any] = [field for field in Entry._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    rows = ", ".join([row] * len(entries))
    parts = [f"added AS (INSERT INTO audit_entry ({columns}) VALUES {rows} RETURNING id, seq)"]  # noqa: S608
    values: list[Any] = [
        field.get_db_prep_save(getattr(entry, field.attname), connection)
        for entry in entries
        for field in fields
    ]
    if named:
        pairs = ", ".join(["(%s::bigint, %s::uuid)"] * len(named))
        parts.append(
            "named AS (INSERT INTO audit_about (entry_id, person) SELECT added.id, said.person "  # noqa: S608
            f"FROM (VALUES {pairs}) AS said (seq, person) JOIN added ON added.seq = said.seq)"
        )
        values += [value for entry, person in named for value in (entry.seq, person)]
    moved = "UPDATE audit_head SET seq = %s, hash = %s, signature = %s WHERE id = 1"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {', '.join(parts)} {moved}", [*values, entries[-1].seq, entries[-1].hash, signature]
        )

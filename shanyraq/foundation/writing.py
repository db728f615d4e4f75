"""One writer at a time where the database can have only one (SQLite), and a plain transaction elsewhere.

And what is raised where there is no database to write to.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Model

from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.keyfiles import MissingKey

# What reading and writing raise where the disk is full, the server of the database is gone, or the signing key is, or
# the key agent does not answer.
OUT_OF_REACH = (OperationalError, InterfaceError, MissingKey, KeysOutOfReach)

_gate = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction. On SQLite writers of one process queue here instead of polling the file for its lock."""
    with one_at_a_time(), transaction.atomic():
        yield


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The queue alone, for what begins its own transaction; elsewhere than on SQLite nobody waits."""
    if connection.vendor == "sqlite":
        with _gate:
            yield
    else:
        yield


def update_rows(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write some fields of many rows, one prepared statement for all of them. Inside a transaction.

    Ten times as fast as `bulk_update`, which builds a CASE of every row and field.
    """
    if not rows:
        return
    meta, quote = rows[0]._meta, connection.ops.quote_name
    by_name: dict[str, Any] = {field.name: field for field in meta.concrete_fields}
    chosen = [by_name[name] for name in fields]
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in chosen)
    statement = (
        f"UPDATE {quote(meta.db_table)} SET {assignments} WHERE {quote(by_name[meta.pk.name].column)} = %s"  # noqa: S608
    )
    written = (*chosen, by_name[meta.pk.name])
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [[f.get_db_prep_save(getattr(row, f.attname), connection) for f in written] for row in rows],
        )

"""One writer at a time where the database can have only one (SQLite), and a plain transaction elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_gate = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction. On SQLite writers of one process queue here instead of polling the file for its lock."""
    if connection.vendor == "sqlite":
        with _gate, transaction.atomic():
            yield
    else:
        with transaction.atomic():
            yield

"""How many rows a table holds and what stands in them, whatever order the database keeps them in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

WIDTH = 2**256


class Table(NamedTuple):
    """Rows of one table and a digest of all of them."""

    rows: int
    digest: str


def table_of(rows: Iterable[bytes]) -> Table:
    """Count and digest of rows, each given in one fixed form.

    The digest is the sum of the rows' SHA-256: it needs no order, which differs from server to server. A sum can be
    forged by who chooses the rows, so it proves nothing alone: it stands in a signed manifest.
    """
    count = total = 0
    for row in rows:
        count += 1
        total = (total + int.from_bytes(hashlib.sha256(row).digest(), "big")) % WIDTH
    return Table(count, f"{total:064x}")


def differing(wanted: dict[str, Table], found: dict[str, Table]) -> list[str]:
    """One line for each table that is not as it was."""
    lines = []
    for name in sorted(wanted.keys() | found.keys()):
        was, now = wanted.get(name), found.get(name)
        if was is None or now is None:
            lines.append(f"the table {name} {'is missing' if now is None else 'was not in the backup'}")
        elif was.rows != now.rows:
            lines.append(f"the table {name} holds {now.rows} rows instead of {was.rows}")
        elif was != now:
            lines.append(f"the table {name} holds other rows than it held")
    return lines

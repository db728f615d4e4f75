"""A consistent copy of a SQLite database, and what stands in it. Asks without our models: it may be older."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from shanyraq.cli.backups.manifest import Record
from shanyraq.cli.backups.tables import Table, table_of
from shanyraq.cli.faults import CommandFault

PATIENCE = 60.0  # seconds for a writer to end


def copy(source: Path, destination: Path) -> tuple[dict[str, Table], Record]:
    """Copy a database while others write: one step, so that the copy is of one instant; writers wait for it."""
    with closing(_opened(source)) as here, closing(sqlite3.connect(destination)) as there:
        there.execute(
            "PRAGMA synchronous=OFF"
        )  # a power failure ends the backup anyway, and writers wait for this
        here.backup(there)
    return tables(destination), record(destination)


def tables(path: Path) -> dict[str, Table]:
    """Every table with its rows counted and digested."""
    with closing(_opened(path)) as database:
        database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        found = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            "ORDER BY name"
        )
        return {name: table_of(_rows(database, name)) for (name,) in found.fetchall()}


def record(path: Path) -> Record:
    """How far the record in a database goes."""
    with closing(_opened(path)) as database:
        head = database.execute("SELECT seq, hash FROM audit_head WHERE id = 1").fetchone() or (0, "")
        page = database.execute("SELECT page FROM audit_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    return Record(last=head[0], head=head[1], checkpoint=page[0] if page else "")


def require_whole(path: Path) -> None:
    """Raise CommandFault where SQLite itself finds a database damaged."""
    with closing(_opened(path)) as database:
        said = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
        astray = database.execute("PRAGMA foreign_key_check").fetchone()
    if said != ["ok"]:
        raise CommandFault(f"the database in the backup is damaged: {said[0]}. Take another backup")
    if astray is not None:
        raise CommandFault(
            f"the database in the backup is damaged: a row of {astray[0]} refers to one that is not there"
        )


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def _rows(database: sqlite3.Connection, table: str) -> Iterator[bytes]:
    quoted = table.replace('"', '""')
    for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608  # the name is the database's own
        yield repr(row).encode()

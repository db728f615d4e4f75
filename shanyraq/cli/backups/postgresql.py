"""A consistent copy of a PostgreSQL database, what stands in it, and the way back into an empty one."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from shanyraq.cli.backups.manifest import Record
from shanyraq.cli.backups.private import LEFT
from shanyraq.cli.backups.tables import Table, table_of
from shanyraq.cli.faults import CommandFault

Named = dict[str, str]  # dbname, user, password, host, port: those that are given
NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
# How values look as text must not depend on the server's settings.
FIXED = (
    "SET TIME ZONE 'UTC'; SET DateStyle = ISO; SET IntervalStyle = iso_8601; SET bytea_output = hex; "
    "SET extra_float_digits = 1"
)
OWN = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
# Walls are raised anew by whoever restores: they name roles that another server may not have.
WALLS = "walls"
OF_WALLS = (" POLICY ", " ROW SECURITY ")


def named(settings: Mapping[str, Any]) -> Named:
    """What Django's settings say of a database, in the words of libpq."""
    return {word: str(settings[name]) for word, name in NAMES.items() if settings.get(name)}


def url_of(database: Named) -> str:
    """The address of a database as DATABASE_URL gives it."""
    who = ":".join(quote(database[word], safe="") for word in ("user", "password") if word in database)
    where = ":".join(quote(database[word], safe="") for word in ("host", "port") if word in database)
    return f"postgresql://{who}{'@' if who else ''}{where}/{quote(database['dbname'], safe='')}"


def copy(database: Named, destination: Path) -> tuple[dict[str, Table], Record]:
    """Dump a database while others write. Dump, counts and record are of one and the same snapshot."""
    require_program("pg_dump")
    with _connected(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        # The owner's own policy shows her every row; whoever sees fewer is refused before (`shanyraq backup`).
        options += ["--enable-row-security", f"--exclude-schema={WALLS}"]
        _run("pg_dump", database, [*options, f"--file={destination}"])
        return _tables(connection), _record(connection)


def fill(database: Named, source: Path) -> None:
    """Read a dump into an empty database, all of it or nothing."""
    require_program("pg_restore")
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    listed = _run("pg_restore", database, ["--list", str(source)]).splitlines()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as kept:
        kept.writelines(f"{line}\n" for line in listed if not any(word in line for word in OF_WALLS))
        kept.flush()
        options += [f"--use-list={kept.name}", f"--dbname={database['dbname']}"]
        _run("pg_restore", database, [*options, str(source)])


def tables(database: Named) -> dict[str, Table]:
    """Every table with its rows counted and digested."""
    with _connected(database) as connection:
        return _tables(connection)


def require_empty(database: Named) -> None:
    """Raise CommandFault where a database holds anything."""
    with _connected(database) as connection:
        asked = f"SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OWN} LIMIT 1"  # noqa: S608
        is_used = connection.execute(asked).fetchone()
    if is_used:
        raise CommandFault(
            f"the database {database['dbname']} that DATABASE_URL names holds something, and nothing is ever restored "
            "over it: make an empty one (createdb) and name that one"
        )


def require_program(name: str) -> None:
    """Raise CommandFault where a program of PostgreSQL is not here."""
    if shutil.which(name) is None:
        raise CommandFault(
            f"{name} is not on this machine: install the client programs of PostgreSQL (the Debian package "
            "postgresql-client), of the server's release or a newer one"
        )


@contextmanager
def scratch(database: Named) -> Iterator[Named]:
    """An empty database beside the one that is named, dropped at the end. Those of killed processes are dropped first.

    While it is there its maker holds a lock in its name, which a killed one lets go.
    """
    with _connected(database, autocommit=True) as connection:
        for left in _left(connection):
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(left))
            )
            print(f"shanyraq: the database {left} is dropped: {LEFT}", file=sys.stderr)
        name = f"{_prefix(connection)}{secrets.token_hex(4)}"
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        try:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            raise CommandFault(
                f"the role {database.get('user', '')} may make no database for the drill: name a server in "
                "DATABASE_URL on which it may (ALTER ROLE … CREATEDB)"
            ) from None
        try:
            yield database | {"dbname": name}
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def left_in_clear(database: Named) -> list[str]:
    """The databases that killed trials of backups left. Drops nothing."""
    with _connected(database, autocommit=True) as connection:
        return _left(connection)


def _left(connection: psycopg.Connection[Any]) -> list[str]:
    """Those of trials from here whose maker is gone: another one that asks finds the lock free."""
    asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1"
    names = [str(name) for (name,) in connection.execute(asked, [_prefix(connection)]).fetchall()]
    return [name for name in names if _is_free(connection, name)]


def _is_free(connection: psycopg.Connection[Any], name: str) -> bool:
    is_free = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone() == (True,)
    if is_free:
        connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
    return is_free


def _prefix(connection: psycopg.Connection[Any]) -> str:
    """What the trials from one database are called: locks are known within it alone."""
    found = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return f"shanyraq_drill_{found[0] if found else 0}_"


@contextmanager
def _connected(database: Named, *, autocommit: bool = False) -> Iterator[psycopg.Connection[Any]]:
    """A connection. Raises CommandFault where the server does not answer, or goes away."""
    try:
        with psycopg.connect(**database, autocommit=autocommit, connect_timeout=5) as connection:  # type: ignore[arg-type]
            yield connection
    except psycopg.OperationalError as error:
        reason = (str(error).splitlines() or ["no reason given"])[0]
        raise CommandFault(
            f"the database {database['dbname']} does not answer as it should: {reason}. Start the server, or correct "
            "DATABASE_URL"
        ) from None


def _run(program: str, database: Named, options: list[str]) -> str:
    """Run a program of PostgreSQL and give what it printed.

    The password goes by the environment: arguments are seen by all on the machine."""
    words = {
        "dbname": "PGDATABASE",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "host": "PGHOST",
        "port": "PGPORT",
    }
    environment = os.environ | {words[word]: value for word, value in database.items()}
    command = [program, "--no-password", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603  # words of ours
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise CommandFault(f"{program} could not do it: {reason}")
    return done.stdout


def _tables(connection: psycopg.Connection[Any]) -> dict[str, Table]:
    connection.execute(FIXED)
    asked = f"SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND {OWN} AND n.nspname <> '{WALLS}' ORDER BY 1, 2"  # noqa: S608, E501
    found = connection.execute(asked).fetchall()
    return {table: table_of(_rows(connection, schema, table)) for schema, table in found}


def _rows(connection: psycopg.Connection[Any], schema: str, table: str) -> Iterator[bytes]:
    with connection.cursor(name="rows") as cursor:
        cursor.itersize = 2000
        cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(schema, table)))
        for (row,) in cursor:
            yield row.encode()


def _record(connection: psycopg.Connection[Any]) -> Record:
    head = connection.execute("SELECT seq, hash FROM audit_head WHERE id = 1").fetchone() or (0, "")
    page = connection.execute("SELECT page FROM audit_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    return Record(last=head[0], head=head[1], checkpoint=page[0] if page else "")

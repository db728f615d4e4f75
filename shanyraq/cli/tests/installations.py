"""Real installations in folders of their own, made and used by the command, on either database."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pyrage

from shanyraq.cli.tests.test_lost_keys import run

SERVER = os.environ.get("SHANYRAQ_TEST_DATABASE")
UPLOAD = "uploads/scan.pdf"
Columns = dict[str, list[str]]


@contextmanager
def empty_database() -> Iterator[dict[str, str]]:
    """The environment that names a new database: nothing for a file, DATABASE_URL where the tests have a server."""
    if SERVER is None:
        yield {}
        return
    name = f"installation_{secrets.token_hex(4)}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield {"DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass
class Place:
    """An installation's folder and the environment in which its commands run."""

    data: Path
    env: dict[str, str] = field(default_factory=dict)

    def run(self, words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return run(self.data, words, **(self.env | more))

    def must(self, words: str, **more: str) -> str:
        """What a command says that ends well."""
        answer = self.run(words, **more)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table as text, sorted: read with the drivers alone."""
        with self._connection() as database:
            as_text = "t::text" if "DATABASE_URL" in self.env else "*"
            return {
                name: sorted(
                    str(row) for row in database.execute(f'SELECT {as_text} FROM "{name}" t').fetchall()
                )
                for name in self._tables(database)
            }

    def columns(self, wanted: Columns | None = None) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
        """The columns of every table and what stands in them; of those that are wanted only, where some are."""
        with self._connection() as database:
            found: dict[str, tuple[list[str], list[tuple[object, ...]]]] = {}
            for table in wanted or self._tables(database):
                there = database.execute(f'SELECT * FROM "{table}" LIMIT 0').description or ()
                names = [column[0] for column in there if wanted is None or column[0] in wanted[table]]
                listed = ", ".join(f'"{name}"' for name in sorted(names))
                found[table] = sorted(names), database.execute(f'SELECT {listed} FROM "{table}"').fetchall()
            return found

    def migrations(self) -> int:
        """How many steps were applied."""
        with self._connection() as database:
            try:
                return int(database.execute("SELECT count(*) FROM django_migrations").fetchone()[0])
            except sqlite3.OperationalError:  # locked by whoever makes a step
                return -1

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        if "DATABASE_URL" in self.env:
            with psycopg.connect(self.env["DATABASE_URL"]) as connection:
                yield connection
        else:
            with closing(sqlite3.connect(self.data / "shanyraq.sqlite3")) as database:
                yield database

    def _tables(self, database: Any) -> list[str]:
        is_file = "DATABASE_URL" not in self.env
        own = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        asked = own if is_file else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return [row[0] for row in database.execute(asked).fetchall()]


@dataclass
class Keys:
    """Two people's keys of age, in files as `age-keygen` writes them."""

    folder: Path

    @property
    def public(self) -> str:
        return f"{self.folder / 'a.pub'} {self.folder / 'b.pub'}"

    @property
    def private(self) -> Path:
        return self.folder / "b.key"


def make_keys(folder: Path) -> Keys:
    """Two pairs of keys."""
    folder.mkdir()
    for name in "ab":
        identity = pyrage.x25519.Identity.generate()
        public = identity.to_public()
        (folder / f"{name}.key").write_text(f"# created: today\n# public key: {public}\n{identity}\n")
        (folder / f"{name}.pub").write_text(f"# {name}\n{public}\n")
    return Keys(folder)


def back_up(place: Place, keys: Keys, into: Path) -> Path:
    """Have a backup made and give its path."""
    into.mkdir(exist_ok=True)
    said = place.must(f"backup --to {into} --for {keys.public}")
    return Path(said.splitlines()[0].removeprefix("The backup stands: "))


def put_upload(place: Place, content: bytes) -> None:
    """A file beside the database."""
    path = place.data / UPLOAD
    path.parent.mkdir()
    path.write_bytes(content)

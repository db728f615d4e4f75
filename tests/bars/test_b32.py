"""B32: after an erasure nothing of her is found in any file of the installation, and the record still proves it.

Her words stand in every table before. Searched, as bytes, for her names in three scripts and her words, in UTF-8, both
UTF-16, hexadecimal and base64: the database's files with their free pages, journal or log of changes and statistics,
media, logs, backups made afterwards, and those made before once they have expired. One that was made before and is
restored all the same does not bring her back: a later backup leaves a list of what was erased, by opaque ids.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
import pyrage
import pytest

from shanyraq.cli.tests.installations import SERVER, Keys, Place, back_up, empty_database, make_keys
from shanyraq.cli.tests.test_lost_keys import ROOT
from tests.bars.erased import CANARIES, hits, shapes
from tests.postgres import programs

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.in_bars]


@dataclass
class Town:
    """An installation with her in it, and two people's keys for its backups."""

    place: Place
    keys: Keys
    backups: Path
    said: list[str]

    def does(self, *words: str) -> str:
        """Run a step of tests/bars/erased.py in the installation."""
        env = os.environ | self.place.env | {"SHANYRAQ_DATA": str(self.place.data)}
        env["DJANGO_SETTINGS_MODULE"] = "config.settings"
        command = [sys.executable, "-m", "tests.bars.erased", *words]
        done = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True)
        assert done.returncode == 0, done.stdout + done.stderr
        self.said.append(done.stderr)
        return done.stdout.strip()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the installation, and all that its database writes."""
        folders = [self.place.data, *self._cluster()]
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    yield str(path), path.read_bytes()

    def found(self) -> dict[str, list[str]]:
        """In which files which canaries stand."""
        return {name: words for name, content in self.files() if (words := hits(content))}

    def opened(self, backup: Path) -> list[str]:
        """Which canaries a backup holds, for who has one of its private keys."""
        identity = next(
            line for line in self.keys.private.read_text().splitlines() if line.startswith("AGE-SECRET")
        )
        plain = pyrage.decrypt(backup.read_bytes(), [pyrage.x25519.Identity.from_str(identity)])
        with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
            contents = [file.read() for one in archive if (file := archive.extractfile(one))]
        return sorted({word for content in contents for word in hits(unpacked(content))})

    def settle(self) -> None:
        """What an administrator of PostgreSQL has set: old pieces of the log of changes are removed, not used again."""
        if SERVER is None:
            return
        with psycopg.connect(self.place.env["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET wal_recycle = off")
            connection.execute("SELECT pg_reload_conf()")
            for _ in range(2):
                connection.execute("SELECT pg_switch_wal()")
                connection.execute("CHECKPOINT")

    def _cluster(self) -> list[Path]:
        if SERVER is None:
            return []
        with psycopg.connect(self.place.env["DATABASE_URL"]) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
            assert row is not None
            return [Path(row[0])]


def restore(town: Town, backup: Path, into: Path, words: str) -> str:
    """What the command says that makes an installation of a backup by the lists beside it; it holds nothing of her."""
    into.mkdir()
    with empty_database() as here:
        said = Place(into.parent / "elsewhere", here).must(
            f"restore {backup} --identity {town.keys.private} --keys {town.place.data / 'keys'} --into {into} {words}"
        )
        if words:  # only tried: all of it was removed
            return said
        found = Town(Place(into, here), town.keys, town.backups, [])
        found.settle()
        assert found.found() == {}
        assert json.loads(found.place.must("audit verify --json"))["holds"]
        acts = [row[0] for row in found.place.columns({"audit_entry": ["action"]})["audit_entry"][1]]
        assert acts.count("erasure.repeat") == 1 and "record.restored" in acts
        return said


def unpacked(content: bytes) -> bytes:
    """A dump of PostgreSQL packs its rows: what they are is asked of its own program."""
    if not content.startswith(b"PGDMP"):
        return content
    told = subprocess.run(
        [programs() / "pg_restore", "-f", "-"], input=content, capture_output=True, check=True
    )
    return told.stdout


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with empty_database() as here:
        place = Place(tmp_path / "var", here)
        place.must("migrate")
        place.must("work --once")  # says that it is a demonstration, and on which day
        yield Town(place, make_keys(tmp_path / "offline"), tmp_path / "backups", [])


def test_the_search_finds_a_word_however_it_is_written() -> None:
    for word in CANARIES:
        for shape in shapes(word):
            assert word in hits(b"\xff\x00" + shape + b"\xff")


def test_after_an_erasure_no_file_holds_a_word_of_her_and_the_record_proves_it(town: Town) -> None:
    person = town.does("fill")
    before = town.found()
    assert len({word for words in before.values() for word in words}) >= 6, before  # she stood there
    old = back_up(town.place, town.keys, town.backups)
    assert town.opened(old)

    town.does("decide", person)
    town.place.must("work --once")
    town.settle()

    assert town.found() == {}
    new = back_up(town.place, town.keys, town.backups)
    old.unlink()  # it has expired
    assert town.opened(new) == []
    assert [path.name for path in town.backups.glob("*.age")] == [new.name]
    lists = sorted(town.backups.glob("*.erasures"))
    assert len(lists) == 2 and not any(hits(path.read_bytes()) for path in lists)
    assert not any(hits(said.encode()) for said in town.said)
    assert json.loads(town.place.must("audit verify --json"))["holds"]
    rows = town.place.columns(
        {"audit_entry": ["action", "objects_json"], "rights_erasure": ["person_id", "state"]}
    )
    acts = [action for action, objects in rows["audit_entry"][1] if person in str(objects)]
    assert {"erasure.ask", "erasure.done", "erasure.erase", "erasure.swept"} <= set(acts)
    assert [state for whose, state in rows["rights_erasure"][1] if UUID(str(whose)) == UUID(person)] == [
        "DONE"
    ]


def test_a_backup_from_before_the_erasure_does_not_bring_her_back(town: Town, tmp_path: Path) -> None:
    person = town.does("fill")
    old = back_up(town.place, town.keys, town.backups)
    town.does("decide", person)
    town.place.must("work --once")
    back_up(town.place, town.keys, town.backups)

    assert "would be repeated, by the list of" in (
        tried := restore(town, old, tmp_path / "drill", "--verify")
    )
    assert tried.splitlines()[-1].endswith(": 1")
    assert "were repeated, by the list of" in restore(town, old, tmp_path / "again", "")

"""A database that this program cannot use is told in one line with the remedy, by every command, and left as it is."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shanyraq.cli.tests.test_lost_keys import new_installation, run

COMMANDS = ("serve --no-worker", "work --once", "audit verify")
pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_installation(tmp_path_factory), tmp_path / "var"))


def complaint(data: Path, words: str) -> str:
    """What a command says of a database that it leaves as it is."""
    file = data / "shanyraq.sqlite3"
    before = file.read_bytes()
    answer = run(data, words)
    code = 2 if words == "audit verify" else 1  # what could not be checked does not count as broken
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (code, "", 1)
    assert file.read_bytes() == before
    return answer.stderr


@pytest.mark.parametrize("words", COMMANDS)
def test_database_of_a_newer_version_is_touched_by_no_command(data: Path, words: str) -> None:
    with closing(sqlite3.connect(data / "shanyraq.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0999_later', '2030-01-01')"
        )

    assert complaint(data, words) == (
        "shanyraq: the database was made by a newer Shanyraq than this one (cases.0999_later is not known here): "
        "install that version, or name another folder in SHANYRAQ_DATA\n"
    )


@pytest.mark.parametrize("words", COMMANDS)
def test_file_that_is_no_database_is_told_with_the_remedy(data: Path, words: str) -> None:
    (data / "shanyraq.sqlite3").write_bytes(b"not a database at all " * 500)

    said = complaint(data, words)

    assert "file is not a database. Let this account read and write" in said
    assert "restore it from the safe copy, or name another folder in SHANYRAQ_DATA" in said


@pytest.mark.parametrize("words", ["audit verify", "evidence rebuild"])
def test_database_whose_making_was_interrupted_is_told_to_be_made(data: Path, words: str) -> None:
    (data / "shanyraq.sqlite3").write_bytes(b"")

    assert complaint(data, words) == "shanyraq: the database is not ready: run `shanyraq migrate` first\n"


def test_doctor_names_a_database_of_a_newer_version(data: Path) -> None:
    with closing(sqlite3.connect(data / "shanyraq.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0999_later', '2030-01-01')"
        )

    answer = run(data, "doctor")

    assert answer.returncode == 1 and "Traceback" not in answer.stderr
    assert "BAD  database    the database was made by a newer Shanyraq" in answer.stdout

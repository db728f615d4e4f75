"""What a backup or its trial left in clear when it was killed: named by the doctor, removed by the next one."""

from __future__ import annotations

import fcntl
import os
import secrets
import tempfile
from pathlib import Path

import psycopg
import pytest

from shanyraq.cli.backups import postgresql
from shanyraq.cli.backups.private import left_in_clear, private_folder, trial_folder
from shanyraq.cli.keeping import in_clear
from shanyraq.cli.tests.installations import SERVER


def left(within: Path, name: str = ".clear-killed") -> Path:
    (within / name).mkdir()
    (within / name / "database").write_bytes(b"everything in clear")
    return within / name


def test_what_was_left_is_named_by_the_doctor_and_removed_by_the_next_one(
    settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA = tmp_path
    assert left_in_clear(tmp_path) == []
    folder = left(tmp_path)

    assert left_in_clear(tmp_path) == [folder]
    with private_folder(tmp_path) as another:
        assert not folder.exists() and left_in_clear(tmp_path) == []
        assert another.parent == tmp_path
    said = capsys.readouterr().err

    assert said.startswith(f"shanyraq: {folder} is removed: ") and said.count("\n") == 1


@pytest.mark.django_db
def test_the_doctor_is_not_well_while_a_copy_lies_in_clear(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert in_clear()[0]

    folder = left(tmp_path)

    is_good, _, words = in_clear()
    assert not is_good and words.startswith(f"{folder}: ")


def test_what_somebody_is_at_work_on_stays(tmp_path: Path) -> None:
    folder = left(tmp_path)
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        with private_folder(tmp_path):
            assert folder.exists() and left_in_clear(tmp_path) == []
    finally:
        os.close(held)


def test_a_trial_stands_in_the_installations_own_folder_where_there_is_one(tmp_path: Path) -> None:
    assert trial_folder(tmp_path) == tmp_path
    assert trial_folder(tmp_path / "none") == Path(tempfile.gettempdir())
    assert not (tmp_path / "none").exists()


@pytest.mark.only_on("postgresql")
@pytest.mark.any_database
def test_a_database_that_a_killed_trial_left_is_named_and_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    assert SERVER is not None
    with psycopg.connect(SERVER, autocommit=True) as connection:
        here = postgresql.named({name: getattr(connection.info, word) for word, name in WORDS.items()})
        name = f"{postgresql._prefix(connection)}{secrets.token_hex(4)}"
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')

    assert name in postgresql.left_in_clear(here)
    with postgresql.scratch(here) as at_work:
        assert postgresql.left_in_clear(here) == []  # neither the one that was left nor the one at work
    assert f"the database {name} is dropped" in capsys.readouterr().err
    assert at_work["dbname"] not in postgresql.left_in_clear(here)


WORDS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}

"""A folder or a database server that cannot be reached is told in one line with the setting and the remedy."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from shanyraq.cli.tests.test_lost_keys import run

COMMANDS = ("migrate", "demo", "doctor", "audit verify", "work --once")
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("words", COMMANDS)
def test_data_folder_that_is_a_file_is_told_to_be_one(tmp_path: Path, words: str) -> None:
    (tmp_path / "var").write_text("not a folder")

    answer = run(tmp_path / "var", words)

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == f"shanyraq: SHANYRAQ_DATA is '{tmp_path}/var', which is a file; give a folder\n"


def test_data_folder_that_nobody_can_make_is_told_with_the_remedy() -> None:
    answer = run("/proc/nowhere", "migrate")

    assert answer.returncode == 1
    assert answer.stderr.startswith("shanyraq: /proc/nowhere cannot be used: ")
    assert answer.stderr.endswith("or name another folder in SHANYRAQ_DATA\n")
    assert "Traceback" not in answer.stderr and answer.stderr.count("\n") == 1


@pytest.mark.parametrize("words", COMMANDS)
def test_database_server_that_is_not_there_is_told_within_seconds_and_without_its_password(
    tmp_path: Path, words: str
) -> None:
    began = time.monotonic()

    answer = run(tmp_path / "var", words, DATABASE_URL="postgres://nobody:a-secret@127.0.0.1:1/x")

    said = answer.stdout + answer.stderr
    assert answer.returncode == (2 if words == "audit verify" else 1)
    assert "the database that DATABASE_URL names (nobody@127.0.0.1:1/x) does not answer" in said
    assert "Start the server, or correct DATABASE_URL" in said
    assert "pool" not in said and "a-secret" not in said
    assert time.monotonic() - began < 25  # the pool alone would try for thirty
    assert not list(tmp_path.iterdir())

"""B29: a backup tells nothing to whoever has the server: no private key there, no word of it readable."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from shanyraq.cli.tests.installations import Keys, Place, back_up, empty_database, make_keys, put_upload
from shanyraq.cli.tests.test_lost_keys import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.in_bars]
CANARY = b"Zhadyra-canary-of-Ak-Zhol"
SHAPES = (CANARY, CANARY.decode().encode("utf-16-le"), base64.b64encode(CANARY)[:-4], CANARY.hex().encode())
PRIVATE = (b"AGE-SECRET-KEY-", b"PRIVATE KEY")


def everything_in(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation with a word beside its database that nobody may read elsewhere."""
    folder = tmp_path_factory.mktemp("installation")
    with empty_database() as here:
        place = Place(folder / "var", here)
        place.must("migrate")
        put_upload(place, CANARY * 200_000)
        yield place


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Two people's, kept elsewhere."""
    return make_keys(tmp_path / "offline")


def test_no_private_key_and_no_readable_word_is_where_backups_are_made(
    place: Place, keys: Keys, tmp_path: Path
) -> None:
    file = back_up(place, keys, tmp_path / "backups")

    content = file.read_bytes()
    assert not [shape for shape in SHAPES if shape in content]
    assert content.startswith(b"age-encryption.org/v1\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = file.with_suffix(".erasures")  # in clear by design: opaque ids and days
    assert {path.name for path in file.parent.iterdir()} == {file.name, listed.name}
    for path, found in everything_in(place.data, file.parent).items():
        assert not [mark for mark in PRIVATE if mark in found], path
        assert CANARY not in found or path == place.data / "uploads/scan.pdf"
    assert not list(place.data.glob(".clear-*"))


def test_while_it_is_made_nothing_in_clear_stands_outside_a_folder_for_this_account_alone(
    place: Place, keys: Keys, tmp_path: Path
) -> None:
    passing, backups = tmp_path / "tmp", tmp_path / "backups"
    passing.mkdir()
    backups.mkdir()
    command = [sys.executable, "-m", "shanyraq.cli.main", "backup", "--to", str(backups), "--for"]
    env = os.environ | place.env | {"SHANYRAQ_DATA": str(place.data), "TMPDIR": str(passing)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    is_seen = False
    with subprocess.Popen([*command, *keys.public.split()], cwd=ROOT, env=env) as made:
        while made.poll() is None:
            with suppress(FileNotFoundError):  # removed between two looks
                modes = [folder.stat().st_mode for folder in place.data.glob(".clear-*")]
                assert not [mode for mode in modes if mode & 0o077]
                is_seen = is_seen or bool(modes)
            assert not [path for path, found in everything_in_passing(passing, backups) if CANARY in found]
    assert made.returncode == 0 and is_seen


def everything_in_passing(*folders: Path) -> list[tuple[Path, bytes]]:
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                found.append((path, path.read_bytes()))
            except (FileNotFoundError, IsADirectoryError):
                continue  # it had its name for a moment only
    return found


def test_what_a_killed_backup_left_in_clear_is_removed_by_the_next(
    place: Place, keys: Keys, tmp_path: Path
) -> None:
    (place.data / ".clear-killed").mkdir()
    (place.data / ".clear-killed" / "database").write_bytes(CANARY)
    back_up(place, keys, tmp_path / "backups")

    assert not list(place.data.glob(".clear-*"))


def test_trying_a_backup_leaves_nothing_behind(place: Place, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    file = back_up(place, keys, tmp_path / "backups")
    before = everything_in(place.data)

    said = place.must(f"restore {file} --identity {keys.private} --verify", TMPDIR=str(tmp_path / "tmp"))

    assert "can be restored" in said
    assert "the drill is entered in the record" in said  # one row, and nothing else
    after = everything_in(place.data)
    assert after.keys() == before.keys()
    assert {path.name for path in after if after[path] != before[path]} <= {"shanyraq.sqlite3"}
    assert not list((tmp_path / "tmp").iterdir())

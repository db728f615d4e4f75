"""B28: backups taken while others write are each of one instant; one changed bit is refused, the part named."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shanyraq.cli.backups.restoring import try_out
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.tests.installations import (
    UPLOAD,
    Keys,
    Place,
    back_up,
    empty_database,
    make_keys,
    put_upload,
)
from shanyraq.cli.tests.test_lost_keys import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.in_bars]
BACKUPS = int(os.environ.get("BAR_BACKUPS", "3"))  # b28.py asks for twenty
FLIPS = int(os.environ.get("BAR_FLIPS", "12"))  # and for a hundred
PARTS = (
    "the header of",
    "none of the keys opens",
    "the manifest",
    "the database",
    "the file files/",
    "what follows",
)


@contextmanager
def written_to(place: Place, writers: int) -> Iterator[None]:
    """While others write into an installation; none of them may meet a fault."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SHANYRAQ_", "DJANGO_"))}
    command = [sys.executable, "-m", "tests.bars.load", str(writers)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    env |= {"SHANYRAQ_DATA": str(place.data)} | place.env
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes) as load:  # type: ignore[call-overload]
        assert load.stdout.readline() == "started\n"
        try:
            yield
        finally:
            said, complaint = load.communicate()
    assert not complaint and int(said) > 0


def test_backups_under_write_load_are_each_of_one_instant(tmp_path: Path) -> None:
    keys = make_keys(tmp_path / "offline")
    with empty_database() as here:
        source = Place(tmp_path / "var", here)
        source.must("migrate")
        with written_to(source, writers=4):
            files = [back_up(source, keys, tmp_path / "backups") for _ in range(BACKUPS)]
        seen = []
        for number, file in enumerate(files):
            with empty_database() as there:
                restored = Place(tmp_path / f"again{number}", there)
                restored.must(
                    f"restore {file} --identity {keys.private} --keys {source.data / 'keys'} --into {restored.data}"
                )
                rows = restored.rows()
            acts = sum("load.written" in row for row in rows["audit_entry"])
            assert acts == len(rows["django_session"])  # each act wrote one of each
            seen.append(acts)
        assert len(set(seen)) == BACKUPS and seen == sorted(seen)  # others did write meanwhile


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Keys, Path]]:
    folder = tmp_path_factory.mktemp("flips")
    keys = make_keys(folder / "offline")
    with empty_database() as here:
        place = Place(folder / "var", here)
        place.must("migrate")
        put_upload(place, os.urandom(400_000))
        yield place, keys, back_up(place, keys, folder / "backups")


def refused(made: tuple[Place, Keys, Path], content: bytes, folder: Path) -> str:
    """What is said of a backup with other bytes."""
    place, keys, _ = made
    (folder / "damaged.age").write_bytes(content)
    with pytest.raises(CommandFault) as fault:
        try_out(folder / "damaged.age", keys.private, place.data / "keys", folder)
    assert [path.name for path in folder.iterdir()] == ["damaged.age"]  # nothing is left behind
    return str(fault.value)


@pytest.mark.parametrize("number", range(FLIPS))
def test_one_changed_bit_is_refused_with_the_part_named(
    made: tuple[Place, Keys, Path], tmp_path: Path, number: int
) -> None:
    content = bytearray(made[2].read_bytes())
    dice = random.Random(number)
    at = dice.randrange(400 if number % 5 == 0 else len(content))  # every fifth in the header or the manifest
    content[at] ^= 1 << dice.randrange(8)

    assert refused(made, bytes(content), tmp_path).startswith(PARTS)


def test_the_part_that_is_named_is_the_one_that_is_damaged(
    made: tuple[Place, Keys, Path], tmp_path: Path
) -> None:
    whole = made[2].read_bytes()

    def with_a_change_at(place: int) -> str:
        return refused(made, whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :], tmp_path)

    assert with_a_change_at(5).startswith("the header of")
    assert with_a_change_at(len(whole) - 200_000).startswith(f"the file files/{UPLOAD} in ")
    assert with_a_change_at(90_000).startswith("the database in ")
    assert refused(made, whole[:-250_000], tmp_path).startswith(f"the file files/{UPLOAD} in ")

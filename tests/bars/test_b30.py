"""B30: a filled database of an older state is brought to this one: nothing lost, the record whole, also after SIGKILL.

No release is out yet. The older state is the one before second factors, custodians and checkpoints; its own programme,
taken from the history, makes the database. Where there is no history (a copy without .git) nothing is measured.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shanyraq.cli.tests.installations import Place, empty_database
from shanyraq.cli.tests.test_lost_keys import ROOT
from tests.bars.older import OLDER, is_known

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.in_bars]


def environment(place: Place, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))}
    return kept | {"SHANYRAQ_DATA": str(place.data)} | place.env | more


@pytest.fixture(params=OLDER)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An installation that an older programme made and filled."""
    assert is_known(request.param), "there is no history here to take an older programme from"
    programme = tmp_path / "older"
    programme.mkdir()
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", request.param], check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(programme)], input=packed.stdout, check=True)
    with empty_database() as here:
        place = Place(tmp_path / "var", here)
        command = [sys.executable, "-m", "shanyraq.cli.main", "demo", "--people", "20"]
        env = environment(place, PYTHONPATH=str(programme))
        subprocess.run(command, cwd=programme, env=env, check=True, capture_output=True)
        yield place


def require_all_there(place: Place, before: dict[str, tuple[list[str], list[tuple[object, ...]]]]) -> None:
    """Every column that was there holds in every row what it held, and the record holds."""
    after = place.columns({table: names for table, (names, _) in before.items()})
    for table, (names, rows) in before.items():
        if table != "django_migrations":
            assert after[table][0] == names, f"{table} lost a column"
            assert set(map(repr, rows)) <= set(map(repr, after[table][1])), table
    place.must("audit verify")


def test_a_filled_database_comes_to_this_version_with_every_row(older: Place) -> None:
    before = older.columns()

    older.must("migrate")

    require_all_there(older, before)


def test_a_migration_that_is_killed_goes_on_where_it_was(older: Place) -> None:
    before = older.columns()
    command = [sys.executable, "-m", "shanyraq.cli.main", "migrate"]
    for _ in range(5):
        process = subprocess.Popen(command, cwd=ROOT, env=environment(older), stdout=subprocess.DEVNULL)
        state = older.migrations()
        while process.poll() is None and older.migrations() == state:
            time.sleep(0.005)  # until another process has made a step
        process.send_signal(signal.SIGKILL)
        process.wait()

    older.must("migrate")

    require_all_there(older, before)

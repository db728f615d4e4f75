"""A key that is gone is named by every command, and nothing whatever is written in its place."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from shanyraq.cli.main import main
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from tests.once import once

ROOT = Path(__file__).resolve().parents[3]
KEYS = ("site.key", "root.key", "audit.key", "vault.public")
COMMANDS = ("serve --no-worker", "work --once", "demo --people 20", "admin create kanat --link")
pytestmark = pytest.mark.slow


def run(data: Path | str, words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "shanyraq.cli.main", *words.split()],
        cwd=ROOT,
        env=kept | {"SHANYRAQ_DATA": str(data), "PORT": "18999"} | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def new_installation(factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that was just made by the command, on SQLite. To be copied, not to be changed."""

    def make(data: Path) -> None:
        answer = run(data, "migrate")
        assert answer.returncode == 0, answer.stderr

    return once(factory, "installation", make)


def everything_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder with its bytes and the time it was last written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation, made by the command."""
    data = new_installation(tmp_path_factory)
    assert {path.name for path in (data / "keys").iterdir()} == {*KEYS, "vault.private"}
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "var"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("words", ["audit verify", "evidence rebuild", "doctor"])
def test_a_key_that_is_gone_is_named_with_the_remedy(
    data: Path, settings, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    install(fixed_day=None, at=real_now())
    settings.DATA = data
    (data / "keys" / name).unlink()
    before = everything_in(data)

    code = main(words.split())

    said = capsys.readouterr()
    assert code == (2 if words == "audit verify" else 1)  # what could not be checked does not count as broken
    assert f"the key is missing: {name} (put it back into {data}/keys" in said.out + said.err
    assert len(said.err.splitlines()) <= 1
    assert everything_in(data) == before


def test_verifying_without_its_key_writes_nothing_anywhere(data: Path) -> None:
    (data / "keys" / "audit.key").unlink()
    before = everything_in(data)

    answer = run(data, "audit verify")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("shanyraq: the key is missing: audit.key (")
    assert everything_in(data) == before


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_makes_keys_for_a_database_that_needs_those_it_had(data: Path, words: str) -> None:
    shutil.rmtree(data / "keys")
    before = everything_in(data)

    answer = run(data, words)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert all(f"the key is missing: {name}" in answer.stderr for name in KEYS)
    assert "Traceback" not in answer.stderr
    assert everything_in(data) == before


def test_a_web_server_of_ones_own_does_not_open_without_a_key(data: Path) -> None:
    (data / "keys" / "site.key").unlink()
    before = everything_in(data)

    answer = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=ROOT,
        env={"SHANYRAQ_DATA": str(data), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 1
    assert "the key is missing: site.key" in answer.stderr
    assert everything_in(data) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [("demo --people 19", 2), ("audit verify", 2), ("doctor", 1)],
)
def test_a_command_that_is_refused_leaves_an_empty_folder_empty(
    tmp_path: Path, words: str, code: int
) -> None:
    answer = run(tmp_path / "var", words)

    assert answer.returncode == code, answer.stderr
    assert not list(tmp_path.iterdir())


def test_a_record_that_holds_is_verified_without_a_trace(data: Path) -> None:
    before = everything_in(data)

    answer = run(data, "audit verify")

    assert answer.returncode == 0
    assert everything_in(data) == before


def test_a_row_whose_time_cannot_be_read_is_named_in_one_line(data: Path) -> None:
    with sqlite3.connect(data / "shanyraq.sqlite3") as database:
        database.execute("DROP TRIGGER audit_entry_no_update")
        database.execute("UPDATE audit_entry SET at = 'yesterday' WHERE seq = 1")
    database.close()

    answer = run(data, "audit verify")

    assert (answer.returncode, answer.stderr) == (1, "")
    assert "row 1 cannot be read: its column at holds what nobody can read\n" in answer.stdout

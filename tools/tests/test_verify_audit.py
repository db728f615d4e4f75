"""The second verifier stands alone: it is short, imports nothing of ours, and reads a file or a dump."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from shanyraq.audit.queries import signing_key
from shanyraq.audit.rules.checkpoints import parts_of
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.damage import World
from tests.postgres import programs

COMPARED = "checkpoints: {} that were given were compared, {} without a signature were not\n"
PROGRAM = Path(__file__).resolve().parent.parent / "verify_audit.py"


def run(*words: object) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", PROGRAM, *map(str, words)], text=True, capture_output=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def key() -> str:
    return signing_key().public_key().public_bytes_raw().hex()


def test_it_is_short_and_imports_only_what_python_brings_and_one_package() -> None:
    text = PROGRAM.read_text()
    tree = ast.parse(text)
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert len(text.splitlines()) <= 200
    assert {str(name).split(".")[0] for name in names} - sys.stdlib_module_names == {"cryptography"}


def test_the_guide_says_that_it_does_not_look_at_the_index() -> None:
    guide = " ".join((PROGRAM.parents[1] / "docs/how-to/verify-the-record.md").read_text().split())

    looks = "audit_about" in PROGRAM.read_text()
    assert ("does not look at the index" in guide) is not looks


@pytest.fixture
def world(transactional_db: None) -> World:
    return damage.make_world()


@pytest.fixture
def record(world: World, tmp_path: Path) -> Path:
    """A copy of the file, or a dump of the server."""
    return copy(tmp_path)


def copy(folder: Path) -> Path:
    path = folder / "record"
    path.unlink(missing_ok=True)
    if connection.vendor == "postgresql":
        named = settings.DATABASES["default"]
        address = (
            f"postgresql://{named['USER']}@{named['HOST']}:{named['PORT']}/{connection.settings_dict['NAME']}"
        )
        dump = [programs() / "pg_dump", "-t", "audit_*", "-f", path, address]
        subprocess.run(list(map(str, dump)), check=True, timeout=60)
    else:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
    return path


@pytest.mark.slow
def test_a_copy_of_a_whole_record_holds(world: World, record: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("\n".join(world.kept), encoding="utf-8")
    (tmp_path / "key.txt").write_text(f"{key()}\n")

    assert run(record, "--key", key()) == (0, "The record holds.\n" + COMPARED.format(0, 0))
    assert run(record, "--key", tmp_path / "key.txt", "--checkpoint", tmp_path / "kept.txt")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "compared", "cut"),
    [
        (lambda text: text.rstrip("\n"), 4, 0),
        (lambda text: text.replace("\n", "\r\n"), 4, 0),
        (lambda text: "".join(f"> {line}\n" for line in text.splitlines()), 4, 0),
        (lambda text: f"Good day,\n\n{text}", 4, 0),
        (lambda text: "\n".join(text.split("\n")[:5]) + f"\n\n{text}", 4, 1),
        (lambda text: text.replace("—", "-", 1), 3, 1),
        (lambda text: text.replace("—", "-"), 0, 0),
        (lambda text: text[:60], 0, 0),
        (lambda text: "", 0, 0),
        (lambda text: "hello\n", 0, 0),
    ],
)
def test_checkpoints_that_were_kept_by_hand_are_compared_or_said_not_to_be(
    world: World, record: Path, tmp_path: Path, how: Any, compared: int, cut: int
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_bytes(how("\n".join(world.kept)).encode())

    code, said = run(record, "--key", key(), "--checkpoint", kept)

    assert code == (0 if compared else 2)
    assert said.endswith(
        COMPARED.format(compared, cut) if compared else "holds no checkpoint: 0 of it were compared\n"
    )
    with kept.open(encoding="utf-8", newline="\n") as lines:
        parts = list(parts_of(lines))
    assert len([page for page, is_whole in parts if is_whole]) == compared
    assert not compared or len(parts) == compared + cut
    assert not compared or damage.first([page for page, is_whole in parts if is_whole]) == []


@pytest.mark.slow
def test_what_was_done_to_a_copy_is_named(world: World, tmp_path: Path) -> None:
    damage.Entry.objects.filter(seq=9).update(purpose="a\\b")
    damage.Entry.objects.filter(seq__gte=20).delete()

    assert run(copy(tmp_path), "--key", key()) == (
        1,
        "altered: rows 9 to 9\ntruncated: rows 20 to 24\n" + COMPARED.format(0, 0),
    )


@pytest.mark.slow
def test_another_key_fits_nothing(record: Path) -> None:
    code, said = run(record, "--key", "ab" * 32)

    assert code == 1 and said.count("bad signature") == 5


@pytest.mark.slow
@pytest.mark.parametrize("word", ["no file", "no record", "no key", "no checkpoint"])
def test_what_cannot_be_checked_ends_with_two(record: Path, tmp_path: Path, word: str) -> None:
    (tmp_path / "other.txt").write_text("something else\n")
    words = {
        "no file": (tmp_path / "nowhere", "--key", key()),
        "no record": (tmp_path / "other.txt", "--key", key()),
        "no key": (record, "--key", "not a key"),
        "no checkpoint": (record, "--key", key(), "--checkpoint", tmp_path / "nowhere"),
    }[word]

    code, said = run(*words)

    assert code == 2 and said.startswith("It cannot be checked: ")

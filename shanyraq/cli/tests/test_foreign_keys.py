"""Keys of another installation: the doctor says so, and nothing starts with them."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.models import Checkpoint, Head
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.belonging import foreign_keys
from shanyraq.audit.tests.test_checkpoint import act
from shanyraq.cli.tests.test_lost_keys import ROOT, new_installation, run
from shanyraq.foundation import wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import make_key_file

REMEDY = "belongs to another installation: put this one's own into"


@pytest.fixture
def keys(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    for name in ("root.key", "audit.key"):
        make_key_file(tmp_path / "keys", name)
    return tmp_path / "keys"


def named() -> list[str]:
    signing._signing_keys.clear()
    return [one.split()[2] for one in foreign_keys()]


@pytest.mark.django_db
def test_each_key_of_another_installation_is_named_once_something_hangs_on_it(keys: Path) -> None:
    for name in ("root.key", "audit.key"):
        assert named() == []  # nothing hangs on the other one yet
        if name == "root.key":
            wrapping.in_use(["C0", "C1"])
        else:
            act()
        own = (keys / name).read_bytes()
        (keys / name).write_bytes(secrets.token_bytes(32))
        assert named() == [name]
        (keys / name).write_bytes(own)
    assert named() == []


@pytest.mark.django_db
def test_a_row_that_was_altered_is_no_reason_to_stay_shut(keys: Path) -> None:
    rows = wrapping.in_use(["C0", "C1"])
    rows["C0"].wrapped = bytes(60)
    rows["C0"].save()
    act()
    sign_checkpoint(at=real_now())
    Head.objects.update(signature="00" * 64)
    assert Checkpoint.objects.exists()

    assert named() == []


@pytest.mark.in_bars
def test_with_a_foreign_key_the_doctor_says_so_and_nothing_starts(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(new_installation(tmp_path_factory), tmp_path / "var"))
    (data / "keys" / "audit.key").write_bytes(secrets.token_bytes(32))

    doctor = run(data, "doctor")
    started = [run(data, words) for words in ("serve --no-worker", "work --once")]
    opened = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=ROOT,
        env={"SHANYRAQ_DATA": str(data), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )

    assert f"BAD  keys        the key audit.key {REMEDY} {data}/keys" in doctor.stdout
    for answer in (*started, opened):
        assert answer.returncode == 1 and REMEDY in answer.stderr and "Traceback" not in answer.stderr

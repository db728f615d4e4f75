"""B56: the settings of production pass Django's check of a deployment, and the doctor finds nothing in a new site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shanyraq.cli.tests.installations import make_keys
from shanyraq.cli.tests.test_lost_keys import new_installation
from tests.journeys.site import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.any_database]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a site where people are real."""
    found = os.environ | {
        "SHANYRAQ_DATA": str(tmp_path / "var"),
        "SHANYRAQ_MODE": "production",
        "SHANYRAQ_HOSTS": "programme.example",
        "SHANYRAQ_UNSCANNED": "allow",  # whether a scanner is here differs from machine to machine
        "SHANYRAQ_SCANNER": str(tmp_path / "no scanner"),
        "SHANYRAQ_PACK": str(pack_with_contacts(tmp_path / "pack")),
        "SHANYRAQ_WITNESS": str(tmp_path / "kept by another agency.txt"),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    found.pop("DATABASE_URL", None)
    return found


@pytest.fixture
def production(environment: dict[str, str]) -> dict[str, str]:
    """The same, with its database made."""
    done = run(["-m", "shanyraq.cli.main", "migrate"], environment)
    assert done.returncode == 0, done.stdout
    return environment


def pack_with_contacts(folder: Path) -> Path:
    """The pack with what each installation writes into it itself: where a complaint goes."""
    shutil.copytree(ROOT / "packs" / "kz", folder)
    head = folder / "pack.toml"
    head.write_text(head.read_text("utf-8").replace('phone = ""', 'phone = "1414"'), "utf-8")
    return folder


def run(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_the_check_of_a_deployment_has_nothing_to_say(
    environment: dict[str, str], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copytree(new_installation(tmp_path_factory), tmp_path / "var")  # it looks at keys and no table
    done = run(["-m", "django", "check", "--deploy", "--fail-level", "WARNING"], environment)

    assert done.returncode == 0, done.stdout
    assert "no issues" in done.stdout


@pytest.mark.in_bars
def test_the_doctor_finds_nothing_wrong_with_it(production: dict[str, str], tmp_path: Path) -> None:
    keys = make_keys(tmp_path / "offline")
    (tmp_path / "backups").mkdir()
    saving = ["backup", "--to", str(tmp_path / "backups"), "--for", *str(keys.public).split()]
    saved = run(["-m", "shanyraq.cli.main", *saving], production)
    assert saved.returncode == 0, saved.stdout
    (file,) = (tmp_path / "backups").glob("*.age")
    tried = run(
        ["-m", "shanyraq.cli.main", "restore", str(file), "--identity", str(keys.private), "--verify"],
        production,
    )
    assert tried.returncode == 0, tried.stdout
    Path(production["SHANYRAQ_WITNESS"]).touch()
    watched = run(["-m", "shanyraq.cli.main", "work", "--once"], production)
    assert watched.returncode == 0, watched.stdout

    done = run(["-m", "shanyraq.cli.main", "doctor"], production)

    assert done.returncode == 0, done.stdout
    assert "BAD" not in done.stdout

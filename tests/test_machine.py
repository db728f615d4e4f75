"""What is missing on a machine is said with the Debian package that brings it, and nothing is skipped."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import machine, postgres
from tests.journeys import chromium

ROOT = Path(__file__).resolve().parent.parent


def test_a_missing_program_is_named_with_its_debian_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    monkeypatch.setattr(postgres.Path, "glob", lambda *_: iter(()))

    said = machine.missing()

    assert len(said) == 2
    assert "chromium-headless-shell fonts-noto-core" in said[0]
    assert "postgresql" in said[1]


def test_the_lighter_browser_is_taken_where_both_are_and_either_will_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = {"chromium-headless-shell": "/usr/bin/shell", "chromium": "/usr/bin/chromium"}
    monkeypatch.setattr(chromium.shutil, "which", installed.get)

    assert chromium.executable() == "/usr/bin/shell"
    del installed["chromium-headless-shell"]
    assert chromium.executable() == "/usr/bin/chromium"


@pytest.mark.slow
def test_the_run_fails_before_its_first_test_where_a_program_is_missing() -> None:
    code = "import runpy, shutil; shutil.which = lambda name: None; runpy.run_module('tests.machine', None, '__main__')"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 1
    assert "Chromium is missing" in done.stderr


def test_no_test_is_skipped_anywhere() -> None:
    marks = ("pytest.mark." + "skip", "pytest." + "skip(", "import" + "orskip", "mark." + "xfail")
    files = [p for folder in ("shanyraq", "tests", "tools") for p in (ROOT / folder).rglob("*.py")]

    assert not [f"{p.name}: {mark}" for p in files for mark in marks if mark in p.read_text(encoding="utf-8")]

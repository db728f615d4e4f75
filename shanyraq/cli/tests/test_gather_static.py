"""Styles, icons and fonts are gathered where they changed, and nowhere else."""

import shutil
from pathlib import Path

import pytest

from shanyraq.cli import static_files

pytestmark = pytest.mark.slow


def test_a_folder_that_was_copied_keeps_the_files_it_has(tmp_path: Path, settings) -> None:
    settings.STATIC_ROOT = tmp_path / "var" / "static"
    assert static_files.collect()
    assert not static_files.collect()

    shutil.copytree(tmp_path / "var", tmp_path / "copy")
    settings.STATIC_ROOT = tmp_path / "copy" / "static"

    assert not static_files.collect()
    shutil.rmtree(tmp_path / "copy" / "static")
    assert static_files.collect()
    assert (tmp_path / "copy" / "static").is_dir()


def test_a_file_that_changed_is_gathered(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STATIC_ROOT = tmp_path / "var" / "static"
    static_files.collect()

    monkeypatch.setattr(static_files, "fingerprint", lambda: "of a newer version")

    assert static_files.collect()

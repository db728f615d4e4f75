"""A pack to spoil, for every test of what its writer is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shanyraq.pathway.tests.factories import PACK, Edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference pack to spoil."""
    return shutil.copytree(PACK, tmp_path / "kz")


@pytest.fixture
def spoil(folder: Path) -> Edit:
    """Replace a text in a file, once."""

    def edit(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit

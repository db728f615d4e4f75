"""Every test of this room has a shelf of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanyraq.papers import shelf


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shelf, "FOLDER", str(tmp_path / "papers"))

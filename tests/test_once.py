"""What a run needs once is made once, for every process of it."""

from pathlib import Path

import pytest

from tests.once import once


class Factory:
    """The temporary folders of one process of a run."""

    def __init__(self, base: Path) -> None:
        self.base = base
        base.mkdir()

    def getbasetemp(self) -> Path:
        return self.base


def test_two_processes_of_a_run_share_what_the_first_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    asked: list[Path] = []

    def make(folder: Path) -> None:
        asked.append(folder)
        folder.mkdir()

    first, second = (once(Factory(tmp_path / name), "thing", make) for name in ("gw0", "gw1"))  # type: ignore[arg-type]

    assert first == second == asked[0] and first.is_dir()
    assert len(asked) == 1


def test_what_failed_half_way_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    factory = Factory(tmp_path / "alone")

    def fail(folder: Path) -> None:
        folder.mkdir()
        (folder / "half").touch()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        once(factory, "thing", fail)  # type: ignore[arg-type]
    made = once(factory, "thing", Path.mkdir)  # type: ignore[arg-type]

    assert list(made.iterdir()) == []

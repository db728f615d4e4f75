"""Room on the disk: the ballast is laid where there is plenty, and what is full is known as full."""

import errno
from pathlib import Path

import pytest
from django.db import OperationalError

from shanyraq.foundation import space


@pytest.fixture
def data(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path
    monkeypatch.setattr(space, "SIZE", 2**16)
    return tmp_path


def test_the_ballast_is_laid_once_and_takes_its_room(data: Path) -> None:
    assert space.lay_ballast() and space.lay_ballast()

    assert space.ballast().stat().st_blocks * 512 >= space.SIZE
    assert space.ballast().stat().st_mode & 0o777 == 0o600


def test_where_there_is_little_room_no_ballast_takes_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "free", lambda: 3 * space.SIZE)

    assert not space.lay_ballast()
    assert not list(data.iterdir())


def test_below_the_mark_it_is_low(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not space.is_low()

    monkeypatch.setattr(space, "free", lambda: space.LOW - 1)

    assert space.is_low()


@pytest.mark.parametrize(
    ("fault", "is_full"),
    [
        (OperationalError("database or disk is full"), True),
        (OperationalError("could not extend file: No space left on device"), True),
        (OSError(errno.ENOSPC, "anything"), True),
        (OSError(errno.EACCES, "not yours"), False),
        (OperationalError("disk I/O error"), False),
    ],
)
def test_what_is_full_is_told_from_what_is_broken(fault: Exception, is_full: bool) -> None:
    assert space.is_full(fault) is is_full

"""The one folder in which anything of a backup stands in clear. It is this account's alone and goes away at the end."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shanyraq.cli.faults import CommandFault

PREFIX = ".clear-"
LEFT = "a backup or its trial was killed and left everything there in clear"


@contextmanager
def private_folder(within: Path) -> Iterator[Path]:
    """A folder inside `within`, mode 0700, removed at the end. Those of killed processes are told and removed first."""
    with _held(within):  # so that nobody takes a folder that is just being made for one that was left behind
        _clear_up(within)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=within))
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise CommandFault(f"the disk of {within} is full: make room there, and start again") from error
    finally:
        shutil.rmtree(folder)
        os.close(lock)


def trial_folder(data: Path) -> Path:
    """Where a backup is tried: in the installation's own folder, where what a killed process leaves is found again."""
    return data if data.is_dir() else Path(tempfile.gettempdir())


def left_in_clear(data: Path) -> list[Path]:
    """The folders that killed processes left there in clear. Removes nothing."""
    return [folder for folder in _folders(trial_folder(data)) if _is_free(folder)]


def _clear_up(within: Path) -> None:
    """Remove the folders that nobody holds any more: the lock of a process that was killed is free."""
    for folder in _folders(within):
        with suppress(BlockingIOError, FileNotFoundError), _held(folder, fcntl.LOCK_NB):
            shutil.rmtree(folder)
            print(f"shanyraq: {folder} is removed: {LEFT}", file=sys.stderr)


def _folders(within: Path) -> list[Path]:
    """This account's own: others may have theirs in a passing folder."""
    return sorted(
        one for one in within.glob(f"{PREFIX}*") if one.is_dir() and one.stat().st_uid == os.getuid()
    )


def _is_free(folder: Path) -> bool:
    with suppress(BlockingIOError, FileNotFoundError), _held(folder, fcntl.LOCK_NB):
        return True
    return False


@contextmanager
def _held(folder: Path, how: int = 0) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | how)
        yield
    finally:
        os.close(descriptor)

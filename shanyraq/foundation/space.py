"""Room on the disk: a file that can be given up when it is full, and a mark below which nothing new is taken.

What is shown still needs its row in the record, so the last of the room is kept for rows: below the mark pages are read
and nothing is saved, and giving up the ballast gives room at once, on the day on which there is none to tidy up in.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from django.conf import settings

BALLAST = "ballast"
SIZE = 256 * 2**20  # bytes
LOW = 64 * 2**20  # bytes free below which nothing is saved
ALERT = 0.2  # of the disk


def free() -> int:
    """Bytes free on the disk of the data folder."""
    return shutil.disk_usage(settings.DATA).free


def is_low() -> bool:
    """Whether nothing new is to be saved, so that there is room for the record of what is read."""
    try:
        return free() < LOW
    except OSError:
        return False  # what is wrong with the folder is said by whoever writes into it


def share_free() -> float:
    """How much of the disk is free, from 0 to 1."""
    usage = shutil.disk_usage(settings.DATA)
    return usage.free / usage.total


def ballast() -> Path:
    """The file that can be given up."""
    return Path(settings.DATA) / BALLAST


def lay_ballast() -> bool:
    """Take the room of the ballast, where it is not taken and there is plenty. Whether it stands."""
    path = ballast()
    if path.exists():
        return True
    if free() < 4 * SIZE:
        return False
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(descriptor, 0, SIZE)
    except OSError:
        path.unlink()
        return False
    finally:
        os.close(descriptor)
    return True


def is_full(fault: BaseException) -> bool:
    """Whether something failed because the disk is full: here, or where the database is."""
    if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    words = str(fault)
    return "is full" in words or "No space left" in words

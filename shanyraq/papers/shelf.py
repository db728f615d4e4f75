"""The shelf: sealed files by random names, in a folder of the installation that no address leads to.

A file is written beside its place, forced onto the disk and then renamed, before any row names it: a power failure
leaves at most a file without a row, which `tidying` finds. It is never changed; sealed anew it becomes another file.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

FOLDER = "papers"
UNFINISHED = ".part"
NAME = re.compile(r"[0-9a-f]{32}")


def new_name() -> str:
    """A name that tells nothing."""
    return secrets.token_hex(16)


def put(name: str, sealed: bytes) -> None:
    """Keep sealed bytes by a name. When this returns they outlive a power failure. Raises OSError."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(UNFINISHED)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    os.rename(beside, path)
    _force(path.parent)


def get(name: str) -> bytes:
    """Sealed bytes by their name. Raises FileNotFoundError."""
    return _path(name).read_bytes()


def size_of(name: str) -> int | None:
    """How many bytes lie there; None where nothing does."""
    try:
        return _path(name).stat().st_size
    except FileNotFoundError:
        return None


def remove(name: str) -> None:
    """Take a file away, finished or not; one that is gone already is no fault."""
    path = _path(name)
    for one in (path, path.with_suffix(UNFINISHED)):
        with suppress(FileNotFoundError):
            os.unlink(one)


def names() -> Iterator[tuple[str, datetime]]:
    """Every name on the shelf, finished or not, and when its file was written."""
    folder = Path(settings.DATA) / FOLDER
    for path in sorted(folder.glob("*/*")):
        if NAME.fullmatch(path.stem) and path.suffix in ("", UNFINISHED):
            with suppress(FileNotFoundError):
                yield path.stem, datetime.fromtimestamp(path.stat().st_mtime, UTC)


def strangers() -> list[str]:
    """Files in the folder that the shelf did not put there, by where they lie in it. They are nobody's to take away."""
    folder = Path(settings.DATA) / FOLDER
    found = [path for pattern in ("*", "*/*") for path in folder.glob(pattern) if path.is_file()]
    return sorted(str(path.relative_to(folder)) for path in found if not _is_ours(path, folder))


def _is_ours(path: Path, folder: Path) -> bool:
    is_named = NAME.fullmatch(path.stem) is not None and path.suffix in ("", UNFINISHED)
    return is_named and path.parent != folder


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError("no name of a file on the shelf")
    return Path(settings.DATA) / FOLDER / name[:2] / name


def _force(folder: Path) -> None:
    """The folder's own entry, too: without it a renamed file may be gone after a power failure."""
    for one in (folder, folder.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""Another root key: made beside the old one, taken when every wrapping key opens with it, safe to break off anywhere.

1. `root.key.next` is made.  2. One transaction wraps every wrapping key by it.  3. It becomes `root.key`; the
old one stays as `root.key.before`, for who was just making a wrapping key under it, until `let_go`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag

from shanyraq.foundation import wrapping
from shanyraq.foundation.keyfiles import (
    ROOT,
    ROOT_BEFORE,
    ROOT_NEXT,
    WRAPPING,
    derived_key,
    make_key_file,
    wrap,
)
from shanyraq.foundation.models import WrappingKey
from shanyraq.foundation.writing import update_rows, writing


def is_begun() -> bool:
    """Whether replacing the root key was begun and broken off."""
    return _path(ROOT_NEXT).exists()


def is_before_there() -> bool:
    """Whether the old root key still lies there."""
    return _path(ROOT_BEFORE).exists()


def replace() -> int:
    """Have another root key; goes on where it was broken off. How many wrapping keys it wraps. Raises CannotOpen."""
    make_key_file(wrapping.root_folder(), ROOT_NEXT)
    many = _wrap_all(ROOT_NEXT)
    with suppress(FileExistsError):
        os.link(_path(ROOT), _path(ROOT_BEFORE))
    os.replace(_path(ROOT_NEXT), _path(ROOT))
    _sync()
    return many


def let_go() -> None:
    """Delete the old root key, once every wrapping key opens with the one in use alone. Raises CannotOpen."""
    if is_begun() or not is_before_there():
        return
    _wrap_all(ROOT)
    path = _path(ROOT_BEFORE)
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync()


def _wrap_all(name: str) -> int:
    """Wrap by the root key in a file what it does not wrap yet. How many wrapping keys there are."""
    by = derived_key(wrapping.root_folder(), WRAPPING, name)
    with writing():
        rows, changed = list(WrappingKey.objects.select_for_update()), []
        for row in rows:
            try:
                wrapping.unwrapped_by(name, row)
            except InvalidTag:
                row.wrapped = wrap(wrapping.unwrapped(row), by, row.bound_to())
                changed.append(row)
        update_rows(changed, ["wrapped"])
    return len(rows)


def _path(name: str) -> Path:
    return wrapping.root_folder() / name


def _sync() -> None:
    """What was renamed or removed in the folder outlives a power failure."""
    folder = os.open(wrapping.root_folder(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

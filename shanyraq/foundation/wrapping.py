"""The keys that wrap the data keys: of each compartment one in use, themselves wrapped by the root key in its file.

While the root key is being replaced there are two files or three: whichever opens is right.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.keyfiles import ROOT, ROOT_BEFORE, ROOT_NEXT, derived_key
from shanyraq.foundation.models import WrappingKey

PURPOSE = "wrapping keys"
_opened: dict[uuid.UUID, bytes] = {}


def in_use(compartments: Iterable[str]) -> dict[str, WrappingKey]:
    """The key that wraps new data keys of each compartment; made where a compartment has none yet."""
    wanted = set(compartments)
    found = _in_use(wanted)
    if missing := sorted(wanted - found.keys()):
        # Another process may be making the same one: of two the database keeps one, and both take that.
        made = [new_key(compartment, 1) for compartment in missing]
        WrappingKey.objects.bulk_create(made, ignore_conflicts=True)
        found |= _in_use(missing)
    return found


def new_key(compartment: str, generation: int) -> WrappingKey:
    """A new key of a compartment, not yet saved."""
    row = WrappingKey(compartment=compartment, generation=generation, made_at=real_now())
    row.wrapped = wrap(secrets.token_bytes(32), derived_key(keys_folder(), PURPOSE), row.bound_to())
    return row


def opened(row: WrappingKey) -> bytes:
    """A wrapping key in clear. Raises CannotOpen, MissingKey."""
    found = _opened.get(row.pk)
    if found is None:
        found = _opened[row.pk] = unwrapped(row)
    return found


def unwrapped_by(name: str, row: WrappingKey) -> bytes:
    """A wrapping key in clear, by the root key in one file. Raises InvalidTag, MissingKey."""
    return unwrap(bytes(row.wrapped), derived_key(keys_folder(), PURPOSE, name), row.bound_to())


def wrap(key: bytes, by: bytes, bound_to: bytes) -> bytes:
    """A key, encrypted under another one."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(by).encrypt(nonce, key, bound_to)


def unwrap(wrapped: bytes, by: bytes, bound_to: bytes) -> bytes:
    """A key that was encrypted under another one. Raises InvalidTag."""
    return AESGCM(by).decrypt(wrapped[:12], wrapped[12:], bound_to)


def keys_folder() -> Path:
    """Where the key files lie."""
    return Path(settings.DATA) / "keys"


def forget() -> None:
    """Drop all opened keys."""
    _opened.clear()


def unwrapped(row: WrappingKey) -> bytes:
    """A wrapping key in clear, as the row holds it now. Raises CannotOpen, MissingKey."""
    others = [name for name in (ROOT_NEXT, ROOT_BEFORE) if (keys_folder() / name).exists()]
    for name in (ROOT, *others):
        with suppress(InvalidTag, FileNotFoundError):
            return unwrapped_by(name, row)
    raise CannotOpen(
        f"the wrapping key {row} was altered, or the root key is another one", code=CannotOpen.KEY_ALTERED
    )


def _in_use(compartments: Iterable[str]) -> dict[str, WrappingKey]:
    rows = WrappingKey.objects.filter(compartment__in=list(compartments), retired_at=None)
    return {row.compartment: row for row in rows}

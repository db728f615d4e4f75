"""The keys that wrap the data keys: of each compartment one in use, themselves wrapped by the root key in its file.

While the root key is being replaced there are two files or three: whichever opens is right. Where a key agent holds the
root key (`settings.KEY_AGENT`), it stands in the place of the files, behind `Holder`, and gives no wrapping key away.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from django.conf import settings

from shanyraq.foundation.agent import Reader
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.key_line import agent_at
from shanyraq.foundation.keyfiles import ROOT, ROOT_BEFORE, ROOT_NEXT, WRAPPING, derived_key, unwrap, wrap
from shanyraq.foundation.models import DataKey, WrappingKey

_opened: dict[uuid.UUID, bytes] = {}


class Holder(Protocol):
    """Whoever holds the root key: this process, or a key agent beside it."""

    def opened(self, row: DataKey, reader: Reader | None = None) -> bytes:
        """A data key in clear. Raises CannotOpen; a key agent counts it for the reader and raises OverBudget too."""

    def have(self, rows: Iterable[DataKey], reader: Reader | None = None) -> None:
        """Have many keys at hand that are about to be used, each counted; where it lies here, all are."""

    def make(self, row: DataKey) -> None:
        """Give a row a new key, wrapped."""

    def make_wrapping(self, row: WrappingKey) -> None:
        """Give a row a new wrapping key, wrapped."""

    def wrap_anew(self, row: DataKey, by: WrappingKey) -> None:
        """Wrap a row's key by another wrapping key. Raises CannotOpen."""

    def opens(self, row: WrappingKey) -> bool:
        """Whether the root key opens a wrapping key."""


class Here:
    """The root key lies in its file, and everything is opened in this process."""

    def opened(self, row: DataKey, reader: Reader | None = None) -> bytes:
        try:
            return unwrap(bytes(row.wrapped), opened(row.wrapped_by), row.bound_to())
        except InvalidTag:
            raise CannotOpen(
                f"the key {row.pk} was altered, or the root key is another one", code=CannotOpen.KEY_ALTERED
            ) from None

    def have(self, rows: Iterable[DataKey], reader: Reader | None = None) -> None:
        pass

    def make(self, row: DataKey) -> None:
        row.wrapped = wrap(secrets.token_bytes(32), opened(row.wrapped_by), row.bound_to())

    def make_wrapping(self, row: WrappingKey) -> None:
        row.wrapped = wrap(secrets.token_bytes(32), derived_key(root_folder(), WRAPPING), row.bound_to())

    def wrap_anew(self, row: DataKey, by: WrappingKey) -> None:
        row.wrapped = wrap(self.opened(row), opened(by), row.bound_to())
        row.wrapped_by = by

    def opens(self, row: WrappingKey) -> bool:
        try:
            unwrapped(row)
        except CannotOpen:
            return False
        return True


HERE = Here()


def holder() -> Holder:
    """Whoever holds the root key."""
    return agent_at(settings.KEY_AGENT) if settings.KEY_AGENT else HERE


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
    holder().make_wrapping(row)
    return row


def opened(row: WrappingKey) -> bytes:
    """A wrapping key in clear. Raises CannotOpen, MissingKey."""
    found = _opened.get(row.pk)
    if found is None:
        found = _opened[row.pk] = unwrapped(row)
    return found


def unwrapped_by(name: str, row: WrappingKey) -> bytes:
    """A wrapping key in clear, by the root key in one file. Raises InvalidTag, MissingKey."""
    return unwrap(bytes(row.wrapped), derived_key(root_folder(), WRAPPING, name), row.bound_to())


def keys_folder() -> Path:
    """Where the key files lie."""
    return Path(settings.DATA) / "keys"


def root_folder() -> Path:
    """Where the root key's file lies: with the others, unless a key agent has it in a folder of its own."""
    return Path(settings.ROOT_KEY or keys_folder())


def forget() -> None:
    """Drop all opened keys."""
    _opened.clear()


def unwrapped(row: WrappingKey) -> bytes:
    """A wrapping key in clear, as the row holds it now. Raises CannotOpen, MissingKey."""
    others = [name for name in (ROOT_NEXT, ROOT_BEFORE) if (root_folder() / name).exists()]
    for name in (ROOT, *others):
        with suppress(InvalidTag, FileNotFoundError):
            return unwrapped_by(name, row)
    raise CannotOpen(
        f"the wrapping key {row} was altered, or the root key is another one", code=CannotOpen.KEY_ALTERED
    )


def _in_use(compartments: Iterable[str]) -> dict[str, WrappingKey]:
    rows = WrappingKey.objects.filter(compartment__in=list(compartments), retired_at=None)
    return {row.compartment: row for row in rows}

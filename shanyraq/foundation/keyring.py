"""Keys: where they are kept, how they are made, and the one way to seal and open bytes.

A root key in a file wraps one key per person and compartment (`DataKey`), so that erasing a person's compartment is
erasing 60 bytes. Sealed bytes carry their key's id and are bound to where they stand (`context`): moved to another row
or field they do not open.

    sealed = version 1 | key id 16 | nonce 12 | AES-256-GCM ciphertext and tag
"""

from __future__ import annotations

import secrets
import threading
import uuid
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, transaction

from shanyraq.foundation.keyfiles import derived_key
from shanyraq.foundation.models import DataKey

VERSION = b"\x01"
_opened: dict[uuid.UUID, bytes] = {}  # key id -> key; committed keys only
_ids: dict[tuple[uuid.UUID, str], uuid.UUID] = {}
_wrapping: dict[str, bytes] = {}
_lock = threading.Lock()
_MOST_OPENED = 200_000


class CannotOpen(Exception):
    """Sealed bytes that were moved, altered, or whose key is gone."""


def seal(plain: bytes, *, subject: uuid.UUID, compartment: str, context: str) -> bytes:
    """Seal bytes for one person and compartment, bound to `context` (table|row|field)."""
    key_id, key = _key_for(subject, compartment)
    nonce = secrets.token_bytes(12)
    return VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, plain, _bound(context, key_id))


def unseal(sealed: bytes, *, context: str) -> bytes:
    """Open sealed bytes. Raises CannotOpen."""
    if len(sealed) < 45 or sealed[:1] != VERSION:
        raise CannotOpen(f"not sealed bytes: {context}")
    key_id = uuid.UUID(bytes=sealed[1:17])
    try:
        return AESGCM(_key_by_id(key_id)).decrypt(sealed[17:29], sealed[29:], _bound(context, key_id))
    except InvalidTag:
        raise CannotOpen(f"sealed bytes do not belong at {context}") from None


def ensure_keys(pairs: Iterable[tuple[uuid.UUID, str]]) -> None:
    """Make the keys of many (person, compartment) pairs in two queries: before a bulk write."""
    wanted = {pair for pair in pairs if pair not in _ids}
    if not wanted:
        return
    have = {
        (row.subject, row.compartment)
        for row in DataKey.objects.filter(subject__in={subject for subject, _ in wanted})
    }
    DataKey.objects.bulk_create(
        [_new_key(subject, compartment) for subject, compartment in sorted(wanted - have)],
        ignore_conflicts=True,
        batch_size=2000,
    )
    warm({subject for subject, _ in wanted}, committed=False)


def warm(subjects: Iterable[uuid.UUID], *, committed: bool = True) -> None:
    """Open all keys of these people with one query: before a page that shows many sealed fields."""
    found = {
        row.pk: (row.subject, row.compartment, _unwrap(row))
        for row in DataKey.objects.filter(subject__in=list(subjects))
    }
    keep = _Keep(found)
    # A key made in a transaction that is rolled back must not stay in memory: it would seal what nobody can open.
    if committed or not transaction.get_connection().in_atomic_block:
        keep()
    else:
        transaction.on_commit(keep)


def forget() -> None:
    """Drop all opened keys (between tests, and when keys are destroyed)."""
    with _lock:
        _opened.clear()
        _ids.clear()
        _wrapping.clear()


class _Keep:
    """Keys that join the opened ones when their transaction commits; until then only that transaction sees them."""

    def __init__(self, found: dict[uuid.UUID, tuple[uuid.UUID, str, bytes]]) -> None:
        self.by_id = {key_id: key for key_id, (_, _, key) in found.items()}
        self.ids = {(subject, compartment): key_id for key_id, (subject, compartment, _) in found.items()}

    def __call__(self) -> None:
        with _lock:
            if len(_opened) > _MOST_OPENED:
                _opened.clear()
                _ids.clear()
            _opened.update(self.by_id)
            _ids.update(self.ids)


def _pending() -> list[_Keep]:
    return [hook for _, hook, *_ in connection.run_on_commit if isinstance(hook, _Keep)]


def _key_for(subject: uuid.UUID, compartment: str) -> tuple[uuid.UUID, bytes]:
    for _ in range(2):
        found = _ids.get((subject, compartment))
        if found is not None and found in _opened:
            return found, _opened[found]
        for keep in _pending():
            found = keep.ids.get((subject, compartment))
            if found is not None:
                return found, keep.by_id[found]
        _ids.pop((subject, compartment), None)
        ensure_keys([(subject, compartment)])
    raise CannotOpen(f"no key could be made for compartment {compartment}")


def _key_by_id(key_id: uuid.UUID) -> bytes:
    if key_id in _opened:
        return _opened[key_id]
    for keep in _pending():
        if key_id in keep.by_id:
            return keep.by_id[key_id]
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise CannotOpen(f"the key {key_id} is gone")
    return _unwrap(row)


def _new_key(subject: uuid.UUID, compartment: str) -> DataKey:
    row = DataKey(subject=subject, compartment=compartment)
    nonce = secrets.token_bytes(12)
    wrapping = AESGCM(_wrapping_key(compartment))
    row.wrapped = nonce + wrapping.encrypt(nonce, secrets.token_bytes(32), row.bound_to())
    return row


def _unwrap(row: DataKey) -> bytes:
    wrapped = bytes(row.wrapped)
    try:
        key = AESGCM(_wrapping_key(row.compartment))
        return key.decrypt(wrapped[:12], wrapped[12:], row.bound_to())
    except InvalidTag:
        raise CannotOpen(f"the key {row.pk} was altered, or the root key is another one") from None


def _bound(context: str, key_id: uuid.UUID) -> bytes:
    return f"shq|v1|{context}|{key_id}".encode()


def _wrapping_key(compartment: str) -> bytes:
    found = _wrapping.get(compartment)
    if found is None:
        found = _wrapping[compartment] = derived_key(settings.DATA / "keys", f"kek|{compartment}")
    return found

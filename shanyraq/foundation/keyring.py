"""Keys: where they are kept, how they are made, and the one way to seal and open bytes.

A root key in a file wraps one key per compartment (`WrappingKey`), and that one key per person and compartment
(`DataKey`), so that erasing a person's compartment is erasing 60 bytes, and changing a compartment's key is wrapping
small keys anew. Where a key agent holds the root key, this process remembers keys as they are wrapped, and has them in
clear for the request at hand only. Sealed bytes carry their key's id and are bound to where they stand (`context`):
moved to another row or field they do not open.

    sealed = version 1 | key id 16 | nonce 12 | AES-256-GCM ciphertext and tag
"""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, transaction

from shanyraq.foundation import agent, wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.models import DataKey, WrappingKey

VERSION = b"\x01"
FRESH = 20.0  # seconds for which a process may seal with a key without asking whether it was retired
Held = bytes | DataKey  # a key, or where a key agent holds the root key, the row in which it is wrapped
_opened: dict[uuid.UUID, Held] = {}  # key id -> key; committed keys only
_ids: dict[tuple[uuid.UUID, str], tuple[uuid.UUID, float]] = {}  # whose -> key in use, when that was asked
_lock = threading.Lock()
_MOST_OPENED, _MOST_WRAPPED = 200_000, 20_000


def seal(plain: bytes, *, subject: uuid.UUID, compartment: str, context: str) -> bytes:
    """Seal bytes for one person and compartment, bound to `context` (table|row|field)."""
    key_id, key = _key_for(subject, compartment)
    return sealed_with(key_id, key, plain, context=context)


def sealed_with(key_id: uuid.UUID, key: bytes, plain: bytes, *, context: str) -> bytes:
    """Seal bytes with a key that is at hand."""
    nonce = secrets.token_bytes(12)
    return VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, plain, _bound(context, key_id))


def unseal(sealed: bytes, *, context: str) -> bytes:
    """Open sealed bytes; the key is counted for whoever reads. Raises CannotOpen, OverBudget."""
    key_id = key_id_of(sealed, context=context)
    agent.let_open(key_id)
    try:
        return opened_with(_key_by_id(key_id), sealed, context=context)
    except CannotOpen as fault:
        fault.place = fault.place or context
        raise


def opened_with(key: bytes, sealed: bytes, *, context: str) -> bytes:
    """Open sealed bytes with a key that is at hand. Raises CannotOpen."""
    try:
        return AESGCM(key).decrypt(sealed[17:29], sealed[29:], _bound(context, uuid.UUID(bytes=sealed[1:17])))
    except InvalidTag:
        raise CannotOpen(
            f"sealed bytes do not belong at {context}", code=CannotOpen.MOVED, place=context
        ) from None


def key_id_of(sealed: bytes, *, context: str) -> uuid.UUID:
    """Which key sealed bytes were sealed with. Raises CannotOpen where they are none."""
    if len(sealed) < 45 or sealed[:1] != VERSION:
        raise CannotOpen(f"not sealed bytes: {context}", code=CannotOpen.NOT_SEALED, place=context)
    return uuid.UUID(bytes=sealed[1:17])


def ensure_keys(pairs: Iterable[tuple[uuid.UUID, str]]) -> None:
    """Make the keys of many (person, compartment) pairs in three queries: before a bulk write."""
    pending = _pending()
    wanted = {
        pair
        for pair in pairs
        if not _is_fresh(_ids.get(pair)) and not any(pair in keep.ids for keep in pending)
    }
    if not wanted:
        return
    subjects = {subject for subject, _ in wanted}
    have = set(
        DataKey.objects.filter(subject__in=subjects, retired_at=None).values_list("subject", "compartment")
    )
    if missing := sorted(wanted - have):
        by = wrapping.in_use(compartment for _, compartment in missing)
        DataKey.objects.bulk_create(
            [new_key(subject, by[compartment]) for subject, compartment in missing],
            ignore_conflicts=True,
            batch_size=2000,
        )
    warm(subjects, committed=False)


def warm(subjects: Iterable[uuid.UUID], *, committed: bool = True) -> None:
    """Open all keys of these people with one query: before a page that shows many sealed fields."""
    rows = DataKey.objects.filter(subject__in=list(subjects)).select_related("wrapped_by")
    keep = _Keep(list(rows))
    # A key made in a transaction that is rolled back must not stay in memory: it would seal what nobody can open.
    if committed or not transaction.get_connection().in_atomic_block:
        keep()
    else:
        transaction.on_commit(keep)


def have(sealed: Iterable[bytes]) -> None:
    """Ask a key agent at once for the keys of sealed bytes that are about to be shown; `warm` was called before.

    They are counted whether they are used then or not. Raises KeysOutOfReach.
    """
    wanted = {uuid.UUID(bytes=one[1:17]) for one in sealed if len(one) > 17}
    held = [_opened.get(key_id) for key_id in sorted(wanted)]
    wrapping.holder().have([one for one in held if isinstance(one, DataKey)], agent.reader_at_hand())


def forget() -> None:
    """Drop all opened keys (between tests, and when keys are destroyed)."""
    with _lock:
        _opened.clear()
        _ids.clear()
        wrapping.forget()


def new_key(subject: uuid.UUID, by: WrappingKey) -> DataKey:
    """A new key of a person for the compartment that `by` belongs to, not yet saved."""
    row = DataKey(subject=subject, compartment=by.compartment, wrapped_by=by, made_at=real_now())
    wrapping.holder().make(row)
    return row


def opened(row: DataKey) -> bytes:
    """A data key in clear, for nobody's request. Raises CannotOpen, MissingKey, KeysOutOfReach."""
    return wrapping.holder().opened(row)


class _Keep:
    """Keys that join the opened ones when their transaction commits; until then only that transaction sees them."""

    def __init__(self, rows: list[DataKey]) -> None:
        at = time.monotonic()
        is_held_elsewhere = settings.KEY_AGENT is not None
        self.by_id: dict[uuid.UUID, Held] = {
            row.pk: row if is_held_elsewhere else opened(row) for row in rows
        }
        self._most = _MOST_WRAPPED if is_held_elsewhere else _MOST_OPENED
        self.ids = {(row.subject, row.compartment): (row.pk, at) for row in rows if row.retired_at is None}

    def __call__(self) -> None:
        with _lock:
            if len(_opened) > self._most:
                _opened.clear()
                _ids.clear()
            _opened.update(self.by_id)
            _ids.update(self.ids)


def _pending() -> list[_Keep]:
    return [hook for _, hook, *_ in connection.run_on_commit if isinstance(hook, _Keep)]


def _is_fresh(found: tuple[uuid.UUID, float] | None) -> bool:
    return found is not None and time.monotonic() - found[1] < FRESH


def _key_for(subject: uuid.UUID, compartment: str) -> tuple[uuid.UUID, bytes]:
    pair = (subject, compartment)
    for _ in range(2):
        found = _ids.get(pair)
        if found is not None and _is_fresh(found) and found[0] in _opened:
            return found[0], _to_seal(_opened[found[0]])
        for keep in _pending():  # known for as long as the transaction lasts
            found = keep.ids.get(pair)
            if found is not None:
                return found[0], _to_seal(keep.by_id[found[0]])
        _ids.pop(pair, None)
        ensure_keys([pair])
    raise CannotOpen(f"no key could be made for compartment {compartment}", code=CannotOpen.GONE)


def _key_by_id(key_id: uuid.UUID) -> bytes:
    """The key that opens something for the request at hand."""
    held = _opened.get(key_id)
    if held is None:
        held = next((keep.by_id[key_id] for keep in _pending() if key_id in keep.by_id), None)
    if isinstance(held, bytes):
        return held
    reader = agent.reader_at_hand()
    if held is not None:
        with suppress(CannotOpen):  # it was wrapped anew since
            return wrapping.holder().opened(held, reader)
    row = DataKey.objects.filter(pk=key_id).select_related("wrapped_by").first()
    if row is None:
        raise CannotOpen(f"the key {key_id} is gone", code=CannotOpen.GONE)
    return wrapping.holder().opened(row, reader)


def _to_seal(held: Held) -> bytes:
    """A key that is at hand. Sealing opens nothing for its reader: a key agent counts it for nobody."""
    return held if isinstance(held, bytes) else opened(held)


def _bound(context: str, key_id: uuid.UUID) -> bytes:
    return f"shq|v1|{context}|{key_id}".encode()

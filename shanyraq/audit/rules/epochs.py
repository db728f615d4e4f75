"""The keys that sign the record, one an epoch: each follows from the one before, and none leads back. Pure.

A site keeps the key of the epoch at hand only. Whoever takes it signs from here on, and not what was signed before. Who
kept an older one, in a safe, can work out every later one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shanyraq.audit.rules.checkpoints import is_signed

DOMAIN = b"shq-audit-epoch-v1\0"
MOST = 1200  # epochs: a hundred years of months


class NoSuchEpoch(ValueError):
    """No key that follows from this one is the one that is looked for: it is a later one, or another record's."""


def following(seed: bytes) -> bytes:
    """The key of the next epoch."""
    return hashlib.sha256(DOMAIN + seed).digest()


def public_of(seed: bytes) -> str:
    """The public half of a key, in hex."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def seed_of(seed: bytes, public: str) -> bytes:
    """The key with this public half: this one, or one that follows from it. Raises NoSuchEpoch."""
    for one in _from(seed):
        if public_of(one) == public:
            return one
    raise NoSuchEpoch(public)


def is_signed_since(seed: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature is of this key, or of one that follows from it."""
    keys = (Ed25519PrivateKey.from_private_bytes(one).public_key() for one in _from(seed))
    return any(is_signed(key, signature, message) for key in keys)


def _from(seed: bytes) -> Iterator[bytes]:
    for _ in range(MOST):
        yield seed
        seed = following(seed)

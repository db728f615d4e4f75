"""How a thing is sealed so that two custodians together open it, and nobody alone. Pure: bytes in, bytes out.

Each thing has a key of its own. That key is locked once for every pair of custodians and once for recovery (a private
key that exists on paper only, in five shares of which three are needed). To lock, the sealer makes a passing key pair,
agrees on a secret with each custodian's public key (X25519) and forgets the private half at once.

A custodian's **part** of a thing is derived from her secret and the thing's id: it helps with this thing alone. Two
parts of one pair give the key that the pair's lock opens with; one part gives nothing.

    box = version 2 | passing public key 32 | recovery lock 48 | n × (number of one, number of the other, lock 48)
    lock = AES-256-GCM of the thing's key; its key is used once, so its nonce is zero
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x02"
KEY, LOCK, HEAD = 32, 48, 1 + 32 + 48
PAIR = 2 + LOCK
_ONCE = bytes(12)
RECOVERY = 0  # the number that no custodian has


class DoesNotOpen(Exception):
    """These parts do not open this box: of another thing, of other custodians, or the box was altered."""


@dataclass(frozen=True)
class Sealed:
    """What is stored of one thing: its locked key and its content."""

    box: bytes
    content: bytes


class Sealer:
    """Seals any number of things to one circle of custodians. Make one for each act: its secrets die with it."""

    def __init__(self, custodians: Mapping[int, bytes], recovery: bytes) -> None:
        """`custodians`: public keys by number (1 to 255); `recovery`: the public key whose other half is on paper."""
        passing = X25519PrivateKey.generate()
        self._public = passing.public_key().public_bytes_raw()
        self._secrets = {
            number: passing.exchange(X25519PublicKey.from_public_bytes(public))
            for number, public in {RECOVERY: recovery, **custodians}.items()
        }

    @property
    def circle(self) -> list[int]:
        """The custodians' numbers, in order."""
        return sorted(number for number in self._secrets if number != RECOVERY)

    def seal(self, plain: bytes, thing: UUID) -> Sealed:
        """Lock one thing: bound to its id, so that what is moved to another row does not open."""
        key = secrets.token_bytes(KEY)
        return Sealed(self.lock(key, thing), AESGCM(key).encrypt(_ONCE, plain, _bound(thing, "content")))

    def lock(self, key: bytes, thing: UUID) -> bytes:
        """The box of a key that exists already: for a circle that has changed."""
        parts = {number: _part(secret, thing) for number, secret in self._secrets.items()}
        recovery = parts.pop(RECOVERY)
        locks = [
            bytes((one, other)) + _lock_of([parts[one], parts[other]], thing).encrypt(_ONCE, key, None)
            for one, other in combinations(sorted(parts), 2)
        ]
        recovered = _lock_of([recovery], thing).encrypt(_ONCE, key, None)
        return b"".join((VERSION, self._public, recovered, *locks))


def pairs_of(box: bytes) -> list[tuple[int, int]]:
    """The pairs of custodians that can open a box, by number."""
    return [(box[at], box[at + 1]) for at in range(HEAD, len(box), PAIR)]


def without(box: bytes, number: int) -> bytes:
    """The box without the locks of somebody who is a custodian no more. Needs no key."""
    kept = [box[at : at + PAIR] for at in range(HEAD, len(box), PAIR) if number not in box[at : at + 2]]
    return b"".join((box[:HEAD], *kept))


def part_of(private: bytes, box: bytes, thing: UUID) -> bytes:
    """What one custodian gives for one thing. Alone it opens nothing, and it helps with nothing else."""
    passing = X25519PublicKey.from_public_bytes(box[1:33])
    return _part(X25519PrivateKey.from_private_bytes(private).exchange(passing), thing)


def key_from(box: bytes, thing: UUID, parts: Mapping[int, bytes]) -> bytes:
    """The thing's key, from the parts of two custodians (by number). Raises DoesNotOpen."""
    for at in range(HEAD, len(box), PAIR):
        one, other = box[at], box[at + 1]
        if one in parts and other in parts:
            return _opened(_lock_of([parts[one], parts[other]], thing), box[at + 2 : at + PAIR])
    raise DoesNotOpen("no lock of this box is for these custodians")


def key_recovered(box: bytes, thing: UUID, private: bytes) -> bytes:
    """The thing's key, with the private key that three shares of paper give. Raises DoesNotOpen."""
    return _opened(_lock_of([part_of(private, box, thing)], thing), box[33:HEAD])


def content_of(key: bytes, content: bytes, thing: UUID) -> bytes:
    """What was sealed. Raises DoesNotOpen."""
    try:
        return AESGCM(key).decrypt(_ONCE, content, _bound(thing, "content"))
    except InvalidTag:
        raise DoesNotOpen(f"the content of {thing} was altered, or it is another's") from None


def content_of_first_format(private: bytes, sealed: bytes, thing: UUID) -> bytes:
    """What was sealed to the recovery key alone, before there were boxes. Raises DoesNotOpen.

    version 1 | passing public key 32 | nonce 12 | AES-256-GCM bound to the thing's id
    """
    secret = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(sealed[1:33])
    )
    key = HKDF(hashes.SHA256(), KEY, None, b"shanyraq|vault|v1").derive(secret)
    try:
        return AESGCM(key).decrypt(sealed[33:45], sealed[45:], thing.bytes)
    except InvalidTag:
        raise DoesNotOpen(f"the content of {thing} was altered, or it is another's") from None


def _part(secret: bytes, thing: UUID) -> bytes:
    return HKDF(hashes.SHA256(), KEY, None, _bound(thing, "part")).derive(secret)


def _lock_of(parts: Sequence[bytes], thing: UUID) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), KEY, None, _bound(thing, "lock")).derive(b"".join(parts)))


def _opened(lock: AESGCM, locked: bytes) -> bytes:
    try:
        return lock.decrypt(_ONCE, locked, None)
    except InvalidTag:
        raise DoesNotOpen("the parts do not fit this box") from None


def _bound(thing: UUID, what: str) -> bytes:
    return f"shanyraq|vault|v2|{what}|".encode() + thing.bytes

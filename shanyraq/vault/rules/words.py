"""Keys that open with words somebody knows: a custodian's own, and those with which an opened name is picked up. Pure.

locked = salt 16 | nonce 12 | AES-256-GCM of the private key, under Argon2id of the words
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT = 16
# 64 MiB and three passes: about a tenth of a second, and as long again for every guess.
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
GROUPS, OF_EACH = 5, 4
_ALPHABET = "abcdefghjkmnpqrstwxyz23456789"  # read aloud and typed without mistake


class WrongWords(Exception):
    """These words do not open this key."""


@dataclass(frozen=True)
class KeyPair:
    """A new key: its public half, and its private half locked under somebody's words."""

    public: bytes
    locked: bytes


def new_words() -> str:
    """Words for one pick-up: twenty letters in five groups, 97 bits, shown once."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(OF_EACH)) for _ in range(GROUPS))


def key_pair(words: str) -> KeyPair:
    """A new key pair whose private half these words open."""
    private = X25519PrivateKey.generate()
    return KeyPair(private.public_key().public_bytes_raw(), lock(private.private_bytes_raw(), words))


def lock(private: bytes, words: str) -> bytes:
    """Lock a private key under words."""
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(12)
    return salt + nonce + AESGCM(_stretched(words, salt)).encrypt(nonce, private, b"shanyraq|vault|words")


def unlock(locked: bytes, words: str) -> bytes:
    """The private key that these words open. Raises WrongWords."""
    salt, nonce, rest = locked[:SALT], locked[SALT : SALT + 12], locked[SALT + 12 :]
    try:
        return AESGCM(_stretched(words, salt)).decrypt(nonce, rest, b"shanyraq|vault|words")
    except InvalidTag:
        raise WrongWords("these words do not open this key") from None


def pickup_key(words: str, salt: bytes) -> X25519PrivateKey:
    """The private key that words are: nothing of it is stored. How somebody sets the groups apart does not matter."""
    letters = "".join(one for one in words.lower() if one.isalnum())
    if len(letters) == GROUPS * OF_EACH:
        words = "-".join(letters[at : at + OF_EACH] for at in range(0, len(letters), OF_EACH))
    return X25519PrivateKey.from_private_bytes(_stretched(words.strip().lower(), salt))


def seal_for(public: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Seal something to a public key: passing public key 32 | AES-256-GCM under a key that is used once."""
    passing = X25519PrivateKey.generate()
    key = _agreed(passing.exchange(X25519PublicKey.from_public_bytes(public)))
    return passing.public_key().public_bytes_raw() + AESGCM(key).encrypt(bytes(12), plain, bound_to)


def open_with(private: X25519PrivateKey, sealed: bytes, bound_to: bytes) -> bytes:
    """Open what was sealed to a key. Raises WrongWords."""
    key = _agreed(private.exchange(X25519PublicKey.from_public_bytes(sealed[:32])))
    try:
        return AESGCM(key).decrypt(bytes(12), sealed[32:], bound_to)
    except InvalidTag:
        raise WrongWords("these words open something else") from None


def _agreed(secret: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"shanyraq|vault|pickup").derive(secret)


def _stretched(words: str, salt: bytes) -> bytes:
    return hash_secret_raw(words.encode(), salt, PASSES, MEMORY_KIB, LANES, 32, Type.ID)

"""Key files: made once, when an installation is made; readable by this account only.

Imported by the settings, so it knows no tables.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SITE, SITE_BEFORE = "site.key", "site.key.before"
LENGTHS = {SITE: 48, "root.key": 32, "audit.key": 32}
# The second while the root key is being replaced, the third until everything was read without it.
AUDIT, FIRST_PUBLIC = "audit.key", "audit.public"  # the second from the record's second epoch on: no secret
ROOT, ROOT_NEXT, ROOT_BEFORE = "root.key", "root.key.next", "root.key.before"
WRAPPING = "wrapping keys"  # what the root key is used for
NEEDED = (*LENGTHS, "vault.public")  # the private half may be carried away, the public one never


class MissingKey(Exception):
    """A key file is not there, or not whole. Never answered by making one: a new key opens nothing."""

    def __init__(self, name: str, folder: Path, *, is_there: bool = False) -> None:
        self.is_there = is_there
        another = "a new one ends sessions only" if name == SITE else "a new one would open nothing"
        super().__init__(
            f"the key is {'damaged' if is_there else 'missing'}: {name} (put it back into {folder} from the safe copy; "
            f"{another})"
        )


def key_file(folder: Path, name: str) -> bytes:
    """The bytes of a key file. Raises MissingKey."""
    try:
        key = (folder / name).read_bytes()
    except FileNotFoundError:
        raise MissingKey(name, folder) from None
    if len(key) != length_of(name):
        raise MissingKey(name, folder, is_there=True)
    return key


def length_of(name: str) -> int:
    """How many bytes a key file has; a key that is to come has as many as the one it replaces."""
    return LENGTHS.get(name.removesuffix(".next").removesuffix(".before"), 32)


def is_guessable(key: bytes) -> bool:
    """Whether a key was hardly drawn by lot: noughts, a pattern again and again, bytes that count on, or typed words.

    Of keys that were drawn fewer than one in 10**13 looks like that.
    """
    has_pattern = any(key[n:] == key[:-n] for n in range(1, len(key) // 2 + 1))
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    return (
        has_pattern or len(steps) < 2 or len(set(key)) < len(key) // 3 or all(32 <= one < 127 for one in key)
    )


def make_key_file(folder: Path, name: str) -> bytes:
    """The bytes of a key file, made at the first call. Only for an installation that is being made."""
    path = folder / name
    if not path.exists():
        for made in (folder.parent, folder):
            made.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f".{name}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            if os.geteuid() == 0:  # made by whoever looks after the machine, used by whose folder it is
                os.fchown(descriptor, folder.stat().st_uid, folder.stat().st_gid)
            file.write(secrets.token_bytes(length_of(name)))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)  # unlike rename, fails where another process was first
        draft.unlink()
    return path.read_bytes()


def replace_key_file(folder: Path, name: str, key: bytes) -> None:
    """Put another key into a key file, and noughts where the old one stood. Outlives a power failure at any point."""
    with (folder / name).open("r+b") as old:
        write_key_file(folder, name, key)
        old.write(
            bytes(os.fstat(old.fileno()).st_size)
        )  # the file has no name any more, and goes when it is closed
        old.flush()
        os.fsync(old.fileno())


def write_key_file(folder: Path, name: str, key: bytes) -> None:
    """Write a key file, whole or not at all."""
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / name)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """What was renamed or removed in a folder outlives a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def needed(agent: Path | None) -> tuple[str, ...]:
    """The key files that a site needs: the root key only where no key agent holds it."""
    return tuple(name for name in NEEDED if agent is None or name != ROOT)


def require_keys(folder: Path, names: tuple[str, ...] = NEEDED) -> None:
    """Raise MissingKey where an installation that was made lacks a key."""
    for name in names:
        key_file(folder, name)


def site_key(folder: Path) -> str:
    """Django's SECRET_KEY. Before an installation is made it is a passing one: reading settings writes nothing."""
    try:
        return key_file(folder, SITE).hex()
    except MissingKey:
        return secrets.token_hex(LENGTHS[SITE])


def site_keys_before(folder: Path) -> list[str]:
    """The site's key of before, while what it signed is still good: Django's SECRET_KEY_FALLBACKS."""
    try:
        return [key_file(folder, SITE_BEFORE).hex()]
    except MissingKey:
        return []


def replace_site_key(folder: Path) -> None:
    """Have another key of the site. The one at hand becomes the one of before; that of before it is destroyed.

    Broken off anywhere, one of the two files holds the key at hand. Raises MissingKey, OSError.
    """
    old = key_file(folder, SITE)
    if (folder / SITE_BEFORE).exists():
        replace_key_file(folder, SITE_BEFORE, old)
    else:
        write_key_file(folder, SITE_BEFORE, old)
    replace_key_file(folder, SITE, secrets.token_bytes(length_of(SITE)))


def derived_key(folder: Path, purpose: str, name: str = ROOT) -> bytes:
    """A 32-byte key for one purpose, derived from the root key in `folder`. Raises MissingKey."""
    return derived(key_file(folder, name), purpose)


def derived(root: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, derived from a root key."""
    return HKDF(hashes.SHA256(), 32, None, f"shanyraq|{purpose}".encode()).derive(root)


def wrapping_root(root: bytes) -> bytes:
    """What wraps the wrapping keys, derived from a root key."""
    return derived(root, WRAPPING)


def roots_in(folder: Path) -> list[bytes]:
    """The root keys that lie in a folder, the one in use first: while it is being replaced there are two or three.

    Raises MissingKey for one that is not whole.
    """
    return [key_file(folder, name) for name in (ROOT, ROOT_NEXT, ROOT_BEFORE) if (folder / name).exists()]


def wrap(key: bytes, by: bytes, bound_to: bytes) -> bytes:
    """A key, encrypted under another one."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(by).encrypt(nonce, key, bound_to)


def unwrap(wrapped: bytes, by: bytes, bound_to: bytes) -> bytes:
    """A key that was encrypted under another one. Raises InvalidTag, ValueError where it is too short to be one."""
    return AESGCM(by).decrypt(wrapped[:12], wrapped[12:], bound_to)


def mark_of(name: str, key: bytes) -> str:
    """A mark of a key file: it tells keys apart, and nothing about them (32 random bytes)."""
    return hashlib.sha256(f"shanyraq fingerprint of {name}|".encode() + key).hexdigest()[:16]

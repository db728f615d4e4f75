"""Key files: made at first use, readable by this account only. Imported by the settings, so it knows no tables."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def key_file(folder: Path, name: str, length: int = 32) -> bytes:
    """The bytes of a key file, made at the first call. Readable by this account only."""
    path = folder / name
    if not path.exists():
        for made in (folder.parent, folder):
            made.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f".{name}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(length))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)  # unlike rename, fails where another process was first
        draft.unlink()
    return path.read_bytes()


def site_key(folder: Path) -> str:
    """Django's SECRET_KEY for this installation."""
    return key_file(folder, "site.key", 48).hex()


def derived_key(folder: Path, purpose: str) -> bytes:
    """A 32-byte key for one purpose, derived from the root key in `folder`."""
    root = key_file(folder, "root.key")
    return HKDF(hashes.SHA256(), 32, None, f"shanyraq|{purpose}".encode()).derive(root)

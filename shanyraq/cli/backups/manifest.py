"""The manifest: what was in a backup, signed with the key that signs the record."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, ValidationError

from shanyraq.audit.rules.epochs import is_signed_since
from shanyraq.cli.backups.tables import Table
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.keyfiles import AUDIT, NEEDED, ROOT, SITE, key_file, mark_of

DOMAIN = b"shanyraq backup manifest 1\n"  # so that no signature of anything else is taken for this one


class File(BaseModel):
    """One file of the archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    bytes: int
    sha256: str


class Record(BaseModel):
    """How far the record went: its last row, and the last checkpoint as a witness keeps it (may be empty)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    last: int
    head: str
    checkpoint: str


class Manifest(BaseModel):
    """What was in a backup. `keys` are fingerprints, to tell a wrong key file before anything is opened with it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    made_at: str
    version: str
    mode: Literal["demo", "production"]
    database: Literal["sqlite", "postgresql"]
    record: Record
    keys: dict[str, str]
    tables: dict[str, Table]
    files: dict[str, File]

    def as_bytes(self) -> bytes:
        """What is signed, and written."""
        return self.model_dump_json(indent=1).encode()


def sign(text: bytes, key: Ed25519PrivateKey) -> bytes:
    """The signature of a manifest, in hex."""
    return key.sign(DOMAIN + text).hex().encode()


def is_signed(signature: bytes, message: bytes, keys: Path) -> bool:
    """Whether a signature (hex) is of the key of the record in this folder, or of one of a later epoch."""
    try:
        raw = bytes.fromhex(signature.decode("ascii"))
    except ValueError:
        return False
    return is_signed_since(key_file(keys, AUDIT), raw, message)


def read(text: bytes, signature: bytes, keys: Path) -> Manifest:
    """A manifest whose signature is good. Raises CommandFault where it is not, or a key is another than it was."""
    if not is_signed(signature, DOMAIN + text, keys):
        raise CommandFault(
            "the manifest of the backup is damaged or was signed by another installation: its signature does not "
            f"fit audit.key in {keys}. Take the keys that were carried away with this installation, or another backup"
        )
    try:
        found = Manifest.model_validate_json(text)
    except ValidationError:
        raise CommandFault(
            "the manifest of the backup is of a newer form: restore it with the version of Shanyraq that made it"
        ) from None
    for name, mark in fingerprints(keys).items():
        if name == ROOT and name not in found.keys:
            continue  # its holder was away: what is restored is asked whether this one opens it
        if found.keys.get(name) != mark:
            raise CommandFault(
                f"{keys / name} is another key than the one that this installation had when the backup was made: "
                "it would open nothing. Take the key that was carried away then"
            )
    return found


def fingerprints(keys: Path, elsewhere: dict[str, str | None] | None = None) -> dict[str, str]:
    """A mark of each key file that opens something; of those that lie elsewhere the mark is given, None where nobody
    tells it now.

    Not of the key that signs the record, which goes on with each epoch, nor of the site's, which opens nothing kept.
    """
    known = elsewhere or {}
    opening = [name for name in NEEDED if name not in (AUDIT, SITE)]
    marks = {name: known[name] if name in known else mark_of(name, key_file(keys, name)) for name in opening}
    return {name: mark for name, mark in marks.items() if mark is not None}

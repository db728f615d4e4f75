"""The list of what was erased: text that a restore finds beside a backup, signed with the key that signs the record.

It holds no personal data: opaque ids, parts, days. Only a list that this installation signed erases anything. The pages
with which the record's epochs ended stand in it, since no later key leads back to the one that signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import TypeAdapter, ValidationError

from shanyraq.audit.rules import checkpoints
from shanyraq.cli.backups.manifest import is_signed
from shanyraq.cli.faults import CommandFault
from shanyraq.foundation.keyfiles import FIRST_PUBLIC, key_file
from shanyraq.rights.rules.proofs import Proof

DOMAIN = b"shanyraq erasures 1\n"  # so that no signature of anything else is taken for this one
FORM, SIGNED = "shanyraq erasures 1, made ", "signature "
SUFFIX = ".erasures"
PROOF = TypeAdapter(Proof)


class Listed(NamedTuple):
    """What lists say together: until when the newest of them knows, and each erasure once."""

    until: datetime
    proofs: list[Proof]


def written(
    proofs: Iterable[Proof], key: Ed25519PrivateKey, *, at: datetime, pages: Iterable[str] = ()
) -> str:
    """A list as text: when it was made, the `pages` that vouch for the key, a line for each erasure, the signature."""
    lines = [f"{FORM}{at.isoformat(timespec='seconds')}", *(json.dumps(page) for page in pages)]
    lines += [PROOF.dump_json(one).decode() for one in proofs]
    text = "".join(f"{line}\n" for line in lines)
    return f"{text}{SIGNED}{key.sign(DOMAIN + text.encode()).hex()}\n"


def read(path: Path, keys: Path) -> Listed:
    """One list. Raises CommandFault where it is damaged, or this installation did not sign it."""
    try:
        text, _, signature = path.read_text(encoding="ascii").rpartition(SIGNED)
        bytes.fromhex(signature)
        first, *lines = text.splitlines() or [""]
        pages = [json.loads(line) for line in lines if line.startswith('"')]
        if not _is_ours(signature.strip(), DOMAIN + text.encode(), keys, pages):
            raise CommandFault(
                f"the list of erasures {path} was changed, or signed by another installation: its signature does not "
                f"fit audit.key in {keys}. Nothing is erased by it: take another list"
            )
        made = datetime.fromisoformat(first.removeprefix(FORM))
        return Listed(made, [PROOF.validate_json(line) for line in lines if not line.startswith('"')])
    except (OSError, UnicodeDecodeError) as error:
        raise CommandFault(f"{path} cannot be read: {error}") from None
    except (ValueError, ValidationError):
        raise CommandFault(f"{path} is no list of erasures: `shanyraq erasures list` writes one") from None


def beside(backup: Path) -> list[Path]:
    """The lists in the folder of a backup: each backup leaves one, and a later one knows of more."""
    return sorted(backup.parent.glob(f"*{SUFFIX}"))


def together(lists: Sequence[Listed]) -> Listed | None:
    """Several lists as one; None where there is none."""
    if not lists:
        return None
    known = {proof.erasure: proof for one in lists for proof in one.proofs}
    return Listed(max(one.until for one in lists), list(known.values()))


def as_told(listed: Listed | None) -> list[dict[str, object]]:
    """The erasures for a process that opens another installation."""
    return [PROOF.dump_python(one, mode="json") for one in listed.proofs] if listed else []


def as_read(told: Iterable[dict[str, object]]) -> list[Proof]:
    """The erasures as they were told."""
    return [PROOF.validate_python(one) for one in told]


def _is_ours(signature: str, message: bytes, keys: Path, pages: list[str]) -> bool:
    """Whether the key in this folder signed, one that follows from it, or one of an epoch before.

    Those before are vouched for by the `pages`, from the public key of the first epoch on, which lies in the folder.
    """
    if is_signed(signature.encode(), message, keys):
        return True
    if not (keys / FIRST_PUBLIC).exists():  # no epoch is over yet
        return False
    first = Ed25519PublicKey.from_public_bytes(key_file(keys, FIRST_PUBLIC))
    epochs = checkpoints.read_all((("in the list", page) for page in pages), first)[1]
    return any(checkpoints.is_signed(one.key, bytes.fromhex(signature), message) for one in epochs)

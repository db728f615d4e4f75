"""The list of what was erased: text that a restore finds beside a backup, signed with the key that signs the record.

It holds no personal data: opaque ids, parts, days. Only a list that this installation signed erases anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import TypeAdapter, ValidationError

from shanyraq.cli.backups.manifest import is_signed
from shanyraq.cli.faults import CommandFault
from shanyraq.rights.rules.proofs import Proof

DOMAIN = b"shanyraq erasures 1\n"  # so that no signature of anything else is taken for this one
FORM, SIGNED = "shanyraq erasures 1, made ", "signature "
SUFFIX = ".erasures"
PROOF = TypeAdapter(Proof)


class Listed(NamedTuple):
    """What lists say together: until when the newest of them knows, and each erasure once."""

    until: datetime
    proofs: list[Proof]


def written(proofs: Iterable[Proof], key: Ed25519PrivateKey, *, at: datetime) -> str:
    """A list as text: when it was made, a line for each erasure, the signature."""
    lines = [f"{FORM}{at.isoformat(timespec='seconds')}"]
    lines += [PROOF.dump_json(one).decode() for one in proofs]
    text = "".join(f"{line}\n" for line in lines)
    return f"{text}{SIGNED}{key.sign(DOMAIN + text.encode()).hex()}\n"


def read(path: Path, keys: Path) -> Listed:
    """One list. Raises CommandFault where it is damaged, or this installation did not sign it."""
    try:
        text, _, signature = path.read_text(encoding="ascii").rpartition(SIGNED)
        bytes.fromhex(signature)
        if not is_signed(signature.strip().encode(), DOMAIN + text.encode(), keys):
            raise CommandFault(
                f"the list of erasures {path} was changed, or signed by another installation: its signature does not "
                f"fit audit.key in {keys}. Nothing is erased by it: take another list"
            )
        first, *lines = text.splitlines()
        made = datetime.fromisoformat(first.removeprefix(FORM))
        return Listed(made, [PROOF.validate_json(line) for line in lines])
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

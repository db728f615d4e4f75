"""The keys that sign the record: the one at hand, from its file, and those of all epochs, from the record's own pages.

Writes nothing.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db.models import QuerySet

from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.rules import epochs
from shanyraq.audit.rules.checkpoints import KEY, NEXT, ORIGIN, Epoch, read_all
from shanyraq.foundation.keyfiles import AUDIT, FIRST_PUBLIC, MissingKey, key_file
from shanyraq.foundation.wrapping import keys_folder

OLD = timedelta(days=31)
_signing_keys: dict[str, tuple[int, Ed25519PrivateKey]] = {}  # folder -> the epoch at hand and its key


def signing_key(epoch: int | None = None) -> Ed25519PrivateKey:
    """The key that signs the head and the checkpoints in an epoch, the one at hand where none is named.

    It lies in a file beside the database, not in it. A file that holds the key of an earlier epoch will do: the later
    ones follow from it. Raises MissingKey.
    """
    if epoch is None:
        epoch = Head.objects.filter(pk=1).values_list("epoch", flat=True).first() or 0
    folder = keys_folder()
    held = _signing_keys.get(str(folder))
    if held is None or held[0] != epoch:
        held = _signing_keys[str(folder)] = (
            epoch,
            Ed25519PrivateKey.from_private_bytes(seed_in(folder, epoch)),
        )
    return held[1]


def seed_in(folder: Path, epoch: int) -> bytes:
    """The bytes of the key of an epoch, worked out from the key file in a folder. Raises MissingKey."""
    seed = key_file(folder, AUDIT)
    public = _public_key_of(folder, epoch)
    try:
        return epochs.seed_of(seed, public) if public else seed
    except epochs.NoSuchEpoch:
        raise MissingKey(AUDIT, folder, is_there=True) from None


def first_key() -> Ed25519PublicKey:
    """The public key of the first epoch: what an inspector took home, and all others are vouched for by.

    While there is one epoch only, it is read off its key. Raises MissingKey.
    """
    folder = keys_folder()
    if (folder / FIRST_PUBLIC).exists():
        return Ed25519PublicKey.from_public_bytes(key_file(folder, FIRST_PUBLIC))
    seed, page = key_file(folder, AUDIT), epoch_pages().first()
    if page is not None and not page.startswith(f"{ORIGIN}{mark_of_record(epochs.public_of(seed))}\n"):
        raise MissingKey(FIRST_PUBLIC, folder)
    return Ed25519PrivateKey.from_private_bytes(seed).public_key()


def epoch_pages(*, since: int = 0) -> QuerySet[Checkpoint, str]:
    """The checkpoints of so many rows or more with which an epoch ended, the first one first."""
    ends = Checkpoint.objects.filter(size__gte=since, page__contains=f"\n{NEXT}").order_by("size")
    return ends.values_list("page", flat=True)


def epoch_at_hand() -> tuple[int, datetime | None]:
    """The number of the epoch, and when it began: with the record itself where it is the only one. None where empty."""
    epoch = Head.objects.filter(pk=1).values_list("epoch", flat=True).first() or 0
    ends = Checkpoint.objects.filter(page__contains=f"\n{NEXT}").order_by("-size")
    rows = (
        ends.values_list("at", flat=True)
        if epoch
        else Entry.objects.order_by("seq").values_list("at", flat=True)
    )
    return epoch, rows.first()


def is_before_there() -> bool:
    """Whether the key file still holds the key of an epoch that is over. Raises MissingKey."""
    folder = keys_folder()
    return seed_in(folder, epoch_at_hand()[0]) != key_file(folder, AUDIT)


def known_epochs() -> list[Epoch]:
    """The epochs that the record's own pages vouch for, from the first one on. Raises MissingKey."""
    return read_all((("in the database", page) for page in epoch_pages()), first_key())[1]


def mark_of_record(first_public: str) -> str:
    """Whose record it is: the beginning of the SHA-256 of the public key that signed it first (in hex)."""
    return hashlib.sha256(bytes.fromhex(first_public)).hexdigest()[:16]


def _public_key_of(folder: Path, epoch: int) -> str:
    """The public key of an epoch, in hex; empty where nothing says it: of the first one, before a second began."""
    if epoch == 0:
        return key_file(folder, FIRST_PUBLIC).hex() if (folder / FIRST_PUBLIC).exists() else ""
    page = epoch_pages()[epoch - 1 : epoch].first()
    found = re.search(f"^{NEXT}({KEY.pattern})$", page or "", re.MULTILINE)
    if found is None:
        raise MissingKey(AUDIT, folder, is_there=True)
    return found[1]

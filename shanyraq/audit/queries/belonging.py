"""Whether the key files here are this installation's: other keys are easily put into the wrong folder.

Writes nothing.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shanyraq.audit.models import Checkpoint, Head
from shanyraq.audit.queries.signing import first_key, mark_of_record, signing_key
from shanyraq.audit.rules import head_message
from shanyraq.audit.rules.checkpoints import ORIGIN, is_signed
from shanyraq.foundation import wrapping
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.keyfiles import AUDIT, ROOT, MissingKey
from shanyraq.foundation.models import WrappingKey

MOST_TRIED = 8  # wrapping keys: one that was altered says nothing about the root key


def foreign_keys() -> list[str]:
    """The key files that belong to another installation than this database, one line each with the remedy.

    Nothing is said of a key with which nothing was sealed or signed yet. Raises MissingKey where one is not there.
    """
    foreign = [name for name, opens in ((ROOT, _root_opens), (AUDIT, _audit_signs)) if not opens()]
    return [
        f"the key {name} belongs to another installation: put this one's own into {wrapping.keys_folder()} from the "
        "safe copy, or name the other folder in SHANYRAQ_DATA"
        for name in foreign
    ]


def _root_opens() -> bool:
    """Whether the root key opens one of the keys that were wrapped with it, or there is none."""
    rows = list(WrappingKey.objects.order_by("-made_at")[:MOST_TRIED])
    try:
        return not rows or any(wrapping.holder().opens(row) for row in rows)
    except KeysOutOfReach:
        return True  # the site opens all the same: what is not sealed can be worked with


def _audit_signs() -> bool:
    """Whether the record's key signed its end, or one of its pages is marked with it, or there is neither.

    Where only the end was altered, the record says so: that is no reason to stay shut.
    """
    head, marked = Head.objects.filter(pk=1).first(), Checkpoint.objects.all()
    if head is None and not marked.exists():
        return True
    try:
        if head is not None and _signed(signing_key().public_key(), head):
            return True
        first = first_key().public_bytes_raw().hex()
    except MissingKey:
        if not (wrapping.keys_folder() / AUDIT).exists():
            raise
        return False  # there it is, and it leads to none of the record's epochs
    return marked.filter(page__startswith=f"{ORIGIN}{mark_of_record(first)}\n").exists()


def _signed(key: Ed25519PublicKey, head: Head) -> bool:
    try:
        signature = bytes.fromhex(head.signature)
    except ValueError:
        return False
    return is_signed(key, signature, head_message(head.seq, head.hash))

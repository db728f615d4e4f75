"""Reading and verifying the record. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db.models import Max

from shanyraq.audit import rules
from shanyraq.audit.models import Entry, Head
from shanyraq.foundation.keyfiles import key_file

AT_ONCE = 2000
_signing_keys: dict[str, Ed25519PrivateKey] = {}


def verify() -> str | None:
    """The first thing wrong with the record, in words; None where all holds.

    Reads some thousand rows at a time: a million rows need little memory, and writers wait for nothing. Rows that are
    added meanwhile are left for the next time.
    """
    last = (
        Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    )  # before the head, which can only be further on
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return rules.first_fault(_rows(last), None)
    try:
        signing_key().public_key().verify(
            bytes.fromhex(head.signature), rules.head_message(head.seq, head.hash)
        )
    except (InvalidSignature, ValueError):
        return f"the head at row {head.seq} carries a bad signature: it was not written by this installation"
    return rules.first_fault(_rows(max(last, head.seq)), (head.seq, head.hash))


def signing_key() -> Ed25519PrivateKey:
    """The key that signs the head; it lies in a file beside the database, not in it."""
    folder = settings.DATA / "keys"
    if str(folder) not in _signing_keys:
        _signing_keys[str(folder)] = Ed25519PrivateKey.from_private_bytes(key_file(folder, "audit.key"))
    return _signing_keys[str(folder)]


def acts_since(people: Iterable[object], *, beginning: str, but: Collection[str]) -> bool:
    """Whether anything was done about one of these people since the act `beginning`, other than the acts in `but`.

    Reads the record backwards until it meets the beginning.
    """
    wanted = {f"person:{one}" for one in people}
    rows = Entry.objects.filter(decision=Entry.ALLOWED).order_by("-seq").values_list("action", "objects_json")
    for action, objects in rows.iterator(chunk_size=AT_ONCE):
        if wanted.isdisjoint(json.loads(objects)):
            continue
        if action == beginning:
            return False
        if action not in but:
            return True
    return False


def count_for(person_id: object) -> int:
    """How many rows speak of a person. For tests and for the person's own page; reads the whole record."""
    return Entry.objects.filter(objects_json__contains=f'"person:{person_id}"').count()


def _rows(last: int) -> Iterator[tuple[rules.Row, str, str]]:
    before = -1
    while entries := list(Entry.objects.filter(seq__gt=before, seq__lte=last).order_by("seq")[:AT_ONCE]):
        for entry in entries:
            yield entry.as_row(), entry.prev_hash, entry.hash
        before = entries[-1].seq

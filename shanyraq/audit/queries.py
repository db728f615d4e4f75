"""Reading and verifying the record. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from shanyraq.audit import rules
from shanyraq.audit.models import Entry, Head
from shanyraq.foundation.keyfiles import key_file

AT_ONCE = 2000
# What reading a row raises when a column holds what its type cannot: each driver and each column has its own way.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, DatabaseError)
_signing_keys: dict[str, Ed25519PrivateKey] = {}


def verify() -> str | None:
    """The first thing wrong with the record, in words; None where all holds.

    Reads some thousand rows at a time: a million rows need little memory, and writers wait for nothing. Rows that are
    added meanwhile are left for the next time. What cannot be read is named like what was altered.
    """
    try:
        last = _last_number()  # before the head, which can only be further on
        head = _head()
        return rules.first_fault(_rows(max(last, head[0] if head else 0)), head)
    except Unreadable as fault:
        return str(fault)


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


def last_act(about: str, *, by: str, among: Collection[str]) -> str | None:
    """The latest of some acts that an actor did about one thing (`draft:…`); None where there is none."""
    mine = Entry.objects.filter(actor=by, action__in=among, decision=Entry.ALLOWED)
    found = mine.filter(objects_json__contains=f'"{about}"').order_by("-seq").values_list("action", flat=True)
    return found.first()


def count_for(person_id: object) -> int:
    """How many rows speak of a person. For tests and for the person's own page; reads the whole record."""
    return Entry.objects.filter(objects_json__contains=f'"person:{person_id}"').count()


class Unreadable(Exception):
    """A row of the record holds something that no program of ours wrote. The message names it."""


def _last_number() -> int:
    last = Entry.objects.order_by("-seq").values_list("seq", "pk").first()
    if last is None:
        return 0
    if not isinstance(last[0], int):
        raise Unreadable(f"the row with the key {last[1]} cannot be read: its column seq holds no number")
    return last[0]


def _head() -> tuple[int, str] | None:
    """Number and hash of the head, once its signature was found good. Raises Unreadable."""
    try:
        head = Head.objects.filter(pk=1).first()
    except UNREADABLE:
        raise Unreadable("the signed head cannot be read") from None
    if head is None:
        return None
    key = signing_key().public_key()
    try:
        signature = bytes.fromhex(head.signature)
        if signature.hex() != head.signature:
            raise ValueError
        key.verify(signature, rules.head_message(head.seq, head.hash))
    except (InvalidSignature, *UNREADABLE):
        raise Unreadable(
            f"the head at row {head.seq} carries a bad signature: it was not written by this installation"
        ) from None
    return head.seq, head.hash


def _rows(last: int) -> Iterator[tuple[rules.Row, str, str]]:
    before = -1
    while True:
        some = Entry.objects.filter(seq__gt=before, seq__lte=last).order_by("seq")[:AT_ONCE]
        try:
            entries = [(*_read(entry), entry.seq) for entry in _as_written(some)]
        except UNREADABLE:
            yield from _until_unreadable(some.values_list("pk", flat=True))
            return
        if not entries:
            return
        yield from (entry[:3] for entry in entries)
        before = entries[-1][3]


def _until_unreadable(keys: Iterable[int]) -> Iterator[tuple[rules.Row, str, str]]:
    """Rows read one at a time, up to the one that cannot be. Raises Unreadable there."""
    for key in list(keys):
        one = Entry.objects.filter(pk=key)
        try:
            row = _read(_as_written(one).get())
        except UNREADABLE:
            number = one.values_list("seq", flat=True).get()
            raise Unreadable(f"row {number} cannot be read: {_unreadable_column(one)}") from None
        yield row


def _as_written(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """With the text of the time as it stands in the file: SQLite keeps text, and several texts say one time."""
    return rows.annotate(written_at=Cast("at", TextField())) if connection.vendor == "sqlite" else rows


def _read(entry: Entry) -> tuple[rules.Row, str, str]:
    """A row with its links. Raises one of UNREADABLE where a column holds what we never write."""
    row = entry.as_row()
    if {*map(type, row.columns()), type(entry.prev_hash), type(entry.hash)} != {str}:
        raise TypeError
    written = getattr(entry, "written_at", None)
    if written is not None and written != str(connection.ops.adapt_datetimefield_value(entry.at)):
        raise ValueError
    return row, entry.prev_hash, entry.hash


def _unreadable_column(one: QuerySet[Entry]) -> str:
    for name in [field.attname for field in Entry._meta.concrete_fields]:
        try:
            if isinstance(one.values_list(name, flat=True).get(), (str, int, datetime)):
                continue
        except UNREADABLE:
            pass
        return f"its column {name} holds what nobody can read"
    return "its column at holds a time in a form that is never written"

"""Verifying the record: all of it, or since a day; against checkpoints that others keep. Writes nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.db import DatabaseError
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from shanyraq.audit import rules
from shanyraq.audit.models import About, Checkpoint, Entry, Head
from shanyraq.audit.queries import AT_ONCE
from shanyraq.audit.queries.signing import first_key, known_epochs
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.chain import Walk
from shanyraq.audit.rules.checkpoints import Epoch, Start, epoch_at, key_at, read_all, start_at
from shanyraq.audit.rules.damage import Fault, mark_of_index

# What reading a row raises when a column holds what its type cannot: each driver and each column has its own way.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, DatabaseError)
COLUMNS = (*rules.Row._fields, "prev_hash", "hash", "pk")
AT = COLUMNS.index("at")
Read = tuple[rules.Row, str, str, int, str]  # row, prev_hash, hash, key, why it cannot be read


@dataclass
class Report:
    """What verifying found. `checkpoints` counts those that were compared, `skipped` those before the beginning."""

    walk: Walk
    checkpoints: int
    skipped: int

    @property
    def faults(self) -> list[Fault]:
        return self.walk.faults


def verify() -> str | None:
    """The first thing wrong with the record that nobody acknowledged, in words; None where all holds."""
    return next((fault.words for fault in examine().faults if fault.is_open), None)


def examine(pages: Sequence[tuple[str, str]] = (), since: date | None = None) -> Report:
    """Everything that is wrong with the record. Raises LookupError where `since` is before any checkpoint's day.

    `pages` are checkpoints kept elsewhere: where each stands, in words, and its text. Those in the database are looked
    at besides. Reads some thousand rows at a time: a million rows need little memory, and writers wait for nothing.
    Rows that are added meanwhile are left for the next time.
    """
    faults: list[Fault] = []
    last = _last_number(faults)  # before the head, which can only be further on
    start = _start(since) if since else Start()
    kept = list(pages)
    marks, epochs, complaints = read_all([*kept, *_own_pages()], first_key())
    head, complaint, is_behind = _head(epochs)
    if is_behind:  # an epoch began while this was read
        marks, epochs, complaints = read_all([*kept, *_own_pages()], first_key())
        head, complaint, _ = _head(epochs)
    faults += [Fault("bad signature", "", 0, 0, words) for words in complaints]
    walk = Walk(marks, start, faults)
    for row, prev_hash, stored, _key, why in _rows(start.size, max(last, head[0] if head else 0)):
        walk.take(row, prev_hash, stored, why)
    walk.end(head, complaint)
    walk.settle()
    if walk.is_well:
        _compare_index(walk)
        walk.settle()
    used = sum(mark.size > start.size for mark in marks)
    return Report(walk, used, len(marks) - used)


def _last_number(faults: list[Fault]) -> int:
    last = Entry.objects.order_by("-seq").values_list("seq", "pk").first()
    if last is None:
        return 0
    number: object = last[0]  # whatever the file holds
    if isinstance(number, int):
        return number
    words = f"the row with the key {last[1]} cannot be read: its column seq holds no number"
    faults.append(Fault("altered", "", 0, 0, words))
    return Entry.objects.count()


def _own_pages() -> Iterator[tuple[str, str]]:
    rows = Checkpoint.objects.order_by("size")
    try:
        pages = list(rows.values_list("page", flat=True))
    except UNREADABLE:
        pages = [_own_page(key) for key in rows.values_list("pk", flat=True)]
    yield from (("in the database", page) for page in pages)


def _own_page(key: int) -> str:
    """One page, read singly; a text that is no page where it cannot be read."""
    try:
        return Checkpoint.objects.values_list("page", flat=True).get(pk=key)
    except UNREADABLE:
        return f"the page with the key {key} cannot be read"


def _start(since: date) -> Start:
    """The last checkpoint before a day, once its signature and tree were found good. Raises LookupError."""
    midnight = datetime(since.year, since.month, since.day, tzinfo=UTC)
    row = Checkpoint.objects.filter(at__lt=midnight).order_by("-size").first()
    if row is None:
        raise LookupError(f"no checkpoint was signed before {since}")
    try:
        return start_at(row.size, row.page, bytes(row.frontier), key_at(known_epochs(), row.size))
    except checkpoints.NoCheckpoint as fault:
        raise LookupError(f"the last checkpoint before {since} cannot be used: {fault}") from None


def _head(epochs: Sequence[Epoch]) -> tuple[tuple[int, str] | None, str, bool]:
    """Number and hash of the head, once its signature was found good; else why it cannot be used.

    And whether it speaks of an epoch that is not among these.
    """
    try:
        head = Head.objects.filter(pk=1).first()
    except UNREADABLE:
        return None, "the signed head cannot be read", False
    if head is None:
        return None, "", False
    try:
        signature = bytes.fromhex(head.signature)
        if signature.hex() != head.signature or head.epoch != epoch_at(epochs, head.seq):
            raise ValueError
        epochs[head.epoch].key.verify(signature, rules.head_message(head.seq, head.hash))
    except (InvalidSignature, *UNREADABLE):
        words = f"the head at row {head.seq} carries a bad signature: it was not written by this installation"
        is_behind = isinstance(head.epoch, int) and head.epoch >= len(epochs)
        return None, words, is_behind
    return (head.seq, head.hash), "", False


def _rows(after: int, last: int) -> Iterator[Read]:
    """The rows in order. The last number is asked for again, so that a second row of one number is seen."""
    upto = Entry.objects.filter(seq__lte=last).order_by("seq", "pk")
    some = upto.filter(seq__gt=after) if after else upto
    while True:
        some = some[:AT_ONCE]
        try:
            rows = [_read(values) for values in _as_text(some)]
        except UNREADABLE:
            rows = list(_one_by_one(list(some.values_list("pk", flat=True))))
        if not rows:
            return
        yield from rows
        number = _whole(rows[-1][0].seq)
        seen = [row[3] for row in rows if _whole(row[0].seq) >= number]
        some = upto.filter(seq__gte=number).exclude(pk__in=seen)


def _whole(seq: str) -> int:
    """The number of a row; of one that holds a fraction, the whole number below: there it stands among the others."""
    try:
        return int(seq)
    except ValueError:
        return math.floor(float(seq))


def _as_text(rows: QuerySet[Entry]) -> QuerySet[Entry, tuple[object, ...]]:
    """The columns with the time as the database keeps it."""
    names = [name if name != "at" else "written_at" for name in COLUMNS]
    return rows.annotate(written_at=Cast("at", TextField())).values_list(*names)


def _read(values: tuple[object, ...]) -> Read:
    """A row with its links. Raises one of UNREADABLE where a column holds what we never write."""
    version, seq, *texts, key = values
    texts[AT - 2] = rules.instant_of_text(texts[AT - 2])  # type: ignore[arg-type]
    "".join(texts)  # type: ignore[arg-type]
    if not (isinstance(version, int) and isinstance(seq, int)):
        raise TypeError
    *columns, prev_hash, stored = texts
    return rules.Row(str(version), str(seq), *columns), prev_hash, stored, key, ""  # type: ignore[arg-type, return-value]


def _one_by_one(keys: Iterable[int]) -> Iterator[Read]:
    """Rows read singly: what cannot be read of one is told in words, and the others are read."""
    for key in keys:
        one = Entry.objects.filter(pk=key)
        try:
            yield _read(_as_text(one).get())
        except UNREADABLE:
            complaint, values = _unreadable_column(one), {}
            for name in COLUMNS[:-1]:
                try:
                    values[name] = one.values_list(name, flat=True).get()
                except UNREADABLE:
                    values[name] = ""
            texts = [value if isinstance(value, str) else "" for value in values.values()]
            row = rules.Row(*texts[:-2])._replace(version=str(values["version"]), seq=str(values["seq"]))
            yield row, texts[-2], texts[-1], key, complaint


def _unreadable_column(one: QuerySet[Entry]) -> str:
    for name in [field.attname for field in Entry._meta.concrete_fields]:
        try:
            value = one.values_list(name, flat=True).get()
            if isinstance(value, int if name in {"version", "seq", "id"} else (str, datetime)):
                continue
        except UNREADABLE:
            pass
        return f"its column {name} holds what nobody can read"
    return "its column at holds a time in a form that is never written"


def _compare_index(walk: Walk) -> None:
    """Whether the index names the people whom the rows name. Only where the rows themselves hold."""
    after = walk.start.size
    while after < walk.last:
        some = Entry.objects.filter(seq__gt=after, seq__lte=min(after + AT_ONCE, walk.last)).order_by("seq")
        rows = list(some.values_list("pk", "seq", "shard", "objects_json"))
        if not rows:
            return
        indexed: dict[int, set[UUID]] = {}
        keys = [row[0] for row in rows]
        named = About.objects.filter(entry__gte=min(keys), entry__lte=max(keys)).values_list(
            "entry_id", "person"
        )
        try:
            for key, person in named:
                indexed.setdefault(key, set()).add(person)
        except UNREADABLE:
            pass  # what cannot be read is missed below
        for key, seq, shard, objects in rows:
            there = indexed.get(key, set())
            if _named(objects) != there:
                words = f"row {seq} ({shard}) and the index of whom it names do not agree"
                mark = mark_of_index(objects, [str(person) for person in there])
                walk.tell("index", shard, seq, seq, words, mark)
        after = rows[-1][1]


def _named(objects: str) -> set[UUID] | None:
    """The people whom a row names; None where it was altered into what nobody can read as a list."""
    try:
        return rules.people_in(objects)
    except (ValueError, TypeError, AttributeError):
        return None

"""A record over several months, with checkpoints, and what can be done to it by whoever owns the database."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from shanyraq.audit import rules
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.queries import signing_key
from shanyraq.audit.queries.signing import first_key
from shanyraq.audit.queries.verifying import examine
from tools import verify_audit

FIRST_DAY = datetime(2021, 1, 15, 9, 30, tzinfo=UTC)
EXAMPLES = int(os.environ.get("BAR_EXAMPLES", "60"))  # the bars ask for a thousand
TABLES = ("audit_entry", "audit_head", "audit_checkpoint")
Told = list[tuple[str, int, int]]
Entered = list[tuple[str, int, int, int]]  # and the row that acknowledges it, or 0


@dataclass
class World:
    """What was made: checkpoints that a witness kept, by size, and the signed head after each row."""

    size: int
    kept: list[str] = field(default_factory=list, repr=False)
    heads: dict[int, tuple[str, str]] = field(default_factory=dict, repr=False)


def make_world(size: int = 24, months: int = 4, every: int = 5) -> World:
    """A record of so many rows; a checkpoint after every few."""
    world = World(size)
    for seq in range(1, size + 1):
        at = FIRST_DAY + timedelta(days=31 * ((seq - 1) * months // size), minutes=seq)
        before = world.heads[seq - 1][0] if seq > 1 else rules.GENESIS
        add_row(seq, before, at=at)
        sign_head(seq)
        head = Head.objects.get()
        world.heads[seq] = head.hash, head.signature
        if seq % every == 0:
            made = sign_checkpoint(at=at)
            assert made is not None
            world.kept.append(made.page)
    return world


def add_row(seq: int, before: str, *, at: datetime, actor: str = "me", **more: Any) -> Entry:
    """A row with its hash, as the program writes it, under any number and time."""
    told = {
        "objects_json": f'["case:{seq}"]',
        "fields_json": "[]",
        "decision": "ALLOWED",
        "purpose": "review",
    }
    shard = at.strftime("%Y-%m")
    entry = Entry(version=2, seq=seq, shard=shard, at=at, actor=actor, action="act", **told | more)
    entry.prev_hash, entry.hash = before, rules.hash_of(entry.as_row(), before)
    entry.save()
    return entry


def sign_head(seq: int) -> None:
    """The head at a row, signed with the installation's key: what only the program can do."""
    row_hash = Entry.objects.get(seq=seq).hash
    signature = signing_key().sign(rules.head_message(seq, row_hash)).hex()
    Head.objects.update_or_create(pk=1, defaults={"seq": seq, "hash": row_hash, "signature": signature})


def compute_anew(since: int, *, actor: str = "another") -> None:
    """Write the rows from one number on anew, each with a fitting hash: what an owner can do without any key."""
    before = Entry.objects.get(seq=since - 1).hash if since > 1 else rules.GENESIS
    entries = list(Entry.objects.filter(seq__gte=since).order_by("seq"))
    Entry.objects.filter(seq__gte=since).delete()
    for entry in entries:
        entry.version, entry.actor, entry.prev_hash = rules.LATEST, actor, before
        before = entry.hash = rules.hash_of(entry.as_row(), before)
    Entry.objects.bulk_create(entries)


@contextmanager
def undone() -> Iterator[None]:
    """What is done within leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def first(pages: Sequence[str] = ()) -> Told:
    """What the product's verifier says."""
    return [one[:3] for one in first_entered(pages)]


def second(pages: Sequence[str] = ()) -> Told:
    """What the second verifier says of a copy of the tables."""
    return [one[:3] for one in second_entered(pages)]


def first_entered(pages: Sequence[str] = ()) -> Entered:
    """The same of the product's, with the row that acknowledges each fault."""
    found = examine([("kept", page) for page in pages]).faults
    return sorted((one.kind, one.first, one.last, one.entry) for one in found)


def second_entered(pages: Sequence[str] = ()) -> Entered:
    """The same of the second one."""
    key = first_key()
    with sqlite3.connect(":memory:") as tables:
        tables.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        for table, model in zip(TABLES, (Entry, Head, Checkpoint), strict=True):
            names = [str(column.column) for column in model._meta.concrete_fields]
            tables.execute(f"CREATE TABLE {table} ({', '.join(names)})")
            for row in copied(table, names):
                places = ["CAST(? AS TEXT)" if isinstance(value, bytearray) else "?" for value in row]
                tables.execute(f"INSERT INTO {table} VALUES ({', '.join(places)})", row)
        faults = verify_audit.faults_of(tables, connection.vendor == "postgresql", key, ["".join(pages)])
    tables.close()
    return sorted((kind, first, last, int(entry or 0)) for kind, first, last, entry in faults)


def copied(table: str, names: Sequence[str]) -> list[tuple[object, ...]]:
    """The rows as they stand: of PostgreSQL as a dump tells them, of a file byte by byte (text as a bytearray)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT {', '.join(f'{n}::text' if n == 'at' else n for n in names)} FROM {table}"
            )
            return list(cursor.fetchall())
        each = "typeof({0}), CASE typeof({0}) WHEN 'text' THEN CAST({0} AS BLOB) ELSE {0} END"
        cursor.execute(f"SELECT {', '.join(each.format(name) for name in names)} FROM {table}")
        rows = cursor.fetchall()
    return [
        tuple(
            bytearray(value) if kind == "text" else value
            for kind, value in zip(row[::2], row[1::2], strict=True)
        )
        for row in rows
    ]

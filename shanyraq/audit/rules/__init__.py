"""How a row of the record is hashed and its head signed. Pure: values in, values out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

GENESIS = "0" * 64
DOMAIN = b"shq-audit-v1\0"
HEAD_DOMAIN = b"shq-audit-head-v1\0"


@dataclass(frozen=True)
class Row:
    """The columns that the hash covers, as text, in this order."""

    seq: str
    shard: str
    at: str
    actor: str
    session: str
    action: str
    objects_json: str
    fields_json: str
    purpose: str
    decision: str
    reason_code: str
    grant_id: str
    request_id: str

    def columns(self) -> tuple[str, ...]:
        columns: tuple[str, ...] = _columns_of(self)
        return columns


_columns_of = attrgetter(*Row.__dataclass_fields__)


def hash_of(row: Row, prev_hash: str) -> str:
    """SHA-256 over the domain, each column with its length before it, and the row before. In hex.

    The lengths keep two different rows from meeting in one concatenation.
    """
    parts = [DOMAIN]
    for text in (*row.columns(), prev_hash):
        encoded = text.encode()
        parts += (len(encoded).to_bytes(8, "big"), encoded)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def instant(at: datetime) -> str:
    """A time as the hash sees it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def head_message(seq: int, row_hash: str) -> bytes:
    """What the head's signature covers."""
    return HEAD_DOMAIN + f"{seq}|{row_hash}".encode()


def first_fault(rows: Iterable[tuple[Row, str, str]], head: tuple[int, str] | None) -> str | None:
    """The first thing wrong with a chain of (row, prev_hash, hash) in order of seq, in words; None where all holds.

    `head` is the (seq, hash) of a head whose signature was already found good, None where there is no head.
    """
    expected, before = 1, GENESIS
    for row, prev_hash, stored in rows:
        if row.seq != str(expected):
            return f"row {expected} ({row.shard}) is missing: the next one found is {row.seq}"
        if hash_of(row, prev_hash) != stored:
            return f"row {row.seq} ({row.shard}) was altered: its hash does not fit its columns"
        if prev_hash != before:
            return (
                f"row {row.seq} ({row.shard}) does not follow the row before: rows were exchanged or replaced"
            )
        expected, before = expected + 1, stored
    if head is None:
        return None if expected == 1 else "the signed head is missing"
    if head != (expected - 1, before):
        if head[0] >= expected:
            return f"rows {expected} to {head[0]} were cut off: the signed head ends at {head[0]}"
        return f"the signed head ends at {head[0]}, but the rows go on to {expected - 1}"
    return None


def short_list(ids: Sequence[str], most: int = 5000) -> list[str]:
    """Ids once each, in a fixed order, at most `most`; what was left out is counted in a last entry."""
    unique = sorted(set(ids))
    if len(unique) <= most:
        return unique
    return [*unique[:most], f"and:{len(unique) - most}"]

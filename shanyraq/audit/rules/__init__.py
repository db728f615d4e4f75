"""How a row of the record is hashed and its head signed. Pure: values in, values out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

GENESIS = "0" * 64
HEAD_DOMAIN = b"shq-audit-head-v1\0"
# What each row has for itself, as either database names it.
_ONCE = ("audit_entry_seq", "audit_chain_never_forks", "audit_entry.seq", "audit_entry.prev_hash")
LATEST = 2  # the version that new rows carry


class Row(NamedTuple):
    """The columns that a hash covers, as text, in this order."""

    version: str
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
    device: str


class UnknownVersion(ValueError):
    """A row of a version that this program does not know."""


# version -> what its hash covers. A column that comes later gets a version of its own: rows that stand are never
# hashed anew. What a version does not cover is empty in its rows.
FIRST = Row._fields[1:14]
COVERED = {"1": FIRST, "2": Row._fields}
DOMAINS = {version: f"shq-audit-v{version}\0".encode() for version in COVERED}
_chosen = {v: itemgetter(*(Row._fields.index(name) for name in names)) for v, names in COVERED.items()}
_others = {v: [i for i, name in enumerate(Row._fields[1:], 1) if name not in COVERED[v]] for v in COVERED}
_LENGTHS = [length.to_bytes(8, "big") for length in range(1024)]


def hash_of(row: Row, prev_hash: str) -> str:
    """SHA-256 over the domain, each column with its length before it, and the row before. In hex.

    The lengths keep two different rows from meeting in one concatenation. Empty, which no hash is, where a column that
    the row's version does not cover holds something. Raises UnknownVersion.
    """
    version = row[0]
    if version not in COVERED:
        raise UnknownVersion(version)
    if _others[version] and any(row[at] for at in _others[version]):
        return ""
    encoded = [text.encode() for text in (*_chosen[version](row), prev_hash)]
    try:
        parts = [part for one in encoded for part in (_LENGTHS[len(one)], one)]
    except IndexError:
        parts = [part for one in encoded for part in (len(one).to_bytes(8, "big"), one)]
    return hashlib.sha256(b"".join((DOMAINS[version], *parts))).hexdigest()


def instant(at: datetime) -> str:
    """A time as the hash sees it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(\+00)?", re.ASCII)


def instant_of_text(written: str) -> str:
    """A time as the hash sees it, from the text that a database keeps of it. Raises ValueError.

    SQLite keeps text, and several texts say one time: only the form that is written is taken (microseconds in full,
    or none). PostgreSQL keeps a number, and its text ends in the zone and leaves noughts out.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None or (found[3] and not found[4] and (len(found[3]) != 6 or found[3] == "000000")):
        raise ValueError(written)
    datetime.fromisoformat(found[1])
    time.fromisoformat(found[2])
    return f"{found[1]}T{found[2]}.{(found[3] or '').ljust(6, '0')}Z"


def head_message(seq: int, row_hash: str) -> bytes:
    """What the head's signature covers."""
    return HEAD_DOMAIN + f"{seq}|{row_hash}".encode()


def is_bent(refusal: str) -> bool:
    """Whether a database refused a row, in these words, because its number or its place behind another is taken."""
    return any(name in refusal for name in _ONCE)


def short_list(ids: Sequence[str], most: int = 5000) -> list[str]:
    """Ids once each, in a fixed order, at most `most`; what was left out is counted in a last entry."""
    unique = sorted(set(ids))
    if len(unique) <= most:
        return unique
    return [*unique[:most], f"and:{len(unique) - most}"]


def people_in(objects_json: str) -> set[UUID]:
    """The people whom a row names."""
    if '"person:' not in objects_json:
        return set()
    return set(_uuids(one[7:] for one in json.loads(objects_json) if one.startswith("person:")))


def _uuids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue  # a key of no person


def months_between(before: str, after: str) -> list[str]:
    """The months between two others (`2021-05`), at most a hundred; none where one is no month."""
    found: list[str] = []
    try:
        year, month = map(int, before.split("-"))
        wanted = tuple(map(int, after.split("-")))
    except ValueError:
        return found
    while len(found) < 100:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if (year, month) >= wanted:
            return found
        found.append(f"{year:04}-{month:02}")
    return found

"""Damage of the record that two persons acknowledged: an entry names it as it stands, and hides nothing else. Pure.

An entry is a row of the record. It tells kind, month and rows of each damage, and a mark: the SHA-256 of what stands in
the damaged place and of what leads up to it. Where anything there is changed afterwards the mark does not fit any more,
and the damage counts as new. What an entry does not name is told as ever.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.audit.rules import Row

ENTERED = "record.damage"
DOMAIN = b"shq-audit-vdamage\0"
KINDS = ("altered", "swapped", "removed", "index")  # of damage that the record can go on behind
CAUSES = ("disk", "mistake", "attack", "unknown")
_NAMED = re.compile(r'"damage:[^":]*:[^":]*:(\d+):(\d+):([0-9a-f]{64})"')
_MONTH = re.compile(r"\d{4}-\d\d")

Place = tuple[int, int, str]  # first row, last row, mark


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its kind, the shard and the rows (first and last number), and a line of words.

    `mark`: what stands there, in short; empty where it cannot be acknowledged. `entry`: the row that does, or 0.
    """

    kind: str
    shard: str
    first: int
    last: int
    words: str
    mark: str = ""
    entry: int = 0

    @property
    def is_open(self) -> bool:
        """Whether nobody has acknowledged it."""
        return not self.entry


def mark_of_row(row: Row, prev_hash: str, stored: str, before: str | None) -> str:
    """The mark of a row as it stands, behind another whose hash is `before` (None where nobody can know).

    It stands for missing rows too: for the row behind them, and the last one before.
    """
    return _mark(*row, prev_hash, stored, before or "")


def mark_of_index(objects_json: str, indexed: Sequence[str]) -> str:
    """The mark of a row that names others than the index does."""
    return _mark("index", objects_json, *sorted(indexed))


def told(fault: Fault) -> str:
    """A damage as an entry names it; of a month only what is one, since codes alone stand in the record."""
    month = fault.shard if _MONTH.fullmatch(fault.shard) else "-"
    return f"{fault.kind}:{month}:{fault.first}:{fault.last}:{fault.mark}"


def entered_in(objects_json: str) -> list[Place]:
    """What an entry acknowledges."""
    return [(int(first), int(last), mark) for first, last, mark in _NAMED.findall(objects_json)]


def _mark(*parts: str) -> str:
    """SHA-256 over each part with its length before it, in hex; empty where a part is no text."""
    digest = hashlib.sha256(DOMAIN)
    try:
        for raw in (part.encode() for part in parts):
            digest.update(len(raw).to_bytes(8, "big") + raw)
    except (AttributeError, UnicodeEncodeError):
        return ""
    return digest.hexdigest()

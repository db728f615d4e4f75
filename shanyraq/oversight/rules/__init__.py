"""What waits at the data-protection officer's desk, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """One sort of thing that waits for her: how many, where they stand, and when the first clock runs out."""

    title: str
    url: str
    count: int
    line: str = ""
    until: datetime | None = None  # None where no clock runs


def in_order(told: Iterable[Waiting]) -> list[Waiting]:
    """What waits, the nearest clock first, then what has no clock; what nobody waits for is left out."""
    waiting = [one for one in told if one.count]
    return sorted(waiting, key=lambda one: (one.until is None, one.until.timestamp() if one.until else 0.0))


def is_late(until: datetime | None, at: datetime) -> bool:
    """Whether a clock has run out: its last instant is late."""
    return until is not None and at >= until

"""Meetings of one colleague that share time. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class Held(NamedTuple):
    """A meeting that is agreed: when it begins, and for how many minutes."""

    id: Hashable
    starts_at: datetime
    minutes: int


def overlaps(one_start: datetime, one_minutes: int, other_start: datetime, other_minutes: int) -> bool:
    """Whether two meetings share a minute."""
    one_end = one_start + timedelta(minutes=one_minutes)
    return one_start < other_start + timedelta(minutes=other_minutes) and other_start < one_end


def clashes(held: Sequence[Held]) -> dict[Hashable, datetime]:
    """Those that share a minute with another, each with when the first of those others begins.

    Agreeing on such a meeting is refused; one that comes with a family from a colleague may clash all the same.
    """
    found: dict[Hashable, datetime] = {}
    for one in held:
        others = [
            other.starts_at
            for other in held
            if other.id != one.id and overlaps(one.starts_at, one.minutes, other.starts_at, other.minutes)
        ]
        if others:
            found[one.id] = min(others)
    return found

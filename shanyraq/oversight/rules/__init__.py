"""What waits at the data-protection officer's desk, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Waiting:
    """One sort of thing that waits for her: how many, where they stand, and when the first clock runs out."""

    title: str
    url: str
    count: int
    line: str = ""
    until: datetime | None = None  # None where no clock runs
    at: datetime | None = None  # now, by the clock that `until` belongs to
    is_pile: bool = False  # worked through when there is time, and counted apart

    @property
    def left(self) -> timedelta | None:
        """How long its clock still runs; below nothing where it has run out, None where none runs."""
        return self.until - self.at if self.until is not None and self.at is not None else None

    @property
    def is_late(self) -> bool:
        """Whether its clock has run out: the last instant is late."""
        return self.left is not None and self.left <= timedelta()


def in_order(told: Iterable[Waiting]) -> list[Waiting]:
    """What waits, the nearest clock first, then what has no clock; what nobody waits for is left out."""
    waiting = [one for one in told if one.count]
    return sorted(waiting, key=lambda one: (one.left is None, one.left or timedelta()))

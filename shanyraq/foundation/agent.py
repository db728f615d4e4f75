"""The key agent: counts the keys that somebody opens, wherever her request opens them, and stops at her budget.

One key is one person's compartment. Counted is what opens sealed bytes for a request, whichever page, form or query
asked for it; a key that she opened within the hour is hers to use again. Not counted is what the system works out in
the course of an act and stores (no answer tells it), and what no request asks for: jobs, commands. This one counts in
the process of the site; one in a process of its own (`key_holder`) counts as well, for all processes of a site.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from shanyraq.foundation.asking import asking
from shanyraq.foundation.errors import OverBudget

HOUR = 3600.0  # seconds for which an opened key counts


@dataclass(frozen=True)
class Reader:
    """For whom a request opens keys, and how many different ones at most within an hour."""

    name: str
    most: int


class Agent(Protocol):
    """Whoever counts opened keys."""

    def let_open(self, reader: Reader, key: Hashable) -> None:
        """Count one key that a reader is about to use. Raises OverBudget where it would be one too many."""

    def opened_by(self, name: str) -> int:
        """How many different keys somebody used within the last hour."""


class InProcess:
    """Counts in the memory of this process, so it begins anew with it. Several processes each count for themselves."""

    def __init__(self) -> None:
        self._used: dict[str, OrderedDict[Hashable, float]] = {}  # whose -> key, when last; the oldest first
        self._lock = threading.Lock()
        self.total = 0  # how many are remembered, of everybody together

    def let_open(self, reader: Reader, key: Hashable) -> None:
        """Count one key that a reader is about to use. Raises OverBudget where it would be one too many."""
        now = time.monotonic()
        with self._lock:
            mine = self._of(reader.name, now)
            if key not in mine and len(mine) >= reader.most:
                raise OverBudget(len(mine), reader.most)
            self.total += key not in mine
            mine[key] = now
            mine.move_to_end(key)

    def opened_by(self, name: str) -> int:
        """How many different keys somebody used within the last hour."""
        with self._lock:
            return len(self._of(name, time.monotonic())) if name in self._used else 0

    def has_opened(self, name: str, key: Hashable) -> bool:
        """Whether somebody used this key within the last hour."""
        with self._lock:
            return name in self._used and key in self._of(name, time.monotonic())

    def forget(self) -> None:
        """Begin anew (between tests)."""
        with self._lock:
            self._used.clear()
            self.total = 0

    def _of(self, name: str, now: float) -> OrderedDict[Hashable, float]:
        """The keys that somebody used within the hour. Who comes new has those forgotten who used none for an hour."""
        if name not in self._used:
            for other in [one for one, keys in self._used.items() if _is_over(keys, now)]:
                self.total -= len(self._used.pop(other))
        mine = self._used.setdefault(name, OrderedDict())
        while mine and now - next(iter(mine.values())) >= HOUR:
            mine.popitem(last=False)
            self.total -= 1
        return mine


in_process = InProcess()
agent: Agent = in_process
_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)
# What a key agent beside the site gave for the request at hand: (reader, key's id) -> key.
_at_hand: ContextVar[dict[tuple[str, uuid.UUID], bytes] | None] = ContextVar("keys at hand", default=None)


@contextmanager
def opening_for(name: str, most: int) -> Iterator[None]:
    """Every key that is opened within is opened for this reader."""
    token, kept = _reader.set(Reader(name, most)), _at_hand.set({})
    try:
        yield
    finally:
        _reader.reset(token)
        _at_hand.reset(kept)


def reader_at_hand() -> Reader | None:
    """For whom sealed bytes are opened now; None where it is nobody's request, or the system works within an act."""
    now = asking()
    return None if now.system and now.act else _reader.get()


def keys_at_hand() -> dict[tuple[str, uuid.UUID], bytes]:
    """What was opened for the request at hand. Where there is none nothing is kept."""
    kept = _at_hand.get()
    return {} if kept is None else kept


def let_open(key_id: uuid.UUID) -> None:
    """Count a key for the request at hand; nothing where there is none. Raises OverBudget."""
    reader = reader_at_hand()
    if reader is not None:
        agent.let_open(reader, key_id)


def _is_over(keys: OrderedDict[Hashable, float], now: float) -> bool:
    return not keys or now - next(reversed(keys.values())) >= HOUR

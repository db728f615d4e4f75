"""The key agent: counts the keys that somebody opens, wherever her request opens them, and stops at her budget.

One key is one person's compartment. Counted is what opens sealed bytes for a request, whichever page, form or query
asked for it; a key that she opened within the hour is hers to use again. Not counted is what the system works out in
the course of an act and stores (no answer tells it), and what no request asks for: jobs, commands. This one counts in
the process of the site; one in a process of its own would stand in its place, behind `Agent`.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterator
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

    def let_open(self, reader: Reader, key_id: uuid.UUID) -> None:
        """Count one key that a reader is about to use. Raises OverBudget where it would be one too many."""

    def opened_by(self, name: str) -> int:
        """How many different keys somebody used within the last hour."""


class InProcess:
    """Counts in the memory of this process, so it begins anew with it. Several processes each count for themselves."""

    def __init__(self) -> None:
        self._used: dict[str, OrderedDict[uuid.UUID, float]] = {}  # whose -> key, when last; the oldest first
        self._lock = threading.Lock()

    def let_open(self, reader: Reader, key_id: uuid.UUID) -> None:
        """Count one key that a reader is about to use. Raises OverBudget where it would be one too many."""
        now = time.monotonic()
        with self._lock:
            mine = self._of(reader.name, now)
            if key_id not in mine and len(mine) >= reader.most:
                raise OverBudget(len(mine), reader.most)
            mine[key_id] = now
            mine.move_to_end(key_id)

    def opened_by(self, name: str) -> int:
        """How many different keys somebody used within the last hour."""
        with self._lock:
            return len(self._of(name, time.monotonic())) if name in self._used else 0

    def forget(self) -> None:
        """Begin anew (between tests)."""
        with self._lock:
            self._used.clear()

    def _of(self, name: str, now: float) -> OrderedDict[uuid.UUID, float]:
        """The keys that somebody used within the hour. Who comes new has those forgotten who used none for an hour."""
        if name not in self._used:
            for other in [one for one, keys in self._used.items() if _is_over(keys, now)]:
                del self._used[other]
        mine = self._used.setdefault(name, OrderedDict())
        while mine and now - next(iter(mine.values())) >= HOUR:
            mine.popitem(last=False)
        return mine


in_process = InProcess()
agent: Agent = in_process
_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


@contextmanager
def opening_for(name: str, most: int) -> Iterator[None]:
    """Every key that is opened within is opened for this reader."""
    token = _reader.set(Reader(name, most))
    try:
        yield
    finally:
        _reader.reset(token)


def let_open(key_id: uuid.UUID) -> None:
    """Count a key for the request at hand; nothing where there is none. Raises OverBudget."""
    reader, now = _reader.get(), asking()
    if reader is not None and not (now.system and now.act):
        agent.let_open(reader, key_id)


def _is_over(keys: OrderedDict[uuid.UUID, float], now: float) -> bool:
    return not keys or now - next(reversed(keys.values())) >= HOUR

"""The line to a key agent in a process of its own, which stands in the place of the root key's file.

Keys are asked for when something is really opened with them: what a list fetched ahead would otherwise be counted
without having been read. A page that is about to show many values asks for the keys of just these in one message.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from shanyraq.foundation.agent import Reader, keys_at_hand
from shanyraq.foundation.errors import CannotOpen, KeysOutOfReach, OverBudget
from shanyraq.foundation.key_messages import OK, OVER, SEALED, STOPPED, Garbled, packed, received
from shanyraq.foundation.key_server import peer_of
from shanyraq.foundation.models import DataKey, WrappingKey

PATIENCE = 5.0  # seconds for an answer
MOST_TOGETHER = 100  # keys in one message
_CODES = {SEALED: KeysOutOfReach.SEALED, STOPPED: KeysOutOfReach.STOPPED}


class There:
    """The key agent that answers at a path. Each thread has a line of its own; a restart of the agent cuts it only."""

    def __init__(self, path: Path) -> None:
        self._path, self._mine = path, threading.local()

    def opened(self, row: DataKey, reader: Reader | None = None) -> bytes:
        """A data key in clear, counted for a reader. Raises OverBudget, CannotOpen, KeysOutOfReach."""
        kept, whose = keys_at_hand(), (reader.name if reader else "", row.pk)
        if whose not in kept:
            kept[whose] = self._asked(row, *_to_open(reader), *_by(row.wrapped_by), *_of(row))[0]
        return kept[whose]

    def have(self, rows: Iterable[DataKey], reader: Reader | None = None) -> None:
        """Ask for many keys that are about to be used, in as few messages as may be. Raises KeysOutOfReach.

        Each is counted as if it were asked for alone. From the first that does not leave on none is at hand: it
        is asked for, and refused, where it is used.
        """
        kept, name = keys_at_hand(), reader.name if reader else ""
        wanted = [row for row in rows if (name, row.pk) not in kept]
        for at in range(0, len(wanted), MOST_TOGETHER):
            some = wanted[at : at + MOST_TOGETHER]
            parts = [part for row in some for part in (*_by(row.wrapped_by), *_of(row))]
            answer = self.ask(*_to_open(reader), *parts)
            if answer[0] != OK:
                return
            kept.update(((name, row.pk), key) for row, key in zip(some, answer[1:], strict=False))

    def make(self, row: DataKey) -> None:
        """Give a row a new key, wrapped. Raises CannotOpen, KeysOutOfReach."""
        row.wrapped = self._asked(row, b"make", *_by(row.wrapped_by), row.bound_to())[0]

    def make_wrapping(self, row: WrappingKey) -> None:
        """Give a row a new wrapping key, wrapped. Raises KeysOutOfReach."""
        row.wrapped = self._asked(row, b"make wrapping", row.bound_to())[0]

    def wrap_anew(self, row: DataKey, by: WrappingKey) -> None:
        """Wrap a row's key by another wrapping key. Raises CannotOpen, KeysOutOfReach."""
        row.wrapped = self._asked(row, b"wrap anew", *_by(row.wrapped_by), *_of(row), *_by(by))[0]
        row.wrapped_by = by

    def opens(self, row: WrappingKey) -> bool:
        """Whether the agent's root key opens a wrapping key. Raises KeysOutOfReach."""
        return self.ask(b"opens", *_by(row))[0] == OK

    def mark(self) -> str:
        """A mark of the agent's root key. Raises KeysOutOfReach."""
        answer = self.ask(b"mark")
        return answer[1].decode()

    def state(self) -> tuple[int, int]:
        """How many different keys left the agent within the hour, and how many may. Raises KeysOutOfReach."""
        __, opened, most = self.ask(b"state")
        return int(opened), int(most)

    def account(self) -> int:
        """The number of the account as which the agent runs. Raises KeysOutOfReach."""
        self.state()
        return peer_of(self._line())

    def ask(self, *question: bytes) -> list[bytes]:
        """One question and its answer; asked again on a new line where the old one is cut. Raises KeysOutOfReach."""
        message = packed(question)
        for is_again in (False, True):
            try:
                line = self._line()
                line.sendall(message)
                answer = received(line, waits=PATIENCE, lasts=PATIENCE)
                if answer is None:
                    raise ConnectionResetError
            except (OSError, Garbled) as fault:
                self.hang_up()
                if is_again or isinstance(fault, TimeoutError):
                    raise KeysOutOfReach(KeysOutOfReach.SILENT) from fault
                continue
            if answer[0] in _CODES:
                raise KeysOutOfReach(_CODES[answer[0]])
            return answer
        raise AssertionError("unreachable")

    def hang_up(self) -> None:
        """Let this thread's line go."""
        __, line = self._mine.__dict__.pop("line", (0, None))
        if line is not None:
            line.close()

    def _asked(self, row: DataKey | WrappingKey, *question: bytes) -> list[bytes]:
        answer = self.ask(*question)
        if answer[0] == OVER:
            raise OverBudget(int(answer[1]), int(answer[2]))
        if answer[0] != OK:
            raise CannotOpen(
                f"the key {row.pk} was altered, or the key agent's root key is another one",
                code=CannotOpen.KEY_ALTERED,
            )
        return answer[1:]

    def _line(self) -> socket.socket:
        """This thread's line; a process that was forked makes one of its own."""
        made_by, line = self._mine.__dict__.get("line", (0, None))
        if line is None or made_by != os.getpid():
            self.hang_up()
            line = socket.socket(socket.AF_UNIX)
            self._mine.line = os.getpid(), line
            line.settimeout(PATIENCE)
            line.connect(str(self._path))
        return line


@cache
def agent_at(path: Path) -> There:
    """The agent that answers at a path."""
    return There(path)


def _to_open(reader: Reader | None) -> tuple[bytes, bytes, bytes]:
    name, most = (reader.name, reader.most) if reader else ("", 0)
    return b"open", name.encode(), b"%d" % most


def _by(row: WrappingKey) -> tuple[bytes, bytes]:
    return row.bound_to(), bytes(row.wrapped)


def _of(row: DataKey) -> tuple[bytes, bytes]:
    return row.bound_to(), bytes(row.wrapped)

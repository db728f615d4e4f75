"""A key agent's socket: who may ask, how many at once, and how long anybody may take.

The kernel says who is at the other end (SO_PEERCRED). Each line has a thread, so that a slow one blocks nobody.
"""

from __future__ import annotations

import logging
import os
import socket
import socketserver
import struct
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from shanyraq.foundation.key_holder import KeyHolder
from shanyraq.foundation.key_messages import GARBLED, Garbled, packed, received

log = logging.getLogger(__name__)
MOST_LINES = 64
IDLE, LASTS = 600.0, 5.0  # seconds without a question, and for one to come through


class KeyServer(socketserver.ThreadingUnixStreamServer):
    """Answers at a path for some accounts: those in `users`, its own and root."""

    daemon_threads = True
    request_queue_size = MOST_LINES  # whoever finds the queue full is not kept waiting but turned away

    def __init__(self, path: Path, holder: KeyHolder, users: set[int], group: int | None = None) -> None:
        self.holder, self.trusted = holder, {0, os.geteuid()}
        self.users, self._free = users | self.trusted, BoundedSemaphore(MOST_LINES)
        with suppress(FileNotFoundError):
            path.unlink()  # of one that was killed
        before = os.umask(0o177)
        try:
            super().__init__(str(path), _Line)
        finally:
            os.umask(before)
        if group is not None:
            os.chown(path, -1, group)
            path.chmod(0o660)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Whether whoever came may ask at all."""
        user = peer_of(request)
        if user not in self.users:
            log.warning("refused: account %d may not ask", user)
            return False
        if not self._free.acquire(blocking=False):
            log.warning("refused: %d lines are open already", MOST_LINES)
            return False
        return True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.error("a line was let go", exc_info=sys.exc_info())


class _Line(socketserver.BaseRequestHandler):
    """One line, question after question."""

    server: KeyServer

    def handle(self) -> None:
        is_trusted = peer_of(self.request) in self.server.trusted
        with suppress(TimeoutError, ConnectionError):
            try:
                while (question := received(self.request, waits=IDLE, lasts=LASTS)) is not None:
                    self.request.sendall(packed(self.server.holder.answer(question, is_trusted=is_trusted)))
            except Garbled:
                self.request.sendall(packed([GARBLED]))


def peer_of(line: socket.socket) -> int:
    """The account of whoever is at the other end, as the kernel says."""
    said = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", said)[1])

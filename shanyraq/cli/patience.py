"""A web worker that no slow client holds up: a thread is taken when a request has arrived, not while it arrives.

Gunicorn's threads read what a client sends as slowly as it sends it: eight clients that send a letter a second would
keep eight threads, and everybody else out. Here heads and forms are gathered by the loop that waits for all
connections. Only what is large is read by a thread, and never by so many that none is left for others. And that loop
does not wait for clients that are slow to hang up.
"""

from __future__ import annotations

import re
import threading
import time
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import _DEFER, ThreadWorker

MOST_HEAD = 64 * 1024  # bytes; gunicorn itself refuses heads that are longer than its own limits
MOST_GATHERED = 256 * 1024  # a form; a file is larger
ARRIVES_WITHIN = 60.0  # seconds, for a head and a form
LARGE_WITHIN = 600.0  # seconds, for a file over a bad line
END_OF_HEAD = b"\r\n\r\n"
MOST_HANGING_UP = 32  # lines that are ended politely at the same time; the next are cut
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class PatientWorker(ThreadWorker):
    """Gunicorn's threaded worker, which waits for whole requests without a thread."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.large = threading.BoundedSemaphore(max(1, self.cfg.threads // 2))
        self.hanging_up = threading.BoundedSemaphore(MOST_HANGING_UP)

    def is_parent_alive(self) -> bool:
        """Whether the process that started this one is there. Where not, the port is let go at once: whoever is started
        in its place need not wait until the last answer here is given.
        """
        if super().is_parent_alive():
            return True
        self.set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()
        return False

    def handle(self, conn: Any) -> Any:
        """Answer a request that has arrived; hand one back to the loop that has not."""
        conn.close = partial(self.hang_up, conn)
        if conn.is_http2 or (conn.parser is not None and conn.parser.unreader.buf.getvalue()):
            return super().handle(conn)
        try:
            state = gather(conn, time.monotonic())
        except OSError:
            return False
        if state is _DEFER or state is False:
            return state
        conn.data_ready, gathered, conn.gathered = True, bytes(conn.gathered), None
        conn.init()
        conn.parser.unreader.unread(gathered)
        return super().handle(conn) if state == "whole" else self._handle_large(conn)

    def hang_up(self, conn: Any, graceful: bool = False) -> None:
        """End a line: politely beside the loop, which waits for nobody, or at once."""
        if graceful and self.hanging_up.acquire(blocking=False):
            threading.Thread(target=self._linger, args=(conn.sock,), daemon=True).start()
        else:
            util.close(conn.sock)

    def _linger(self, sock: Any) -> None:
        try:
            with suppress(OSError):
                sock.setblocking(True)
                util.close_graceful(sock)
        finally:
            self.hanging_up.release()

    def _handle_large(self, conn: Any) -> Any:
        if not self.large.acquire(blocking=False):
            conn.sock.setblocking(True)
            conn.sock.sendall(BUSY)
            return False
        over = threading.Timer(LARGE_WITHIN, _give_up, [conn])
        over.daemon = True
        over.start()
        try:
            return super().handle(conn)
        finally:
            over.cancel()
            self.large.release()


def gather(conn: Any, now: float) -> Any:
    """Take what has arrived. "whole" or "large" where it can be answered, False where it never will, else later."""
    if getattr(conn, "gathered", None) is None:
        conn.gathered, conn.begun = bytearray(), now
    is_open = _take(conn)
    held = conn.gathered
    end = held.find(END_OF_HEAD)
    if not is_open:
        return "whole" if end >= 0 else False
    if end < 0:
        return "whole" if len(held) > MOST_HEAD else _later(conn, now)
    length = LENGTH.search(held, 0, end + 2)
    wanted = int(length.group(1)) if length else 0
    head = held[:end].lower()
    if (
        wanted > MOST_GATHERED
        or b"\r\nexpect:" in head
        or (length is None and b"\r\ntransfer-encoding:" in head)
    ):
        return "large"
    return "whole" if len(held) - end - len(END_OF_HEAD) >= wanted else _later(conn, now)


def _take(conn: Any) -> bool:
    """Take all that is there; False where nothing more will come."""
    conn.sock.setblocking(False)
    most = MOST_HEAD + MOST_GATHERED
    while len(conn.gathered) <= most:
        try:
            more = conn.sock.recv(64 * 1024)
        except BlockingIOError:
            return True
        if not more:
            return False
        conn.gathered += more
    return True


def _later(conn: Any, now: float) -> Any:
    return _DEFER if now - conn.begun < ARRIVES_WITHIN else False


def _give_up(conn: Any) -> None:
    """End a connection over which a file has come for too long."""
    try:
        conn.sock.shutdown(2)
    except OSError:
        return

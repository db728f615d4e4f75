"""What the site and its key agent say to each other: a few short texts of bytes, each with its length in front.

message = length of the rest, 4 bytes | for each part: its length, 2 bytes | its bytes
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable

LONGEST = 32_768  # bytes; a key is asked for in some three hundred, and a page asks for many at once
OK, OVER, STOPPED, WRONG, SEALED, GARBLED = b"ok", b"over", b"stopped", b"wrong", b"sealed", b"garbled"


class Garbled(Exception):
    """Bytes that are no message."""


def packed(parts: Iterable[bytes]) -> bytes:
    """A message. Raises Garbled where it would be too long to be taken."""
    said = list(parts)
    if not said or sum(2 + len(part) for part in said) > LONGEST:
        raise Garbled
    body = b"".join(len(part).to_bytes(2, "big") + part for part in said)
    return len(body).to_bytes(4, "big") + body


def unpacked(body: bytes) -> list[bytes]:
    """The parts of a message without its length; never none. Raises Garbled."""
    parts, at = list[bytes](), 0
    while at < len(body):
        end = at + 2 + int.from_bytes(body[at : at + 2], "big")
        if at + 2 > len(body) or end > len(body):
            raise Garbled
        parts.append(body[at + 2 : end])
        at = end
    if not parts:
        raise Garbled
    return parts


def received(line: socket.socket, *, waits: float, lasts: float) -> list[bytes] | None:
    """The next message; None where the other side has hung up.

    `waits` seconds until it begins, `lasts` until it is whole. Raises TimeoutError, OSError, Garbled.
    """
    line.settimeout(waits)
    head = line.recv(4)
    if not head:
        return None
    until = time.monotonic() + lasts
    head += _rest(line, 4 - len(head), until)
    length = int.from_bytes(head, "big")
    if length > LONGEST:
        raise Garbled
    return unpacked(_rest(line, length, until))


def _rest(line: socket.socket, many: int, until: float) -> bytes:
    got = b""
    while len(got) < many:
        line.settimeout(max(0.001, until - time.monotonic()))
        more = line.recv(many - len(got))
        if not more:
            raise Garbled
        got += more
    return got

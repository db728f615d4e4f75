"""Asking a virus scanner about a file that somebody sent: ClamAV's daemon, over its socket.

What becomes of a file that nobody could look through is a switch of the installation (SHANYRAQ_UNSCANNED): where people
are real, it is not read.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from shanyraq.foundation.errors import Refusal

PATIENCE = 20.0  # seconds for a file; a scanner that hangs must not keep a worker
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
OLDEST_BASE = timedelta(days=7)


class NotScanned(Refusal):
    """A file is not read: the scanner knows it as harmful, or could not be asked."""


class ScannerSilent(Exception):
    """The scanner does not answer, or not as a scanner does. The message is for whoever runs the site."""


@dataclass(frozen=True)
class Base:
    """What the scanner is, and the day its signatures are of; None where it has no signature base."""

    program: str
    of: datetime | None


def look_through(data: bytes) -> None:
    """Let a file pass that the scanner knows nothing against. Raises NotScanned, with what to do."""
    try:
        found = _found_in(data)
    except ScannerSilent:
        if settings.UNSCANNED == "allow":
            return
        raise NotScanned(
            _(
                "Files cannot be checked for harmful content just now, so none is read. "
                "Tell your administrator; nothing of this file was kept."
            ),
            code="not_scanned",
        ) from None
    if found:
        raise NotScanned(
            _(
                "This file holds something that harms computers. It was not read and not kept. "
                "Tell whoever sent it, and do not open it."
            ),
            code="harmful",
        )


def base() -> Base:
    """What the scanner knows. Raises ScannerSilent."""
    program, __, rest = _ask(b"zVERSION\0").partition("/")
    if not program.startswith("ClamAV"):
        raise ScannerSilent("what answers there is no scanner")
    try:
        of = datetime.strptime(rest.partition("/")[2], "%a %b %d %H:%M:%S %Y")  # noqa: DTZ007 - it tells no zone
    except ValueError:
        of = None
    return Base(program, of)


def _found_in(data: bytes) -> str:
    """The name of what the scanner found; empty where it found nothing. Raises ScannerSilent."""
    answer = _ask(b"zINSTREAM\0", data).removeprefix("stream: ")
    if answer == "OK":
        return ""
    if answer.endswith(" FOUND"):
        return answer.removesuffix(" FOUND")
    raise ScannerSilent("the scanner could not look through a file: its StreamMaxLength may be too small")


def _ask(command: bytes, data: bytes | None = None) -> str:
    """One question and its answer."""
    try:
        with _connection() as line:
            line.sendall(command)
            if data is not None:
                for start in range(0, len(data), CHUNK):
                    part = data[start : start + CHUNK]
                    line.sendall(struct.pack("!I", len(part)) + part)
                line.sendall(struct.pack("!I", 0))
            return _answer(line)
    except OSError as fault:
        raise ScannerSilent(f"nothing answers at {settings.SCANNER}") from fault


def _answer(line: socket.socket) -> str:
    got = b""
    while not got.endswith(b"\0") and len(got) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
        got += more
    return got.rstrip(b"\0\n").decode("ascii", "replace")


def _connection() -> socket.socket:
    """To a socket in the file system, or to a port."""
    place = settings.SCANNER
    if "/" not in place:
        host, __, port = place.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line

"""Having a file looked at by a process of its own, and getting back what of it may be kept."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from shanyraq.papers.cleaning.unfit import DOCX, JPEG, MOST_KEPT, ODT, PDF, PNG, XLSX, Unfit

PATIENCE = 60.0  # seconds
ALONE = "shanyraq.papers.cleaning.alone"
ROOT = Path(__file__).resolve().parents[3]
FORMS = (PDF, JPEG, PNG, DOCX, XLSX, ODT)
_two_at_a_time = threading.BoundedSemaphore(2)  # each may take the memory of a worker


class Cleaned(NamedTuple):
    """What of a file may be kept: its form and its bytes."""

    form: str
    content: bytes


def clean(data: bytes) -> Cleaned:
    """What of a file may be kept. Raises Unfit. May last some seconds: call it outside of a transaction."""
    if not data:
        raise Unfit(Unfit.EMPTY)
    with _two_at_a_time:
        told = _asked(data)
    word, found, _kept = told[:64].partition(b"\n")
    if not found or len(told) > MOST_KEPT + 64:
        raise Unfit(Unfit.BROKEN)  # it was ended: it took too long, or broke
    code = word[1:].decode("ascii", "replace")
    if word[:1] == b"+" and code in FORMS:
        return Cleaned(code, told[len(word) + 1 :])
    raise Unfit(code)


def _asked(data: bytes) -> bytes:
    """What the process says. Of this one's environment it gets nothing: no key, no address of a database."""
    with subprocess.Popen(  # noqa: S603 - our own module, by the interpreter at hand
        [sys.executable, "-B", "-m", ALONE],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        end = threading.Timer(PATIENCE, process.kill)
        end.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(data)
            with suppress(BrokenPipeError):
                process.stdin.close()
            return process.stdout.read(MOST_KEPT + 65)
        finally:
            end.cancel()
            process.kill()

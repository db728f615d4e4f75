"""The process in which a file is looked at: `python -m shanyraq.papers.cleaning.alone`, the file in, what is kept out.

Out comes one line, `+` and the form, or `-` and why not; then the bytes. It sets its own limits before it reads.
"""

from __future__ import annotations

import resource
import sys

from shanyraq.papers.cleaning.recognising import cleaned
from shanyraq.papers.cleaning.unfit import Unfit

MOST_MEMORY = 256 * 1024**2  # bytes of its own; with the libraries it stays below 300 MB
MOST_SECONDS = 30  # of the processor


def main() -> int:
    """Read, clean, write."""
    _set_limits()
    data = sys.stdin.buffer.read()
    try:
        form, kept = cleaned(data)
        told = f"+{form}\n".encode()
    except Unfit as unfit:
        told, kept = f"-{unfit.code}\n".encode(), b""
    except (MemoryError, RecursionError):
        told, kept = f"-{Unfit.TOO_LARGE}\n".encode(), b""
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.write(kept)
    sys.stdout.buffer.flush()
    return 0


def _set_limits() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # and leaves none when it breaks


if __name__ == "__main__":
    sys.exit(main())

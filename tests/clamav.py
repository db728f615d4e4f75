"""ClamAV's own daemon for tests, with one signature that is ours: no signature base is needed, and none is fetched."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIGNATURE = Path(__file__).resolve().parent.parent / "shanyraq/foundation/tests/eicar.ndb"
# The file that every scanner takes for harmful, in two parts: none takes this one for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
PATIENCE = 30


class ClamavMissing(Exception):
    """Debian's clamav-daemon is not here."""


def program() -> str:
    """Where the daemon is. Raises ClamavMissing."""
    found = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        raise ClamavMissing("ClamAV's daemon is not here: install Debian's clamav-daemon")
    return found


@contextmanager
def clamd() -> Iterator[str]:
    """A daemon that knows our signature alone; its socket. Raises ClamavMissing."""
    daemon = program()
    with tempfile.TemporaryDirectory(prefix="clamd") as folder:
        base, place = Path(folder, "base"), f"{folder}/clamd.ctl"
        base.mkdir()
        shutil.copy(SIGNATURE, base)
        settings = Path(folder, "clamd.conf")
        settings.write_text(
            f"LocalSocket {place}\nDatabaseDirectory {base}\nTemporaryDirectory {folder}\nForeground yes\n"
            "StreamMaxLength 25M\nMaxThreads 2\n"
        )
        running = subprocess.Popen(
            [daemon, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            end = time.monotonic() + PATIENCE
            while not Path(place).exists():
                if running.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("ClamAV's daemon did not start")
                time.sleep(0.05)
            yield place
        finally:
            running.terminate()
            running.wait()

"""A site that a journey walks through: the real command, on a free port, with a data folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = Path(sys.executable).parent / "shanyraq"
PATIENCE = 60  # seconds until a starting site has answered


@dataclass(frozen=True)
class Site:
    """A running site: where it answers, and where its data lies."""

    url: str
    data: Path

    def run(self, *arguments: str, **environment: str) -> str:
        """Run `shanyraq …` on this site's data and return what it printed."""
        return run(self.data, *arguments, **environment)


def environment_for(data: Path, **more: str) -> dict[str, str]:
    """The environment of a site of its own: nothing of ours, but the paths to programs."""
    inherited = {
        k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))
    }
    return {**inherited, "SHANYRAQ_DATA": str(data), "PYTHONUNBUFFERED": "1", **more}


def run(data: Path, *arguments: str, **environment: str) -> str:
    """Run `shanyraq …` on a data folder. Raises AssertionError with everything it said where it fails."""
    done = subprocess.run(
        [str(COMMAND), *arguments],
        cwd=ROOT,
        env=environment_for(data, **environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"shanyraq {' '.join(arguments)} failed:\n{done.stdout}"
    return done.stdout


@contextmanager
def served(data: Path, **environment: str) -> Iterator[Site]:
    """Serve a data folder until the end. Raises AssertionError with the site's own words where it does not start."""
    port = free_port()
    log = data / "serve.log"
    with log.open("wb") as words:
        process = subprocess.Popen(
            [str(COMMAND), "serve"],
            cwd=ROOT,
            env=environment_for(data, PORT=str(port), **environment),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, process, log)
            yield Site(url, data)
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    complaints = log.read_text(errors="replace")
    is_faulty = "Traceback (most recent call last)" in complaints or '"fault": ' in complaints
    assert not is_faulty, f"the site complained:\n{complaints[-4000:]}"


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the site answers anything."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the site stopped at once:\n{log.read_text(errors='replace')}"
        try:
            urlopen(url, timeout=5).close()
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer within {PATIENCE} s:\n{log.read_text(errors='replace')}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_of(data: Path, target: Path) -> Path:
    """A data folder of its own with the same contents; the one copied stays as it was made."""
    shutil.copytree(data, target, ignore=shutil.ignore_patterns("serve.log"))
    return target

"""What can be killed and is started again, as systemd would: the site's processes, its key agent, a postmaster."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.bars.visitors import BROKEN, Browser

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Site:
    """`shanyraq serve`, started again whenever it is gone."""

    env: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "shanyraq.cli.main", "serve"]
        with self.log.open("ab") as lines:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=lines
            )

    @property
    def log(self) -> Path:
        """What the site said of itself, over all its lives."""
        return Path(self.env["SHANYRAQ_DATA"]).parent / "site.log"

    def stand_by(self) -> None:
        """Start it again where it is gone: the old one may still hold the port, or the database be away."""
        if self.process is None or self.process.poll() is not None:
            self.start()

    def wait(self) -> None:
        for _ in range(600):
            self.stand_by()
            with suppress(*BROKEN):
                if Browser(self.port).ask("GET", "/log-in/")[0] == 200:
                    return
            time.sleep(0.2)
        raise TimeoutError("the site does not answer")

    def kill_worker(self) -> None:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for child in children.read_text().split()[:1] if children.exists() else []:
            os.kill(int(child), signal.SIGKILL)

    def kill_master(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(30)


@dataclass
class KeyAgent:
    """`shanyraq keys agent`, with the root key of a site that has none of its own from then on."""

    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        folder = Path(self.env["SHANYRAQ_DATA"]).parent / "agent"
        folder.mkdir(mode=0o700)
        (Path(self.env["SHANYRAQ_DATA"]) / "keys" / "root.key").rename(folder / "root.key")
        self.env["SHANYRAQ_KEY_AGENT"] = str(folder / "agent.sock")

    def stand_by(self) -> None:
        """Start it, or start it again where it is gone."""
        if self.process is None or self.process.poll() is not None:
            socket = self.env["SHANYRAQ_KEY_AGENT"]
            words = ["keys", "agent", socket, "--keys", str(Path(socket).parent)]
            self.process = subprocess.Popen(
                [sys.executable, "-m", "shanyraq.cli.main", *words],
                cwd=ROOT,
                env=self.env,
                stdout=subprocess.DEVNULL,
            )

    def wait(self) -> None:
        """Until its socket is there."""
        self.stand_by()
        for _ in range(300):
            if Path(self.env["SHANYRAQ_KEY_AGENT"]).exists():
                return
            time.sleep(0.1)
        raise TimeoutError("the key agent does not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(10)


@dataclass
class Server:
    """The postmaster of a cluster, started again with the words that it was started with."""

    url: str
    words: list[str] = field(default_factory=list)
    owner: str | None = None
    pid: int = 0
    process: subprocess.Popen[bytes] | None = None  # the one that was started here

    def __post_init__(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            # the tests' cluster forgets the last instant; whoever keeps people's files sets this
            connection.execute("ALTER ROLE shanyraq SET synchronous_commit = on")
            folder = Path(connection.execute("SHOW data_directory").fetchone()[0])  # type: ignore[index]
        self.pid = int((folder / "postmaster.pid").read_text().split()[0])
        raw = Path(f"/proc/{self.pid}/cmdline").read_bytes().rstrip(b"\0")
        self.words = [word.decode() for word in raw.split(b"\0")]
        uid = os.stat(f"/proc/{self.pid}").st_uid
        self.owner = pwd.getpwuid(uid).pw_name if uid != os.geteuid() else None

    def kill_backend(self) -> None:
        with suppress(FileNotFoundError, ProcessLookupError):  # what has ended by itself meanwhile
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            names = {int(one): Path(f"/proc/{one}/cmdline").read_bytes() for one in children}
            backends = [one for one, name in names.items() if b"shanyraq" in name and b"127.0.0.1" in name]
            for one in backends[:1]:
                os.kill(one, signal.SIGKILL)

    def kill_postmaster(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.start()

    def stand_by(self) -> None:
        """Start it again where it is gone: while backends of the one before are still there it gives up."""
        if self.process is not None and self.process.poll() is not None:
            self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.words,
            user=self.owner,
            cwd="/",
            env={"LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.pid = self.process.pid


@contextmanager
def environment(url: str) -> Iterator[dict[str, str]]:
    """A new installation's, with a port of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))}
    with socket.socket() as probe, tempfile.TemporaryDirectory() as folder:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        yield kept | {
            "SHANYRAQ_DATA": f"{folder}/var",
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

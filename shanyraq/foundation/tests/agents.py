"""A key agent in a process of its own, with the root key of the tests in a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from shanyraq.foundation import wrapping
from shanyraq.foundation.errors import KeysOutOfReach
from shanyraq.foundation.key_line import There
from shanyraq.foundation.keyfiles import ROOT


@dataclass
class AgentProcess:
    """`shanyraq keys agent`, started and killed by a test."""

    folder: Path
    words: tuple[str, ...] = ()
    process: subprocess.Popen[str] | None = None

    @property
    def socket(self) -> Path:
        return self.folder / "agent.sock"

    @property
    def log(self) -> str:
        return (self.folder / "agent.log").read_text()

    def start(self) -> None:
        """Returns when it answers."""
        keys = self.folder / "keys"
        if not keys.exists():
            keys.mkdir(mode=0o700)
            shutil.copyfile(wrapping.keys_folder() / ROOT, keys / ROOT)
            (keys / ROOT).chmod(0o600)
        where = () if "--sealed" in self.words else ("--keys", str(keys))
        command = [
            sys.executable,
            "-m",
            "shanyraq.cli.main",
            "keys",
            "agent",
            str(self.socket),
            *where,
            *self.words,
        ]
        with (self.folder / "agent.log").open("a") as lines:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=lines, text=True)
        assert self.process.stdout is not None
        assert "answers" in self.process.stdout.readline(), self.log

    def kill(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        self.process.kill()
        self.process.wait(10)
        self.process.stdout.close()


def seconds_until_it_answers(line: There, most: float = 10.0) -> float:
    """How long a client that goes on asking had to wait."""
    began = time.monotonic()
    while time.monotonic() - began < most:
        try:
            line.state()
        except KeysOutOfReach:
            time.sleep(0.02)
        else:
            break
    return time.monotonic() - began

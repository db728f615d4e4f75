"""A PostgreSQL cluster of our own, thrown away at the end: no password, no root, nothing of the machine's touched.

    python -m tests.postgres COMMAND…      runs COMMAND with SHANYRAQ_TEST_DATABASE set

PostgreSQL refuses to run as root; there, an unprivileged system user owns the cluster.
"""

import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

OWNER = "shanyraq-tests"
PACKAGES = "PostgreSQL is missing: install the Debian package `postgresql` (apt-get install postgresql)."


class PostgresMissing(Exception):
    """No PostgreSQL server programs on this machine; the message names the Debian package."""


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest installed. Raises PostgresMissing."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    if found is None:
        raise PostgresMissing(PACKAGES)
    return Path(found).resolve().parent


@contextmanager
def cluster(*more_settings: str) -> Iterator[str]:
    """Start a cluster in a temporary folder and give its URL; stop it and remove the folder at the end.

    More settings are written like `autovacuum=off`.
    """
    bin_folder = programs()
    owner = _owner()
    # where another user owns the cluster, every folder above it must let her through
    folder = Path(tempfile.mkdtemp(prefix="shanyraq-pg-", dir="/tmp" if owner else None))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if owner is not None:
        shutil.chown(folder, owner)
        shutil.chown(data, owner)
    port = _free_port()
    try:
        initdb: list[str | Path] = [
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            "shanyraq",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        _as_owner(owner, initdb)
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
        settings += " -c synchronous_commit=off -c max_connections=50"
        settings += "".join(f" -c {setting}" for setting in more_settings)
        control: list[str | Path] = [bin_folder / "pg_ctl", "-D", data, "-w"]
        _as_owner(owner, [*control, "-t", "60", "-l", folder / "log", "-o", settings, "start"])
        try:
            yield f"postgresql://shanyraq@127.0.0.1:{port}/postgres"
        finally:
            _as_owner(owner, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """The user who runs the server: None for ourselves, else an unprivileged one, made where it is missing."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(OWNER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OWNER], check=True
        )
    return OWNER


def _as_owner(owner: str | None, command: Sequence[str | Path]) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if words[-1] != "start" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed as {owner or getpass.getuser()}:\n{done.stdout or ''}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: Sequence[str]) -> int:
    """Run a command beside a throw-away cluster; its exit code is ours."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster stops with us
    try:
        # Tests take their rows back. Tables that are counted just then are planned as empty ever after, and the next
        # test's questions take minutes instead of milliseconds: so nothing is counted but where a test asks for it.
        with cluster("autovacuum=off") as url:
            return subprocess.run(command, env={**os.environ, "SHANYRAQ_TEST_DATABASE": url}).returncode
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""B26: the disk fails or is full while acts are written; nothing acknowledged is lost, and it goes on afterwards.

Now this fsync or write, now that one is answered with an I/O error (strace); then a disk of a few megabytes runs full
and is given room again. SQLite: on PostgreSQL a full disk is the server's, and B22 has it refuse as a full one does.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# One call in 101 fails, beginning with the first, the 13th and so on: an act makes some thirty calls, so that those
# that fail do so at another call each.
STEP = 101
BEGINNINGS = range(1, STEP, 12)
ACTS = 60
CALLS = "fsync,fdatasync,pwrite64"
SPARE = 2 * 2**20  # bytes beside the database on the small disk


@dataclass
class Told:
    """What writers were told: what was saved, and what was refused in which words."""

    saved: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def write(name: str, acts: int) -> None:
    """Try so many acts; each says on its own line that it was saved, or why it was not."""
    import django

    django.setup()
    from django.contrib.sessions.models import Session
    from django.db import DatabaseError

    from shanyraq.access.queries import system_actor
    from shanyraq.audit.actions import recorded
    from tests.bars.load import ALWAYS

    faults = 0
    for number in range(acts):
        key = f"{name}x{number}"
        try:
            with recorded("load.written", by=system_actor("bar")):
                Session.objects.create(session_key=key, session_data="x" * 2000, expire_date=ALWAYS)
        except (DatabaseError, OSError) as fault:
            print(f"FAULT {fault}", flush=True)
            faults += 1
            if faults == ACTS:
                return  # it will not be better by itself
        else:
            print(f"SAVED {key}", flush=True)


def writer(env: dict[str, str], told: Told, name: str, acts: int, *before: str) -> None:
    """Run a writer, under something where that is wanted, and keep what it was told."""
    command = [*before, sys.executable, "-m", "tests.bars.b26", "write", name, str(acts)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    told.saved += re.findall(r"^SAVED (\S+)$", done.stdout, re.M)
    told.faults += re.findall(r"^FAULT (.*)$", done.stdout, re.M)
    if done.returncode > 0:  # it could not even begin
        told.faults.append((done.stderr.strip().splitlines() or ["it ended"])[-1])


def missing(data: Path, told: Told) -> list[str]:
    """What was said to be saved and is not there, and whatever else is wrong with the file."""
    with closing(sqlite3.connect(data / "shanyraq.sqlite3")) as database:
        there = {row[0] for row in database.execute("SELECT session_key FROM django_session")}
        rows = database.execute("SELECT count(*) FROM audit_entry WHERE action = 'load.written'").fetchone()[
            0
        ]
        found = [f"lost: {key}" for key in told.saved if key not in there]
        found += [str(row[0]) for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return found + ([f"{len(there)} written and {rows} rows"] if rows != len(there) else [])


def environment(data: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))}
    return kept | {
        "SHANYRAQ_DATA": str(data),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def command(env: dict[str, str], words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shanyraq.cli.main", *words.split()],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )


def broken_disk() -> int:
    """The bar's line for I/O errors."""
    if shutil.which("strace") is None:
        print("BAR B26 NOTRUN I/O errors: strace is not here (the Debian package `strace`)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        data, told = Path(folder) / "var", Told()
        env = environment(data)
        command(env, "migrate").check_returncode()
        for position in BEGINNINGS:
            inject = f"inject={CALLS}:error=EIO:when={position}+{STEP}"
            strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", inject]
            writer(env, told, f"p{position}", ACTS, *strace)
        wrong = missing(data, told)
        after = Told()
        writer(env, after, "after", 3)
        verified = command(env, "audit verify").returncode
    is_good = not wrong and not verified and len(after.saved) == 3 and told.saved and told.faults
    kinds = sorted(set(told.faults))
    print(
        f"BAR B26 {'PASS' if is_good else 'FAIL'} I/O errors: one write or fsync in {STEP} failed, "
        f"{len(told.faults)} acts refused, {len(told.saved)} saved, {len(wrong)} lost or half, "
        f"verified with {verified}, {len(after.saved)} of 3 saved afterwards, target 0 lost",
        flush=True,
    )
    if not is_good:
        print(wrong[:5], kinds[:5], after, file=sys.stderr)
    return int(not is_good)


def full_disk() -> int:
    """The bar's line for a disk that runs full."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small"
        small.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(small)]
        if subprocess.run(mount, capture_output=True).returncode:
            print("BAR B26full NOTRUN a small disk cannot be mounted here: it needs root")
            return 0
        try:
            return _full_disk(small)
        finally:
            subprocess.run(["umount", str(small)], check=True)


def _full_disk(small: Path) -> int:
    data, told, after = small / "var", Told(), Told()
    env = environment(data)
    command(env, "migrate").check_returncode()
    (data / "ballast").write_bytes(bytes(SPARE))
    used = shutil.disk_usage(small).used
    subprocess.run(["mount", "-o", f"remount,size={used + SPARE}", str(small)], check=True)
    writer(env, told, "full", 2000)
    refused = command(env, "admin create aida.s --link")
    names_it = "is full" in refused.stderr and f"rm {data / 'ballast'}" in refused.stderr
    left = [path.name for path in data.iterdir() if path.name.startswith(".")]
    (data / "ballast").unlink()
    writer(env, after, "again", 20)
    wrong, verified = missing(data, Told(told.saved + after.saved)), command(env, "audit verify").returncode
    is_good = not (wrong or verified or left) and names_it and told.faults and len(after.saved) == 20
    print(
        f"BAR B26full {'PASS' if is_good else 'FAIL'} a full disk: {len(told.saved)} saved, then {len(told.faults)} "
        f"refused, {len(wrong)} lost or half, cause and cure {'named' if names_it else 'not named'}, "
        f"{len(after.saved)} of 20 saved once there was room, verified with {verified}, target 0 lost",
        flush=True,
    )
    if not is_good:
        print(wrong[:5], sorted(set(told.faults)), refused.stderr, left, after, file=sys.stderr)
    return int(not is_good)


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(broken_disk() | full_disk())

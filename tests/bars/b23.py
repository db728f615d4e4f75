"""B23: a million rows are verified in half a minute, in little memory, and the second verifier agrees.

One row in ten names a person, as pages of an installation do; a checkpoint a day. `B23_ROWS` asks for fewer.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shanyraq.audit import rules
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.tree import grown, leaf, root_of

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = int(os.environ.get("B23_ROWS", "1000000"))
SECONDS, MEGABYTES = 30, 200
A_DAY = 3000  # rows
NAMES = [*rules.Row._fields, "prev_hash", "hash"]


def rows(size: int, before: str) -> Iterator[tuple[rules.Row, str, str]]:
    """Rows in the order of the chain, three thousand a day."""
    begin = datetime(2021, 1, 1, tzinfo=UTC)
    for seq in range(2, size + 1):
        at = begin + timedelta(seconds=seq * 86400 / A_DAY)
        person = f'["person:{UUID(int=seq % 700 + 1)}"]' if seq % 10 == 0 else "[]"
        row = rules.Row(
            version="2",
            seq=str(seq),
            shard=at.strftime("%Y-%m"),
            at=rules.instant(at),
            actor=str(UUID(int=seq % 40)),
            session="0123456789abcdef",
            action="records.read",
            objects_json=person,
            fields_json='["cases.Case","people.Person"]',
            purpose="case.read",
            decision="ALLOWED",
            reason_code="",
            grant_id="",
            request_id=str(UUID(int=seq)),
            device="fedcba9876543210",
        )
        yield row, before, (stored := rules.hash_of(row, before))
        before = stored


def fill(data: Path) -> None:
    """Put the rows into an installation that was just made."""
    key = Ed25519PrivateKey.from_private_bytes((data / "keys" / "audit.key").read_bytes())
    with sqlite3.connect(data / "shanyraq.sqlite3") as tables:
        tables.execute("PRAGMA synchronous=OFF")
        before, head = tables.execute("SELECT hash FROM audit_entry").fetchone()[0], ""
        frontier, size = grown((), 0, [leaf(before)])
        entry = f"INSERT INTO audit_entry ({', '.join(NAMES)}) VALUES ({', '.join('?' * len(NAMES))})"
        for row, prev_hash, stored in rows(ROWS, before):
            written = str(datetime.fromisoformat(row.at).replace(tzinfo=None))
            values = row._replace(at=written)
            made = tables.execute(entry, (int(row.version), int(row.seq), *values[2:], prev_hash, stored))
            for person in rules.people_in(row.objects_json):
                tables.execute(
                    "INSERT INTO audit_about (entry_id, person) VALUES (?, ?)", (made.lastrowid, person.hex)
                )
            frontier, size = grown(frontier, size, [leaf(stored)])
            if size % A_DAY == 0 or size == ROWS:
                mark = checkpoints.Checkpoint("me", size, root_of(frontier), stored, row.at)
                page = checkpoints.signed(mark, key), b"".join(frontier)
                tables.execute(
                    "INSERT INTO audit_checkpoint (size, at, page, frontier) VALUES (?, ?, ?, ?)",
                    (size, written, *page),
                )
            head = stored
        signature = key.sign(rules.head_message(ROWS, head)).hex()
        tables.execute("UPDATE audit_head SET seq = ?, hash = ?, signature = ?", (ROWS, head, signature))
    tables.close()


def measured(*words: object, data: Path) -> tuple[int, str, float, float, float]:
    """Exit code, what was said, seconds on the clock, seconds of work, megabytes at the most."""
    environment = {**os.environ, "SHANYRAQ_DATA": str(data), "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    process = subprocess.Popen(
        list(map(str, words)), env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    worked = used.ru_utime + used.ru_stime
    return process.returncode, said, time.monotonic() - began, worked, used.ru_maxrss / 1024


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "var"
        command = (sys.executable, "-m", "shanyraq.cli.main")
        if measured(*command, "migrate", data=data)[0]:
            print("BAR B23 FAIL no installation could be made")
            return 1
        fill(data)
        code, said, clock, seconds, megabytes = measured(*command, "audit", "verify", data=data)
        key = measured(*command, "audit", "key", data=data)[1].strip()
        second = measured(
            sys.executable,
            ROOT / "tools" / "verify_audit.py",
            data / "shanyraq.sqlite3",
            "--key",
            key,
            data=data,
        )
    is_good = code == second[0] == 0 and seconds <= SECONDS and megabytes <= MEGABYTES
    print(
        f"BAR B23 {'PASS' if is_good else 'FAIL'} {ROWS} rows in {seconds:.1f} s of work ({clock:.1f} s on the clock) "
        f"and {megabytes:.0f} MB, the second verifier in {second[3]:.1f} s and {second[4]:.0f} MB, "
        f"target {SECONDS} s and {MEGABYTES} MB"
    )
    if code or second[0]:
        print(said[-2000:], second[1][-2000:], file=sys.stderr)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())

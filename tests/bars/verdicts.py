"""A bar that is a file of tests: run on SQLite and on PostgreSQL, and said in one line each.

    BAR B11 PASS 0 of 14 failed on SQLite, target 0

Beneath it stands what a test told of how much it looked at. A database that is not here gives NOTRUN, so that it never
looks like a pass.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from tests.postgres import PostgresMissing, programs

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = re.compile(r"(\d+) (passed|failed|error)")
TOLD = "BAR_TOLD"  # the environment's name of the file in which tests tell


def tell(line: str) -> None:
    """Say from within a test how much it looked at: beneath the bar's own line, or with the test's output."""
    if TOLD not in os.environ:
        print(line)
        return
    with open(os.environ[TOLD], "a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def say(bar: str, *tests: str) -> int:
    """Run the tests of a bar on both databases and print its lines. Returns 1 where one failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    failed = _say(bar, command, "SQLite")
    try:
        programs()
    except PostgresMissing as missing:
        print(f"BAR {bar} NOTRUN on PostgreSQL: {missing}")
        return failed
    return _say(bar, [sys.executable, "-m", "tests.postgres", *command], "PostgreSQL") or failed


def _say(bar: str, command: list[str], database: str) -> int:
    with NamedTemporaryFile("r", encoding="utf-8") as file:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {TOLD: file.name},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        told = file.read().splitlines()
    last = done.stdout.strip().rsplit("\n", 1)[-1]
    count = {word: int(number) for number, word in COUNT.findall(last)}
    if done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED and database != "SQLite":
        print(f"BAR {bar} NOTRUN on {database}: nothing of it touches a database", flush=True)
        return 0
    failed, ran = sum(count.values()) - count.get("passed", 0), sum(count.values())
    is_good = done.returncode == 0 and ran > 0
    print(
        f"BAR {bar} {'PASS' if is_good else 'FAIL'} {failed} of {ran} failed on {database}, target 0",
        flush=True,
    )
    for line in told:
        print(f"    {line}", flush=True)
    if not is_good:
        print(done.stdout[-4000:], file=sys.stderr)
    return int(not is_good)

"""A bar that is a file of tests: run on SQLite and on PostgreSQL, and said in one line each.

    BAR B11 PASS 0 of 14 failed on SQLite, target 0

A database that is not here gives NOTRUN, so that it never looks like a pass.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.postgres import PostgresMissing, programs

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = re.compile(r"(\d+) (passed|failed|error)")


def say(bar: str, *tests: str) -> int:
    """Run the tests of a bar on both databases and print its lines. Returns 1 where one failed."""
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    failed = _say(bar, pytest, "SQLite")
    try:
        programs()
    except PostgresMissing as missing:
        print(f"BAR {bar} NOTRUN on PostgreSQL: {missing}")
        return failed
    return _say(bar, [sys.executable, "-m", "tests.postgres", *pytest], "PostgreSQL") or failed


def _say(bar: str, command: list[str], database: str) -> int:
    done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    last = done.stdout.strip().rsplit("\n", 1)[-1]
    count = {word: int(number) for number, word in COUNT.findall(last)}
    failed, ran = sum(count.values()) - count.get("passed", 0), sum(count.values())
    is_good = done.returncode == 0 and ran > 0
    print(
        f"BAR {bar} {'PASS' if is_good else 'FAIL'} {failed} of {ran} failed on {database}, target 0",
        flush=True,
    )
    if not is_good:
        print(done.stdout[-4000:], file=sys.stderr)
    return int(not is_good)

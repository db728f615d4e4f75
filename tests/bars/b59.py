"""B59: branch coverage of the policy, the record, the vault and the keys, and of the whole, by the tests that are run.

    python tests/bars/b59.py            the whole quick suite and the quick bars, on SQLite; the rooms on PostgreSQL too
    python tests/bars/b59.py rooms      these rooms by their own tests alone: minutes

A branch that only PostgreSQL takes is seen there, and both runs count together. What is not covered is listed on
standard error. A run in which a test failed measures nothing, and says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import PostgresMissing, programs

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("shanyraq/access", "shanyraq/audit", "shanyraq/vault", "shanyraq/foundation")
# The policy, the record, and all that seals: keys, their files, what is sealed with them.
STRICT = (
    *(f"shanyraq/{room}/*" for room in ("access", "audit", "vault")),
    *(
        f"shanyraq/foundation/{name}.py"
        for name in ("agent", "checking", "encrypted", "keyfiles", "keyring", "root", "rotation", "wrapping")
    ),
)
LEFT_OUT = ("*/tests/*", "*/migrations/*")
WHOLE = ("shanyraq", "tools", "tests/architecture", "tests/bars")


def main(words: list[str]) -> int:
    """Measure, print the lines, and name what is missing. Returns 1 unless all is covered that should be."""
    only_rooms = words == ["rooms"]
    with tempfile.TemporaryDirectory(prefix="shanyraq-b59-") as folder:
        told = {**os.environ, "COVERAGE_FILE": f"{folder}/data", "PYTHONPATH": str(ROOT)}
        where = "on SQLite"
        if not _measured(ROOMS if only_rooms else WHOLE, told):
            return 0
        try:
            programs()
        except PostgresMissing as missing:
            print(f"BAR B59 NOTRUN on PostgreSQL: {missing}")
        else:
            where = "on SQLite and PostgreSQL together"
            if not _measured(ROOMS, told, "-m", "tests.postgres", sys.executable):
                return 0
        failed = _say("policy, record, vault and keys", where, _report(folder, told, STRICT), 100)
        return (
            failed
            if only_rooms
            else _say("the whole", where, _report(folder, told, ("shanyraq/*",)), 95) or failed
        )


def _measured(tests: tuple[str, ...], told: dict[str, str], *before: str) -> bool:
    """Run tests and add what they reach; False, and a line that says so, where one failed."""
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not in_bars", *tests]
    run = [
        sys.executable,
        *before,
        "-m",
        "coverage",
        "run",
        "--branch",
        "--append",
        "--source=shanyraq",
        *pytest,
    ]
    done = _run(run, told)
    if done.returncode:
        print("BAR B59 NOTRUN tests failed, so nothing was measured, target 100 %", flush=True)
        print(done.stdout[-3000:], file=sys.stderr)
    return done.returncode == 0


def _report(
    folder: str, told: dict[str, str], measured: tuple[str, ...]
) -> dict[str, dict[str, dict[str, object]]]:
    report = Path(folder) / "report.json"
    wanted = [f"--include={','.join(measured)}", f"--omit={','.join(LEFT_OUT)}"]
    _run([sys.executable, "-m", "coverage", "json", *wanted, "-o", str(report)], told)
    found: dict[str, dict[str, dict[str, object]]] = json.loads(report.read_text(encoding="utf-8"))
    return found


def _run(command: list[str], told: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _say(what: str, where: str, report: dict[str, dict[str, dict[str, object]]], target: int) -> int:
    reached = float(str(report["totals"]["percent_covered"]))
    verdict = "PASS" if reached >= target else "FAIL"
    print(
        f"BAR B59 {verdict} {reached:.2f} % of lines and branches of {what} {where}, target {target} %",
        flush=True,
    )
    for name, file in sorted(report["files"].items()) if target == 100 else ():
        lines, ways = file["missing_lines"], file["missing_branches"]
        if lines or ways:
            print(f"{name}: lines {lines}, branches {ways}", file=sys.stderr)
    return int(verdict == "FAIL")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

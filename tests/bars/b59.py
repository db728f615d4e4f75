"""B59: branch coverage of the policy, the record, the vault and the keys by their own tests and the bars.

One run with coverage of the rooms' tests and of the bars that `make test` runs too; what is not covered is listed on
standard error. A run in which a test failed measures nothing, and says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MEASURED = (
    "shanyraq/access/*",
    "shanyraq/audit/*",
    "shanyraq/vault/*",
    "shanyraq/foundation/keyring.py",
    "shanyraq/foundation/encrypted.py",
)
LEFT_OUT = ("*/tests/*", "*/migrations/*")
TESTS = ("shanyraq/access", "shanyraq/audit", "shanyraq/vault", "shanyraq/foundation", "tests/bars")


def main() -> int:
    """Measure, print the line, and name what is missing. Returns 1 unless everything is covered."""
    with tempfile.TemporaryDirectory(prefix="shanyraq-b59-") as folder:
        report = Path(folder) / "report.json"
        told = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "data")}
        run = [sys.executable, "-m", "coverage"]
        pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not in_bars", *TESTS]
        done = _run([*run, "run", "--branch", *pytest], told)
        if done.returncode:
            print("BAR B59 NOTRUN tests failed, so nothing was measured, target 100 %")
            print(done.stdout[-3000:], file=sys.stderr)
            return 0
        measured = f"--include={','.join(MEASURED)}"
        _run([*run, "json", measured, f"--omit={','.join(LEFT_OUT)}", "-o", str(report)], told)
        return _say(json.loads(report.read_text(encoding="utf-8")))


def _run(command: list[str], told: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _say(report: dict[str, dict[str, dict[str, object]]]) -> int:
    totals = report["totals"]
    reached = float(str(totals["percent_covered"]))
    verdict = "PASS" if reached >= 100 else "FAIL"
    print(
        f"BAR B59 {verdict} {reached:.2f} % of lines and branches of policy, record, vault and keys, target 100 %"
    )
    for name, file in sorted(report["files"].items()):
        lines, ways = file["missing_lines"], file["missing_branches"]
        if lines or ways:
            print(f"{name}: lines {lines}, branches {ways}", file=sys.stderr)
    return int(verdict == "FAIL")


if __name__ == "__main__":
    sys.exit(main())

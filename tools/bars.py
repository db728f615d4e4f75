"""`make bars`: runs every script of tests/bars; each prints `BAR Bxx PASS|FAIL|NOTRUN value target`.

A bar that crashes or prints nothing has failed: silence never looks like a pass.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(r"^BAR (B\d+\w*) (PASS|FAIL|NOTRUN)\b.*$", re.MULTILINE)


def run(script: Path) -> list[tuple[str, str]]:
    """The verdicts of one script; what it says is passed on."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    )
    print(done.stdout, end="", flush=True)
    verdicts = LINE.findall(done.stdout)
    if not verdicts or (done.returncode and all(verdict != "FAIL" for _, verdict in verdicts)):
        print(f"{script.relative_to(ROOT)}: no verdict (exit {done.returncode})", file=sys.stderr)
        verdicts.append((script.stem, "FAIL"))
    return verdicts


def main() -> int:
    """Run all bars; 1 where any fails."""
    scripts = sorted((ROOT / "tests" / "bars").glob("b[0-9]*.py"))
    verdicts = [verdict for script in scripts for verdict in run(script)]
    count = {word: sum(verdict == word for _, verdict in verdicts) for word in ("PASS", "FAIL", "NOTRUN")}
    print("bars: " + ", ".join(f"{number} {word}" for word, number in count.items()))
    return 1 if count["FAIL"] else 0


if __name__ == "__main__":
    sys.exit(main())

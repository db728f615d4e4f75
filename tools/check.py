"""`make check`: everything that can be said about the code without running its tests. Says what to type to mend it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


class Step(NamedTuple):
    """One check: its name, its command, and what to do where it fails."""

    name: str
    command: tuple[str, ...]
    remedy: str


STEPS = (
    Step("types", ("mypy",), ""),
    Step("format", ("ruff", "format", "--check", "--output-format", "concise", "."), "make format"),
    Step("lint", ("ruff", "check", "--output-format", "concise", "."), "make format mends some of it"),
    Step("layers", ("lint-imports", "--no-logo"), "an import may only point down; see .importlinter"),
    Step(
        "messages", ("python", "-m", "tools.messages", "check"), "make messages, then translate what it lists"
    ),
    Step(
        "migrations",
        ("django-admin", "makemigrations", "--check", "--dry-run", "--settings=tests.settings"),
        ".venv/bin/django-admin makemigrations --settings=tests.settings --name WHAT_CHANGES, one idea each",
    ),
    Step("matrix", ("python", "-m", "tools.access_matrix", "--check"), "make matrix"),
    Step("pack", ("shanyraq", "pack", "check", "packs/kz"), "mend the files it names"),
)


def run(step: Step) -> tuple[Step, int, str]:
    """Run one check: its exit code and everything it said."""
    command = [str(BIN / step.command[0]), *step.command[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    return step, done.returncode, (done.stdout + done.stderr).strip()


def main() -> int:
    """Run all checks, two at a time; 1 where any fails."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for step, code, said in pool.map(run, STEPS):
            print(f"{step.name:<12} {'ok' if code == 0 else 'FAILED'}", flush=True)
            if code:
                failed += 1
                print("\n".join(f"    {line}" for line in said.splitlines()), flush=True)
                if step.remedy:
                    print(f"  to mend it: {step.remedy}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

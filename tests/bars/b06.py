"""B06: each rule of the policy is taken away in turn, and each sign of it turned round; the tests of its room notice.

    python tests/bars/b06.py            all rooms (hours)
    python tests/bars/b06.py access     one room

The changes are those of `mutants.py`, made while the tests run (`mutating.py`). What survives is named.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = re.compile(r"^MUTANTS (\S+) (rule|sign) (\d+) (\d+)$", re.MULTILINE)
SURVIVOR = re.compile(r"^(?:SURVIVED|NOT PLANTED) .*$", re.MULTILINE)
SIGNS_KILLED = 0.95

# Room: the modules that hold its rules, and the quickest tests that should notice when one is gone.
ROOMS: dict[str, list[tuple[list[str], list[str]]]] = {
    "access": [
        (
            ["shanyraq/access/rules/emergencies.py", "shanyraq/access/rules/ceiling.py"],
            ["shanyraq/access/tests/test_emergency_rules.py", "shanyraq/access/tests/test_rules.py"],
        ),
        (
            ["shanyraq/access/rules/__init__.py", "shanyraq/access/permissions/__init__.py"],
            ["shanyraq/access/tests/test_rules.py", "shanyraq/access/tests/test_permissions.py"],
        ),
        (["shanyraq/access/rules/doors.py"], ["shanyraq/access/tests/test_sessions.py"]),
        (
            ["shanyraq/access/queries/__init__.py"],
            ["shanyraq/access/tests/test_permissions.py", "shanyraq/cases/tests/test_reading_is_recorded.py"],
        ),
    ],
    "cases": [(["shanyraq/cases/queries/scopes.py"], ["tests/bars/test_b04.py"])],
    "vault": [
        (
            ["shanyraq/vault/rules/boxes.py", "shanyraq/vault/rules/paper.py"],
            ["shanyraq/vault/tests/test_boxes.py", "shanyraq/vault/tests/test_paper.py"],
        ),
    ],
    "audit": [
        (
            ["shanyraq/audit/rules/chain.py"],
            ["shanyraq/audit/tests/test_chain_rules.py"],
        ),
        (
            ["shanyraq/audit/rules/checkpoints.py", "shanyraq/audit/rules/tree.py"],
            ["shanyraq/audit/tests/test_checkpoint_rules.py"],
        ),
    ],
}


def main(rooms: list[str]) -> int:
    """Change the rules of these rooms, or of all; 1 where something survived that should not."""
    killed, made, survivors = Counter[str](), Counter[str](), list[str]()
    for room in rooms or ROOMS:
        for modules, tests in ROOMS[room]:
            said = changed(modules, tests)
            survivors += SURVIVOR.findall(said)
            found = COUNT.findall(said)
            if len(found) < 2 * len(modules):
                print(f"BAR B06 FAIL the tests of {modules[0]} did not run", flush=True)
                print(said[-2000:], file=sys.stderr)
                return 1
            for _file, kind, dead, all_of in found:
                killed[kind] += int(dead)
                made[kind] += int(all_of)
    print("\n".join(survivors), file=sys.stderr)
    share = killed["sign"] / max(made["sign"], 1)
    is_good = killed["rule"] == made["rule"] and share >= SIGNS_KILLED
    print(
        f"BAR B06 {'PASS' if is_good else 'FAIL'} {killed['rule']} of {made['rule']} rules and {share:.0%} of"
        f" {made['sign']} signs noticed in {', '.join(rooms or ROOMS)}, target all rules and 95%",
        flush=True,
    )
    return int(not is_good)


def changed(modules: list[str], tests: list[str]) -> str:
    """What the tests say to every change of these modules."""
    named = [word for module in modules for word in ("--mutate", module)]
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-s",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.bars.mutating",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*pytest, *named, *tests], cwd=ROOT, env=environment, text=True, capture_output=True, check=False
    )
    return done.stdout.replace(".MUTANTS", "\nMUTANTS").replace(".SURVIVED", "\nSURVIVED") + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

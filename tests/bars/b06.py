"""B06: each rule of the policy is taken away in turn, and each sign of it turned round; the tests of its room notice.

    python tests/bars/b06.py            all rooms, a line each
    python tests/bars/b06.py vault      one room: minutes

The changes are those of `mutants.py`, made while the tests run (`mutating.py`). What survives is named. Changes that
change nothing are listed with the reason in `mutants_alike.toml`: they are tried all the same, printed, and not
counted; one that is listed there and noticed after all fails the bar, and so does one that could not be tried.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.bars.mutant_rooms import ROOMS

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = re.compile(r"^MUTANTS (\S+) (rule|sign) (\d+) (\d+)$", re.MULTILINE)
LEFT = re.compile(r"^(SURVIVED|NOT REACHED|NOT PLANTED) (\S+?):(\d+) (rule|sign) (\S+) (.*)$", re.MULTILINE)
SIGNS_KILLED = 0.95
Alike = tuple[str, str, str]  # file, function, words


@dataclass
class Tried:
    """What became of the changes of a room."""

    killed: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    alike: int = 0
    bad: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        if self.killed["rule"] < self.made["rule"]:
            return False
        all_were = not any(one.startswith(("NOT PLANTED", "NOT ALIKE")) for one in self.bad)
        return all_were and self.killed["sign"] >= SIGNS_KILLED * self.made["sign"] > 0


def main(rooms: list[str]) -> int:
    """Change the rules of these rooms, or of all; 1 where something survived that should not."""
    failed = max([_room(room) for room in rooms or ROOMS])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"    {used.ru_utime + used.ru_stime:.0f} seconds of processor time", flush=True)
    return failed


def _room(room: str) -> int:
    said, modules = "", list[str]()
    for some, tests in ROOMS[room]:
        modules += some
        told = changed(some, tests)
        if len(COUNT.findall(told)) != 2 * len(some) or "without any change" in told:
            print(f"BAR B06 FAIL {room}: the tests of {some[0]} did not run to the end", flush=True)
            print(told[-3000:], file=sys.stderr)
            return 1
        said += told
    tried = counted(said, alike(modules))
    print("\n".join(tried.bad), file=sys.stderr, flush=True)
    rules, signs = (f"{tried.killed[kind]} of {tried.made[kind]}" for kind in ("rule", "sign"))
    print(
        f"BAR B06 {'PASS' if tried.is_good else 'FAIL'} {room}: {rules} rules gone and {signs} other changes noticed"
        f" ({tried.alike} alike not counted), target all rules and 95 %",
        flush=True,
    )
    return int(not tried.is_good)


def alike(modules: list[str]) -> dict[Alike, str]:
    """The changes of these modules that change nothing, with the reason of each."""
    told = tomllib.loads((ROOT / "tests/bars/mutants_alike.toml").read_text(encoding="utf-8"))
    found = {(one["file"], one["in"], one["change"]): one["why"] for one in told["alike"]}
    return {key: why for key, why in found.items() if key[0] in modules}


def counted(said: str, known: dict[Alike, str]) -> Tried:
    """The figures of a room from what its run printed; what is known to change nothing is taken out of them."""
    tried, seen = Tried(), set[Alike]()
    for _file, kind, killed, made in COUNT.findall(said):
        tried.killed[kind] += int(killed)
        tried.made[kind] += int(made)
    for outcome, file, line, kind, function, words in LEFT.findall(said):
        key = (file, function, words)
        if key in known:
            seen.add(key)
            tried.alike += 1
            tried.made[kind] -= 1
            tried.bad.append(f"ALIKE {file}:{line} {function} {words}: {known[key]}")
        else:
            tried.bad.append(f"{outcome} {file}:{line} {kind} {function} {words}")
    tried.bad += [f"NOT ALIKE {' '.join(key)}" for key in known.keys() - seen]
    return tried


def changed(modules: list[str], tests: list[str]) -> str:
    """What the tests say to every change of these modules."""
    named = [word for module in modules for word in ("--mutate", module)]
    pytest = [sys.executable, "-m", "pytest", "-q", "-s", "--tb=line", "-p", "no:cacheprovider"]
    run = [*pytest, "-p", "tests.bars.mutating", "-m", "not in_bars", *named, *tests]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HYPOTHESIS_PROFILE": "mutating"}
    done = subprocess.run(run, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

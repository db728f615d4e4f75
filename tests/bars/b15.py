"""B15: every key is changed under load while the command is killed ten times: nothing fails to open, it goes on.

50,000 notes; `B15_NOTES` and `B15_KILLS` ask for others. The time is that of all runs, the killed ones among them.
The quick version, broken off at every step, is shanyraq/foundation/tests/test_rotate_keys.py.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from shanyraq.cli.tests.installations import Place  # noqa: E402 - it knows tables
from tests.postgres import PostgresMissing, cluster  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
NOTES = int(os.environ.get("B15_NOTES", "50000"))
KILLS = int(os.environ.get("B15_KILLS", "10"))
LONGEST = 600  # seconds


@dataclass
class Outcome:
    """What came of a change of keys."""

    seconds: float
    killed: int
    load: dict[str, int]
    left: int  # values under old keys, and old keys that could not go
    said: str

    @property
    def holds(self) -> bool:
        return not self.load["wrong"] and not self.load["faults"] and not self.left

    def __str__(self) -> str:
        return (
            f"{self.load['read']} reads, {self.load['wrong']} wrong, {self.load['written']} writes, "
            f"{len(self.load['faults'])} errors; "  # type: ignore[arg-type]
            f"killed {self.killed} times, done in {self.seconds:.0f} s, {self.left} left under old keys"
        )


def change_keys(place: Place, *, notes: int, kills: int, people: int, alive: tuple[float, float]) -> Outcome:
    """Fill an installation, change its keys under load, kill that, go on, read everything, destroy the old keys."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))}
    env |= {"SHANYRAQ_DATA": str(place.data), "PYTHONPATH": str(ROOT)} | place.env
    place.must("migrate")
    load = [sys.executable, "-m", "tests.bars.sealed_load"]
    subprocess.run([*load, "fill", str(notes)], cwd=ROOT, env=env, check=True)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    dice, killed = random.Random(15), 0
    rotate = [sys.executable, "-m", "shanyraq.cli.main", "keys", "rotate", "--deep"]
    with subprocess.Popen([*load, "work", str(people)], cwd=ROOT, env=env, text=True, **pipes) as working:  # type: ignore[call-overload]
        assert working.stdout.readline() == "started\n"
        began = time.monotonic()
        while killed < kills and time.monotonic() - began < LONGEST:
            with subprocess.Popen(rotate, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as running:
                try:
                    running.wait(dice.uniform(*alive))
                except subprocess.TimeoutExpired:
                    running.send_signal(signal.SIGKILL)
                    killed += 1
        subprocess.run(rotate, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - began
        told = json.loads(working.communicate()[0])
    verify = [*rotate[:-2], "verify", "--stopped"]
    said = subprocess.run(verify, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
    still = sum(
        int(n)
        for n in re.findall(r"(\d+) values are still|(\d+) data keys and .* retired", said)
        for n in n
        if n
    )
    place.must("audit verify")
    return Outcome(seconds, killed, told, still, said)


def run(name: str, **database: str) -> int:
    """Print the bar's line for one database. Returns 1 where it was missed."""
    with tempfile.TemporaryDirectory() as folder:
        done = change_keys(
            Place(Path(folder) / "var", database), notes=NOTES, kills=KILLS, people=4, alive=(5, 15)
        )
    is_good = done.holds and done.seconds <= LONGEST and done.killed == KILLS
    target = f"0 wrong, 0 errors, 0 left, {LONGEST} s"
    print(
        f"BAR B15 {'PASS' if is_good else 'FAIL'} {name}: {NOTES} notes, {done}, target {target}", flush=True
    )
    if not is_good:
        print(done.load, done.said, file=sys.stderr)
    return int(not is_good)


def main() -> int:
    missed = run("SQLite")
    try:
        with cluster() as url:
            missed |= run("PostgreSQL", DATABASE_URL=url)
    except PostgresMissing as fault:
        print(f"BAR B15 NOTRUN on PostgreSQL: {fault}")
    return missed


if __name__ == "__main__":
    sys.exit(main())

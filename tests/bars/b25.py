"""B25: fifty times something is killed while people write; nothing that the site said it had saved is lost.

Killed with SIGKILL: the process that answers, the one above it, the key agent that holds the root key and, on
PostgreSQL, a backend and the postmaster. What
was acknowledged is kept outside. Whoever writes meanwhile is answered with the page that says to wait (503), or by
nobody; any other fault misses the bar. `B25_KILLS` asks for fewer. The bar starts again what is gone, as systemd would.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bars.started_again import ROOT, KeyAgent, Server, Site, environment
from tests.bars.visitors import Crowd
from tests.postgres import PostgresMissing, cluster

KILLS = int(os.environ.get("B25_KILLS", "50"))
LONGEST = 30.0  # seconds until something is saved again
READ = """
import json, django; django.setup()
from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Note
with system("bar"):
    texts = [note.text for note in Note.objects.all()]
acts = Entry.objects.filter(action="note.write", decision="ALLOWED").count()
print(json.dumps({"texts": texts, "acts": acts}))
"""


@dataclass
class Outcome:
    """What fifty kills did."""

    killed: int
    saved: int
    lost: int
    unrecorded: int
    turned_away: int
    statuses: dict[int, int]
    slowest: float
    wrong: list[str]  # answers that nobody should have had, however much was killed
    faults: list[str]

    @property
    def holds(self) -> bool:
        return (
            not (self.lost or self.unrecorded or self.wrong or self.faults)
            and self.slowest <= LONGEST
            and self.saved > 0
        )

    def __str__(self) -> str:
        return (
            f"{self.killed} kills, {self.saved} saved, {self.lost} of them lost, {self.unrecorded} without a row, "
            f"{self.turned_away} turned away meanwhile {self.statuses}, {len(self.wrong)} of them otherwise than with "
            f"503, saved again within {self.slowest:.1f} s"
        )


def kill_often(env: dict[str, str], kills: int, many: int, server: Server | None) -> Outcome:
    """Have people write, kill one thing after the other, and count what is there at the end."""
    site = Site(env, int(env["PORT"]))
    subprocess.run(
        [sys.executable, "-m", "shanyraq.cli.main", "demo", "--people", "20"],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    agent = KeyAgent(env)
    agent.wait()
    before = read(env)
    site.wait()
    crowd, dice, slowest = Crowd(site.port, many), random.Random(25), 0.0
    crowd.begin()
    ways: list[Callable[[], None]] = [site.kill_worker, site.kill_master, agent.kill]
    ways += [server.kill_backend, server.kill_postmaster] if server else []
    faults: list[str] = []
    try:
        for number in range(kills):
            time.sleep(dice.uniform(0.3, 1.5))
            ways[number % len(ways)]()
            slowest = max(slowest, until_saved(site, agent, crowd, server))
    except TimeoutError as fault:
        faults.append(str(fault))
    finally:
        crowd.end()
        site.stop()
    agent.wait()
    after = read(env)
    texts = set(after["texts"])  # type: ignore[call-overload]
    lost = [words for words, _ in crowd.ledger.saved if words not in texts]
    notes = len(after["texts"]) - len(before["texts"])  # type: ignore[arg-type]
    unrecorded = notes - (int(after["acts"]) - int(before["acts"]))  # type: ignore[call-overload]
    faults += checked(env)
    agent.stop()
    if faults or crowd.ledger.wrong:
        faults.append(site.log.read_text()[-20_000:])
    return Outcome(
        kills,
        len(crowd.ledger.saved),
        len(lost),
        abs(unrecorded),
        crowd.ledger.turned_away,
        crowd.ledger.statuses,
        slowest,
        crowd.ledger.wrong,
        faults,
    )


def until_saved(site: Site, agent: KeyAgent, crowd: Crowd, server: Server | None) -> float:
    """Seconds until something is saved again after a kill."""
    began = time.monotonic()
    while time.monotonic() - began < 4 * LONGEST:
        site.stand_by()
        agent.stand_by()
        if server is not None:
            server.stand_by()
        if crowd.ledger.since(began + 0.05):
            return time.monotonic() - began
        time.sleep(0.1)
    raise TimeoutError("nothing was saved any more")


def read(env: dict[str, str]) -> dict[str, object]:
    """Every note and the number of acts that wrote one."""
    done = subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def checked(env: dict[str, str]) -> list[str]:
    """What the record, the seals and the file say of themselves, where it is not well."""
    found = []
    for words in ("audit verify", "keys verify"):
        command = [sys.executable, "-m", "shanyraq.cli.main", *words.split()]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        if done.returncode:
            found.append(done.stdout + done.stderr)
    if not env["DATABASE_URL"]:
        import sqlite3

        with sqlite3.connect(f"{env['SHANYRAQ_DATA']}/shanyraq.sqlite3") as database:
            found += [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return found


def run(name: str, many: int, url: str = "") -> int:
    """Print the bar's line for one database. Returns 1 where it was missed."""
    with environment(url) as env:
        done = kill_often(env, KILLS, many, Server(url) if url else None)
    verdict = "PASS" if done.holds and done.killed >= 50 else "FAIL" if not done.holds else "NOTRUN"
    target = f"0 lost, 0 without a row, 0 otherwise than with 503, {LONGEST:.0f} s, 50 kills"
    print(f"BAR B25 {verdict} {name}: {many} at once, {done}, target {target}", flush=True)
    for fault in (*done.wrong[:20], *done.faults):
        print(fault, file=sys.stderr)
    return int(verdict == "FAIL")


def main() -> int:
    missed = run("SQLite", 8)
    try:
        with cluster() as url:
            missed |= run("PostgreSQL", 16, url)
    except PostgresMissing as fault:
        print(f"BAR B25 NOTRUN on PostgreSQL: {fault}")
    return missed


if __name__ == "__main__":
    sys.exit(main())

"""B20: many write at once for a minute. Nobody gets an error, the chain has no gap, and an act waits but for a moment.

SQLite as an installation has it: one process with several threads, and the worker beside it. PostgreSQL: sixteen
processes. `B20_SECONDS` asks for a shorter time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from uuid import UUID

from tests.postgres import PostgresMissing, cluster

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = float(os.environ.get("B20_SECONDS", "60"))
SQLITE, POSTGRESQL = (7, 1), (1,) * 16  # threads of each process
LIMITS = {"SQLite": 150, "PostgreSQL": 300}  # milliseconds, of 99 acts in 100


def write(seconds: float, threads: int) -> None:
    """Act and read by turns, as people do; then say how long each took, and what went wrong."""
    import django

    django.setup()
    from django.db import connection

    from shanyraq.access.queries import system_actor
    from shanyraq.audit.actions import Reading, record_reading, recorded

    took, faults, until = list[float](), list[str](), time.monotonic() + seconds

    def acts(number: int) -> None:
        try:
            while (began := time.monotonic()) < until:
                if number % 2:
                    record_reading(
                        Reading(f"request-{number}", actor="me", objects={f"person:{UUID(int=number)}"})
                    )
                else:
                    with recorded("case.review", by=system_actor("bar")) as act:
                        act.about(UUID(int=number))
                took.append(time.monotonic() - began)
                time.sleep(0.02)  # nobody clicks faster
        except Exception as fault:
            faults.append(repr(fault))
        finally:
            connection.close()

    running = [threading.Thread(target=acts, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    print(json.dumps({"took": took, "faults": faults}))


def run(name: str, processes: tuple[int, ...], **database: str) -> int:
    """Start the writers, wait for them, verify. Returns 1 where the bar was missed."""
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SHANYRAQ_DATA": f"{folder}/var", "PYTHONPATH": str(ROOT), **database}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-m", "shanyraq.cli.main"]
        subprocess.run([*command, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        started = [
            subprocess.Popen(
                [sys.executable, __file__, "write", str(SECONDS), str(threads)],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            for threads in processes
        ]
        told = [
            json.loads(process.communicate()[0] or '{"took": [], "faults": ["it died"]}')
            for process in started
        ]
        verified = subprocess.run(
            [*command, "audit", "verify", "--json"], env=environment, capture_output=True, text=True
        )
    took = sorted(one for each in told for one in each["took"])
    faults = [fault for each in told for fault in each["faults"]]
    rows = json.loads(verified.stdout)["last"] if verified.stdout else 0
    slow = took[int(len(took) * 0.99)] * 1000 if took else float("inf")
    holds = not faults and verified.returncode == 0 and rows == len(took) + 1
    print(
        f"BAR B20 {'PASS' if holds else 'FAIL'} {name}: {sum(processes)} writers, {len(took)} acts in {SECONDS:.0f} s, "
        f"{len(faults)} errors, {rows} rows, verified with {verified.returncode}, target 0 errors, a row an act"
    )
    verdict = "PASS" if slow <= LIMITS[name] else "FAIL" if busy < os.cpu_count() else "NOTRUN"  # type: ignore[operator]
    print(
        f"BAR B20p99 {verdict} {name}: 99 of 100 within {slow:.0f} ms, target {LIMITS[name]} ms "
        f"(others kept {busy:.1f} of {os.cpu_count()} processors busy before)",
        flush=True,
    )
    if not holds:
        print(faults[:5], verified.stdout[-2000:], verified.stderr[-2000:], file=sys.stderr)
    return int(not holds or verdict == "FAIL")


def main() -> int:
    missed = run("SQLite", SQLITE, DATABASE_URL="")
    try:
        with cluster() as url:
            missed |= run("PostgreSQL", POSTGRESQL, DATABASE_URL=url)
    except PostgresMissing as fault:
        print(f"BAR B20 NOTRUN on PostgreSQL: {fault}")
    return missed


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(float(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main())

"""How long a demonstration takes to make, and that acts of many families write what acts of one family each do.

There is no second writer for many people: the same acts, only larger, and fewer entries a person. The quick tests ask
this of sixty people; here it is asked of the seven hundred that the manual shows.

SHANYRAQ_BENCH_PEOPLE changes the large number.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
SMALL, LARGE = 700, int(os.environ.get("SHANYRAQ_BENCH_PEOPLE", "100000"))
MOST_WORKED, MOST_MINUTES, MOST_ENTRIES = 35.0, 10.0, 20


def run() -> Iterable[tuple[str, float, float | str, str]]:
    """What differs between the two ways, and the times."""
    single, many, large = _made(SMALL, 1), _made(SMALL, 1_600), _made(LARGE, 0)
    alone, together = Counter(single["rows"]), Counter(many["rows"])
    yield f"rows of {SMALL} people", alone.total(), "", "rows"
    yield (
        "rows that acts of many families write otherwise",
        ((alone - together) + (together - alone)).total(),
        0,
        "rows",
    )
    yield f"dates after the day, {SMALL} people", len(single["after"]), 0, "fields"
    yield f"making {SMALL} people", single["worked"], MOST_WORKED, "s worked"
    yield f"making {LARGE} people", large["waited"] / 60, MOST_MINUTES, "minutes"
    yield f"entries of a person, at most, of {LARGE}", large["most"], MOST_ENTRIES, "entries"
    yield f"memory for {LARGE} people", large["memory"], "", "MB"


def _made(people: int, at_once: int) -> dict[str, Any]:
    folder = Path(os.environ["SHANYRAQ_DATA"]) / f"{people}-{at_once}"
    answer = folder.with_suffix(".json")
    settings = {
        "SHANYRAQ_DATA": str(folder),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, __file__, str(people), str(at_once), str(answer)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)
    found: dict[str, Any] = json.loads(answer.read_text())
    return found


def make(people: int, at_once: int, answer: Path) -> None:
    """Make one demonstration in this process and tell what came of it.

    `at_once`: families an act; 0 for as many as the product brings in at once.
    """
    import_module("django").setup()
    actions: Any = import_module("shanyraq.demo.actions")
    database = import_module("shanyraq.cli.database")
    if at_once:
        actions.families_at_once = lambda people: at_once
    database.prepare()
    worked, waited = time.process_time(), time.monotonic()
    actions.make_programme(people=people)
    told: dict[str, Any] = {"worked": time.process_time() - worked, "waited": time.monotonic() - waited}
    written = import_module("shanyraq.demo.tests.written")
    told |= {"most": written.most_entries(), "memory": _memory()}
    if at_once:
        told |= {"rows": written.rows(), "after": written.dated_after(written.MORNING)}
    answer.write_text(json.dumps(told))


def _memory() -> float:
    """The most that this process held, in megabytes."""
    usage = import_module("resource")
    return float(usage.getrusage(usage.RUSAGE_SELF).ru_maxrss) / 1024


if __name__ == "__main__":
    make(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))

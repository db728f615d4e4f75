"""How fast the pages answer with 700 people, and how much slower with 100,000.

The large programme is the small one many times over, and both answer the same requests in turn: the same pages about
the same people, as many rows on them. The promises are about processor time ("worked"), which other programmes on a
busy machine disturb least; SQLite works in the process that answers, so nothing is left out but the disk. What somebody
would have waited while this machine did whatever else it did is shown below, without a promise.

SHANYRAQ_BENCH_PEOPLE changes the large number; SHANYRAQ_BENCH_FOLDER keeps the two programmes between runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SMALL, LARGE = 700, int(os.environ.get("SHANYRAQ_BENCH_PEOPLE", "100000"))
MOST_MS, MOST_RATIO = 100.0, 1.3
WARM, TIMES = 2, 9
FULL_PAGE = 90  # families in the region whose lists are measured: more than a page holds
# What has to stay as fast, however many people there are: list, search, person.
STEADY = ("families", "families of a region", "search", "search in a region", "person")


def run() -> Iterable[tuple[str, float, float | str, str]]:
    """The medians with 700 people, and the ratios."""
    folder = Path(os.environ.get("SHANYRAQ_BENCH_FOLDER") or os.environ["SHANYRAQ_DATA"])
    small, large = folder / str(SMALL), folder / str(LARGE)
    _make(small, large)
    waited, worked = _measured(small, large)
    for page, (few, many) in worked.items():
        yield f"{page}, {SMALL} people", few, MOST_MS, "ms worked"
        yield f"{page}, {LARGE} people", many, "", "ms worked"
        yield f"{page}, {LARGE} against {SMALL}", many / few, MOST_RATIO if page in STEADY else "", "times"
    for page, (few, many) in waited.items():
        yield f"{page}, {SMALL} people", few, "", "ms waited"
        yield f"{page}, {LARGE} people", many, "", "ms waited"


# --- the two programmes -----------------------------------------------------------------------------------------------


def _make(small: Path, large: Path) -> None:
    """The small programme by the product's own command, the large one from its copies."""
    larger = import_module("shanyraq.desk.tests.larger_programme")
    fill_region, multiply = larger.fill_region, larger.multiply

    if not (small / "shanyraq.sqlite3").exists():
        for command in (
            ["shanyraq.cli.main", "demo", "--people", str(SMALL)],
            ["django", "collectstatic", "--noinput"],
        ):
            subprocess.run(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=_environment(small),
                stdout=subprocess.DEVNULL,
                check=True,
            )
        fill_region(small / "shanyraq.sqlite3", FULL_PAGE)
    if not (large / "shanyraq.sqlite3").exists():
        shutil.copytree(small, large, ignore=shutil.ignore_patterns("*.sqlite3*"))
        multiply(small / "shanyraq.sqlite3", large / "shanyraq.sqlite3", LARGE // SMALL)


def _environment(folder: Path) -> dict[str, str]:
    settings = {"SHANYRAQ_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    return {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "config.settings"}


# --- asking both in turn ----------------------------------------------------------------------------------------------

Pairs = dict[str, tuple[float, float]]


def _measured(small: Path, large: Path) -> tuple[Pairs, Pairs]:
    """Medians of what was waited and of what was worked, in milliseconds, with few and with many people."""
    sites = [_Site(small), _Site(large)]
    waited: Pairs = {}
    worked: Pairs = {}
    try:
        for page, request in sites[0].ask({"pages": True}).items():
            taken: dict[int, list[dict[str, float]]] = defaultdict(list)
            for number in range(WARM + TIMES):
                for place, site in enumerate(sites):
                    answer = site.ask(request)
                    if number >= WARM:
                        taken[place].append(answer)
            shown = [one[0]["rows"] for one in taken.values()]
            if page in STEADY and shown[0] != shown[1]:
                raise SystemExit(f"{page}: {shown[0]} rows cannot be compared with {shown[1]}")
            waited[page], worked[page] = (
                (median(one[kind] for one in taken[0]), median(one[kind] for one in taken[1]))
                for kind in ("waited", "worked")
            )
    finally:
        for site in sites:
            site.close()
    return waited, worked


class _Site:
    """One programme that answers in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--answer"],
            cwd=ROOT,
            env=_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: dict[str, Any]) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps(question), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"no answer to {question}")
        return json.loads(line)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


# --- in the process that answers --------------------------------------------------------------------------------------


def _answer() -> None:
    """Answer questions from standard input until it ends."""
    import django

    django.setup()
    from django.test import Client

    from shanyraq.access.models import Account

    clients: dict[str, Client] = {}
    for line in sys.stdin:
        question = json.loads(line)
        if "pages" in question:
            print(json.dumps(_pages()), flush=True)
            continue
        who, address = question["account"], question["address"]
        if who not in clients:
            clients[who] = Client(HTTP_HOST="127.0.0.1")
            clients[who].force_login(Account.objects.get(pk=who))
        begun, busy = time.perf_counter(), time.process_time()
        answer = clients[who].get(address)
        worked, waited = time.process_time() - busy, time.perf_counter() - begun
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        rows = answer.content.count(b"<tr") + answer.content.count(b"<li")
        print(json.dumps({"waited": waited * 1000, "worked": worked * 1000, "rows": rows}), flush=True)


def _pages() -> dict[str, dict[str, str]]:
    """Account and address of each page."""
    from shanyraq.access.queries import system
    from shanyraq.cases.models import Case

    account = _account("case_manager")
    with system("bench"):
        case = Case.objects.filter(case_manager=account.staff, closed_at=None).order_by("pk").first()
    assert case is not None
    pages = {
        "today": ("case_manager", "/today/"),
        "families": ("case_manager", "/families/"),
        "families of a region": ("regional_coordinator", "/families/"),
        "families by arrival": ("regional_coordinator", "/families/?sort=-arrived"),
        "search": ("case_manager", "/search/?q=Omarova"),
        "search in a region": ("regional_coordinator", "/search/?q=a"),
        "family": ("case_manager", f"/families/{case.family_id}/"),
        "person": ("case_manager", f"/people/{case.person_id}/"),
        "team": ("supervisor", "/team/"),
        "overview": ("programme_manager", "/overview/"),
        "pathway": ("case_manager", "/pathway/"),
    }
    return {
        page: {"account": str(_account(role).pk), "address": address}
        for page, (role, address) in pages.items()
    }


def _account(role: str) -> Any:
    """Somebody with this role; of several case managers the one with most people, of regions the fullest."""
    from django.db.models import Count

    from shanyraq.access.models import Account, RoleGrant
    from shanyraq.access.queries import system
    from shanyraq.cases.models import Case

    grants = RoleGrant.objects.filter(role=role, ends_at=None, staff__account__is_active=True)
    column, among = {
        "case_manager": ("case_manager", grants.values("staff")),
        "regional_coordinator": ("region", grants.values("region")),
    }.get(role, ("", None))
    if column:
        with system("bench"):
            cases = Case.objects.filter(closed_at=None, **{f"{column}__in": among}).values(column)
            most = cases.annotate(n=Count("pk")).order_by("-n", column)[0][column]
        grants = grants.filter(**{"staff" if column == "case_manager" else column: most})
    return Account.objects.get(staff=grants.order_by("staff__family_name", "pk")[0].staff)


if __name__ == "__main__" and "--answer" in sys.argv:
    sys.path.insert(0, str(ROOT))
    _answer()

"""How fast the pages answer with 700 people, and how much slower with 100,000.

SHANYRAQ_BENCH_PEOPLE changes the large number; SHANYRAQ_BENCH_FOLDER keeps the two programmes between runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
SMALL, LARGE = 700, int(os.environ.get("SHANYRAQ_BENCH_PEOPLE", "100000"))
MOST_MS, MOST_RATIO = 100.0, 1.3
WARM, TIMES = 3, 21
# What has to stay as fast, however many people there are: list, search, person. (A region's list is shown too, without
# a promise: with 700 people it has a dozen rows, with 100,000 a full page of fifty.)
STEADY = ("families", "search", "person")


def run() -> Iterable[tuple[str, float, float | str, str]]:
    """The medians with 700 people, and the ratios."""
    folder = Path(os.environ.get("SHANYRAQ_BENCH_FOLDER") or os.environ["SHANYRAQ_DATA"])
    small, large = (_measured(folder / str(people), people) for people in (SMALL, LARGE))
    for page, milliseconds in small.items():
        yield f"{page}, {SMALL} people", milliseconds, MOST_MS, "ms"
    for page, milliseconds in large.items():
        yield f"{page}, {LARGE} people", milliseconds, "", "ms"
        if page in STEADY:
            yield f"{page}, {LARGE} against {SMALL}", milliseconds / small[page], MOST_RATIO, "times"


def _measured(folder: Path, people: int) -> dict[str, float]:
    """The programme is made by the product's own command; pages are timed in a process of their own."""
    environment = {**os.environ, "SHANYRAQ_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if not (folder / "shanyraq.sqlite3").exists():
        for command in (
            ["shanyraq.cli.main", "demo", "--people", str(people)],
            ["django", "collectstatic", "--noinput"],
        ):
            done = subprocess.run(
                [sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
            )
            done.check_returncode()
    asked = [sys.executable, __file__, "--time"]
    said = subprocess.run(asked, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, float] = json.loads(said.stdout)
    return found


def _pages() -> dict[str, tuple[str, str]]:
    """Role and address of each page."""
    from shanyraq.access.queries import system
    from shanyraq.cases.models import Case

    account = _account("case_manager")
    with system("bench"):
        case = Case.objects.filter(case_manager=account.staff, closed_at=None).order_by("pk").first()
    assert case is not None
    return {
        "today": ("case_manager", "/today/"),
        "families": ("case_manager", "/families/"),
        "families of a region": ("regional_coordinator", "/families/"),
        "families by arrival": ("regional_coordinator", "/families/?sort=-arrived"),
        "search": ("case_manager", "/search/?q=Omarova"),
        "search in a region": ("regional_coordinator", "/search/?q=Saule+Omarova"),
        "family": ("case_manager", f"/families/{case.family_id}/"),
        "person": ("case_manager", f"/people/{case.person_id}/"),
        "team": ("supervisor", "/team/"),
        "overview": ("programme_manager", "/overview/"),
        "pathway": ("case_manager", "/pathway/"),
    }


def _account(role: str) -> Any:
    """Somebody with this role; of several case managers the one with most people, of regions the fullest."""
    from django.db.models import Count

    from shanyraq.access.models import Account, RoleGrant
    from shanyraq.access.queries import system
    from shanyraq.cases.models import Case

    grants = RoleGrant.objects.filter(role=role, ends_at=None, staff__account__is_active=True)
    if role == "case_manager":
        with system("bench"):
            most = (
                Case.objects.filter(closed_at=None, case_manager__in=grants.values("staff"))
                .values("case_manager")
                .annotate(n=Count("pk"))
                .order_by("-n")
                .first()
            )
        assert most is not None
        return Account.objects.get(staff=most["case_manager"])
    if role == "regional_coordinator":
        with system("bench"):
            fullest = (
                Case.objects.filter(region__in=grants.values("region"))
                .values("region")
                .annotate(n=Count("pk"))
            )
            region = fullest.order_by("-n")[0]["region"]
        grants = grants.filter(region=region)
    return Account.objects.get(staff=grants.order_by("staff__family_name", "pk")[0].staff)


def _timed() -> dict[str, float]:
    """The median of some answers of each page, in milliseconds."""
    import django

    django.setup()
    from django.test import Client

    clients: dict[str, Client] = {}
    found = {}
    for page, (role, address) in _pages().items():
        if role not in clients:
            clients[role] = Client(HTTP_HOST="127.0.0.1")
            clients[role].force_login(_account(role))
        taken = []
        for number in range(WARM + TIMES):
            begun = time.perf_counter()
            answer = clients[role].get(address)
            if number >= WARM:
                taken.append((time.perf_counter() - begun) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code} to a {role}")
        found[page] = round(median(taken), 2)
    return found


if __name__ == "__main__" and "--time" in sys.argv:
    sys.path.insert(0, str(ROOT))
    sys.stdout.write(json.dumps(_timed()))

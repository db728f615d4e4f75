"""B35: the door tells nobody which accounts exist: the same page after the same time, whoever is asked for.

Log-ins with a wrong password, shuffled: of an account with one step and with two, of one that has ended, of one without
a password, of nobody. Whoever tried too often is told to wait, and no password is looked at any more: that is said and
timed alike for accounts that exist and for those that do not, and is compared among them. The door of a passkey names
nobody's key; links for a new password that were used, are over, or never were, are alike too.
`B35_TIMES` asks for fewer than 300 of each.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bars.ranks import holm, p_value
from tests.postgres import PostgresMissing, cluster

ROOT = Path(__file__).resolve().parent.parent.parent
TIMES = int(os.environ.get("B35_TIMES", "300"))
CLOSE, CHANCE = 0.05, 0.01
PROCESSORS = os.cpu_count() or 1
CHANGING = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*|(data-csrf=")[^"]*')
GROUPS = {
    "wrong password": ("one step", "two steps", "ended", "no password", "nobody"),
    "too often": ("locked", "locked nobody"),
    "link": ("never was", "used", "over"),
}
LOGINS = {name: f"account{n}" for n, name in enumerate((*GROUPS["wrong password"], *GROUPS["too often"]))}


def accounts() -> dict[str, str]:
    """One account of each kind, and the secrets of the links by kind."""
    from datetime import timedelta

    from shanyraq.access.models import Account, Invitation, StaffMember
    from shanyraq.access.queries.staff import hash_of
    from shanyraq.foundation.clock import real_now

    at, secrets = real_now(), {"never was": "n" * 43, "used": "u" * 43, "over": "o" * 43}
    made: dict[str, Any] = {}
    for name in ("one step", "two steps", "ended", "no password", "locked"):
        staff = StaffMember.objects.create(given_name=name, discipline="case_manager", joined_on=at.date())
        account = Account.objects.create_account(login=LOGINS[name], staff=staff, made_at=at)
        if name != "no password":
            account.set_password("a quetzal walks over seven hills")
        if name == "ended":
            account.is_active, account.ended_at = False, at
        account.save()
        made[name] = account
    _add_app(made["two steps"])
    for name, more in (
        ("used", {"used_at": at, "expires_at": at + timedelta(days=1)}),
        ("over", {"expires_at": at - timedelta(days=1)}),
    ):
        Invitation.objects.create(
            account=made["no password"],
            secret_hash=hash_of(secrets[name]),
            made_at=at - timedelta(days=2),
            **more,
        )
    return secrets


def _add_app(account: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    from shanyraq.access.adapters import secrets_of

    with secrets_of(account.pk):
        TOTP.activate(account, "JBSWY3DPEHPK3PXP")


def ask(client: Any, group: str, name: str, secrets: dict[str, str]) -> Any:
    if group == "link":
        return client.get(f"/invitations/{secrets[name]}/")
    return client.post("/log-in/", {"login": LOGINS[name], "password": "a wrong password of this length"})


def set_up(group: str, name: str) -> None:
    """As many tries before as the kind asks for; the time is taken afterwards."""
    from shanyraq.access.actions.knocks import mark
    from shanyraq.access.models import Knock
    from shanyraq.foundation.clock import real_now

    Knock.objects.all().delete()
    if group == "too often":
        Knock.objects.bulk_create(Knock(who=mark(f"login|{LOGINS[name]}"), at=real_now()) for _ in range(25))


def measure(database: str) -> int:
    """Ask at the door of a new site, and say what came out."""
    import django

    django.setup()
    from django.test import Client

    from shanyraq.cli import static_files

    static_files.collect()  # the pages name styles by what is in them
    busy = os.getloadavg()[0]
    secrets, client, dice = accounts(), Client(), random.Random(35)
    took: dict[tuple[str, str], list[float]] = {(g, n): [] for g, names in GROUPS.items() for n in names}
    pages: dict[tuple[str, str], set[tuple[int, str]]] = {key: set() for key in took}
    turns = [key for key in took for _ in range(TIMES)]
    dice.shuffle(turns)
    for group, name in [*took, *turns]:  # the first of each is not counted: what is loaded once is loaded now
        set_up(group, name)
        begun = time.perf_counter()
        answer = ask(client, group, name, secrets)
        took[group, name].append(time.perf_counter() - begun)
        said = CHANGING.sub(r"\1\2", answer.content.decode()).replace(LOGINS.get(name, "-"), "…")
        pages[group, name].add((answer.status_code, said.replace(secrets.get(name, "-"), "…")))
    return say(database, {key: times[1:] for key, times in took.items()}, pages, client, busy)


def say(
    database: str,
    took: dict[tuple[str, str], list[float]],
    pages: dict[tuple[str, str], set[tuple[int, str]]],
    client: Any,
    busy: float,
) -> int:
    """A line for each group. Where others keep the machine busy, times tell nothing: they are not judged then."""
    missed = False
    for group, names in GROUPS.items():
        first = names[0]
        usual = statistics.median(took[group, first])
        apart = {name: statistics.median(took[group, name]) / usual - 1 for name in names[1:]}
        chances = holm({name: p_value(took[group, first], took[group, name]) for name in names[1:]})
        alike = len(set().union(*(pages[group, name] for name in names))) == 1
        holds = alike and max(map(abs, apart.values())) <= CLOSE and min(chances.values()) > CHANCE
        told = ", ".join(f"{name} {apart[name]:+.1%} (p {chances[name]:.2f})" for name in apart)
        counts = (
            f"{TIMES} of each, median {usual * 1000:.1f} ms, {told}, pages {'equal' if alike else 'differ'}"
        )
        verdict = "PASS" if holds else "NOTRUN" if alike and busy > PROCESSORS else "FAIL"
        missed |= verdict == "FAIL"
        print(
            f"BAR B35 {verdict} {group} on {database}: {counts}, target within {CLOSE:.0%}, p > {CHANCE}, equal "
            f"(others kept {busy:.1f} of {PROCESSORS} processors busy before)",
            flush=True,
        )
    started = client.get("/log-in/passkey/").json()["publicKey"]
    names_nobody = not started.get("allowCredentials")
    print(
        f"BAR B35 {'PASS' if names_nobody else 'FAIL'} passkey on {database}: its start names nobody's key, target 0"
    )
    return int(missed or not names_nobody)


def run(database: str, **more: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SHANYRAQ_DATA": f"{folder}/var", "PYTHONPATH": str(ROOT), **more}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SHANYRAQ_HOSTS": "testserver"}
        subprocess.run(
            [sys.executable, "-m", "shanyraq.cli.main", "migrate"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return subprocess.run([sys.executable, __file__, "measure", database], env=environment).returncode


def main() -> int:
    missed = run("SQLite", DATABASE_URL="")
    try:
        with cluster() as url:
            missed |= run("PostgreSQL", DATABASE_URL=url)
    except PostgresMissing as fault:
        print(f"BAR B35 NOTRUN on PostgreSQL: {fault}")
    return missed


if __name__ == "__main__":
    sys.exit(measure(sys.argv[2]) if sys.argv[1:2] == ["measure"] else main())

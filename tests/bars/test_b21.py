"""B21: nothing is shown and nothing is changed without a row in the record.

Every page by every role: whose name is on it is named in exactly one row, with tables and purpose. Every form, list,
job and command: triggers of the database count what changed, behind the program's back, and a row stands beside it.
The pages that leave no row are those of docs/reference/pages-without-a-row.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.camp_list import upload
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_case, make_note
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import BY_CASE_MANAGER, BY_SUPERVISOR
from shanyraq.cli.main import main
from shanyraq.demo.tests import world
from shanyraq.foundation import clock, jobs
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.actions.mandates import ask_mandate
from shanyraq.people.models import PersonName
from shanyraq.people.tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PUBLISHED = Path(__file__).resolve().parent.parent.parent / "docs" / "reference" / "pages-without-a-row.md"
ROOMS = ("people", "cases", "vault", "access", "rights", "oversight")
# What the machine keeps for itself, and tells nothing of anybody.
MACHINERY = {"people_namekey", "cases_planstep", "oversight_seen"}


@dataclass
class Town:
    """Everybody's session, one family with one of everything, and what each row of pages said."""

    workers: dict[str, Client]
    cases: list[Case]
    aigul: Worker
    daniyar: Worker
    faults: list[str] = field(default_factory=list)


@pytest.fixture
def town(
    aigul: Worker,
    daniyar: Worker,
    saule: Worker,
    bota: Worker,
    damir: Worker,
    partner: Worker,
    auditor: Worker,
    admin: Worker,
) -> Town:
    cases = world.fill(aigul, saule)
    long_ago = clock.now() - timedelta(days=31 * 14)
    maryam = make_person("Maryam")
    old = make_case(maryam, closed_at=long_ago, closed_by=aigul.staff, closed_reason="GOALS_MET")
    make_note(old, compartment="C3")  # kept for longer than it may be
    ask_mandate(
        code=cases[0].person.code,
        monitor=make_worker("Zarina", "monitor").staff.pk,
        ground="mandate",
        act="Law on the Commissioner, article 22",
        until=clock.today() + timedelta(days=10),
        reason="The monitor looks into how she was received.",
        by=auditor.actor,
        at=real_now(),
    )
    everybody = (aigul, daniyar, saule, bota, damir, partner, auditor, admin)
    workers = {one.account.login: one.client for one in everybody} | {"nobody": Client()}
    for client in workers.values():
        client.raise_request_exception = False
    return Town(workers, cases, aigul, daniyar)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def canaries() -> dict[str, str]:
    """Give everybody a name that stands nowhere else; each name, and whose it is."""
    found = {}
    for number, one in enumerate(PersonName._base_manager.all()):
        given = f"Zhzhq{number}wvxq"  # longer than chance writes into a token
        PersonName._base_manager.filter(pk=one.pk).update(given=given, text=f"{given} Omarova")
        found[given] = f"person:{one.person_id}"
    return found


@pytest.mark.in_bars
def test_whoever_is_on_a_page_is_named_in_its_one_row(town: Town) -> None:
    ids, shown, silent, told = world.real_ids(), 0, set[str](), set[str]()
    whose = canaries()
    for name, route, pattern in world.addresses():
        address = world.with_values(route, pattern, ids)
        for who, client in town.workers.items():
            last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
            answer = client.get(address)
            page = b"".join(answer) if answer.streaming else answer.content
            rows = list(Entry.objects.filter(seq__gt=last, action="records.read"))
            on_it = {person for text, person in whose.items() if text in page.decode("utf-8", "replace")}
            shown += bool(on_it)
            if answer.status_code == 200 and who != "nobody":
                (told if rows else silent).add(name)
            if not rows and not on_it:
                continue
            objects = set(json.loads(rows[0].objects_json)) if len(rows) == 1 else set()
            if len(rows) != 1 or not on_it <= objects or not rows[0].purpose or rows[0].fields_json == "[]":
                town.faults.append(f"{who} {name}: {len(rows)} rows, missing {on_it - objects}")

    assert town.faults == []
    assert shown > 30
    published = set(re.findall(r"^- `([\w:]+)`", PUBLISHED.read_text(), re.MULTILINE))
    assert sorted(silent - told) == sorted(published)


# --- what is changed --------------------------------------------------------------------------------------------------


@pytest.fixture
def counted() -> None:
    """Every change of every table of ours is counted by the database itself."""
    tables = [
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.app_label in ROOMS
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bar_touched (name text NOT NULL)")
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION bar_touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "INSERT INTO bar_touched VALUES (TG_TABLE_NAME); RETURN NULL; END $$"
            )
        for table in (*tables, "audit_entry"):
            for what in ("INSERT", "UPDATE", "DELETE"):
                begin = f"CREATE TRIGGER bar_{table}_{what.lower()} AFTER {what} ON {table} "
                cursor.execute(
                    f"{begin} FOR EACH ROW EXECUTE FUNCTION bar_touch()"
                    if connection.vendor == "postgresql"
                    else f"{begin} BEGIN INSERT INTO bar_touched VALUES ('{table}'); END"
                )


def touched() -> dict[str, int]:
    """How many changes of each table since the last time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, count(*) FROM bar_touched GROUP BY name")
        found = dict(cursor.fetchall())
        cursor.execute("DELETE FROM bar_touched")
    return found


@contextmanager
def watched(town: Town, what: str) -> Iterator[None]:
    """Whatever is changed within stands beside a row; and every row that was written is still there."""
    touched()
    before = Entry.objects.count()
    yield
    found = touched()
    rows = found.pop("audit_entry", 0)
    if rows != Entry.objects.count() - before:
        town.faults.append(f"{what}: {rows} rows were written, {Entry.objects.count() - before} are there")
    if (changed := found.keys() - MACHINERY) and not rows:
        town.faults.append(f"{what}: changed {sorted(changed)} without a row")


def test_whatever_a_form_changes_leaves_a_row(town: Town, counted: None) -> None:
    changed, cases = 0, the_omarova_family(town.aigul.staff)
    for worker, forms in ((town.aigul, BY_CASE_MANAGER), (town.daniyar, BY_SUPERVISOR)):
        for make in forms:
            form = make(cases, worker)
            with watched(town, make.__name__):
                answer = worker.client.post(form.url, form.data)
            changed += answer.status_code == 302
    with watched(town, "a list"):
        town.workers["saule"].post("/lists/", {"file": upload(), "as_of": ""})

    assert town.faults == []
    assert changed >= 8


@pytest.mark.in_bars
def test_whatever_is_sent_to_any_address_by_anybody_leaves_a_row_where_it_changed_something(
    town: Town, counted: None
) -> None:
    ids = world.real_ids()
    for name, route, pattern in world.addresses():
        address = world.with_values(route, pattern, ids)
        for who in ("aigul", "daniyar", "saule", "admin", "nobody"):
            with undone(), watched(town, f"{who} {name}"):
                client = town.workers[who]
                client.post(
                    address, {"language": "ru", "next": "/", "confirm": "1", "reason": "Written in a test."}
                )

    assert town.faults == []


def test_whatever_the_worker_and_commands_change_leaves_a_row(
    town: Town, counted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHANYRAQ_ADMIN_PASSWORD", "a long sentence of mine")
    Case._base_manager.update(phase="")  # something for the commands to mend
    touched()
    for name, (_, function) in sorted(jobs._chores.items()):
        with watched(town, name):
            function(real_now())
    for words in (["admin", "create", "kanat.d"], ["evidence", "rebuild", "--apply"], ["audit", "verify"]):
        with watched(town, " ".join(words)):
            main(words)

    assert town.faults == []

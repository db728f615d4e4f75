"""B24: no name, no word of a note and no number of a paper stands in the record, a log, a session or an address.

A woman with canary names in three scripts is registered, written about, searched for and looked at by every role; forms
with her name are sent right and wrong, and pages break while she is on them.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from shanyraq.access.queries import computing
from shanyraq.audit.models import About, Checkpoint, Entry, Head, Witness
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import ARRIVED, SYSTEM
from shanyraq.cases.tests.filled_forms import a_meeting, a_note, a_question
from shanyraq.demo.tests import world
from shanyraq.foundation.logs import KEYS, Line
from shanyraq.foundation.models import Job
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAMES = (
    NameText("Latn", "Zhibek Tulparova", given="Zhibek"),
    NameText("Cyrl", "Жібек Тұлпарова", given="Жібек"),
    NameText("Arab", "جيبيك تولباروفا", given="جيبيك"),
)
WRITTEN, PAPER = "She told of a quetzal feather", "N-7654321"
CANARIES = ("zhibek", "tulparova", "жібек", "тұлпарова", "جيبيك", "تولباروفا", "quetzal", "7654321")


class Kept(logging.Handler):
    """Keeps every line of every log: with all that it was given, and as an installation writes it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        self.written.append(Line().format(record))


@dataclass
class Town:
    """Everybody's session, her case, and every address that was led to."""

    workers: dict[str, Client]
    case: Case
    led_to: list[str] = field(default_factory=list)

    def look(self, who: str, address: str) -> None:
        """Open a page and gather where it leads."""
        answer = self.workers[who].get(address)
        self.led_to.append(answer.headers.get("Location", ""))
        self.led_to.append(answer.headers.get("Content-Disposition", ""))
        if not answer.streaming:
            page = answer.content.decode("utf-8", "replace")
            self.led_to += re.findall(r'(?:href|action|src|formaction)="([^"]*)"', page)


@pytest.fixture
def log() -> Iterator[Kept]:
    kept, root, sql = Kept(), logging.getLogger(), logging.getLogger("django.db.backends")
    before = root.level, sql.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    sql.setLevel(logging.INFO)  # statements with their values are off in an installation
    yield kept
    root.removeHandler(kept)
    root.setLevel(before[0])
    sql.setLevel(before[1])


@pytest.fixture
def town(
    log: Kept,
    aigul: Worker,
    daniyar: Worker,
    saule: Worker,
    bota: Worker,
    damir: Worker,
    partner: Worker,
    auditor: Worker,
    admin: Worker,
) -> Town:
    world.fill(aigul, saule)
    woman = NewPerson(names=NAMES, sex="F", relation="head", documents=(PAPER,))
    (case,) = register_families(
        families=[NewFamily("Tulparova", (NewMember(woman),))],
        entry="SELF",
        opened_at=ARRIVED,
        arrived_at=ARRIVED,
        region="ALR",
        case_manager=aigul.staff,
        by=SYSTEM,
        at=AT,
    )
    for make in (a_note, a_meeting, a_question):
        form = make([case], aigul)
        typed = {
            key: WRITTEN if key in {"text", "place", "reason", "title"} else value
            for key, value in form.data.items()
        }
        aigul.client.post(form.url, typed)
        aigul.client.post(form.url, dict.fromkeys(form.data, WRITTEN))  # and once in a wrong way
    everybody = (aigul, daniyar, saule, bota, damir, partner, auditor, admin)
    return Town({one.account.login: one.client for one in everybody} | {"nobody": Client()}, case)


def walk(town: Town) -> None:
    """Every page of hers by every role, and searching for her in every spelling."""
    ids = world.real_ids() | {"person_id": str(town.case.person_id), "family_id": str(town.case.family_id)}
    for _name, route, pattern in world.addresses():
        for who in town.workers:
            town.look(who, world.with_values(route, pattern, ids))
    for who in town.workers:
        for name in NAMES:
            town.workers[who].get("/search/", {"q": name.text})
        town.workers[who].post("/log-in/", {"login": NAMES[0].text, "password": WRITTEN})


def found(text: str) -> list[str]:
    lowered = text.lower()
    return [word for word in CANARIES if word in lowered]


@pytest.mark.in_bars
def test_neither_the_record_nor_a_log_a_session_or_an_address_says_a_word_of_hers(
    town: Town, log: Kept
) -> None:
    walk(town)
    with computing("test"):
        known = Entry.objects.filter(abouts__person=town.case.person_id).count()

    assert known > 20  # she was looked at, and the record knows it
    for model in (Entry, About, Head, Checkpoint, Witness, Job):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
        assert found(rows) == [], model
    assert [line for line in log.lines if found(line)] == []
    assert [session.pk for session in Session.objects.all() if found(str(session.get_decoded()))] == []
    assert {one for one in town.led_to if found(unquote(one))} == set()


def test_a_page_that_breaks_over_her_writes_no_word_of_hers_into_the_log(
    town: Town, log: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError(f"{NAMES[0].text}: {WRITTEN}")  # faults often quote what they could not use

    monkeypatch.setattr("shanyraq.access.middleware.record_reading", broken)
    client = town.workers["aigul"]
    client.raise_request_exception = False

    answers = [
        client.get(f"/people/{town.case.person_id}/"),
        client.get("/search/", {"q": NAMES[0].text}),
        client.post(f"/people/{town.case.person_id}/correct/", {"latn": NAMES[0].text, "kunya": WRITTEN}),
    ]

    assert [answer.status_code for answer in answers] == [500, 500, 500]
    told = [json.loads(line) for line in log.written if "builtins.RuntimeError" in line]
    assert {one["route"] for one in told} == {
        "people/<uuid:person_id>/",
        "search/",
        "people/<uuid:person_id>/correct/",
    }
    assert all(set(one) <= set(KEYS) and one["where"] for one in told)
    assert [line for line in log.written if found(json.dumps(json.loads(line), ensure_ascii=False))] == []

"""B16: after a change of name, every page is opened by every role, in each language. The former name is on none.

Nor is it in a row of any table, in the record, in a log, in an address, or in a file name; and a search for it does not
lead to her. Spelt in Latin, Russian and Kazakh Cyrillic and in Arabic; with her kunya and the number of a paper.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.http import urlencode

from shanyraq.access.queries import computing
from shanyraq.cases.actions.facts import correct_person
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import ARRIVED, SYSTEM
from shanyraq.demo.tests import world
from shanyraq.foundation.clock import real_now
from shanyraq.people.actions import Facts, NameText, NewPerson, SealedName
from shanyraq.people.tests.factories import AT
from shanyraq.vault.rules import words
from shanyraq.vault.tests.factories import agrees, asks, keeps, reads

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORMER = (
    NameText("Latn", "Zhadyra Qanarova", given="Zhadyra"),
    NameText("Cyrl", "Жадыра Қанарова", given="Жадыра"),
    NameText("Arab", "جاديرا كناروفا", given="جاديرا"),
)
NOW = (
    NameText("Latn", "Perizat Tuleuova", given="Perizat"),
    NameText("Cyrl", "Перизат Төлеуова", given="Перизат"),
    NameText("Arab", "بيريزات توليوفا", given="بيريزات"),
)
KUNYA, PAPER = "Umm Zubeyda", "N-0912345"
OLD = ("zhadyra", "qanarova", "жадыра", "қанарова", "канарова", "جاديرا", "كناروفا", "zubeyda", "0912345")
NEW = ("perizat", "tuleuova", "перизат", "төлеуова", "بيريزات")
LANGUAGES = ("en", "ru", "kk", "ar")


@dataclass
class Town:
    """Everybody's session, the person whose name was changed, and what was sealed and asked for."""

    workers: dict[str, Client]
    code: str
    person: str


class Kept(logging.Handler):
    """Keeps every line of every log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.exc_info or ''}")


@pytest.fixture
def log() -> Iterator[Kept]:
    kept, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(
        logging.INFO
    )  # SQL with its values: off in an installation
    yield kept
    root.removeHandler(kept)
    root.setLevel(level)


@pytest.fixture
def town(
    monkeypatch: pytest.MonkeyPatch,
    log: Kept,
    aigul: Worker,
    daniyar: Worker,
    saule: Worker,
    bota: Worker,
    damir: Worker,
    partner: Worker,
    auditor: Worker,
    admin: Worker,
    zhanna: Worker,
    aida: Worker,
    berik: Worker,
    dina: Worker,
) -> Town:
    """A family with one of everything, and a woman who changes her name while her seal is open for its hour."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    world.fill(aigul, saule)
    keeps(aida, berik, dina)
    case = _registered(aigul)
    _opened(case, zhanna, aida, berik)
    facts = Facts(sex="F", birth_date=None, birth_precision="unknown", nationality="")
    correct_person(person_id=case.person_id, names=NOW, facts=facts, tongues=[], by=aigul.actor, at=AT)
    everybody = (aigul, daniyar, saule, bota, damir, partner, auditor, admin, zhanna, aida)
    workers = {one.account.login: one.client for one in everybody} | {"nobody": Client()}
    with computing("test"):
        return Town(
            workers, Case.objects.select_related("person").get(pk=case.pk).person.code, str(case.person_id)
        )


def _registered(aigul: Worker) -> Case:
    sealed = (SealedName(KUNYA, "Latn", "kunya"),)
    woman = NewPerson(names=FORMER, sealed=sealed, sex="F", relation="head", documents=(PAPER,))
    return register_families(
        families=[NewFamily("Qanarova", (NewMember(woman),))],
        entry="SELF",
        opened_at=ARRIVED,
        arrived_at=ARRIVED,
        region="ALR",
        case_manager=aigul.staff,
        by=SYSTEM,
        at=AT,
    )[0]


def _opened(case: Case, asker: Worker, *custodians: Worker) -> None:
    """What was sealed is read by the right road first: it is there, and in the answer to the one who asked alone."""
    make_assignment(case, asker.staff)
    at = real_now()
    asked = asks(asker, case.person_id, at=at)
    for one in custodians:
        agrees(one, asked, at=at)
    read = {one["text"] for one in reads(asker, asked, at=at)}
    assert read == {KUNYA, PAPER}


def found(text: str) -> list[str]:
    """Which spellings of the former name, the kunya or the paper stand in a text."""
    lowered = text.lower()
    return [word for word in OLD if word in lowered]


@pytest.mark.in_bars
def test_the_former_name_is_on_no_page_of_any_role_in_any_language(town: Town) -> None:
    ids = world.real_ids() | {"person_id": town.person}
    with computing("test"):
        ids["family_id"] = str(Case.objects.get(person_id=town.person).family_id)
    faults, shown, opened = [], 0, 0
    for turn, (name, route, pattern) in enumerate(world.addresses()):
        address = world.with_values(route, pattern, ids)
        for role, client in town.workers.items():
            language = LANGUAGES[(turn + len(role)) % len(LANGUAGES)] if role != "aigul" else "en"
            for spoken in LANGUAGES if role == "aigul" else (language,):
                answer = client.get(address, headers={"Accept-Language": spoken})
                page = "" if answer.streaming else answer.content.decode("utf-8", "replace")
                faults += [f"{role} {name} {spoken}: {one}" for one in found(page + str(answer.headers))]
                opened += answer.status_code == 200
                shown += any(word in page.lower() for word in NEW)

    assert faults == []
    assert shown > 5 and opened > 200  # her pages were really among them


@pytest.mark.in_bars
def test_who_searches_for_the_former_name_is_not_led_to_her(town: Town) -> None:
    for client in town.workers.values():
        for typed in (*(name.text for name in FORMER), "Zhadyra", "қанарова", KUNYA, PAPER):
            page = client.get(f"/search/?{urlencode({'q': typed})}").content.decode().lower()
            assert not [word for word in (*NEW, town.code.lower(), town.person) if word in page], typed


def test_the_name_in_use_leads_to_her(town: Town) -> None:
    page = town.workers["aigul"].get(f"/search/?{urlencode({'q': 'Perizat'})}").content.decode()
    assert town.code in page


def test_no_row_of_any_table_says_the_former_name(town: Town) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                told = json.dumps([_readable(value) for value in row], ensure_ascii=False, default=str)
                assert found(told) == [], table


def _readable(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace") + bytes(value).decode("utf-16-le", "replace")
    return value


def test_no_log_and_no_file_says_it_and_no_file_is_named_for_it(town: Town, log: Kept) -> None:
    town.workers["aigul"].get(f"/people/{town.person}/")
    for path in Path(settings.DATA).rglob("*"):
        assert found(path.name) == []
        assert not path.is_file() or found(path.read_bytes().decode("utf-8", "replace")) == []
    assert found("\n".join(log.lines)) == []

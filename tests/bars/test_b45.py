"""B45: what is printed and what is notified says nothing of anybody else, and nothing leaves by mail or messenger.

Notices are lines on a colleague's own pages: there is no mail, no SMS, no push. What is printed is the sheet that a
person is given about her own file, and the copy of her own data; in every language both hold only words of hers, and
nothing that is sealed.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction

import shanyraq
from shanyraq.cases.models import Case
from shanyraq.cases.tests.filled_forms import a_meeting, a_note, a_question
from shanyraq.rights.tests.factories import make_data_request
from shanyraq.vault.rules import words
from tests.bars.crawl import Crawl, text_of
from tests.bars.entitled import SEALED
from tests.bars.town import Town, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]
GIVERS = ("case_manager here", "consular_officer here")
LANGUAGES = ("kk", "ru", "ar")
ONE_READS_ALONE = {"C2", "C4n", "C5"}
BY_WIRE = {"smtplib", "imaplib", "telnetlib", "ftplib", "requests", "httpx", "twilio", "django.core.mail"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    return make_town(parts={"C1", "C2", "C3", "C4n", "C5", "C9"})


@pytest.mark.parametrize("paper", ["give-sheet", "give-copy"])
def test_what_is_printed_holds_only_words_of_the_person_whom_it_is_given_to(town: Town, paper: str) -> None:
    printed = 0
    for name in GIVERS:
        who = town.colleagues[name]
        for person in town.people[who.home]:
            case = Case._base_manager.filter(person=person).first()
            if paper == "give-copy" and case is not None:
                make_data_request(case, who.worker.staff)
            for language in LANGUAGES:
                answer = who.client.get(f"/people/{person}/{paper}/?language={language}")
                heard = town.cage.heard(text_of(answer, who.client))
                assert [str(one) for one in heard if person not in one.people] == []
                assert [
                    str(one) for one in heard if one.field in SEALED or one.compartment in ONE_READS_ALONE
                ] == []
                assert [str(one) for one in heard if not who.may_read(one)] == []
                printed += bool(heard)

    assert printed >= 9


def test_notices_to_colleagues_say_only_what_each_may_read_and_nothing_is_mailed(town: Town) -> None:
    crawl, manager = Crawl(town), town.colleagues["case_manager here"]
    found = Case._base_manager.select_related("person").filter(person__in=town.people["near"][:2])
    cases = sorted(found, key=lambda case: town.people["near"].index(case.person_id))
    for make in (a_note, a_meeting, a_question):
        form = make(cases, manager.worker)
        with transaction.atomic():
            answer = crawl.ask(manager, "post", make.__name__, form.url, data=form.data)
            if answer.status_code == 302:
                crawl.ask(manager, "get", "what was saved", answer["Location"])
    for who in town.colleagues.values():
        for page in ("/today/", "/team/", "/emergencies/", "/seal/", "/exports/", "/record/"):
            crawl.ask(who, "get", page, page)

    assert crawl.heard.faults == [] and crawl.heard.broken == []
    assert crawl.heard.canaries > 50
    assert mail.outbox == []


def test_no_line_of_the_program_could_send_a_mail_or_a_message() -> None:
    found = []
    for path in Path(shanyraq.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            found += [f"{path.name}: {name}" for name in names if name in BY_WIRE]

    assert found == []

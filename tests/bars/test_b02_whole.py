"""B02, the whole: every channel, for everybody (channels.py); and the answers to forms, sent right and wrong.

That figures tell nothing of people out of sight, the two worlds of B03 compare whole.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.tests.filled_forms import a_meeting, a_note, a_question, a_record, an_answer
from shanyraq.vault.rules import words
from tests.bars.channels import listen_to_channels
from tests.bars.crawl import Crawl
from tests.bars.town import Town, gone, make_town, nobody

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]
CHANNELS = {
    "search",
    "choice",
    "sort",
    "filter",
    "dashboard",
    "parameter",
    "history",
    "notes",
    "consents",
    "meetings",
    "print",
    "list as a file",
    "record",
}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    return make_town()


def test_no_channel_tells_anybody_of_what_is_closed_to_her(town: Town) -> None:
    crawl, told = Crawl(town), Counter[str]()
    for who in (*town.colleagues.values(), nobody(), gone(town)):
        told.update(listen_to_channels(crawl, who))

    print(f"{crawl.heard.asked} answers through {len(told)} channels: {dict(told)}")
    assert Counter(crawl.heard.faults) == Counter()
    assert crawl.heard.broken == []
    assert {channel for channel, canaries in told.items() if canaries} >= CHANNELS


def test_no_answer_to_a_form_tells_anybody_of_what_is_closed_to_her(town: Town) -> None:
    crawl = Crawl(town)
    found = Case._base_manager.select_related("person").filter(person__in=town.people["near"][:2])
    cases = sorted(found, key=lambda case: town.people["near"].index(case.person_id))
    for who in town.colleagues.values():
        who.client.get(reverse("desk:start"))  # her session begins before anything that is undone
        for make in (a_record, a_note, a_meeting, a_question, an_answer):
            with transaction.atomic():
                form = make(cases, who.worker)
                for typed in (form.data, {}, dict.fromkeys(form.data, crawl.samples.strangers["case_id"])):
                    answer = crawl.ask(who, "post", make.__name__, form.url, data=typed)
                    if answer.status_code == 302:
                        crawl.ask(who, "get", f"{make.__name__}, saved", answer["Location"])
                transaction.set_rollback(True)

    assert Counter(crawl.heard.faults) == Counter()
    assert crawl.heard.broken == []
    assert crawl.heard.canaries > 500

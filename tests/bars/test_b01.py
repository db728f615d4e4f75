"""B01, the quick part: a few roles over a few pages hear no foreign canary, and a leak that we plant is found.

The whole of it, every address by everybody in every method, is test_b01_whole.py: `make bars`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import models

from shanyraq.access.queries import register_scope
from shanyraq.cases.presenters import words
from shanyraq.cases.queries import scopes
from shanyraq.foundation.declared import declaration_of, declared
from shanyraq.people.models import Person
from shanyraq.ui.paging import pack_position
from shanyraq.vault.rules import words as vault_words
from tests.bars import canaries
from tests.bars.crawl import Crawl
from tests.bars.town import Town, make_town, nobody

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW = {"case_manager", "shift_worker"}
PAGES = {"cases:person", "cases:history", "cases:notes", "desk:today", "cases:cards"}
PAGES |= {"papers:papers", "papers:open_paper"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(vault_words, "MEMORY_KIB", 64)
    return make_town(only=FEW, parts={"C1", "C3", "C4", "C5", "C7", "C11"})


def crawled(town: Town, *names: str, only: set[str] = PAGES) -> Crawl:
    crawl = Crawl(town)
    for who in (*town.colleagues.values(), nobody()):
        if not names or who.name in names:
            crawl.get_all(who, methods=("get",), only=only)
    return crawl


@pytest.mark.only_on("sqlite")
def test_no_page_says_what_its_reader_may_not_read_and_a_planted_leak_is_heard(
    town: Town, monkeypatch: pytest.MonkeyPatch, scope_of_notes: None
) -> None:
    crawl = crawled(town)

    assert crawl.heard.faults == [] and crawl.heard.broken == []
    assert crawl.heard.canaries > 100  # the pages really said what their readers may read
    assert canaries.without_canary(town.cage) == []

    register_scope("cases.Note", scopes.of_visible_cases)  # every note of a visible case, whatever its part
    leaked = crawled(town, "case_manager here", only={"cases:notes"}).heard.faults

    assert any("case_manager here get cases:notes: C4 cases.Note.text" in one for one in leaked)
    assert any("C5 cases.Note.text" in one for one in leaked)

    register_scope("cases.Note", scopes.row_scope("written_by"))
    register_scope("papers.Paper", scopes.of_visible_cases)
    leaked = crawled(town, "case_manager here", only={"papers:open_paper"}).heard.faults
    register_scope("papers.Paper", scopes.row_scope("added_by"))

    assert any("C5 papers.Paper.file" in one for one in leaked)

    stranger = Person._base_manager.get(pk=town.people["far"][0])
    monkeypatch.setattr(words, "full_name", lambda person: f"{person.code} or {stranger.sort_name}")
    leaked = crawled(town, "case_manager here", only={"cases:person"}).heard.faults

    assert any("C1 people.PersonName.text" in one for one in leaked)


@pytest.fixture
def scope_of_notes() -> Iterator[None]:
    yield
    register_scope("cases.Note", scopes.row_scope("written_by"))


def test_a_new_field_that_holds_words_is_missed_until_a_canary_sits_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new: Any = declared(models.TextField(), "C3", "hide", "case")
    new.name = "diagnosis"
    monkeypatch.setattr(Person._meta, "local_fields", [*Person._meta.local_fields, new])
    assert declaration_of(new) is not None

    assert "people.Person.diagnosis" in canaries.without_canary(canaries.Cage())


@pytest.mark.parametrize("script", ["Latn", "Cyrl", "Arab"])
def test_a_canary_is_heard_in_every_script_and_coding(script: str) -> None:
    cage = canaries.Cage()
    canary = canaries.Canary(frozenset(), "C1", "people.PersonName.text")
    word = cage.word(canary, script)
    coded = (
        word,
        word.upper(),
        f"x{word}y",
        quote(word),
        "".join(f"&#{ord(sign)};" for sign in word),
        word.encode("unicode_escape").decode(),
        f"?after={pack_position(word, 'x')}",
    )
    assert [cage.heard(one) for one in coded] == [{canary}] * len(coded)
    assert cage.heard(word[:-1]) == set()

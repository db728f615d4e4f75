"""B09, the whole: of every role that works with people given to her, and of every address that opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from shanyraq.vault.rules import words
from tests.bars.ended import ENDINGS, REACHED_BY_ASSIGNMENT, Kept, pages_of, still_told
from tests.bars.entitled import roles
from tests.bars.town import Town, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    return make_town()


@pytest.mark.parametrize("kind", ENDINGS)
def test_every_page_of_every_role_is_closed_at_the_next_request(kind: str, town: Town) -> None:
    end: Callable[[Town, str], None] = ENDINGS[kind]
    routes = 0
    for code, role in roles().items():
        who = town.colleagues[f"{code} here"]
        if kind == "assignment" and role["reach"] not in REACHED_BY_ASSIGNMENT:
            continue
        opened = pages_of(town, who)
        routes += len(opened)
        with transaction.atomic():
            end(town, who.name)
            kept = still_told(town, who, opened)
            transaction.set_rollback(True)

        assert kept == Kept([], []), code

    print(f"{routes} pages closed after the end of: {kind}")
    assert routes > 100

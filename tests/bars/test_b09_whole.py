"""B09, the whole: of every role that works with people given to her, and of every address that opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from shanyraq.foundation import keyring
from shanyraq.vault.rules import words
from tests.bars.ended import ENDINGS, REACHED_BY_ASSIGNMENT, Kept, pages_of, still_told
from tests.bars.entitled import roles
from tests.bars.town import make_town
from tests.bars.verdicts import tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What ends within has not ended afterwards, and her browser is as it was."""
    kept = copy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = kept
    keyring.forget()
    cache.clear()


def test_every_page_of_every_role_is_closed_at_the_next_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Her pages are found once; each of the endings begins with one of them open again."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    town, closed, faults = make_town(), Counter[str](), list[str]()
    for code, role in roles().items():
        who = town.colleagues[f"{code} here"]
        opened = pages_of(town, who)
        for kind, end in ENDINGS.items():
            if kind == "assignment" and role["reach"] not in REACHED_BY_ASSIGNMENT:
                continue
            for address in list(opened)[:1]:
                assert who.client.get(address).status_code == 200, (code, kind)
            with undone(who.client):
                end(town, who.name)
                kept = still_told(town, who, opened)
            closed[kind] += len(opened)
            faults += [f"{code}, {kind}: {kept}"] if kept != Kept([], []) else []

    tell(f"pages closed after the end of: {dict(closed)}")
    assert faults == []
    assert all(closed[kind] > 100 for kind in ENDINGS)

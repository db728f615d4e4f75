"""Pages of a site with a key agent: what shows many sealed values asks for their keys in one message."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.tests.cast import make_worker
from shanyraq.cases.tests.factories import make_assignment, make_case, make_summary_card
from shanyraq.cli.tests.test_key_agent import Start, start, with_root
from shanyraq.foundation import keyring
from shanyraq.foundation.key_line import There

__all__ = ["start"]
pytestmark = pytest.mark.django_db(transaction=True)


def of_many(many: int) -> Client:
    """A doctor who works with this many people, each with a card of what to avoid."""
    doctor = make_worker("Yerzhan", "health_worker", discipline="health", region="ALR")
    with system("test"):
        cases = [make_case() for _ in range(many)]
        keyring.ensure_keys((case.person_id, "C3") for case in cases)
        for case in cases:
            make_assignment(case, doctor.staff)
            make_summary_card(case, text="No nuts.")
    return doctor.client


@pytest.mark.parametrize("many", [2, 12])
def test_the_list_of_cards_asks_the_agent_once_however_many_people_stand_there(
    many: int, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ask = Counter[bytes](), There.ask

    def noted(self: There, *words: bytes) -> list[bytes]:
        asked[words[0]] += 1
        return ask(self, *words)

    client = of_many(many)
    start(with_root(tmp_path))
    monkeypatch.setattr(There, "ask", noted)

    page = client.get(reverse("cases:cards")).content.decode()

    assert page.count("No nuts.") == many
    assert asked == {b"open": 1}

"""The officer sees the site as a custodian does while a seal is asked for: rows that hold each other, and a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.queries.veils import COVER
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.tests.covered import look
from shanyraq.vault.rules import words
from shanyraq.vault.tests.factories import asks, keeps, make_item

pytestmark = pytest.mark.django_db


def test_a_custodians_pages_are_there_and_why_a_seal_is_asked_for_is_covered(
    auditor: Worker, aida: Worker, berik: Worker, zhanna: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)  # how hard words are to guess is not asked here
    case = make_case()
    make_assignment(case, zhanna.staff)
    keeps(aida, berik)
    make_item(case.person_id)
    asked = asks(zhanna, case.person_id, reason="canary: the registry office needs it.", at=real_now())
    look(auditor, aida)

    request = reverse("vault:request", args=[asked.opening.pk])
    pages = {address: auditor.client.get(address, follow=True) for address in ("/", "/seal/", request)}

    for address, answer in pages.items():
        text = answer.content.decode()
        assert answer.status_code == 200 and "You see the site as" in text, address
        assert "canary" not in text, address
    assert case.person.code in pages[request].content.decode()
    assert COVER in pages[request].content.decode()

"""The way to ask for the seal stands on a person's page only where something of hers is sealed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.cases.presenters.seal import seal
from shanyraq.cases.tests.cast import Worker
from shanyraq.vault.actions import put
from shanyraq.vault.tests.factories import AT, SOMEBODY

pytestmark = pytest.mark.django_db


def test_asking_is_offered_once_something_is_sealed_and_to_those_who_may(
    zhanna: Worker, admin: Worker
) -> None:
    def file(worker: Worker) -> Any:
        return SimpleNamespace(
            alone=SimpleNamespace(pk=SOMEBODY), actor=worker.actor, today=date(2021, 5, 20)
        )

    assert seal(file(zhanna)) is None

    put(person=SOMEBODY, kind="name", content={"text": "Maryam Omarova"}, at=AT)

    offered = seal(file(zhanna))
    assert offered is not None and offered.ask_url == reverse("vault:ask", args=[SOMEBODY])
    assert seal(file(admin)) is None

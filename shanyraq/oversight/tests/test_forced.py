"""Whoever came in with her second password stands on the officer's desk at once, with what to do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.actions.forced import tell_forced
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.models import Finding

pytestmark = pytest.mark.django_db


def test_the_officer_is_told_once_a_day_before_anything_else_of_it(aigul: Worker, auditor: Worker) -> None:
    for _ in range(2):
        tell_forced(account=aigul.account, by=aigul.actor, at=real_now())

    told = Finding._base_manager.get()
    desk = auditor.client.get(reverse("oversight:desk")).content.decode()
    page = auditor.client.get(reverse("oversight:finding", args=[told.pk])).content.decode()

    assert (told.kind, told.colleague_id, told.state) == ("FORCED", aigul.staff.pk, "OPEN")
    assert "Somebody may be forcing a colleague" in desk
    assert "She came in with her second password" in page


def test_on_days_on_which_nobody_is_forced_the_desk_says_nothing_of_it(auditor: Worker) -> None:
    desk = auditor.client.get(reverse("oversight:desk")).content.decode()

    assert "Somebody may be forcing" not in desk

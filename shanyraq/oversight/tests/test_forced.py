"""Whoever came in with her second password stands on the officer's desk at once, with what to do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.actions.forced import set_forced_password, tell_forced
from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.actions.recoveries import agree_to_recovery, ask_recovery
from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.actions.findings import CannotAnswer, answer_finding
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


SAFE_NOW = "Her brother and two officers saw her at the office; nobody is with her."


def test_the_officer_says_that_she_is_safe_once_two_others_have_restored_her_access(
    aigul: Worker, auditor: Worker, admin: Worker
) -> None:
    set_forced_password(
        account=aigul.account, password="words for that day only", by=aigul.actor, at=real_now()
    )
    tell_forced(account=aigul.account, by=aigul.actor, at=real_now())
    found = Finding._base_manager.get()
    page = reverse("oversight:finding", args=[found.pk])
    shown, told = auditor.client.get(page).content.decode(), {"state": "SAFE", "words": SAFE_NOW}
    assert "She is safe, and two officers have restored her access" in shown
    assert "She was asked" not in shown and "her work needed it" not in shown

    assert "Her access is not restored yet" in auditor.client.post(page, told).content.decode()
    with pytest.raises(CannotAnswer) as refused:
        answer_finding(finding_id=found.pk, state="ASKED", words=SAFE_NOW, by=auditor.actor, at=real_now())
    assert refused.value.code == "state"

    other = make_worker("Timur", "administrator")
    why = {"ground": "STOLEN", "reason": "She was forced and is safe now."}
    asked = ask_recovery(staff_id=aigul.staff.pk, **why, by=admin.actor, at=real_now())
    agree_to_recovery(proposal_id=asked.pk, fingerprint=fingerprint_of(asked), by=other.actor, at=real_now())
    assert auditor.client.post(page, told).status_code == 302

    found.refresh_from_db()
    assert found.state == "SAFE" and not found.is_waiting
    assert "She is safe; access restored" in auditor.client.get(page).content.decode()
    assert Entry.objects.filter(action="finding.answer", decision="ALLOWED").count() == 1

"""Whoever led a case in this episode does not close it, however it changed hands in between."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.cases.actions.assignments import assign
from shanyraq.cases.actions.reviews import decide_closure
from shanyraq.cases.tests.cast import SINCE, Worker, make_worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_close_case import asked_to_close
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.models import Installation
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def test_handing_a_file_over_does_not_make_it_somebody_elses_to_close(aigul: Worker, daniyar: Worker) -> None:
    Installation.objects.create(mode="demo", fixed_day=AT.date(), made_at=AT)
    case = make_case(case_manager=aigul.staff)
    review = asked_to_close(case, aigul)
    RoleGrant.objects.create(staff=daniyar.staff, role="case_manager", region="ALR", starts_at=SINCE)
    daniyar.staff.supervisor = make_worker("Timur", "supervisor", region="ALR").staff
    daniyar.staff.save()
    for leader in (daniyar, aigul):
        assign(case_ids=[case.pk], case_manager=leader.staff.pk, by=daniyar.actor, at=AT)

    with pytest.raises(NotAllowed) as refusal:
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)

    assert refusal.value.code == "own_case"
    for url in (reverse("cases:decide_closure", args=[review.pk]), reverse("desk:team")):
        assert "You work with this person yourself" in daniyar.client.get(url).content.decode(), url

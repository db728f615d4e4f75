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


@pytest.fixture
def assiya(db: None) -> Worker:
    return make_worker("Assiya", "regional_coordinator", region="ALR")


def test_handing_a_file_over_does_not_make_it_somebody_elses_to_close(aigul: Worker, daniyar: Worker) -> None:
    Installation.objects.create(mode="demo", fixed_day=AT.date(), made_at=AT)
    case = make_case(case_manager=aigul.staff)
    review = asked_to_close(case, aigul)
    RoleGrant.objects.create(staff=daniyar.staff, role="case_manager", region="ALR", starts_at=SINCE)
    daniyar.works_as("supervisor")
    daniyar.staff.supervisor = make_worker("Timur", "supervisor", region="ALR").staff
    daniyar.staff.save()
    for leader in (daniyar, aigul):
        assign(case_ids=[case.pk], case_manager=leader.staff.pk, by=daniyar.actor, at=AT)

    with pytest.raises(NotAllowed) as refusal:
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)

    assert refusal.value.code == "own_case"
    for url in (reverse("cases:decide_closure", args=[review.pk]), reverse("desk:team")):
        assert "You work with this person yourself" in daniyar.client.get(url).content.decode(), url


def test_what_its_only_supervisor_stood_in_for_the_regional_coordinator_closes(
    aigul: Worker, daniyar: Worker, assiya: Worker
) -> None:
    Installation.objects.create(mode="demo", fixed_day=AT.date(), made_at=AT)
    case = make_case(case_manager=aigul.staff)
    for deputy in (daniyar.staff.pk, None):
        assign(case_ids=[case.pk], case_manager=aigul.staff.pk, deputy=deputy, by=daniyar.actor, at=AT)
    review = asked_to_close(case, aigul)
    url = reverse("cases:decide_closure", args=[review.pk])
    assert "or the regional coordinator" in daniyar.client.get(url).content.decode()

    assert url in assiya.client.get(reverse("desk:team")).content.decode()
    answer = assiya.client.post(url, {"reviews": [str(review.pk)], "outcome": "AGREED"})

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.closed_by == assiya.staff


def test_a_coordinator_closes_nothing_of_another_region(aigul: Worker) -> None:
    far = make_worker("Assel", "regional_coordinator", region="SHY")
    review = asked_to_close(make_case(case_manager=aigul.staff), aigul)

    assert far.client.get(reverse("cases:decide_closure", args=[review.pk])).status_code == 404

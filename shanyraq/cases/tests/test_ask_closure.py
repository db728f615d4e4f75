"""Asking to close is not closing: the support goes on until a supervisor has decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.reviews import decide_closure
from shanyraq.cases.models import Case
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_close_case import asked_to_close
from shanyraq.pathway import StepState
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(aigul: Worker) -> Case:
    return make_case(case_manager=aigul.staff, arrived_at=AT - timedelta(days=400))


def test_asking_to_close_moves_nobody_to_the_closing_and_makes_nothing_late_at_once(
    case: Case, aigul: Worker, daniyar: Worker
) -> None:
    with system("test"):
        before = plans_of([case], AT)[case.pk]
    review = asked_to_close(case, aigul, agreed_at=AT - timedelta(days=40))
    with system("test"):
        asked = plans_of([case], AT)[case.pk]
        states = {step.key: step.state for step in asked.steps if step.phase == "P8"}
    decide_closure(
        review_ids=[review.pk], outcome="RETURNED", answer="Not yet: see the plan.", by=daniyar.actor, at=AT
    )
    with system("test"):
        returned = plans_of([case], AT)[case.pk]

    assert before.phase == asked.phase == returned.phase != "P8"
    assert (states["P8-01"], states["P8-02"]) == (StepState.DUE, StepState.AHEAD)
    assert returned.steps == before.steps


def test_whoever_is_alone_in_her_family_is_ticked_and_of_several_nobody(case: Case, aigul: Worker) -> None:
    page = reverse("cases:ask_closure", kwargs={"family_id": case.family_id})

    assert aigul.client.get(page).content.decode().count(" checked") == 1

    make_case(make_person("Aisha Omarova"), case.family, case_manager=aigul.staff)
    assert " checked" not in aigul.client.get(page).content.decode()

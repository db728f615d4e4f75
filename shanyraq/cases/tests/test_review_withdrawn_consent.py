"""A consent taken back opens a review for the lead, which says what was taken back; no help ends by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.cases.models import Case
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.cases.tests.test_record_consents import answer
from shanyraq.pathway import StepState
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
REVIEW = "P6-16"


@pytest.fixture
def saule_omarova(aigul: Worker) -> Case:
    saule = the_omarova_family(aigul.staff)[0]
    before = AT.date() - timedelta(days=9)
    answer(saule, aigul, "SELF", None, before, health_care="YES", school_information="YES", testimony="NO")
    return saule


def plan(case: Case, worker: Worker) -> str:
    url = reverse("cases:family", args=[case.family_id])
    return str(worker.client.get(url).content.decode())


def test_the_lead_finds_a_step_with_a_day_that_says_what_was_taken_back(
    saule_omarova: Case, aigul: Worker
) -> None:
    assert "A consent taken back reviewed" not in plan(saule_omarova, aigul)

    answer(saule_omarova, aigul, "SELF", health_care="WITHDRAWN")

    step = plans_of([saule_omarova], AT)[saule_omarova.pk].step(f"{REVIEW}#1")
    assert step is not None and step.is_open and step.discipline == "case_manager"
    assert step.due_at is not None and step.due_at.date() == AT.date() + timedelta(days=7)
    shown = plan(saule_omarova, aigul)
    assert "A consent taken back reviewed" in shown
    assert "Taken back: Health care." in shown and "Information for the school." not in shown


def test_two_taken_back_in_one_asking_are_both_named_and_one_review_answers_both(
    saule_omarova: Case, aigul: Worker
) -> None:
    answer(saule_omarova, aigul, "SELF", health_care="WITHDRAWN", school_information="WITHDRAWN")
    shown = plan(saule_omarova, aigul)
    assert "Taken back: Health care and Information for the school." in shown

    happened([saule_omarova], "case.withdrawal.reviewed", AT)

    steps = plans_of([saule_omarova], AT + timedelta(days=9))[saule_omarova.pk].steps
    assert {one.state for one in steps if one.action_id == REVIEW} == {StepState.DONE}


def test_a_no_from_the_beginning_opens_no_review(saule_omarova: Case, aigul: Worker) -> None:
    answer(saule_omarova, aigul, "SELF", mhpss="NO")

    assert "A consent taken back reviewed" not in plan(saule_omarova, aigul)


def test_whoever_reads_no_consents_is_not_told_which(
    saule_omarova: Case, aigul: Worker, bota: Worker
) -> None:
    answer(saule_omarova, aigul, "SELF", health_care="WITHDRAWN")

    assert (
        "Taken back: "
        not in bota.client.get(reverse("cases:family", args=[saule_omarova.family_id])).content.decode()
    )

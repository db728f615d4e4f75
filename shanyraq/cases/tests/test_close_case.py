"""Asking for a review or a closing, and the supervisor's answer: never her own case, never her own request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.reviews import (
    CannotAsk,
    CannotDecide,
    ask_closure,
    ask_review,
    decide_closure,
    decide_review,
    reason_not_to_decide,
)
from shanyraq.cases.models import Assignment, Case, Evidence, PlanStep, Review
from shanyraq.cases.tests.cast import SINCE, Worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.models import Installation
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("panel_said_yes")]
WORDS = "All goals are met; the school knows whom to call."


def asked_to_close(case: Case, by: Worker, **fields: Any) -> Review:
    words: dict[str, Any] = {
        "proposal": "GOALS_MET",
        "agreed_at": AT - timedelta(days=1),
        "request": WORDS,
        **fields,
    }
    [review] = ask_closure(case_ids=[case.pk], **words, by=by.actor, at=AT)
    return review


@pytest.fixture
def case(aigul: Worker) -> Case:
    return make_case(case_manager=aigul.staff, arrived_at=AT - timedelta(days=400))


def test_closing_ends_parts_access_and_steps_and_leaves_evidence(
    case: Case, aigul: Worker, daniyar: Worker
) -> None:
    with system("test"):
        refresh_plans(cases=[case], at=AT)
    review = asked_to_close(case, aigul)

    decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)

    assert not Case.objects.visible_to(aigul.actor).exists()
    with system("test"):
        closed = Case.objects.get(pk=case.pk)
        assert (closed.closed_at, closed.closed_by_id) == (AT, daniyar.staff.pk)
        assert closed.closed_reason == "GOALS_MET"
        assert not Assignment.objects.filter(case=case, ends_at=None).exists()
        assert not PlanStep.objects.filter(case=case).exists()
        kinds = set(Evidence.objects.filter(case=case).values_list("kind", flat=True))
    assert {"case.closure.agreed", "case.closure.approved", "case.file.closed"} <= kinds
    assert Entry.objects.filter(action="case.close", decision=Entry.ALLOWED).count() == 1


def test_nobody_closes_her_own_case(aigul: Worker, daniyar: Worker) -> None:
    own = make_case(case_manager=daniyar.staff, deputy=aigul.staff)
    Assignment.objects.create(case=own, staff=aigul.staff, discipline="case_manager", starts_at=AT)
    review = asked_to_close(own, aigul)

    assert reason_not_to_decide(review, daniyar.actor) == "own_case"
    with pytest.raises(NotAllowed) as refusal:
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)

    assert refusal.value.code == "own_case"
    with system("test"):
        assert Case.objects.get(pk=own.pk).is_open


def test_nobody_decides_her_own_request(case: Case, aigul: Worker, daniyar: Worker) -> None:
    RoleGrant.objects.create(staff=daniyar.staff, role="case_manager", region="ALR", starts_at=SINCE)
    make_assignment(case, daniyar.staff)
    review = asked_to_close(case, daniyar)
    daniyar.works_as("supervisor")

    with pytest.raises(NotAllowed) as refusal:
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)

    assert refusal.value.code == "own_request"


def test_a_case_manager_asks_and_does_not_close(case: Case, aigul: Worker) -> None:
    review = asked_to_close(case, aigul)

    with pytest.raises(NotAllowed):
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=aigul.actor, at=AT)


def test_returning_needs_an_answer_and_the_support_goes_on(
    case: Case, aigul: Worker, daniyar: Worker
) -> None:
    review = asked_to_close(case, aigul)

    with pytest.raises(CannotDecide) as refusal:
        decide_closure(review_ids=[review.pk], outcome="RETURNED", answer="no", by=daniyar.actor, at=AT)
    assert refusal.value.code == "answer_short"
    decide_closure(
        review_ids=[review.pk],
        outcome="RETURNED",
        answer="The papers are not there yet.",
        by=daniyar.actor,
        at=AT,
    )

    assert Case.objects.visible_to(aigul.actor).get(pk=case.pk).is_open
    assert Review.objects.visible_to(aigul.actor).get(pk=review.pk).answer == "The papers are not there yet."


def test_a_request_is_decided_once(case: Case, aigul: Worker, daniyar: Worker) -> None:
    review = asked_to_close(case, aigul)
    words: dict[str, Any] = {
        "review_ids": [review.pk],
        "outcome": "RETURNED",
        "answer": "Not yet: see the plan.",
        "at": AT,
    }
    decide_closure(**words, by=daniyar.actor)

    with pytest.raises(NotAllowed) as refusal:
        decide_closure(**words, by=daniyar.actor)

    assert refusal.value.code == "decided"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"request": "ok"}, "request_short"),
        ({"proposal": "NOT_COOPERATING"}, "proposal"),
        ({"agreed_at": AT + timedelta(days=3)}, "agreed_at"),
    ],
)
def test_a_closing_is_asked_for_with_reason_and_day(
    case: Case, aigul: Worker, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(CannotAsk) as refusal:
        asked_to_close(case, aigul, **fields)

    assert refusal.value.code == code


def test_the_same_is_not_asked_twice(case: Case, aigul: Worker) -> None:
    asked_to_close(case, aigul)

    with pytest.raises(CannotAsk) as refusal:
        asked_to_close(case, aigul)

    assert refusal.value.code == "asked_already"


def test_a_plan_is_reviewed_without_closing_anything(case: Case, aigul: Worker, daniyar: Worker) -> None:
    [review] = ask_review(
        case_ids=[case.pk], request="Is the kindergarten place enough?", by=aigul.actor, at=AT
    )

    decide_review(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)

    assert Case.objects.visible_to(aigul.actor).get(pk=case.pk).is_open


def test_a_request_of_another_team_is_not_among_hers(daniyar: Worker, erlan: Worker) -> None:
    far = make_case(case_manager=erlan.staff, region="SHY")
    review = asked_to_close(far, erlan)

    with pytest.raises(NotAllowed):
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)


# --- the pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def fixed_day(db: None) -> None:
    Installation.objects.create(mode="demo", fixed_day=date(2021, 5, 20), made_at=AT)


def test_a_closing_goes_from_the_case_manager_to_the_supervisor_on_pages(
    fixed_day: None, case: Case, aigul: Worker, daniyar: Worker
) -> None:
    url = reverse("cases:ask_closure", args=[case.family_id])
    assert aigul.client.get(url).status_code == 200
    filled = {"people": [str(case.pk)], "proposal": "GOALS_MET", "agreed_on": "2021-05-19", "request": WORDS}
    assert aigul.client.post(url, filled).status_code == 302

    review = Review.objects.visible_to(daniyar.actor).get()
    assert WORDS in daniyar.client.get(reverse("desk:team")).content.decode()
    url = reverse("cases:decide_closure", args=[review.pk])
    assert WORDS in daniyar.client.get(url).content.decode()
    short = daniyar.client.post(url, {"reviews": [str(review.pk)], "outcome": "RETURNED", "answer": ""})
    assert short.status_code == 200
    assert daniyar.client.post(url, {"reviews": [str(review.pk)], "outcome": "AGREED"}).status_code == 302

    with system("test"):
        assert not Case.objects.get(pk=case.pk).is_open
    assert aigul.client.get(reverse("cases:family", args=[case.family_id])).status_code == 404


def test_the_button_of_her_own_case_is_grey_and_says_why(
    fixed_day: None, aigul: Worker, daniyar: Worker
) -> None:
    own = make_case(case_manager=daniyar.staff, deputy=aigul.staff)
    Assignment.objects.create(case=own, staff=aigul.staff, discipline="case_manager", starts_at=AT)
    review = asked_to_close(own, aigul)
    url = reverse("cases:decide_closure", args=[review.pk])

    page = daniyar.client.get(url).content.decode()
    team = daniyar.client.get(reverse("desk:team")).content.decode()

    why = "You work with this person yourself"
    assert why in page and 'name="outcome"' not in page and " disabled" not in page
    assert why in team and "<button" in team and " disabled" in team
    answer = daniyar.client.post(url, {"reviews": [str(review.pk)], "outcome": "AGREED"})
    assert answer.status_code == 403


def test_a_review_is_asked_and_answered_on_pages(
    fixed_day: None, case: Case, aigul: Worker, daniyar: Worker
) -> None:
    url = reverse("cases:ask_review", args=[case.family_id])
    assert aigul.client.get(url).status_code == 200
    aigul.client.post(url, {"people": [str(case.pk)], "request": "Please look at the plan."})
    review = Review.objects.visible_to(daniyar.actor).get()

    url = reverse("cases:decide_review", args=[review.pk])
    assert "Please look at the plan." in daniyar.client.get(url).content.decode()
    assert daniyar.client.post(url, {"reviews": [str(review.pk)], "outcome": "AGREED"}).status_code == 302
    assert daniyar.client.get(url).status_code == 404


def test_case_managers_have_no_page_to_decide(fixed_day: None, case: Case, aigul: Worker) -> None:
    review = asked_to_close(case, aigul)

    assert aigul.client.get(reverse("cases:decide_closure", args=[review.pk])).status_code == 403

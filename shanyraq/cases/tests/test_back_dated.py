"""What is recorded late, with an earlier date: the answer tells what it really changed, and decisions stand."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.records import correct_record, record_happening
from shanyraq.cases.actions.steps import decline_step, waive_step
from shanyraq.cases.models import Case, Evidence, PlanStep
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import SYSTEM, happened, the_omarova_family
from shanyraq.pathway import Step, StepState
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
CONTACT, QUARTERLY = "case.contact.made", "P7-01"


def followed_up(worker: Worker) -> Case:
    """Stepped down ninety-five days ago, the first contact five days late."""
    case = the_omarova_family(worker.staff, "Saule")[0]
    happened([case], "case.review.stepped_down", AT - timedelta(days=95))
    return case


def open_turn(case: Case) -> Step:
    return next(
        step for step in plans_of([case], AT)[case.pk].steps if step.action_id == QUARTERLY and step.is_open
    )


def page_after(worker: Worker, case: Case, days: int) -> str:
    done = record_happening(
        case_ids=[case.pk],
        kind=CONTACT,
        happened_at=AT - timedelta(days=days),
        details={},
        by=worker.actor,
        at=AT,
    )
    url = reverse("cases:person", args=[case.person_id])
    return worker.client.get(f"{url}?saved={done.together}").content.decode()


def test_an_entry_of_long_ago_is_not_said_to_have_closed_the_turn_that_stays_open(aigul: Worker) -> None:
    case = followed_up(aigul)
    before = open_turn(case)

    page = page_after(aigul, case, 97)

    assert open_turn(case).due_at == before.due_at
    assert "No step changed" in page
    assert "Closed now" not in page


def test_an_entry_that_closes_the_open_turn_says_so(aigul: Worker) -> None:
    page = page_after(aigul, followed_up(aigul), 1)

    assert "Closed now" in page
    assert "No step changed" not in page


def test_a_declined_turn_stays_declined_when_an_older_contact_is_told_later(aigul: Worker) -> None:
    case = followed_up(aigul)
    decline_step(
        steps={case.pk: open_turn(case).key}, words="Not now.", ask_again_on=None, by=aigul.actor, at=AT
    )
    before = open_turn(case)

    page = page_after(aigul, case, 20)

    assert open_turn(case).due_at == before.due_at
    assert "No step changed" in page
    with system("test"):
        assert not PlanStep.objects.filter(action=QUARTERLY, state="LATE").exists()


def test_a_decision_keeps_the_day_its_turn_was_due(aigul: Worker) -> None:
    case = followed_up(aigul)
    turn = open_turn(case)

    decline_step(steps={case.pk: turn.key}, words="Not now.", ask_again_on=None, by=aigul.actor, at=AT)

    with system("test"):
        said = Evidence.objects.get(kind="case.step.declined").payload
    assert turn.due_at is not None
    assert said["due_on"] == turn.due_at.date().isoformat()


def decline_link(worker: Worker, case: Case) -> str:
    shown = worker.client.get(reverse("cases:person", args=[case.person_id])).content.decode()
    found = re.search(rf'href="([^"]*decline/[^"]*{QUARTERLY}[^"]*)"', shown)
    assert found is not None
    return unescape(found[1])


def test_a_page_from_before_still_declines_the_turn_that_it_showed(aigul: Worker) -> None:
    case = followed_up(aigul)
    link = decline_link(aigul, case)
    page_after(aigul, case, 97)

    sent = aigul.client.post(link, {"who": [str(case.pk)], "words": "Not now."})

    assert sent.status_code == 302
    assert open_turn(case).due_at > AT  # type: ignore[operator]


def test_a_page_from_before_does_not_decline_the_turn_after_the_one_that_it_showed(aigul: Worker) -> None:
    case = followed_up(aigul)
    link = decline_link(aigul, case)
    page_after(aigul, case, 1)

    sent = aigul.client.post(link, {"who": [str(case.pk)], "words": "Not now."})

    assert sent.status_code == 404
    assert "This was not saved" in sent.content.decode()
    with system("test"):
        assert not Evidence.objects.filter(kind="case.step.declined").exists()


def test_a_date_put_right_leaves_what_was_decided_about_it(aigul: Worker, daniyar: Worker) -> None:
    case = the_omarova_family(aigul.staff, "Saule")[0]
    declined = happened([case], "home.contact.declined", AT - timedelta(days=30))
    waive_step(
        steps={case.pk: "P4-25#1"},
        reason="Her brother is abroad until autumn.",
        by=daniyar.actor,
        at=AT,
    )

    correct_record(
        record_ids=[declined.records[0].pk],
        happened_at=AT - timedelta(days=12),
        details={},
        by=SYSTEM,
        at=AT,
    )

    [step] = [one for one in plans_of([case], AT)[case.pk].steps if one.action_id == "P4-25"]
    assert (step.state, step.opens_at) == (StepState.WAIVED, AT - timedelta(days=12))

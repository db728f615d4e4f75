"""Setting a service aside, and recording that somebody said no or not now."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.records import CannotRecord
from shanyraq.cases.actions.steps import decline_step, waive_step
from shanyraq.cases.models import Case, PlanStep, Record
from shanyraq.cases.queries import pack, plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.pathway import StepState
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
REASON = "The family was visited twice this week by the nurse."


def moved_in(worker: Worker) -> list[Case]:
    cases = the_omarova_family(worker.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    return cases


def state_of(case: Case, key: str) -> StepState:
    step = plans_of([case], AT)[case.pk].step(key)
    assert step is not None
    return step.state


def test_a_supervisor_sets_a_step_aside_for_everybody_with_a_reason(aigul: Worker, daniyar: Worker) -> None:
    cases = moved_in(aigul)

    done = waive_step(steps={case.pk: "P5-09" for case in cases}, reason=REASON, by=daniyar.actor, at=AT)

    assert len(done.records) == 6
    assert {state_of(case, "P5-09") for case in cases} == {StepState.WAIVED}
    with system("test"):
        assert not PlanStep.objects.filter(key="P5-09").exists()


def test_a_case_manager_does_not_set_aside(aigul: Worker) -> None:
    cases = moved_in(aigul)

    with pytest.raises(NotAllowed):
        waive_step(steps={cases[0].pk: "P5-09"}, reason=REASON, by=aigul.actor, at=AT)


@pytest.mark.parametrize(
    ("key", "reason", "code"),
    [("P5-09", "no", "reason_short"), ("P9-01", REASON, "step_not_open"), ("P3-02", REASON, "step_not_open")],
)
def test_setting_aside_needs_an_open_step_that_she_reads_and_a_sentence(
    aigul: Worker, daniyar: Worker, key: str, reason: str, code: str
) -> None:
    cases = moved_in(aigul)

    with pytest.raises(CannotRecord) as refused:
        waive_step(steps={cases[0].pk: key}, reason=reason, by=daniyar.actor, at=AT)

    assert refused.value.code == code


def test_what_the_pack_lets_nobody_set_aside_stays_owed(aigul: Worker, daniyar: Worker) -> None:
    cases = moved_in(aigul)

    with pytest.raises(NotAllowed):
        waive_step(steps={cases[0].pk: "P3-01"}, reason=REASON, by=daniyar.actor, at=AT)


def test_a_no_closes_a_voluntary_step_and_is_asked_again_on_its_day(aigul: Worker) -> None:
    cases = moved_in(aigul)
    again = date(2021, 7, 1)

    decline_step(
        steps={cases[0].pk: "P3-06"}, words="Not now, I am tired.", ask_again_on=again, by=aigul.actor, at=AT
    )

    assert state_of(cases[0], "P3-06") is StepState.DECLINED
    assert plans_of([cases[0]], AT + timedelta(days=43))[cases[0].pk].step("P3-06").is_open  # type: ignore[union-attr]


def test_what_is_owed_whatever_the_answer_cannot_be_declined(aigul: Worker) -> None:
    cases = moved_in(aigul)

    with pytest.raises(CannotRecord) as refused:
        decline_step(steps={cases[0].pk: "P5-09"}, words="no", ask_again_on=None, by=aigul.actor, at=AT)

    assert refused.value.code == "not_voluntary"


def url(case: Case, verb: str, step: str, *who: Case) -> str:
    query = "".join(f"&who={one.pk}" for one in who)
    return reverse(f"cases:{verb}", kwargs={"family_id": case.family_id}) + f"?step={step}{query}"


def test_the_page_of_setting_aside_asks_for_a_reason_and_answers(aigul: Worker, daniyar: Worker) -> None:
    cases = moved_in(aigul)
    page = url(cases[0], "waive", "P5-09", *cases[:2])

    asked = daniyar.client.get(page).content.decode()
    refused = daniyar.client.post(page, {"who": [str(cases[0].pk)], "reason": "no"})
    saved = daniyar.client.post(page, {"who": [str(cases[0].pk)], "reason": REASON}, follow=True)

    assert asked.count(" checked") == 2
    assert "Give the reason in a sentence" in refused.content.decode()
    assert "Set aside, each with its reason" in saved.content.decode()
    assert REASON in saved.content.decode()


def test_the_page_of_setting_aside_says_of_a_service_that_repeats_that_it_comes_again(
    aigul: Worker, daniyar: Worker
) -> None:
    cases = moved_in(aigul)
    steps = [step for step in plans_of(cases[:1], AT)[cases[0].pk].steps if step.is_open and step.waivable_by]
    repeating = next(step.action_id for step in steps if pack().action(step.action_id).repeat)
    once, again = (
        daniyar.client.get(url(cases[0], "waive", step, cases[0])).content.decode()
        for step in ("P5-09", repeating)
    )

    assert "will not be owed any more" in once and "will be owed again" not in once
    assert "will be owed again" in again and "not be owed any more" not in again


def test_the_page_of_a_no_says_that_nothing_depends_on_it(aigul: Worker) -> None:
    cases = moved_in(aigul)
    page = url(cases[0], "decline", "P3-06", cases[0])
    data: dict[str, Any] = {"who": [str(cases[0].pk)], "words": "Not now.", "ask_again_on": "2021-07-01"}

    asked = aigul.client.get(page).content.decode()
    shown = aigul.client.post(page, data, follow=True).content.decode()

    assert "Nothing else depends on it" in asked
    assert "Offer again" in shown
    with system("test"):
        assert Record.objects.get(kind="case.step.declined").details["text"] == "Not now."


def test_each_row_of_a_service_owed_several_times_declines_its_own_occurrence(aigul: Worker) -> None:
    case = moved_in(aigul)[0]
    shown = aigul.client.get(reverse("cases:person", args=[case.person_id]) + "?show=later").content.decode()
    links = [unescape(link) for link in re.findall(r'href="([^"]*decline/[^"]*P7-02[^"]*)"', shown)]
    assert len(links) == len(set(links)) == 2

    aigul.client.post(links[1], {"who": [str(case.pk)], "words": "Not then."})

    assert state_of(case, "P7-02#1") is StepState.AHEAD
    assert state_of(case, "P7-02#2") is StepState.DECLINED


def test_a_case_manager_does_not_reach_the_page_of_setting_aside(aigul: Worker) -> None:
    cases = moved_in(aigul)

    assert aigul.client.get(url(cases[0], "waive", "P5-09")).status_code == 403


def test_a_step_that_is_not_open_has_no_page(aigul: Worker, daniyar: Worker) -> None:
    cases = moved_in(aigul)

    for step in ("", "P9-99", "P3-02", "P5-07"):
        assert daniyar.client.get(url(cases[0], "waive", step)).status_code == 404, step

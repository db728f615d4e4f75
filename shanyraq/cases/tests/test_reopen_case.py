"""A closed file can be opened again, as the page of closing promises, and says nothing untrue while it is closed."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.reopening import CannotReopen, reopen_case
from shanyraq.cases.actions.reviews import ask_closure, decide_closure
from shanyraq.cases.actions.steps import decline_step, waive_step
from shanyraq.cases.models import Case, Evidence, PlanStep
from shanyraq.cases.queries import plans_at_closing, plans_of, visible_steps
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.cases.tests.test_close_case import asked_to_close
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.models import Installation
from shanyraq.pathway import StepState
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("panel_said_yes")]
WHY = "They came back from abroad and ask for support."


@pytest.fixture
def case(aigul: Worker, daniyar: Worker) -> Case:
    """A file that was closed."""
    Installation.objects.create(mode="demo", fixed_day=date(2021, 5, 20), made_at=AT)
    case = make_case(case_manager=aigul.staff, arrived_at=AT - timedelta(days=400))
    close(case, aigul, daniyar)
    return case


def close(case: Case, aigul: Worker, daniyar: Worker) -> None:
    """Ask for the closing and agree to it."""
    [review] = ask_closure(
        case_ids=[case.pk],
        proposal="GOALS_MET",
        agreed_at=AT - timedelta(days=1),
        request="All goals are met; the school knows whom to call.",
        by=aigul.actor,
        at=AT,
    )
    decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=AT)


def as_kept(case: Case) -> Case:
    """The case as it is kept now."""
    with system("test"):
        return Case.objects.select_related("person").get(pk=case.pk)


def test_the_page_of_a_closed_family_leads_to_opening_it_again(
    case: Case, daniyar: Worker, aigul: Worker
) -> None:
    home = reverse("cases:family", args=[case.family_id])
    url = reverse("cases:reopen_case", args=[case.family_id])
    assert f'href="{url}' in daniyar.client.get(home).content.decode()
    assert daniyar.client.get(url).status_code == 200

    short = daniyar.client.post(url, {"people": [str(case.pk)], "reason": "back"})
    answer = daniyar.client.post(url, {"people": [str(case.pk)], "reason": WHY})

    assert "Give the reason in a sentence" in short.content.decode()
    assert answer.status_code == 302 and answer["Location"].startswith(home)
    assert aigul.client.get(home).status_code == 200
    page = daniyar.client.get(reverse("cases:history", kwargs={"family_id": case.family_id})).content.decode()
    assert WHY in unescape(page)
    assert url not in daniyar.client.get(home).content.decode()
    assert daniyar.client.get(url).status_code == 404


def test_an_opened_file_has_its_plan_and_who_led_it_again(case: Case, daniyar: Worker, aigul: Worker) -> None:
    reopen_case(case_ids=[case.pk], reason=WHY, by=daniyar.actor, at=AT)

    with system("test"):
        opened = Case.objects.get(pk=case.pk)
        told = Evidence.objects.get(case=case, kind="case.file.reopened")
        assert opened.is_open and opened.case_manager_id == aigul.staff.pk
        assert told.payload == {"reason": WHY}
        assert PlanStep.objects.filter(case=case).exists()
    assert Case.objects.visible_to(aigul.actor).filter(pk=case.pk).exists()
    assert Entry.objects.filter(action="case.reopen", decision=Entry.ALLOWED).count() == 1


def test_who_left_the_programme_does_not_lead_an_opened_file(
    case: Case, daniyar: Worker, aigul: Worker
) -> None:
    aigul.staff.left_on = AT.date()
    aigul.staff.save(update_fields=["left_on"])

    reopen_case(case_ids=[case.pk], reason=WHY, by=daniyar.actor, at=AT)

    with system("test"):
        assert Case.objects.get(pk=case.pk).case_manager_id is None


def test_opening_again_takes_a_reason_and_somebody_who_decides_closings(
    case: Case, daniyar: Worker, erlan: Worker
) -> None:
    with pytest.raises(CannotReopen):
        reopen_case(case_ids=[case.pk], reason="back", by=daniyar.actor, at=AT)
    with pytest.raises(NotAllowed):
        reopen_case(case_ids=[case.pk], reason=WHY, by=erlan.actor, at=AT)
    with system("test"):
        assert not Case.objects.get(pk=case.pk).is_open


def test_a_second_file_of_the_same_person_stays_closed(case: Case, daniyar: Worker) -> None:
    with system("test"):
        Case.objects.filter(pk=case.pk).update(closed_reason="DUPLICATE")

    with pytest.raises(NotAllowed):
        reopen_case(case_ids=[case.pk], reason=WHY, by=daniyar.actor, at=AT)


def test_a_file_with_a_later_one_beside_it_stays_closed(case: Case, daniyar: Worker, aigul: Worker) -> None:
    make_case(person=case.person, family=case.family, case_manager=aigul.staff, episode=2)

    with pytest.raises(NotAllowed):
        reopen_case(case_ids=[case.pk], reason=WHY, by=daniyar.actor, at=AT)


def test_a_file_that_was_opened_again_owes_a_closing_meeting_and_an_approval_of_its_own(
    case: Case, daniyar: Worker, aigul: Worker
) -> None:
    def closing() -> dict[str, StepState]:
        with system("test"):
            plan = plans_of([as_kept(case)], AT)[case.pk]
        return {key: step.state for key in ("P8-01", "P8-02") if (step := plan.step(key))}

    reopen_case(case_ids=[case.pk], reason=WHY, by=daniyar.actor, at=AT)
    assert closing() == {"P8-01": StepState.AHEAD, "P8-02": StepState.AHEAD}

    asked_to_close(as_kept(case), aigul)
    assert closing() == {"P8-01": StepState.DUE, "P8-02": StepState.AHEAD}
    happened([as_kept(case)], "case.closing_meeting.held", AT)
    assert closing()["P8-01"] is StepState.DONE


def test_a_closed_file_does_not_claim_that_nothing_was_done(case: Case, daniyar: Worker) -> None:
    page = daniyar.client.get(reverse("cases:family", args=[case.family_id])).content.decode()

    assert "0 steps done" not in page and "show=done" not in page


def test_a_closed_file_tells_how_many_steps_were_done_declined_and_set_aside(
    aigul: Worker, daniyar: Worker
) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    happened([saule], "home.placement.started", AT - timedelta(days=2))
    waive_step(steps={saule.pk: "P5-09"}, reason="The nurse came twice this week.", by=daniyar.actor, at=AT)
    decline_step(steps={saule.pk: "P3-06"}, words="not now", ask_again_on=None, by=aigul.actor, at=AT)
    url = reverse("cases:person", args=[saule.person_id])
    close(saule, aigul, daniyar)
    steps = [
        step.state for step in visible_steps(plans_at_closing([as_kept(saule)])[saule.pk], daniyar.actor)
    ]
    done = steps.count(StepState.DONE)

    page = daniyar.client.get(url).content.decode()

    assert done > 1 and steps.count(StepState.WAIVED) == steps.count(StepState.DECLINED) == 1
    told = f"When the file was closed: {done} steps done, 1 step declined, and 1 step set aside."
    assert told in page

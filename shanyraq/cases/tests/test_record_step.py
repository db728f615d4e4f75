"""Recording once for all whom it concerns: the action, and the form under its step."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.records import CannotRecord, record_happening
from shanyraq.cases.models import Case, Evidence, PlanStep, Record
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
VISIT = "home.visit.made"


def visit(cases: list[Case], by: Worker, **more: Any) -> Any:
    fields = {"kind": VISIT, "happened_at": AT - timedelta(hours=1), "details": {"minutes": 45}} | more
    return record_happening(case_ids=[case.pk for case in cases], by=by.actor, at=AT, **fields)


def test_a_visit_recorded_once_closes_the_step_of_everyone_who_was_there(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))

    done = visit(cases[:5], aigul)

    assert len(done.records) == 5 and len({record.together for record in done.records}) == 1
    assert all("P5-09" in [step.key for step in change.closed] for change in done.changes)
    with system("test"):
        still = PlanStep.objects.filter(key="P5-09").values_list("case", flat=True)
        assert list(still) == [cases[5].pk]


def test_recording_leaves_one_row_in_the_record_that_names_the_people(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    visit(cases, aigul)

    row = Entry.objects.latest("seq")
    assert row.action == "step.record"
    assert all(str(case.person_id) in row.objects_json for case in cases)


def test_what_one_child_said_stands_in_her_record_alone(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    done = visit(
        cases[1:3], aigul, own={cases[1].pk: {"child_view": "I like the new school", "seen_alone": True}}
    )

    told = {record.case_id: record.details for record in done.records}
    assert told[cases[1].pk] == {"minutes": 45, "child_view": "I like the new school", "seen_alone": True}
    assert told[cases[2].pk] == {"minutes": 45}


def test_the_same_form_sent_twice_saves_once(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    together = uuid.uuid4()

    visit(cases, aigul, together=together)
    again = visit(cases, aigul, together=together)

    assert again.together == together and again.changes == ()
    with system("test"):
        assert Record.objects.filter(together=together).count() == 6


@pytest.mark.parametrize(
    ("away", "code"), [(timedelta(days=1), "in_future"), (timedelta(days=-4 * 365), "long_ago")]
)
def test_what_cannot_have_happened_then_is_not_recorded(aigul: Worker, away: timedelta, code: str) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(CannotRecord) as refused:
        visit(cases, aigul, happened_at=AT + away)

    assert refused.value.code == code
    with system("test"):
        assert not Record.objects.filter(kind=VISIT).exists()


@pytest.mark.parametrize(
    "kind", ["no.such.kind", "case.step.waived", "case.consent.given", "case.file.closed"]
)
def test_what_has_a_page_of_its_own_is_not_told_on_the_general_form(aigul: Worker, kind: str) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(CannotRecord):
        visit(cases, aigul, kind=kind)


def test_a_case_manager_does_not_write_into_health(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(NotAllowed):
        visit(cases, aigul, kind="care.triage.done")


def test_a_case_of_somebody_else_is_not_written_into(aigul: Worker, erlan: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(NotAllowed):
        visit(cases[:1], erlan)


def test_what_a_supervisor_decides_only_a_supervisor_records(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(NotAllowed):
        visit(cases, aigul, kind="case.priority.set")

    assert len(visit(cases, daniyar, kind="case.priority.set").records) == 6


def test_evidence_counts_on_within_each_person(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    for _ in range(3):
        visit(cases, aigul)

    with system("test"):
        for case in cases:
            seqs = list(Evidence.objects.filter(case=case).order_by("seq").values_list("seq", flat=True))
            assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_the_same_time_both_count(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    actor, faults = aigul.actor, []

    def record() -> None:
        try:
            for _ in range(3):
                record_happening(
                    case_ids=[case.pk for case in cases],
                    kind=VISIT,
                    happened_at=AT,
                    details={"text": "both"},
                    by=actor,
                    at=AT,
                )
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=record) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not faults
    with system("test"):
        assert Evidence.objects.filter(kind=VISIT).count() == 6 * 6
        for case in cases:
            seqs = list(Evidence.objects.filter(case=case).order_by("seq").values_list("seq", flat=True))
            assert seqs == list(range(1, len(seqs) + 1))


# --- the form ---------------------------------------------------------------------------------------------------------


def record_url(case: Case, query: str = "?step=P5-09") -> str:
    return reverse("cases:record_step", kwargs={"family_id": case.family_id}) + query


def form_data(cases: list[Case], **more: Any) -> dict[str, Any]:
    data = {
        "together": str(uuid.uuid4()),
        "kind": VISIT,
        "who": [str(case.pk) for case in cases],
        "on": "2021-05-19",
        "at": "10:30",
        "minutes": "45",
    }
    return data | more


def test_the_form_opens_under_its_step_with_everyone_ticked(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    family = reverse("cases:family", kwargs={"family_id": cases[0].family_id})

    shown = aigul.client.get(family + "?record=P5-09").content.decode()

    row = shown.split('id="step-P5-09"')[1].split("</form>")[0]
    assert row.count('name="who"') == 6 and row.count(" checked") == 6
    assert row.count('name="seen_alone"') == 5


def test_saving_answers_with_what_closed_what_opens_next_and_a_way_to_correct(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))

    response = aigul.client.post(record_url(cases[0]), form_data(cases), follow=True)

    shown = response.content.decode()
    answer = shown.split("notice-good")[1].split("</div></div>")[0]
    assert "Saved: Home visit made, all six." in answer
    assert "First home visit, announced (all six)" in answer
    assert "/correct/" in answer


def test_whoever_was_not_there_is_unticked(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    aigul.client.post(record_url(cases[0], f"?kind={VISIT}"), form_data(cases[:2], text="short"))

    with system("test"):
        found = Record.objects.filter(kind=VISIT)
        assert {record.case_id for record in found} == {cases[0].pk, cases[1].pk}
        assert found[0].details == {"minutes": 45, "text": "short"}
        assert found[0].happened_at.isoformat() == "2021-05-19T04:30:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"who": []}, "Tick at least one person."),
        ({"on": "2021-05-21"}, "This date is in the future."),
        ({"on": "yesterday"}, "Enter a valid date."),
        ({"kind": "care.triage.done"}, "Select a valid choice."),
        ({"who": ["not-a-case"]}, "Select a valid choice."),
    ],
)
def test_a_wrong_form_comes_back_with_what_to_change(aigul: Worker, wrong: dict[str, Any], said: str) -> None:
    cases = the_omarova_family(aigul.staff)

    response = aigul.client.post(record_url(cases[0], f"?kind={VISIT}"), form_data(cases, **wrong))

    assert response.status_code == 200
    assert said in response.content.decode()
    with system("test"):
        assert not Record.objects.filter(kind=VISIT).exists()


@pytest.mark.parametrize(
    "query", ["?step=P9-99", "?kind=no.such.kind", "?kind=care.triage.done", "?step=P3-02"]
)
def test_a_step_that_she_may_not_record_is_not_found(aigul: Worker, query: str) -> None:
    cases = the_omarova_family(aigul.staff)

    assert aigul.client.get(record_url(cases[0], query)).status_code == 404


def test_a_kind_of_event_is_found_by_a_word(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    shown = aigul.client.get(record_url(cases[0], "?q=home visit")).content.decode()

    assert f"?kind={VISIT}" in shown
    assert "kind=case.plan.agreed" not in shown


def test_the_kinds_to_choose_from_are_those_of_her_own_rooms(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)

    shown = teacher.client.get(record_url(cases[0], "")).content.decode()

    assert "kind=learning.plan.signed" in shown
    assert f"kind={VISIT}" not in shown
    assert "kind=care." not in shown


def test_a_person_has_the_same_form_for_herself(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:record_step", kwargs={"person_id": cases[1].person_id}) + f"?kind={VISIT}"

    response = aigul.client.post(url, form_data(cases[1:2]))

    person = reverse("cases:person", kwargs={"person_id": cases[1].person_id})
    assert response.status_code == 302 and response.url.startswith(f"{person}?saved=")
    assert "Saved: Home visit made, Alikhan." in aigul.client.get(response.url).content.decode()


def test_a_colleague_elsewhere_cannot_send_the_form(aigul: Worker, erlan: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    assert erlan.client.post(record_url(cases[0]), form_data(cases)).status_code == 404

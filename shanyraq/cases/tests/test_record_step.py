"""Recording once for all whom it concerns: the action, and the form under its step."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.records import CannotRecord, record_happening
from shanyraq.cases.models import Case, Evidence, PlanStep, Record
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
VISIT = "home.visit.made"


def visit(cases: list[Case], by: Worker, **more: Any) -> Any:
    fields: dict[str, Any] = {
        "kind": VISIT,
        "happened_at": AT - timedelta(hours=1),
        "details": {"minutes": 45},
    } | more
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

    for days in range(3):
        visit(cases, aigul, happened_at=AT - timedelta(days=days, hours=1))

    with system("test"):
        for case in cases:
            seqs = list(Evidence.objects.filter(case=case).order_by("seq").values_list("seq", flat=True))
            assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_the_same_time_both_count(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    actor, faults = aigul.actor, []

    def record(days: range) -> None:
        try:
            for day in days:
                record_happening(
                    case_ids=[case.pk for case in cases],
                    kind=VISIT,
                    happened_at=AT - timedelta(days=day),
                    details={"text": "both"},
                    by=actor,
                    at=AT,
                )
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=record, args=[days]) for days in (range(3), range(3, 6))]
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

"""What is told a second time: an arrival is refused, anything else is asked about before it is saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.actions.records import CannotRecord, record_happening, retract_record
from shanyraq.cases.models import Case, Record
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import ARRIVED, SYSTEM, happened, the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
VISIT, ALONE, ARRIVAL = "home.visit.made", "home.visit.child_seen_alone", "operations.arrival.recorded"
ONCE = "case.needs.assessed"  # closes one service that is owed once


def told(kind: str) -> int:
    with system("test"):
        return Record.objects.filter(kind=kind).count()


def record(cases: list[Case], by: Worker, kind: str = VISIT, days: int = 0, **more: Any) -> Any:
    return record_happening(
        case_ids=[case.pk for case in cases],
        kind=kind,
        happened_at=AT - timedelta(days=days, hours=1),
        details={},
        by=by.actor,
        at=AT,
        **more,
    )


def page_of(case: Case, kind: str = VISIT) -> str:
    return reverse("cases:record_step", kwargs={"family_id": case.family_id}) + f"?kind={kind}"


def form_data(cases: list[Case], kind: str = VISIT, **more: Any) -> dict[str, Any]:
    who = [str(case.pk) for case in cases]
    return {"kind": kind, "who": who, "on": "2021-05-20", "minutes": "45"} | more


def test_nobody_arrives_a_second_time(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff, "Saule", "Aisha")

    with pytest.raises(CannotRecord) as refused:
        happened(cases, ARRIVAL, AT - timedelta(hours=1))

    assert refused.value.code == "arrived" and "Saule and Aisha" in str(refused.value)
    assert told(ARRIVAL) == 0


def test_an_arrival_is_recorded_once_for_those_who_had_not_come(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff, "Saule", "Aisha")
    with system("test"):
        Case.objects.update(arrived_at=None)

    first = happened(cases[:1], ARRIVAL, AT - timedelta(days=2))
    with pytest.raises(CannotRecord) as refused:
        happened(cases, ARRIVAL, AT - timedelta(hours=1))
    assert "Saule" in str(refused.value) and "Aisha" not in str(refused.value)
    happened(cases[1:], ARRIVAL, AT - timedelta(days=2))
    assert told(ARRIVAL) == 2

    retract_record(record_ids=[first.records[0].pk], reason="It was another family.", by=SYSTEM, at=AT)
    happened(cases[:1], ARRIVAL, AT - timedelta(days=1))


def test_a_second_visit_on_the_same_day_is_asked_about_and_saved_when_it_was_one(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    record(cases[:2], aigul)

    page = aigul.client.post(page_of(cases[0]), form_data(cases[:3])).content.decode()

    assert "is recorded for Saule and Alikhan on 20 May 2021 already; this is another one." in page
    assert told(VISIT) == 2
    sure = page.partition('name="sure" value="')[2].partition('"')[0]
    answer = aigul.client.post(page_of(cases[0]), form_data(cases[:3], sure=sure))
    assert answer.status_code == 302 and told(VISIT) == 5


def test_a_colleague_is_asked_about_the_visit_that_another_recorded(daniyar: Worker, aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    zhanar = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    for case in cases:
        make_assignment(case, zhanar.staff)
    record(cases, aigul, own={cases[1].pk: {"seen_alone": True}})

    with pytest.raises(Doubtful):
        record(cases[1:2], zhanar)


def test_a_tick_for_some_people_does_not_answer_for_others(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    record(cases[:2], aigul)
    with pytest.raises(Doubtful) as asked:
        record(cases[:1], aigul)

    with pytest.raises(Doubtful):
        record(cases[:2], aigul, sure=[doubt.code for doubt in asked.value.doubts])


@pytest.mark.parametrize(("kind", "days"), [(VISIT, 1), ("care.session.attended", 3)])
def test_what_comes_again_is_recorded_unasked_on_another_day(aigul: Worker, kind: str, days: int) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, kind, AT - timedelta(hours=1))

    happened(cases, kind, AT - timedelta(days=days))
    if kind == VISIT:
        record(cases, aigul, days=days + 1)


def test_what_is_owed_once_and_done_is_asked_about_on_any_later_day(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff, "Saule", "Aisha")
    happened(cases[:1], ONCE, ARRIVED + timedelta(days=5))

    with pytest.raises(Doubtful) as asked:
        record(cases, aigul, ONCE)

    [doubt] = asked.value.doubts
    assert "for Saule on 14 February 2021 already" in doubt.sentence
    record(cases, aigul, ONCE, sure=[doubt.code])


def test_an_entry_that_was_taken_back_is_not_asked_about(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    done = record(cases, aigul)
    retract_record(
        record_ids=[one.pk for one in done.records], reason="It was another family.", by=aigul.actor, at=AT
    )

    record(cases, aigul)

"""The page of a family: what it shows, to whom, and with how many queries."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment, make_assignment, make_consent, make_note
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def page(worker: Worker, case: Any, name: str = "family", query: str = "") -> str:
    response = worker.client.get(reverse(f"cases:{name}", kwargs={"family_id": case.family_id}) + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_head_says_how_many_people_where_and_what_is_late(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]

    shown = page(aigul, case)

    assert "Omarova family" in shown
    assert "6 people, Almaty Region." in shown
    assert "services are late.</strong>" in shown


def test_the_head_and_the_card_say_who_of_the_family_has_no_support_file(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]

    shown = page(aigul, case, "people")

    assert "One more person of the family has no support file." in shown
    cards = shown.split('<ul class="steps">')[1].split("</ul>")[0].split("<li>")[1:]
    marked = [card for card in cards if "<dt>Support file</dt><dd><bdi>none of her or his own" in card]
    assert len(cards) == 7 and len(marked) == 1 and "Kulyash" in marked[0]


def test_a_step_of_all_six_is_one_row_with_its_reason(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=40))
    for days in (38, 37, 36):  # two visits after moving in, then the monthly one
        happened(cases, "home.visit.made", AT - timedelta(days=days))

    shown = page(aigul, cases[0], query="?show=late")

    assert shown.count('id="step-P6-03"') == 1
    row = shown.split('id="step-P6-03"')[1].split("</li>")[0]
    assert "all six" in row
    assert "Every 30 days; the last was on 14 April." in row
    assert "Case manager: you" in row


@pytest.mark.parametrize("shown", ["late", "due", "waiting", "later", "done", "not-applicable"])
def test_the_plan_can_be_shown_by_state(aigul: Worker, shown: str) -> None:
    case = the_omarova_family(aigul.staff)[0]

    assert 'id="plan"' in page(aigul, case, query=f"?show={shown}")


@pytest.mark.parametrize("query", ["?show=everything", "?show=LATE"])
def test_a_filter_that_does_not_exist_is_not_found(aigul: Worker, query: str) -> None:
    case = the_omarova_family(aigul.staff)[0]

    url = reverse("cases:family", kwargs={"family_id": case.family_id})

    assert aigul.client.get(url + query).status_code == 404


def test_the_family_is_drawn_and_told_for_those_who_read_family_and_care(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]

    shown = page(aigul, case)

    assert '<svg class="graph"' in shown
    assert "Saule: mother of Alikhan (by document)" in shown
    assert "Kulyash: cares for Amina (by document)" in shown


def test_a_colleague_of_another_region_does_not_find_the_family(erlan: Worker, aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]

    for name in ("family", "people", "history", "notes", "meetings", "consents", "record_step"):
        url = reverse(f"cases:{name}", kwargs={"family_id": case.family_id})
        assert erlan.client.get(url).status_code == 404, name


def test_a_teacher_sees_learning_and_not_a_trace_of_what_is_closed_to_her(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    for case in cases:
        make_assignment(case, teacher.staff)
    make_note(cases[0], compartment="C7", text="the grandmother hesitates")
    make_appointment(cases[0], aigul.staff, title="Mediation", starts_at=AT + timedelta(hours=2))
    happened(cases, "home.visit.made", AT - timedelta(days=30))

    shown = "".join(page(teacher, cases[0], name) for name in ("family", "people", "history", "notes"))

    assert "Learning check" in shown
    for closed in ("Home visit", "Meetings", "Mediation", "hesitates", "graph", "No meeting is agreed"):
        assert closed not in shown, closed
    url = reverse("cases:meetings", kwargs={"family_id": cases[0].family_id})
    assert teacher.client.get(url).status_code == 404


def test_a_supervisor_reads_the_plan_and_may_set_aside_but_not_record_a_visit(
    aigul: Worker, daniyar: Worker
) -> None:
    case = the_omarova_family(aigul.staff)[0]
    happened([case], "home.placement.started", AT - timedelta(days=40))

    shown = page(daniyar, case)

    assert "/waive/?step=P5-09" in shown
    assert "?record=P5-09" not in shown
    assert "?record=P5-09" in page(aigul, case)


@pytest.mark.parametrize("worker_name", ["partner", "auditor", "admin", "damir"])
def test_whoever_has_no_cases_may_not_open_a_family(
    aigul: Worker, worker_name: str, request: pytest.FixtureRequest
) -> None:
    case = the_omarova_family(aigul.staff)[0]
    worker: Worker = request.getfixturevalue(worker_name)

    response = worker.client.get(reverse("cases:family", kwargs={"family_id": case.family_id}))

    assert response.status_code == 403


def test_opening_a_file_leaves_one_row_that_names_everybody_shown(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    before = Entry.objects.count()

    page(aigul, cases[0])

    assert Entry.objects.count() == before + 1
    last = Entry.objects.latest("seq")
    assert last.action == "records.read"
    assert all(str(case.person_id) in last.objects_json for case in cases)


PAGES = ("family", "people", "history", "notes", "meetings", "consents", "record_step", "make_appointment")


def queries_of(worker: Worker, case: Any, name: str) -> int:
    url = reverse(f"cases:{name}", kwargs={"family_id": case.family_id})
    worker.client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert worker.client.get(url).status_code == 200
    return len(captured)


def test_a_page_takes_as_many_queries_for_six_people_and_years_as_for_two_and_a_day(aigul: Worker) -> None:
    small = the_omarova_family(aigul.staff, "Saule", "Alikhan", "Kulyash")
    make_appointment(small[0], aigul.staff, starts_at=AT + timedelta(days=1))
    make_note(small[0])
    happened(small, "home.visit.made", AT - timedelta(days=7))
    few = {name: queries_of(aigul, small[0], name) for name in PAGES}
    large = the_omarova_family(aigul.staff)
    for days in range(1, 12):
        happened(large, "home.visit.made", AT - timedelta(days=7 * days), text="a visit")
        make_note(large[0], text=f"note {days}", written_at=AT - timedelta(days=days))
        make_consent(large[days % 6], purpose="health_care")
        make_appointment(large[0], aigul.staff, starts_at=AT + timedelta(days=days))

    assert {name: queries_of(aigul, large[0], name) for name in PAGES} == few
    assert max(few.values()) <= 40


def test_in_arabic_names_and_ages_have_the_comma_of_the_page_and_names_their_own_direction(
    aigul: Worker,
) -> None:
    cases = the_omarova_family(aigul.staff)
    family = reverse("cases:family", kwargs={"family_id": cases[0].family_id})

    page = aigul.client.get(family, headers={"accept-language": "ar"}).content.decode()

    assert re.search(r"<bdi>Alikhan</bdi></a>، <span", page)
    assert not re.search(r"</bdi>(</a>)?, ", page)
    about = page[page.index('id="where"') : page.index('id="plan"')]
    assert "<strong>\u2068P3\u2069 " in about
    assert re.search(r"\u2068[^\u2069]*Alikhan[^\u2069]*\u2069", page[page.index('class="speak"') :])

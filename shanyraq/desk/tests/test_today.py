"""A worker's day: what needs her, for whom, in which order, and what stays closed to her."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment, make_assignment, make_evidence, make_record
from shanyraq.desk.tests.programme import family_of, fixed_day, many_families, owed  # noqa: F401 - a fixture
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]
TODAY = "desk:today"


def page_of(worker: Worker, query: str = "") -> str:
    answer = worker.client.get(reverse(TODAY) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'class="step-title">(?:<a [^>]*>)?([^<]+)', page)


def test_an_empty_day_says_what_comes_next(aigul: Worker) -> None:
    page = page_of(aigul)

    assert "Aigul</h1>" in page
    assert "No meeting today. Nothing is late, and nothing is due this week." in page
    assert "Nothing needs you now" in page
    assert "Nobody yet, of at most 25." in page


def test_one_row_tells_a_service_for_all_members_it_concerns(aigul: Worker) -> None:
    cases = family_of("Saule Aisha Yusuf", case_manager=aigul.staff)
    for case in cases:
        owed(case, "P6-03", days=3, compartment="C7")
    owed(cases[1], "P6-06", days=9)

    page = page_of(aigul)

    assert titles(page) == ["Support plan reviewed with the person", "Home visit"]
    assert "2 services are late." in page
    assert "all three" in page
    assert "9 days late" in page and "3 days late" in page
    assert "Omarova family" in page
    assert "Due on the day of arrival, 17 May; not recorded yet." in page
    assert "3 of at most 25, in one family" in page


def test_rows_come_oldest_first_and_what_waits_for_somebody_else_last(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    owed(case, "P5-07", days=90, state="WAITING", compartment="C8", discipline="legal")
    owed(case, "P6-06", days=-2)
    owed(case, "P6-03", days=5, compartment="C7")

    page = page_of(aigul)

    assert titles(page) == [
        "Home visit",
        "Support plan reviewed with the person",
        "Guardianship order for the relative",
    ]


def test_filters_show_one_state_and_a_wrong_one_is_not_found(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    owed(case, "P6-06", days=-2)
    owed(case, "P6-03", days=5, compartment="C7")

    assert titles(page_of(aigul, "?state=due")) == ["Support plan reviewed with the person"]
    assert titles(page_of(aigul, "?state=waiting")) == []
    for wrong in ("?state=green", "?after=xyz", "?after=" + "a" * 700, "?after=WyJhIiwgImIiXQ"):
        assert aigul.client.get(reverse(TODAY) + wrong).status_code == 404


def test_more_rows_follow_without_losing_or_repeating_one(aigul: Worker) -> None:
    many_families(27, 1, case_manager=aigul.staff)

    first = page_of(aigul)
    following = re.search(r'rel="next" href="(\?[^"#]+)', first)
    assert following is not None
    second = page_of(aigul, following[1].replace("&amp;", "&"))

    families = re.findall(r"Family \d{3} family", first) + re.findall(r"Family \d{3} family", second)
    assert len(families) == len(set(families)) == 27
    assert families == sorted(families, reverse=True)
    assert 'rel="next"' not in second


def test_she_sees_nothing_of_another_region(aigul: Worker, erlan: Worker) -> None:
    [case] = family_of("Saule", label="Kaliyeva", case_manager=erlan.staff, region="SHY")
    owed(case, "P6-03", days=5, compartment="C7")

    assert "Kaliyeva" not in page_of(aigul)
    assert "Kaliyeva" in page_of(erlan)


def test_a_service_in_a_closed_compartment_leaves_no_row_and_no_count(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    owed(case, "P3-12", days=5, compartment="C3", discipline="health")

    page = page_of(aigul)

    assert "Nothing is late" in page
    assert titles(page) == []


def test_a_teacher_sees_the_steps_of_her_discipline_alone(aigul: Worker) -> None:
    aliya = make_worker("Aliya", "teacher", region="ALR")
    [case] = family_of("Saule", case_manager=aigul.staff)
    make_assignment(case, aliya.staff)
    owed(case, "P6-02", days=4, compartment="C6", discipline="teacher")
    owed(case, "P6-06", days=4)

    assert titles(page_of(aliya)) == ["Learning plan reviewed with teacher, child and caregiver"]


def test_the_next_to_act_is_named(aigul: Worker) -> None:
    salim = make_worker("Salim", "lawyer", discipline="legal", region="ALR")
    [case] = family_of("Saule", case_manager=aigul.staff)
    make_assignment(case, salim.staff)
    owed(case, "P6-07", days=4, compartment="C8", discipline="legal")
    owed(case, "P6-06", days=2)

    page = page_of(aigul)

    assert "Lawyer for documents: Salim T." in page
    assert "<span>You</span>" in page


def test_meetings_of_the_day_stand_first_and_those_called_off_do_not(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    make_appointment(case, aigul.staff, title="Home visit", starts_at=AT, place="Lenin street")
    make_appointment(case, aigul.staff, title="Called off", starts_at=AT, state="CANCELLED", settled_at=AT)
    make_appointment(case, aigul.staff, title="Tomorrow", starts_at=AT + timedelta(days=1))

    page = page_of(aigul)

    assert "One meeting today." in page
    assert "Lenin street" in page
    assert "Called off" not in page and ">Tomorrow" not in page


def test_news_tells_what_others_recorded_and_she_may_read(aigul: Worker, daniyar: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    yesterday = AT - timedelta(hours=20)
    make_evidence(
        case, kind="home.visit.made", compartment="C7", recorded_by=daniyar.staff, recorded_at=yesterday
    )
    make_evidence(
        case, kind="care.triage.done", compartment="C3", recorded_by=daniyar.staff, recorded_at=yesterday
    )
    make_evidence(case, kind="case.plan.agreed", recorded_by=aigul.staff, recorded_at=yesterday)
    make_evidence(
        case, kind="case.needs.assessed", recorded_by=daniyar.staff, recorded_at=AT - timedelta(days=9)
    )

    page = page_of(aigul)

    assert "News since yesterday" in page
    assert "Home visit" in page and "Daniyar T." in page
    assert "riage" not in page
    assert "Support plan agreed" not in page and "Needs and strengths" not in page


def test_what_she_recorded_today_can_be_corrected_from_here(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    record = make_record(case, recorded_by=aigul.staff, recorded_at=AT - timedelta(hours=1))

    page = page_of(aigul)

    assert "Recorded today" in page
    assert reverse("cases:correct_record", kwargs={"record_id": record.pk}) in page


def test_colleagues_of_her_region_are_named_and_nobody_elses(aigul: Worker, daniyar: Worker) -> None:
    make_worker("Madina", "psychologist", region="ALR")
    make_worker("Ainur", "psychologist", region="SHY")

    page = page_of(aigul)

    assert "Madina T." in page and "Daniyar T." in page
    assert "Ainur" not in page


def test_what_was_shown_stands_in_the_record_and_names_stay_out_of_it(aigul: Worker) -> None:
    cases = family_of("Saule Aisha", case_manager=aigul.staff)
    owed(cases[0], "P6-06", days=2)

    page_of(aigul)

    row = Entry.objects.filter(action="records.read").latest("seq")
    assert f"person:{cases[0].person_id}" in row.objects_json
    assert f"person:{cases[1].person_id}" not in row.objects_json
    assert "Saule" not in row.objects_json


def test_the_number_of_queries_does_not_grow_with_the_people(aigul: Worker) -> None:
    many_families(2, 2, case_manager=aigul.staff)
    page_of(aigul)
    with CaptureQueriesContext(connection) as few:
        page_of(aigul)
    many_families(9, 3, case_manager=aigul.staff)
    with CaptureQueriesContext(connection) as many:
        page_of(aigul)

    assert len(many) == len(few) <= 30


def test_a_name_with_markup_stays_words(aigul: Worker) -> None:
    cases = family_of("Saule Aisha", label="<b>Omarova", case_manager=aigul.staff)
    owed(cases[0], "P6-06", days=2)

    page = page_of(aigul)

    assert escape("<b>Omarova") in page and "<b>Omarova" not in page


def test_only_who_may_record_is_led_to_recording(aigul: Worker) -> None:
    assert "Record what happened" in page_of(aigul)
    assert "Record what happened" not in page_of(make_worker("Zarina", "monitor"))

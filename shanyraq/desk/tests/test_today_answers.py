"""A supervisor's answer is in the day of whoever asked, for a week; and namesakes in a row are told apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_evidence, make_record, make_review
from shanyraq.desk.tests.programme import family_of, fixed_day, owed  # noqa: F401 - a fixture
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]
WORDS = "Add the school of Yusuf, then ask me again."
KINDS = [
    ("PLAN", "AGREED", "The plan is agreed"),
    ("PLAN", "RETURNED", "The plan came back with an answer"),
    ("CLOSURE", "RETURNED", "The support file stays open"),
]


def day_of(worker: Worker) -> str:
    answer = worker.client.get(reverse("desk:today"))
    assert answer.status_code == 200
    return answer.content.decode()


def answers_in(page: str) -> str:
    return page.split('id="answers"')[1].split("</section>")[0] if 'id="answers"' in page else ""


def answered(case: Case, asked_by: Worker, decided_by: Worker, days: int = 1, **fields: str) -> None:
    fields = {"kind": "PLAN", "outcome": "RETURNED", "answer": WORDS} | fields
    day = AT - timedelta(days=days)
    make_review(case, asked_by.staff, asked_at=day, decided_by=decided_by.staff, decided_at=day, **fields)


@pytest.mark.parametrize(("kind", "outcome", "told"), KINDS)
def test_an_answer_is_in_the_day_of_who_asked_with_its_words_and_the_way_to_the_file(
    aigul: Worker, daniyar: Worker, kind: str, outcome: str, told: str
) -> None:
    cases = family_of("Saule Aisha", case_manager=aigul.staff)
    assert not answers_in(day_of(aigul))
    for case in cases:
        answered(case, aigul, daniyar, kind=kind, outcome=outcome)

    answer = answers_in(day_of(aigul))

    assert answer.count(told) == 1 and answer.count(WORDS) == 1
    assert "Omarova family · Saule and Aisha · Daniyar T. · Yesterday" in answer
    assert reverse("cases:family", args=[cases[0].family_id]) + "#answers" in answer


def test_an_answer_leaves_the_day_after_a_week_and_is_nobody_elses(
    aigul: Worker, daniyar: Worker, erlan: Worker
) -> None:
    [old] = family_of("Saule", case_manager=aigul.staff)
    answered(old, aigul, daniyar, days=8)
    [other] = family_of("Dana", label="Far", case_manager=erlan.staff, region="SHY")
    answered(other, erlan, daniyar)

    assert not answers_in(day_of(aigul))
    assert not answers_in(day_of(daniyar))
    assert "Far family" in answers_in(day_of(erlan))


def test_a_new_case_manager_meets_the_answer_that_was_given_to_the_one_before(
    aigul: Worker, daniyar: Worker
) -> None:
    other = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    [case] = family_of("Saule", case_manager=other.staff)
    answered(case, aigul, daniyar)

    assert WORDS in answers_in(day_of(other))
    assert not answers_in(day_of(aigul))  # she does not see the file any more


def test_answers_cost_the_same_queries_however_many_there_are(aigul: Worker, daniyar: Worker) -> None:
    answered(family_of("Saule", case_manager=aigul.staff)[0], aigul, daniyar)
    day_of(aigul)
    with CaptureQueriesContext(connection) as one:
        day_of(aigul)
    for number in range(4):
        for case in family_of("Dana Aisha", label=f"Other {number}", case_manager=aigul.staff):
            answered(case, aigul, daniyar)
    with CaptureQueriesContext(connection) as many:
        day_of(aigul)

    assert len(many) == len(one)


@pytest.fixture
def safiyas(aigul: Worker) -> list[Case]:
    """A mother with two daughters of one name, seven and two."""
    cases = family_of("Kulyash Safiya Safiya Dana", case_manager=aigul.staff)
    with system("test"):
        Person.objects.filter(pk=cases[2].person_id).update(birth_date=date(2019, 1, 1))
    return cases


def test_a_row_tells_two_members_of_one_name_apart_even_where_it_means_one_of_them(
    aigul: Worker, daniyar: Worker, safiyas: list[Case]
) -> None:
    for case in safiyas[:3]:
        owed(case, "P6-03", days=3, compartment="C7")
    owed(safiyas[2], "P6-06", days=9)

    for url in ("desk:today", "desk:team"):
        page = (aigul if url == "desk:today" else daniyar).client.get(reverse(url)).content.decode()
        assert "Kulyash, Safiya (7), and Safiya (2)" in page
        assert page.count("Safiya (2)") == 2
    assert f"person:{safiyas[3].person_id}" not in Entry.objects.latest("seq").objects_json


def test_news_and_what_she_recorded_tell_namesakes_apart(
    aigul: Worker, daniyar: Worker, safiyas: list[Case]
) -> None:
    visit = {"kind": "home.visit.made", "compartment": "C7", "recorded_at": AT - timedelta(hours=20)}
    make_evidence(safiyas[1], recorded_by=daniyar.staff, **visit)
    make_record(safiyas[2], recorded_by=aigul.staff, recorded_at=AT - timedelta(hours=1))

    page = day_of(aigul)

    assert "Safiya (7)" in page.split('id="news-h"')[1].split("</section>")[0]
    assert "Safiya (2)" in page.split('id="recorded-h"')[1].split("</section>")[0]


def test_one_name_in_two_families_needs_no_age(aigul: Worker) -> None:
    for label in ("One", "Other"):
        [case] = family_of("Safiya", label=label, case_manager=aigul.staff)
        owed(case, "P6-06", days=2)

    assert "Safiya (" not in day_of(aigul)

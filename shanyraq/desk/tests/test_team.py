"""A supervisor's page: late services of her team, workers by name, what waits for her."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_review
from shanyraq.desk.tests.programme import family_of, fixed_day, many_families, owed  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def team_of(worker: Worker, query: str = "") -> str:
    answer = worker.client.get(reverse("desk:team") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_team_page_says_so(daniyar: Worker) -> None:
    page = team_of(daniyar)

    assert "No service of your team’s families is late. Nothing waits for you." in page
    assert "Nobody works under your supervision yet." in page


def test_workers_stand_by_name_with_their_caseload_and_nothing_else(daniyar: Worker, aigul: Worker) -> None:
    zhanar = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    asel = make_worker("Asel", "case_manager", region="ALR", supervisor=daniyar)
    family_of("Saule Aisha", case_manager=zhanar.staff)
    late = family_of("Dana", case_manager=asel.staff)
    owed(late[0], "P6-06", days=30)

    page = team_of(daniyar)

    side = page[page.index("workers-h") :]
    assert re.findall(r"<strong><bdi>(\w+) T.</bdi>", side) == ["Aigul", "Asel", "Zhanar"]
    assert "2 of 25 people, one family" in side
    assert "late" not in side.lower()


def test_late_services_are_told_by_kind_of_worker_and_family(daniyar: Worker, aigul: Worker) -> None:
    cases = family_of("Saule Aisha", case_manager=aigul.staff)
    for case in cases:
        owed(case, "P6-07", days=9, compartment="C8", discipline="legal")
    owed(cases[0], "P6-06", days=2)
    owed(cases[0], "P6-05", days=-2)

    page = team_of(daniyar)
    narrowed = team_of(daniyar, "?discipline=legal")

    assert "2 services of your team’s families are late." in page
    assert page.count('class="step-title"') == 2
    assert narrowed.count('class="step-title"') == 1 and "All documents in the person" in narrowed
    assert daniyar.client.get(reverse("desk:team") + "?discipline=spies").status_code == 404


def test_what_a_supervisor_leads_herself_is_late_on_her_page_and_counted_among_the_colleagues(
    daniyar: Worker,
) -> None:
    own = family_of("Saule Aisha", case_manager=daniyar.staff)
    owed(own[0], "P6-06", days=3)

    page = team_of(daniyar)

    assert "One service of your team’s families is late." in page
    side = page[page.index("workers-h") :]
    assert re.findall(r"<strong><bdi>(\w+) T.</bdi>", side) == ["Daniyar"]
    assert "2 of 25 people, one family" in side


def test_another_team_is_not_hers(daniyar: Worker, erlan: Worker) -> None:
    [case] = family_of("Saule", label="Far", case_manager=erlan.staff, region="SHY")
    owed(case, "P6-06", days=30)
    make_review(case, erlan.staff, request="please look")

    page = team_of(daniyar)

    assert "Far" not in page and "please look" not in page


def test_families_without_a_case_manager_lead_to_the_page_that_assigns(daniyar: Worker) -> None:
    cases = family_of("Saule Aisha", label="Unled")

    page = team_of(daniyar)

    assert "One family has no case manager." in page
    assert reverse("cases:assign", args=[cases[0].family_id]) in page
    assert "2 people" in page


def test_requests_of_one_asking_stand_in_one_row(daniyar: Worker, aigul: Worker) -> None:
    for case in family_of("Saule Aisha", case_manager=aigul.staff):
        make_review(case, aigul.staff, proposal="GOALS_MET", request="All is well.")

    page = team_of(daniyar)

    assert "One request waits for you." in page
    assert page.count("All is well.") == 1
    assert "2 people · asked by Aigul T." in page


def test_only_who_assigns_has_a_team_page(aigul: Worker, damir: Worker, saule: Worker, admin: Worker) -> None:
    for worker in (aigul, damir, saule, admin):
        assert worker.client.get(reverse("desk:team")).status_code == 403


def test_the_team_page_asks_as_often_for_many_as_for_few(daniyar: Worker, aigul: Worker) -> None:
    many_families(2, 2, case_manager=aigul.staff)
    make_review(family_of("Saule", case_manager=aigul.staff)[0], aigul.staff)
    family_of("Dana")
    team_of(daniyar)
    with CaptureQueriesContext(connection) as few:
        team_of(daniyar)
    many_families(9, 3, case_manager=aigul.staff)
    for number in range(4):
        make_worker(f"Worker{number}", "case_manager", region="ALR", supervisor=daniyar)
        family_of("Dana", label=f"Unled{number}")
    with CaptureQueriesContext(connection) as many:
        team_of(daniyar)

    assert len(many) == len(few) <= 30

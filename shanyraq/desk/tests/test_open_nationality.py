"""Whose nationality is still to be verified is said on her page, and can be found again among the families."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import confirm_draft, open_draft
from shanyraq.cases.models import Case
from shanyraq.cases.tests.camp_list import workbook
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.desk.tests.test_families import names
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Person

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
OPEN = "nationality to be verified"
FOUND = reverse("desk:families") + "?nationality=open"


@pytest.fixture
def imported(saule: Worker) -> None:
    """A list is confirmed in which one of five has no nationality: Maryam, of the family Testova."""
    draft = open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=AT.date(), by=saule.actor, at=real_now()
    )
    confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())


def page_of(worker: Worker, name: str) -> str:
    with computing("test"):
        person = Case.objects.get(person__names__text=name).person_id
    answer = worker.client.get(reverse("cases:person", args=[person]))
    assert answer.status_code == 200
    return answer.content.decode()


def list_of(worker: Worker, address: str) -> str:
    return worker.client.get(address).content.decode()


@pytest.mark.usefixtures("imported")
def test_the_page_of_a_person_says_that_her_nationality_is_open(saule: Worker) -> None:
    assert OPEN in page_of(saule, "Maryam Testova")
    assert OPEN not in page_of(saule, "Yusuf Testov")


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("role", ["consular_officer", "lawyer"])
def test_whose_nationality_is_open_is_found_again_among_the_families(saule: Worker, role: str) -> None:
    worker = saule
    if role == "lawyer":
        worker = make_worker("Zarina", "lawyer")
        with computing("test"):
            for case in Case.objects.all():
                make_assignment(case, worker.staff)

    page = list_of(worker, FOUND)

    assert names(page) == ["Aisulu Testova"]
    assert OPEN.capitalize() in page
    assert len(names(list_of(worker, reverse("desk:families")))) == 2


@pytest.mark.usefixtures("imported")
def test_once_it_is_written_down_nobody_is_asked_for_it_any_more(saule: Worker) -> None:
    with computing("test"):
        Person.objects.filter(names__text="Maryam Testova").update(nationality="KZ")

    assert names(list_of(saule, FOUND)) == [] and OPEN not in page_of(saule, "Maryam Testova")
    assert FOUND not in list_of(saule, reverse("cases:rosters"))


@pytest.mark.usefixtures("imported")
def test_the_page_of_lists_counts_them_and_leads_to_them(saule: Worker) -> None:
    page = list_of(saule, reverse("cases:rosters"))

    assert "For 1 person the nationality still has to be verified." in page
    assert f'href="{FOUND}"' in page


@pytest.mark.usefixtures("imported")
def test_a_family_out_of_her_sight_is_not_found_by_it(saule: Worker, erlan: Worker) -> None:
    with computing("test"):
        Case.objects.filter(person__names__text="Maryam Testova").update(phase="P6")

    assert names(list_of(saule, FOUND)) == [] == names(list_of(erlan, FOUND))


def test_a_choice_that_is_none_is_not_found(saule: Worker) -> None:
    assert saule.client.get(reverse("desk:families") + "?nationality=XX").status_code == 404


@pytest.mark.usefixtures("imported")
def test_the_choice_asks_no_more_often_than_the_whole_list(saule: Worker) -> None:
    list_of(saule, FOUND)
    with CaptureQueriesContext(connection) as everybody:
        list_of(saule, reverse("desk:families"))
    with CaptureQueriesContext(connection) as chosen:
        list_of(saule, FOUND)

    assert len(chosen) == len(everybody)

"""The meetings of a day: which of them share time, and whose file stands behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.cases.actions.assignments import assign
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment
from shanyraq.desk.tests.programme import family_of, fixed_day  # noqa: F401 - a fixture
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]
IN_AN_HOUR = AT + timedelta(hours=1)


def agenda(worker: Worker) -> str:
    page = worker.client.get(reverse("desk:today")).content.decode()
    return page.split('class="agenda')[1].split("</ol>")[0]


@pytest.fixture
def zhanar(daniyar: Worker) -> Worker:
    return make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)


def test_a_meeting_that_came_with_a_family_and_clashes_with_another_says_so_on_her_day_and_in_the_file(
    daniyar: Worker, aigul: Worker, zhanar: Worker
) -> None:
    [case] = family_of("Saule", label="Omarova", case_manager=aigul.staff)
    [own] = family_of("Aisha", label="Karimova", case_manager=zhanar.staff)
    make_appointment(case, aigul.staff, title="Home visit", starts_at=IN_AN_HOUR + timedelta(minutes=30))
    make_appointment(own, zhanar.staff, title="School", starts_at=IN_AN_HOUR)
    make_appointment(own, zhanar.staff, title="Clinic", starts_at=IN_AN_HOUR + timedelta(hours=3))
    assert "overlaps" not in agenda(zhanar).lower()

    assign(case_ids=[case.pk], case_manager=zhanar.staff.pk, by=daniyar.actor, at=AT)

    school, visit, clinic = agenda(zhanar).split("<li")[1:]
    assert "Overlaps the meeting at 13:30" in school and "Overlaps the meeting at 13:00" in visit
    assert "verlaps" not in clinic
    page = zhanar.client.get(reverse("cases:meetings", kwargs={"family_id": case.family_id}))
    assert "overlaps the meeting at 13:00" in page.content.decode()
    told_supervisor = daniyar.client.get(reverse("cases:meetings", kwargs={"family_id": case.family_id}))
    assert "overlaps" not in told_supervisor.content.decode()


def test_a_meeting_she_settled_leads_to_no_file_that_she_no_longer_sees(
    daniyar: Worker, aigul: Worker, zhanar: Worker
) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    file = reverse("cases:family", args=[case.family_id])
    make_appointment(case, aigul.staff, starts_at=AT - timedelta(hours=1), state="KEPT", settled_at=AT)
    assert file in agenda(aigul)

    assign(case_ids=[case.pk], case_manager=zhanar.staff.pk, by=daniyar.actor, at=AT)

    assert aigul.client.get(file).status_code == 404
    assert "Home visit" in agenda(aigul) and file not in agenda(aigul)


def test_many_meetings_are_read_as_few(aigul: Worker) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            agenda(aigul)
        return len(asked)

    def meet(label: str) -> None:
        [case] = family_of("Saule", label=label, case_manager=aigul.staff)
        make_appointment(case, aigul.staff, starts_at=IN_AN_HOUR)

    meet("Omarova")
    agenda(aigul)
    one = queries()
    for label in ("Karimova", "Sadykova", "Bekova"):
        meet(label)

    assert queries() == one

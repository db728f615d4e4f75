"""A case manager whose access ended: her families are nobody's, and stand where somebody is found for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.actions.roles import end_access
from shanyraq.access.queries import system
from shanyraq.cases.actions.assignments import assign
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment
from shanyraq.desk.tests.programme import family_of, fixed_day, owed  # noqa: F401 - a fixture
from shanyraq.foundation.clock import real_now
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def led_by(worker: Worker, names: str = "Saule Aisha", **fields: str) -> list[Case]:
    return family_of(names, case_manager=worker.staff, **fields)


def leaves(worker: Worker, admin: Worker) -> None:
    end_access(staff_id=worker.staff.pk, by=admin.actor, at=real_now(), today=AT.date())


def page_of(worker: Worker, name: str, **of: object) -> str:
    answer = worker.client.get(reverse(name, kwargs=of))
    assert answer.status_code == 200
    return answer.content.decode()


def unassigned(page: str) -> str:
    return page.partition('id="unassigned"')[2].partition("</section>")[0]


def test_the_families_of_who_left_stand_without_a_case_manager_at_once(
    daniyar: Worker, aigul: Worker, admin: Worker
) -> None:
    [case, _] = led_by(aigul)
    assert not unassigned(page_of(daniyar, "desk:team"))

    leaves(aigul, admin)

    page = page_of(daniyar, "desk:team")
    assert "One family has no case manager." in page
    assert reverse("cases:assign", args=[case.family_id]) in unassigned(page)
    assert "2 of 25 people" not in page


def test_whoever_finds_case_managers_in_the_region_sees_the_families_of_who_left(
    aigul: Worker, erlan: Worker, admin: Worker
) -> None:
    beside = make_worker("Sholpan", "supervisor", region="ALR")
    far = make_worker("Marat", "supervisor", region="SHY")
    [case, _] = led_by(aigul)
    assert not unassigned(page_of(beside, "desk:team"))

    leaves(aigul, admin)

    assert reverse("cases:assign", args=[case.family_id]) in unassigned(page_of(beside, "desk:team"))
    assert not unassigned(page_of(far, "desk:team"))


def test_who_left_is_named_with_the_word_that_her_access_ended(
    daniyar: Worker, aigul: Worker, admin: Worker
) -> None:
    cases = led_by(aigul)
    owed(cases[0], "P6-03", days=3, compartment="C7")
    make_appointment(cases[0], aigul.staff, starts_at=AT + timedelta(days=1))
    of: dict[str, object] = {"family_id": cases[0].family_id}
    pages: list[tuple[str, dict[str, object]]] = [("desk:team", {}), ("desk:families", {})]
    pages += [("cases:family", of), ("cases:meetings", of)]
    assert not any("access ended" in page_of(daniyar, page, **about) for page, about in pages)

    leaves(aigul, admin)

    for page, about in pages:
        assert "Aigul T., access ended" in page_of(daniyar, page, **about), page


def test_a_late_service_of_who_left_is_late_on_the_team_page_of_the_region(
    aigul: Worker, admin: Worker
) -> None:
    beside = make_worker("Sholpan", "supervisor", region="ALR")
    owed(led_by(aigul)[0], "P6-03", days=3, compartment="C7")
    assert "No service of your team’s families is late." in page_of(beside, "desk:team")

    leaves(aigul, admin)

    assert "One service of your team’s families is late." in page_of(beside, "desk:team")


def test_nobody_makes_an_appointment_for_who_left(daniyar: Worker, aigul: Worker, admin: Worker) -> None:
    [case, _] = led_by(aigul)
    assert str(aigul.staff.pk) in page_of(daniyar, "cases:make_appointment", family_id=case.family_id)

    leaves(aigul, admin)

    assert str(aigul.staff.pk) not in page_of(daniyar, "cases:make_appointment", family_id=case.family_id)


def test_somebody_else_takes_over_and_it_stays_known_who_led(
    daniyar: Worker, aigul: Worker, admin: Worker
) -> None:
    zhanar = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    cases = led_by(aigul)
    leaves(aigul, admin)

    assign(case_ids=[case.pk for case in cases], case_manager=zhanar.staff.pk, by=daniyar.actor, at=AT)

    page = page_of(daniyar, "desk:team")
    assert not unassigned(page) and "2 of 25 people" in page
    with system("test"):
        part = Assignment.objects.get(case=cases[0], staff=aigul.staff)
        assert part.ends_at is not None and part.starts_at <= part.ends_at


def test_the_team_page_asks_as_often_where_many_families_lost_their_case_manager(
    daniyar: Worker, aigul: Worker, admin: Worker
) -> None:
    led_by(aigul)
    leaves(aigul, admin)
    page_of(daniyar, "desk:team")
    with CaptureQueriesContext(connection) as few:
        page_of(daniyar, "desk:team")
    for number in range(5):
        led_by(aigul, label=f"Unled {number}")
    with CaptureQueriesContext(connection) as many:
        page_of(daniyar, "desk:team")

    assert len(many) == len(few)

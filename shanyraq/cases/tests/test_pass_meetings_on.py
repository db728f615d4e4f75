"""Meetings of a colleague whose part ends go to whoever leads the support now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.assignments import add_colleague, assign, end_assignment
from shanyraq.cases.models import Appointment, Assignment
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def held_by(meeting: Appointment) -> object:
    with system("test"):
        return Appointment.objects.get(pk=meeting.pk).staff_id


def test_the_agreed_meetings_go_to_the_new_case_manager_and_leave_the_day_of_the_one_before(
    daniyar: Worker, aigul: Worker
) -> None:
    cases = the_omarova_family(aigul.staff)
    zhanar = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    agreed = make_appointment(cases[0], aigul.staff, starts_at=AT + timedelta(hours=1), place="Abai street")
    kept = make_appointment(
        cases[0], aigul.staff, starts_at=AT - timedelta(days=9), state="KEPT", settled_at=AT
    )
    assert "Abai street" in aigul.client.get(reverse("desk:today")).content.decode()

    assign(case_ids=[c.pk for c in cases], case_manager=zhanar.staff.pk, by=daniyar.actor, at=AT)

    assert held_by(agreed) == zhanar.staff.pk
    assert held_by(kept) == aigul.staff.pk
    assert "Abai street" not in aigul.client.get(reverse("desk:today")).content.decode()
    assert "Abai street" in zhanar.client.get(reverse("desk:today")).content.decode()


def test_who_still_works_with_somebody_who_comes_keeps_the_meeting(daniyar: Worker, aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    zhanar = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    hers = make_appointment(cases[1], aigul.staff, starts_at=AT + timedelta(hours=1))

    assign(case_ids=[cases[0].pk], case_manager=zhanar.staff.pk, by=daniyar.actor, at=AT)
    assert held_by(hers) == aigul.staff.pk

    assign(
        case_ids=[c.pk for c in cases],
        case_manager=zhanar.staff.pk,
        deputy=aigul.staff.pk,
        by=daniyar.actor,
        at=AT,
    )
    assert held_by(hers) == aigul.staff.pk


def test_the_meetings_of_a_colleague_whose_part_ends_go_to_the_case_manager(
    daniyar: Worker, aigul: Worker
) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnar", "teacher", region="ALR")
    add_colleague(case_ids=[c.pk for c in cases], colleague=teacher.staff.pk, by=daniyar.actor, at=AT)
    hers = make_appointment(cases[0], teacher.staff, starts_at=AT + timedelta(hours=1))
    with system("test"):
        part = Assignment.objects.filter(staff=teacher.staff).first()
    assert part is not None

    end_assignment(assignment_id=part.pk, by=daniyar.actor, at=AT)

    assert held_by(hers) == aigul.staff.pk

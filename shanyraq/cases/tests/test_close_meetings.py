"""What becomes of the meetings that are agreed when a file closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.actions.appointments import Meeting, make_appointment
from shanyraq.cases.actions.reviews import ask_closure, decide_closure
from shanyraq.cases.models import Appointment, AppointmentMember, Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("panel_said_yes")]
WORDS = "All goals are met; the school knows whom to call."


def agreed(cases: list[Case], by: Worker, title: str, days: int) -> Appointment:
    meeting = Meeting(title=title, starts_at=AT + timedelta(days=days), staff=by.staff.pk)
    return make_appointment(case_ids=[case.pk for case in cases], meeting=meeting, by=by.actor, at=AT)


def asked(cases: list[Case], by: Worker) -> list[Any]:
    return ask_closure(
        case_ids=[case.pk for case in cases],
        proposal="GOALS_MET",
        agreed_at=AT,
        request=WORDS,
        by=by.actor,
        at=AT,
    )


def close(cases: list[Case], by: Worker, decider: Worker) -> None:
    ids = [review.pk for review in asked(cases, by)]
    decide_closure(review_ids=ids, outcome="AGREED", answer="", by=decider.actor, at=AT)


def state(meeting: Appointment) -> str:
    with system("test"):
        meeting.refresh_from_db()
    return str(meeting.state)


def test_closing_calls_off_each_meeting_to_come_and_says_why_in_a_row_of_its_own(
    aigul: Worker, daniyar: Worker
) -> None:
    cases = the_omarova_family(aigul.staff, "Saule", "Alikhan")
    meetings = [agreed(cases, aigul, "Home visit", 3), agreed(cases[:1], aigul, "School", 5)]

    close(cases, aigul, daniyar)

    assert [state(one) for one in meetings] == ["CANCELLED", "CANCELLED"]
    rows = Entry.objects.filter(action="appointment.settle", reason_code="file_closed")
    assert {one for row in rows for one in [str(m.pk) for m in meetings] if one in row.objects_json} == {
        str(one.pk) for one in meetings
    }
    assert rows.count() == 2 and set(rows.values_list("actor", flat=True)) == {daniyar.actor.audit_id}
    assert verify() is None


def test_a_meeting_with_others_goes_on_without_her(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff, "Saule", "Alikhan", "Aisha")
    shared, own = agreed(cases, aigul, "Home visit", 3), agreed(cases[1:2], aigul, "School", 5)

    close(cases[1:2], aigul, daniyar)

    assert (state(shared), state(own)) == ("PLANNED", "CANCELLED")
    with system("test"):
        there = set(AppointmentMember.objects.filter(appointment=shared).values_list("case", flat=True))
    assert there == {cases[0].pk, cases[2].pk}


def test_a_meeting_that_took_place_stays_to_be_settled(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff, "Saule")
    past = agreed(cases, aigul, "Home visit", 3)
    with system("test"):
        Appointment.objects.filter(pk=past.pk).update(starts_at=AT - timedelta(days=1))

    close(cases, aigul, daniyar)

    assert state(past) == "PLANNED"


def test_a_request_that_is_returned_leaves_meetings_alone(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff, "Saule")
    meeting = agreed(cases, aigul, "Home visit", 3)

    decide_closure(
        review_ids=[review.pk for review in asked(cases, aigul)],
        outcome="RETURNED",
        answer="The papers are not there yet.",
        by=daniyar.actor,
        at=AT,
    )

    assert state(meeting) == "PLANNED"


def test_the_pages_of_closing_list_the_meetings_and_the_file_says_why_they_were_called_off(
    aigul: Worker, daniyar: Worker
) -> None:
    cases = the_omarova_family(aigul.staff, "Saule", "Alikhan")
    agreed(cases[:1], aigul, "Passport office", 3)
    agreed(cases[1:], aigul, "Football club", 4)
    ask = aigul.client.get(reverse("cases:ask_closure", args=[cases[0].family_id])).content.decode()
    [review] = asked(cases[:1], aigul)
    url = reverse("cases:decide_closure", args=[review.pk])

    decide = daniyar.client.get(url).content.decode()

    assert "Passport office" in ask and "Football club" in ask
    assert "Passport office" in decide and "Football club" not in decide
    assert "Closing calls off each meeting" in ask and "Closing calls off each meeting" in decide
    daniyar.client.post(url, {"reviews": [str(review.pk)], "outcome": "AGREED"})
    meetings = reverse("cases:meetings", kwargs={"family_id": cases[0].family_id})
    assert "called off: the support file was closed" in daniyar.client.get(meetings).content.decode()

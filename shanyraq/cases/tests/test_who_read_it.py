"""Who read a file and who reads it now, as the sheet tells her whose file it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from shanyraq.access.models import RoleGrant
from shanyraq.audit.actions import Reading, reading
from shanyraq.cases.models import Case
from shanyraq.cases.queries.own_sheet import Emergency, open_in_emergency, readings_of
from shanyraq.cases.tests.cast import SINCE, Worker
from shanyraq.cases.tests.factories import make_emergency_opening, make_export, make_summary_card
from shanyraq.cases.tests.sheets import make_mother, read_on, shown
from shanyraq.foundation.clock import real_now


@pytest.fixture
def mother(aigul: Worker) -> Case:
    return make_mother(aigul)


def test_who_read_it_is_told_by_role_and_day_with_emergencies_apart(
    mother: Case, bota: Worker, aigul: Worker
) -> None:
    opening = make_emergency_opening(
        mother.person, bota.staff, verdict="NO", reviewed_by=aigul.staff, reviewed_at=real_now()
    )
    read_on(bota, mother)
    read_on(bota, mother, "emergency.open", grant_id=str(opening.pk), purpose="medical")

    found = readings_of(mother.person_id, real_now())

    today = localtime(real_now()).date()
    assert found.days == {("centre_lead",): [today]}
    assert found.emergencies == {Emergency(("centre_lead",), "medical", "C3", "NO"): [today]}
    page = shown(aigul, mother)
    assert "In an emergency: Centre lead" in page and "Medical emergency" in page
    assert "Reviewed: not justified" in page


def test_a_list_that_was_taken_along_is_told_as_a_list_and_as_no_emergency(
    mother: Case, aigul: Worker
) -> None:
    taken = make_export(aigul.staff, purpose="visits")
    read_on(aigul, mother, grant_id=str(taken.pk), purpose="visits")

    found = readings_of(mother.person_id, real_now())

    assert list(found.lists) == [(("case_manager",), "visits")]
    assert (found.emergencies, found.days) == ({}, {})
    page = shown(aigul, mother)
    assert "On a list taken along: Case manager" in page and "Visits, where there is no network" in page
    assert "In an emergency" not in page


def test_who_reads_a_part_in_an_emergency_now_is_told_until_the_hour_is_over(
    mother: Case, aigul: Worker
) -> None:
    now = real_now()
    make_emergency_opening(mother.person, aigul.staff, opened_at=now - timedelta(minutes=59))

    assert open_in_emergency(mother.person_id, now) == [("C3", "case_manager")]
    assert open_in_emergency(mother.person_id, now + timedelta(minutes=2)) == []
    assert "Case manager (1, for an hour, in an emergency)" in shown(aigul, mother)


def test_who_reads_no_more_of_a_part_than_its_summary_card_is_told_so(mother: Case, aigul: Worker) -> None:
    assert "only the summary card" not in shown(aigul, mother)

    make_summary_card(mother, topic="avoid", compartment="C3")

    assert "Case manager (1, only the summary card)" in shown(aigul, mother)


def test_readings_of_more_than_ninety_days_ago_are_not_told(mother: Case, bota: Worker) -> None:
    read_on(bota, mother)

    assert readings_of(mother.person_id, real_now() + timedelta(days=89)).days
    assert not readings_of(mother.person_id, real_now() + timedelta(days=91)).days


def test_a_role_is_told_as_it_was_on_the_day_of_reading(mother: Case, bota: Worker) -> None:
    read_on(bota, mother)
    RoleGrant.objects.filter(staff=bota.staff).update(ends_at=real_now())

    assert list(readings_of(mother.person_id, real_now()).days) == [("centre_lead",)]


# --- a colleague of several roles -------------------------------------------------------------------------------------


def also(worker: Worker, role: str) -> None:
    RoleGrant.objects.create(staff=worker.staff, role=role, region="ALR", starts_at=SINCE)


def does(worker: Worker, case: Case, action: str, session: str, role: str = "") -> None:
    """As the door, the menu and the gate write it: she came in, changed to a role, or read, in this session."""
    seen = Reading("request", session=session)
    token = reading.set(seen)
    try:
        read_on(worker, case, action, purpose=role)
    finally:
        reading.reset(token)


def test_an_emergency_is_told_by_the_role_that_it_was_opened_in(mother: Case, aigul: Worker) -> None:
    also(aigul, "health_worker")
    opening = make_emergency_opening(mother.person, aigul.staff, role="health_worker", compartment="C4")
    read_on(aigul, mother, "emergency.open", grant_id=str(opening.pk), purpose="medical")

    found = readings_of(mother.person_id, real_now())

    assert [one.roles for one in found.emergencies] == [("health_worker",)]
    assert "In an emergency: Health worker" in shown(aigul, mother)


BOTH, ONE, OTHER = ("case_manager", "health_worker"), ("case_manager",), ("health_worker",)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ([], BOTH),  # nothing in the record says which
        ([("session.role", "a", "health_worker")], OTHER),
        ([("session.role", "a", "health_worker"), ("session.role", "a", "case_manager")], ONE),
        # she comes in again in the role that she last changed to, whatever another window does later
        (
            [
                ("session.role", "x", "case_manager"),
                ("account.log_in", "a", ""),
                ("session.role", "b", "health_worker"),
            ],
            ONE,
        ),
        ([("account.log_in", "a", ""), ("session.role", "b", "health_worker")], BOTH),
        ([("session.role", "b", "health_worker")], OTHER),  # under another key than it began with
        ([("session.role", "a", "teacher")], BOTH),  # which she does not hold any more
    ],
)
def test_another_reading_is_told_by_the_role_in_hand_where_the_record_says_it(
    mother: Case, aigul: Worker, before: list[tuple[str, str, str]], told: tuple[str, ...]
) -> None:
    also(aigul, "health_worker")
    for action, session, role in before:
        does(aigul, mother, action, session, role)
    does(aigul, mother, "records.read", "a")
    does(aigul, mother, "session.role", "a", "supervisor")  # too late to say anything of it

    assert list(readings_of(mother.person_id, real_now()).days) == [told]

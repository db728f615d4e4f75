"""An entry of a meeting with several people is about those who are ticked, and is put right for all of them at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.cases.actions.own_entries import add_entry_of_meeting
from shanyraq.cases.models import Appointment, AppointmentMember, Case, Note
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.models import PersonName
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
WORRY = "She is afraid of the man who waits at the gate."


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    cases = the_omarova_family(aigul.staff)
    Case._base_manager.update(centre="MAN-A", phase="P4")
    return cases


@pytest.fixture
def dana(db: None) -> Worker:
    return make_worker("Dana", "interpreter", region="ALR", centre="MAN-A")


@pytest.fixture
def meeting(aigul: Worker, dana: Worker, cases: list[Case]) -> Appointment:
    """For the first three of the family."""
    made = make_appointment(cases[0], aigul.staff, interpreter=dana.staff)
    for case in cases[:3]:
        AppointmentMember._base_manager.get_or_create(
            appointment=made, person=case.person, defaults={"case": case}
        )
    return made


def first_names(cases: list[Case]) -> list[str]:
    rows = PersonName._base_manager.filter(person__in=[case.person_id for case in cases]).exclude(given="")
    found = list(rows.values_list("given", flat=True))
    assert found
    return found


def test_an_entry_of_a_meeting_is_about_those_who_are_ticked_and_nobody_else(
    dana: Worker, cases: list[Case], meeting: Appointment
) -> None:
    url = reverse("cases:add_entry_of_meeting", args=[meeting.pk])
    told = {"compartment": "C11", "text": WORRY}

    assert "Tick at least one person." in dana.client.post(url, told).content.decode()
    assert not Note._base_manager.exists()
    dana.client.post(url, {**told, "who": [cases[0].pk, cases[2].pk]})

    about = set(Note._base_manager.values_list("case", flat=True))
    assert about == {cases[0].pk, cases[2].pk}


def test_nobody_who_was_not_there_can_be_ticked(
    dana: Worker, cases: list[Case], meeting: Appointment
) -> None:
    with pytest.raises(NotAllowed):
        add_entry_of_meeting(
            meeting_id=meeting.pk, who=[str(cases[3].pk)], compartment="C11", text=WORRY, by=dana.actor, at=AT
        )
    assert not Note._base_manager.exists()


def test_the_same_entry_about_several_is_told_once_and_put_right_at_once(
    aigul: Worker, dana: Worker, cases: list[Case], meeting: Appointment
) -> None:
    who = [str(one.pk) for one in cases[:2]]
    told = {"meeting_id": meeting.pk, "compartment": "C11", "by": dana.actor, "at": AT}
    note, _other = add_entry_of_meeting(who=who, text=WORRY, **told)  # type: ignore[arg-type]
    add_entry_of_meeting(who=who, text="Something else.", **told)  # type: ignore[arg-type]
    url = reverse("cases:correct_own_entry", args=[note.pk])

    assert dana.client.get(reverse("cases:own_entries")).content.decode().count(WORRY) == 1
    assert "put right for all of them" in dana.client.get(url).content.decode()
    page = dana.client.post(url, {"text": "She is not afraid."}, follow=True).content.decode()

    assert WORRY not in page and page.count("She is not afraid.") == 1 and "Something else." in page
    standing = Note.objects.visible_to(aigul.actor).filter(corrected_by=None)
    assert sorted(one.text for one in standing) == ["She is not afraid."] * 2 + ["Something else."] * 2


def test_an_interpreter_is_told_where_and_with_whom_and_who_is_a_child_and_no_name(
    dana: Worker, cases: list[Case], meeting: Appointment
) -> None:
    chosen = dana.client.get(reverse("cases:choose_for_entry")).content.decode()
    form = dana.client.get(reverse("cases:add_entry_of_meeting", args=[meeting.pk])).content.decode()

    assert meeting.place in chosen and "Names are not part of interpreting" in chosen
    assert form.count('name="who"') == 3 and "adult" in form.lower()
    assert not any(given in page for given in first_names(cases[:3]) for page in (chosen, form))


def test_logistics_sees_codes_and_who_is_a_child_and_why_no_more(cases: list[Case]) -> None:
    driver = make_worker("Erke", "logistics", region="ALR", centre="MAN-A")

    page = driver.client.get(reverse("cases:choose_for_entry")).content.decode()

    assert cases[0].person.code in page and "adult" in page and "your work needs no more" in page
    assert not any(given in page for given in first_names(cases))

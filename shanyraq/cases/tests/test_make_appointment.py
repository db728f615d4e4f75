"""Agreeing on a meeting, and saying what became of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import system
from shanyraq.cases.actions.appointments import CannotMeet, Meeting, make_appointment, settle_appointment
from shanyraq.cases.models import Appointment, AppointmentMember, Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment as make_row
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
TOMORROW = AT + timedelta(days=1)


def interpreter(name: str = "Rana", *languages: str, region: str = "ALR") -> StaffMember:
    staff = make_worker(name, "interpreter", region=region).staff
    staff.languages, staff.sex = list(languages or ("ar", "en")), "F"
    staff.save()
    return staff


def agree(cases: list[Case], worker: Worker, at: datetime = TOMORROW, **fields: Any) -> Appointment:
    usual: dict[str, Any] = {"title": "Home visit", "staff": worker.staff.pk}
    meeting = Meeting(starts_at=at, **(usual | fields))
    return make_appointment(case_ids=[case.pk for case in cases], meeting=meeting, by=worker.actor, at=AT)


def test_a_meeting_is_agreed_for_those_of_the_family_who_come(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    made = agree(cases[:2], aigul, place="At home", language="ar", interpreter=interpreter().pk)

    with system("test"):
        assert AppointmentMember.objects.filter(appointment=made).count() == 2
        assert Appointment.objects.get(pk=made.pk).place == "At home"


@pytest.mark.parametrize(
    ("away", "code"), [(timedelta(hours=-2), "in_past"), (timedelta(days=900), "far_ahead")]
)
def test_no_meeting_is_agreed_for_a_time_that_is_past_or_years_ahead(
    aigul: Worker, away: timedelta, code: str
) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(CannotMeet) as refused:
        agree(cases, aigul, AT + away)

    assert refused.value.code == code


def test_an_interpreter_speaks_the_language_and_has_no_other_meeting_then(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    rana = interpreter()
    other = make_worker("Asel", "case_manager", region="ALR")

    with pytest.raises(CannotMeet) as wrong_language:
        agree(cases, aigul, language="kk", interpreter=rana.pk)
    agree(cases, aigul, language="ar", interpreter=rana.pk)
    with pytest.raises(CannotMeet) as busy:
        agree(cases, aigul, TOMORROW + timedelta(minutes=30), staff=other.staff.pk, interpreter=rana.pk)

    assert (wrong_language.value.code, busy.value.code) == ("language", "interpreter_busy")
    agree(cases, aigul, TOMORROW + timedelta(minutes=60), staff=other.staff.pk, interpreter=rana.pk)


def test_a_colleague_is_not_at_two_meetings_at_once(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    agree(cases, aigul)

    with pytest.raises(CannotMeet) as refused:
        agree(cases, aigul, TOMORROW + timedelta(minutes=59))

    assert refused.value.code == "staff_busy"


def test_nobody_of_a_family_is_at_two_meetings_at_once_whoever_holds_them(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    other = make_worker("Asel", "case_manager", region="ALR")
    first = agree(cases[:2], aigul)

    with pytest.raises(CannotMeet) as refused:
        agree(cases[1:], aigul, TOMORROW + timedelta(minutes=30), staff=other.staff.pk)

    when = localtime(first.starts_at).strftime("%H:%M")
    assert refused.value.code == "family_busy" and when in str(refused.value)
    agree(cases[2:], aigul, TOMORROW + timedelta(minutes=30), staff=other.staff.pk)
    agree(cases[1:], aigul, TOMORROW + timedelta(minutes=90), staff=other.staff.pk)


def test_of_a_meeting_that_she_may_not_see_nobody_is_told(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    psychologist = make_worker("Rauza", "psychologist", region="ALR")
    for case in cases:
        make_assignment(case, psychologist.staff)
    agree(cases, aigul)

    assert agree(cases, psychologist, TOMORROW + timedelta(minutes=30)).pk


def test_a_meeting_is_for_people_of_one_family(aigul: Worker) -> None:
    cases = [the_omarova_family(aigul.staff)[0], the_omarova_family(aigul.staff)[0]]

    with pytest.raises(CannotMeet):
        agree(cases, aigul)


def test_nobody_agrees_on_a_meeting_with_a_family_she_does_not_see(aigul: Worker, erlan: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(NotAllowed):
        agree(cases, erlan)


@pytest.mark.parametrize(
    ("away", "state", "code"),
    [
        (timedelta(hours=-1), "KEPT", ""),
        (timedelta(hours=-1), "NOT_KEPT", ""),
        (timedelta(hours=5), "CANCELLED", ""),
        (timedelta(hours=5), "KEPT", "not_yet"),
        (timedelta(hours=-1), "PLANNED", "state"),
    ],
)
def test_a_meeting_ends_as_it_can(aigul: Worker, away: timedelta, state: str, code: str) -> None:
    case = the_omarova_family(aigul.staff)[0]
    made = make_row(case, aigul.staff, starts_at=AT + away)

    try:
        settle_appointment(appointment_id=made.pk, state=state, remarks="", by=aigul.actor, at=AT)
    except CannotMeet as refused:
        assert refused.code == code
    else:
        with system("test"):
            assert Appointment.objects.get(pk=made.pk).state == state


def test_a_meeting_is_settled_once(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    made = make_row(case, aigul.staff, starts_at=AT - timedelta(hours=1))
    settle_appointment(appointment_id=made.pk, state="KEPT", remarks="", by=aigul.actor, at=AT)

    with pytest.raises(CannotMeet) as refused:
        settle_appointment(appointment_id=made.pk, state="NOT_KEPT", remarks="", by=aigul.actor, at=AT)

    assert refused.value.code == "settled"


# --- pages ------------------------------------------------------------------------------------------------------------


def form_data(cases: list[Case], worker: Worker, **more: Any) -> dict[str, Any]:
    data = {
        "title": "Home visit",
        "who": [str(case.pk) for case in cases],
        "on": "2021-05-27",
        "at": "15:00",
        "minutes": "60",
        "staff": str(worker.staff.pk),
        "language": "ar",
    }
    return data | more


def test_the_form_offers_interpreters_by_language_and_the_file_shows_the_meeting(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    rana = interpreter()
    interpreter("Unknown", "zz")
    url = reverse("cases:make_appointment", kwargs={"family_id": cases[0].family_id})

    asked = aigul.client.get(url).content.decode()
    data = form_data(cases, aigul, interpreter=str(rana.pk), place="At home")
    saved = aigul.client.post(url, data, follow=True).content.decode()
    family = aigul.client.get(reverse("cases:family", kwargs={"family_id": cases[0].family_id}))

    assert '<optgroup label="Arabic">' in asked and "(a woman), Almaty Region" in asked
    assert "Unknown" not in asked
    assert "The meeting is agreed: 27 May at 15:00." in saved and "At home" in saved
    assert "Next meeting: 27 May at 15:00, Home visit; Rana T" in family.content.decode()


def test_a_wrong_meeting_comes_back_with_what_to_change(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:make_appointment", kwargs={"family_id": cases[0].family_id})

    past = aigul.client.post(url, form_data(cases, aigul, on="2021-05-01"))
    nobody = aigul.client.post(url, form_data([], aigul))

    assert "This time is past." in past.content.decode()
    assert "Tick at least one person." in nobody.content.decode()
    with system("test"):
        assert not Appointment.objects.exists()


def test_after_a_kept_meeting_comes_what_happened_there(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    made = make_row(case, aigul.staff, starts_at=AT - timedelta(days=1), minutes=50)
    url = reverse("cases:settle_appointment", args=[made.pk])

    response = aigul.client.post(url, {"state": "KEPT"})
    record = aigul.client.get(f"{response['Location']}&kind=home.visit.made").content.decode()

    assert f"?meeting={made.pk}" in response["Location"]
    assert 'value="2021-05-19"' in record and 'value="50"' in record


def test_a_meeting_of_a_family_one_does_not_see_is_not_found(aigul: Worker, erlan: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    made = make_row(case, aigul.staff)

    assert erlan.client.get(reverse("cases:settle_appointment", args=[made.pk])).status_code == 404


@pytest.mark.parametrize("written", ["Home visit", "Визит на дом", " үйге  бару "])
def test_the_name_of_a_service_is_read_in_the_readers_language_whoever_wrote_it(
    aigul: Worker, written: str
) -> None:
    cases = the_omarova_family(aigul.staff)
    agree(cases[:1], aigul, title=written)
    url = reverse("cases:meetings", kwargs={"family_id": cases[0].family_id})

    for language, expected in (("en", "Home visit"), ("kk", "Үйге бару"), ("ru", "Визит на дом")):
        aigul.client.cookies["django_language"] = language
        page = aigul.client.get(url).content.decode()
        assert re.search(rf'class="step-title">\s*{expected}\s*<', page)


def test_words_of_ones_own_stay_as_they_were_written(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    agree(cases[:1], aigul, title="Home visit, and the dentist")
    aigul.client.cookies["django_language"] = "ru"

    page = aigul.client.get(reverse("cases:meetings", kwargs={"family_id": cases[0].family_id}))

    assert "Home visit, and the dentist" in page.content.decode()

"""Nobody works with her own kin: their file is closed to her on every page, whatever her role is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.assignments import CannotAssign, add_colleague, assign
from shanyraq.cases.actions.ties import CannotSayKin, end_kin_of, say_kin_of, say_own_kin
from shanyraq.cases.models import Appointment, Assignment, Case, ColleagueKin, Note
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import (
    make_appointment,
    make_assignment,
    make_case,
    make_colleague_kin,
    make_note,
)
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.models import Family, Person
from shanyraq.people.tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    return the_omarova_family(aigul.staff)


@pytest.mark.parametrize("role", ["aigul", "daniyar", "coordinator", "bota"])
def test_whoever_is_kin_sees_nothing_of_the_file_any_more(
    request: pytest.FixtureRequest, cases: list[Case], role: str
) -> None:
    worker = (
        make_worker("Asel", "regional_coordinator", region="ALR")
        if role == "coordinator"
        else request.getfixturevalue(role)
    )
    with computing("test"):
        Case.objects.update(centre="MAN-A", phase="P3")
        make_note(cases[0])
    mother, child = cases[0], cases[1]
    assert Person.objects.visible_to(worker.actor).filter(pk=mother.person_id).exists()

    say_own_kin(code=mother.person.code, by=worker.actor, at=AT)

    actor = worker.actor
    assert not Person.objects.visible_to(actor).filter(pk=mother.person_id).exists()
    assert not Case.objects.visible_to(actor).filter(pk=mother.pk).exists()
    assert not Note.objects.visible_to(actor).filter(person=mother.person_id).exists()
    assert worker.client.get(reverse("cases:person", args=[mother.person_id])).status_code == 404
    page = worker.client.get(reverse("desk:search"), {"q": "Saule Omarova"}).content.decode()
    assert reverse("cases:person", args=[mother.person_id]) not in page
    assert Person.objects.visible_to(actor).filter(pk=child.person_id).exists()  # of whom nothing was said


def test_of_a_family_all_files_close_and_so_do_those_of_relatives_without_one(
    aigul: Worker, daniyar: Worker, cases: list[Case]
) -> None:
    family = Family.objects.visible_to(aigul.actor).get()

    say_own_kin(code=family.code, by=aigul.actor, at=AT)

    assert not Case.objects.visible_to(aigul.actor).exists()
    assert not Person.objects.visible_to(aigul.actor).exists()
    assert not Family.objects.visible_to(aigul.actor).exists()
    assert Person.objects.visible_to(daniyar.actor).count() == 7


def test_her_part_ends_and_somebody_has_to_take_over(
    aigul: Worker, daniyar: Worker, cases: list[Case]
) -> None:
    make_appointment(cases[0], aigul.staff)

    say_own_kin(code=cases[0].person.code, by=aigul.actor, at=AT)

    case = Case.objects.visible_to(daniyar.actor).get(pk=cases[0].pk)
    assert case.case_manager_id is None
    assert not Assignment.objects.visible_to(daniyar.actor).filter(case=case, ends_at=None).exists()
    assert not Appointment.objects.visible_to(aigul.actor).filter(person=case.person_id).exists()


@pytest.mark.parametrize("code", ["K-NONE-00", "nonsense", "K"])
def test_the_answer_is_the_same_whether_there_is_such_a_file_or_not(
    erlan: Worker, cases: list[Case], code: str
) -> None:
    url = reverse("cases:say_own_kin")
    known = erlan.client.post(url, {"code": cases[0].person.code}, follow=True).content.decode()
    unknown = erlan.client.post(url, {"code": code}, follow=True).content.decode()

    told = "If there is a file with this code, you see nothing of it from now on."
    assert told in known and told in unknown


def test_the_form_that_assigns_refuses_her_with_a_sentence(
    aigul: Worker, daniyar: Worker, erlan: Worker, cases: list[Case]
) -> None:
    say_kin_of(person_id=cases[0].person_id, colleague=erlan.staff.pk, by=daniyar.actor, at=AT)
    ids = [case.pk for case in cases]

    with pytest.raises(CannotAssign, match="is kin of one of these people: choose somebody else"):
        assign(case_ids=ids, case_manager=erlan.staff.pk, by=daniyar.actor, at=AT)
    with pytest.raises(CannotAssign, match="kin"):
        assign(case_ids=ids, case_manager=aigul.staff.pk, deputy=erlan.staff.pk, by=daniyar.actor, at=AT)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    say_kin_of(person_id=cases[0].person_id, colleague=teacher.staff.pk, by=daniyar.actor, at=AT)
    with pytest.raises(CannotAssign, match="kin"):
        add_colleague(case_ids=ids, colleague=teacher.staff.pk, by=daniyar.actor, at=AT)


def test_a_supervisor_says_it_on_the_page_of_the_person_and_takes_it_back(
    daniyar: Worker, cases: list[Case]
) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)
    person = reverse("cases:person", args=[cases[0].person_id])
    url = reverse("cases:say_kin_of", args=[cases[0].person_id])
    assert url in daniyar.client.get(person).content.decode()

    page = daniyar.client.post(url, {"colleague": str(teacher.staff.pk)}, follow=True).content.decode()

    assert "To them this file is closed" in page and "Gulnara" in page
    assert teacher.client.get(person).status_code == 404
    tie = ColleagueKin.objects.visible_to(daniyar.actor).get()
    daniyar.client.post(url, {"tie": str(tie.pk)})
    assert ColleagueKin.objects.visible_to(daniyar.actor).get().ended_by_id == daniyar.staff.pk


def test_who_assigns_is_told_of_ties_to_people_she_sees_and_of_no_others(
    aigul: Worker, daniyar: Worker, cases: list[Case]
) -> None:
    far = [make_case(make_person(), region="SHY", case_manager=None) for _number in range(2)]
    here, there = (make_colleague_kin(one[0].person, aigul.staff) for one in (cases, far))
    own = make_colleague_kin(far[1].person, daniyar.staff)

    assert set(ColleagueKin.objects.visible_to(daniyar.actor)) == {here, own}
    assert set(ColleagueKin.objects.visible_to(aigul.actor)) == {here, there}


def test_nobody_takes_back_what_was_said_of_herself(daniyar: Worker, cases: list[Case]) -> None:
    other = make_worker("Asel", "regional_coordinator", region="ALR")
    say_kin_of(person_id=cases[0].person_id, colleague=daniyar.staff.pk, by=other.actor, at=AT)
    tie = ColleagueKin.objects.visible_to(daniyar.actor).get()

    with pytest.raises((CannotSayKin, NotAllowed)):
        end_kin_of(tie_id=tie.pk, by=daniyar.actor, at=AT)


def test_a_case_manager_says_it_of_nobody_else(aigul: Worker, erlan: Worker, cases: list[Case]) -> None:
    with pytest.raises(NotAllowed):
        say_kin_of(person_id=cases[0].person_id, colleague=erlan.staff.pk, by=aigul.actor, at=AT)
    assert aigul.client.get(reverse("cases:say_kin_of", args=[cases[0].person_id])).status_code == 403

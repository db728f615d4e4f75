"""Adding colleagues to a family, and ending their part: in the act and on the pages that lead there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.assignments import CannotAssign, add_colleague, end_assignment
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.test_assign import family_of, fixed_day
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
__all__ = ["fixed_day"]


def test_a_colleague_sees_the_file_until_her_part_is_ended(daniyar: Worker, aigul: Worker) -> None:
    madina = make_worker("Madina", "psychologist", region="ALR")
    [case] = family_of(1, case_manager=aigul.staff)

    [part] = add_colleague(case_ids=[case.pk], colleague=madina.staff.pk, by=daniyar.actor, at=AT)
    assert Case.objects.visible_to(madina.actor).exists()
    assert add_colleague(case_ids=[case.pk], colleague=madina.staff.pk, by=daniyar.actor, at=AT) == []

    end_assignment(assignment_id=part.pk, by=daniyar.actor, at=AT)
    assert not Case.objects.visible_to(madina.actor).exists()


def test_the_case_managers_part_ends_only_when_somebody_takes_over(daniyar: Worker, aigul: Worker) -> None:
    [case] = family_of(1, case_manager=aigul.staff)
    part = Assignment.objects.visible_to(daniyar.actor).get(case=case)

    with pytest.raises(CannotAssign) as refusal:
        end_assignment(assignment_id=part.pk, by=daniyar.actor, at=AT)

    assert refusal.value.code == "leads_case"


def test_a_colleague_is_added_and_her_part_ended_on_pages(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    madina = make_worker("Madina", "psychologist", region="ALR")
    [case] = family_of(1, case_manager=aigul.staff)

    url = reverse("cases:add_colleague", args=[case.family_id])
    assert "Madina" in daniyar.client.get(url).content.decode()
    daniyar.client.post(url, {"people": [str(case.pk)], "colleague": str(madina.staff.pk)})
    part = Assignment.objects.visible_to(daniyar.actor).get(staff=madina.staff)
    url = reverse("cases:end_assignment", args=[part.pk])
    assert "Madina" in daniyar.client.get(url).content.decode()
    assert daniyar.client.post(url).status_code == 302

    assert not Case.objects.visible_to(madina.actor).exists()


def test_the_familys_page_leads_to_the_end_of_a_colleagues_part_with_all_its_people(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    madina = make_worker("Madina", "psychologist", region="ALR")
    cases, elsewhere = family_of(3, case_manager=aigul.staff), family_of(1, case_manager=aigul.staff)
    everyone = [case.pk for case in (*cases, *elsewhere)]
    add_colleague(case_ids=everyone, colleague=madina.staff.pk, by=daniyar.actor, at=AT)
    family = reverse("cases:family", args=[cases[0].family_id])

    shown = daniyar.client.get(family).content.decode()
    urls = re.findall(r"/assignments/[0-9a-f-]{36}/end/", shown)
    asked = daniyar.client.get(urls[0]).content.decode()
    ended = daniyar.client.post(urls[0])

    assert len(urls) == 1, "of Madina, and not of the case manager"
    assert all(f"Member {number}" in asked for number in range(3))
    assert ended["Location"] == family
    with system("test"):
        still = Assignment.objects.filter(staff=madina.staff, ends_at=None)
        assert [part.case_id for part in still] == [elsewhere[0].pk]
    assert "/assignments/" not in aigul.client.get(family).content.decode()


def test_the_end_of_the_case_managers_part_is_not_offered(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    [case] = family_of(1, case_manager=aigul.staff)
    part = Assignment.objects.visible_to(daniyar.actor).get(case=case)

    shown = daniyar.client.get(reverse("cases:end_assignment", args=[part.pk])).content.decode()

    assert "assign somebody else" in shown and 'type="submit">End the part' not in shown


def test_a_part_never_ends_before_it_began(daniyar: Worker, aigul: Worker) -> None:
    madina = make_worker("Madina", "psychologist", region="ALR")
    [case] = family_of(1, case_manager=aigul.staff)
    [part] = add_colleague(case_ids=[case.pk], colleague=madina.staff.pk, by=daniyar.actor, at=AT)

    end_assignment(assignment_id=part.pk, by=daniyar.actor, at=AT - timedelta(hours=20))

    with system("test"):
        part.refresh_from_db()
    assert part.ends_at == part.starts_at

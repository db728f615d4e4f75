"""Giving people a case manager, with the ceiling in view; adding colleagues and ending their part."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import count_for
from shanyraq.cases.actions.assignments import CannotAssign, assign
from shanyraq.cases.models import Assignment, Case, Evidence
from shanyraq.cases.queries.caseloads import caseloads
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.models import Installation
from shanyraq.people.tests.factories import AT, make_family, make_membership, make_person

pytestmark = pytest.mark.django_db


def family_of(count: int, **fields: Any) -> list[Case]:
    """A family with so many open files."""
    family = make_family()
    cases = []
    for number in range(count):
        person = make_person(f"Member {number}")
        make_membership(family, person, relation="head" if number == 0 else "child")
        cases.append(make_case(person, family, **fields))
    return cases


def fill(worker: Worker, count: int) -> None:
    family_of(count, case_manager=worker.staff)


def test_a_supervisor_gives_a_family_its_case_manager(daniyar: Worker, aigul: Worker) -> None:
    cases = family_of(2)

    assign(case_ids=[c.pk for c in cases], case_manager=aigul.staff.pk, by=daniyar.actor, at=AT)

    with system("test"):
        assert {c.case_manager_id for c in Case.objects.all()} == {aigul.staff.pk}
        assert Evidence.objects.filter(kind="case.manager.assigned").count() == 2
    assert Case.objects.visible_to(aigul.actor).count() == 2
    assert count_for(cases[0].person_id) >= 1


def test_reassigning_ends_the_part_of_whoever_led_before(daniyar: Worker, aigul: Worker) -> None:
    other = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    [case] = family_of(1, case_manager=aigul.staff)

    assign(case_ids=[case.pk], case_manager=other.staff.pk, by=daniyar.actor, at=AT)

    assert not Case.objects.visible_to(aigul.actor).exists()
    assert Case.objects.visible_to(other.actor).exists()
    with system("test"):
        assert Assignment.objects.get(staff=aigul.staff).ends_at == AT


def test_the_deputy_sees_the_file_too_and_stays_when_nothing_changes(daniyar: Worker, aigul: Worker) -> None:
    deputy = make_worker("Zhanar", "case_manager", region="ALR", supervisor=daniyar)
    [case] = family_of(1, case_manager=aigul.staff)
    words: dict[str, Any] = {
        "case_ids": [case.pk],
        "case_manager": aigul.staff.pk,
        "deputy": deputy.staff.pk,
        "at": AT,
    }

    assign(**words, by=daniyar.actor)
    assign(**words, by=daniyar.actor)

    assert Case.objects.visible_to(deputy.actor).exists()
    with system("test"):
        assert Assignment.objects.filter(case=case, ends_at=None).count() == 2


def test_going_above_the_ceiling_needs_a_reason(daniyar: Worker, aigul: Worker) -> None:
    fill(aigul, 24)
    cases = family_of(2)
    ids = [case.pk for case in cases]

    with pytest.raises(CannotAssign) as refusal:
        assign(case_ids=ids, case_manager=aigul.staff.pk, by=daniyar.actor, at=AT)
    assert refusal.value.code == "ceiling"
    assert "26" in str(refusal.value)
    assert Entry.objects.filter(decision=Entry.DECLINED, action="case.assign", reason_code="ceiling").exists()

    reason = "Nobody else speaks Levantine Arabic."
    assign(case_ids=ids, case_manager=aigul.staff.pk, by=daniyar.actor, at=AT, over_ceiling_reason=reason)
    with system("test"):
        kept = Evidence.objects.filter(kind="case.manager.assigned").first()
        assert kept is not None and kept.payload["over_ceiling_reason"] == reason
    assert caseloads([aigul.staff.pk])[aigul.staff.pk].people == 26


def test_exactly_the_ceiling_needs_no_reason(daniyar: Worker, aigul: Worker) -> None:
    fill(aigul, 23)
    cases = family_of(2)

    assign(case_ids=[c.pk for c in cases], case_manager=aigul.staff.pk, by=daniyar.actor, at=AT)

    assert caseloads([aigul.staff.pk])[aigul.staff.pk].people == 25


def test_closed_files_do_not_count_towards_the_ceiling(aigul: Worker, daniyar: Worker) -> None:
    family_of(3, case_manager=aigul.staff, closed_at=AT, closed_by=daniyar.staff, closed_reason="GOALS_MET")

    assert caseloads([aigul.staff.pk])[aigul.staff.pk].people == 0


@pytest.mark.parametrize("who", ["teacher", "left", "same"])
def test_only_who_leads_cases_and_still_works_here_can_be_chosen(
    daniyar: Worker, aigul: Worker, who: str
) -> None:
    [case] = family_of(1)
    chosen = aigul.staff
    if who == "teacher":
        chosen = make_worker("Aliya", "teacher").staff
    if who == "left":
        aigul.staff.left_on = date(2021, 1, 1)
        aigul.staff.save()
    deputy = chosen.pk if who == "same" else None

    with pytest.raises(CannotAssign):
        assign(case_ids=[case.pk], case_manager=chosen.pk, deputy=deputy, by=daniyar.actor, at=AT)


def test_a_case_manager_assigns_nobody(aigul: Worker) -> None:
    [case] = family_of(1, case_manager=aigul.staff)

    with pytest.raises(NotAllowed):
        assign(case_ids=[case.pk], case_manager=aigul.staff.pk, by=aigul.actor, at=AT)


def test_a_supervisor_does_not_assign_in_another_team(daniyar: Worker, aigul: Worker, erlan: Worker) -> None:
    [case] = family_of(1, case_manager=erlan.staff, region="SHY")

    with pytest.raises(NotAllowed):
        assign(case_ids=[case.pk], case_manager=aigul.staff.pk, by=daniyar.actor, at=AT)


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def fixed_day(db: None) -> None:
    Installation.objects.create(mode="demo", fixed_day=date(2021, 5, 20), made_at=AT)


def test_the_page_shows_the_ceiling_and_assigns(fixed_day: None, daniyar: Worker, aigul: Worker) -> None:
    aigul.staff.languages = ["kk", "ar"]
    aigul.staff.save()
    fill(aigul, 3)
    cases = family_of(2)
    url = reverse("cases:assign", args=[cases[0].family_id])

    page = daniyar.client.get(url).content.decode()
    assert "3 of 25 people" in page
    assert "Arabic" in page

    answer = daniyar.client.post(
        url, {"people": [str(c.pk) for c in cases], "case_manager": str(aigul.staff.pk)}
    )
    assert answer.status_code == 302
    assert Case.objects.visible_to(aigul.actor).count() == 5


def test_the_page_counts_for_whoever_leads_now_the_people_of_this_family_too(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    fill(aigul, 3)
    cases = family_of(2, case_manager=aigul.staff)

    page = daniyar.client.get(reverse("cases:assign", args=[cases[0].family_id])).content.decode()

    assert "5 of 25 people" in page and "3 of 25 people" not in page


def test_whoever_leads_as_many_as_the_ceiling_is_not_above_it_with_a_family_of_hers(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    fill(aigul, 23)
    cases = family_of(2, case_manager=aigul.staff)

    page = daniyar.client.get(reverse("cases:assign", args=[cases[0].family_id])).content.decode()

    assert "25 of 25 people" in page and "above the ceiling with this family" not in page


def test_the_page_asks_for_the_reason_above_the_ceiling(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    fill(aigul, 25)
    cases = family_of(1)
    url = reverse("cases:assign", args=[cases[0].family_id])

    answer = daniyar.client.post(url, {"people": [str(cases[0].pk)], "case_manager": str(aigul.staff.pk)})

    assert answer.status_code == 200
    assert "26" in answer.content.decode()
    assert Case.objects.visible_to(aigul.actor).count() == 25


def test_an_older_page_does_not_silently_replace_whoever_was_assigned_meanwhile(
    fixed_day: None, daniyar: Worker, aigul: Worker
) -> None:
    other, third = (
        make_worker(name, "case_manager", region="ALR", supervisor=daniyar) for name in ("Zhanar", "Asel")
    )
    [case] = family_of(1, case_manager=third.staff)
    url = reverse("cases:assign", args=[case.family_id])
    shown = daniyar.client.get(url).context["form"]["led"].value()
    sent = {"people": [str(case.pk)], "case_manager": str(other.staff.pk), "led": shown}
    assert daniyar.client.post(url, sent | {"case_manager": str(aigul.staff.pk)}).status_code == 302

    back = daniyar.client.post(url, sent)

    case.refresh_from_db()
    assert case.case_manager_id == aigul.staff.pk
    assert f"Meanwhile {aigul.staff.short_name}" in back.content.decode()
    again = daniyar.client.post(url, sent | {"led": back.context["form"]["led"].value()})
    case.refresh_from_db()
    assert (again.status_code, case.case_manager_id) == (302, other.staff.pk)


def test_the_pages_of_assigning_are_closed_to_case_managers(fixed_day: None, aigul: Worker) -> None:
    [case] = family_of(1, case_manager=aigul.staff)

    for name in ("cases:assign", "cases:add_colleague"):
        assert aigul.client.get(reverse(name, args=[case.family_id])).status_code == 403


def test_a_family_out_of_reach_is_not_found(fixed_day: None, daniyar: Worker, erlan: Worker) -> None:
    [case] = family_of(1, case_manager=erlan.staff, region="SHY")

    assert daniyar.client.get(reverse("cases:assign", args=[case.family_id])).status_code == 404

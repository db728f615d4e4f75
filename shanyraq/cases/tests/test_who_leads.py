"""Whoever leads the support of a family has a supervisor who sees it late and decides on closing it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.access.permissions import decide
from shanyraq.access.queries import system
from shanyraq.cases.actions.assignments import CannotAssign, assign
from shanyraq.cases.models import Case
from shanyraq.cases.queries.caseloads import case_leaders, stand_ins
from shanyraq.cases.tests.cast import SINCE, Worker, make_worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cases.tests.test_register_family import typed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def test_a_supervisor_leads_only_as_a_case_manager_whom_somebody_supervises(daniyar: Worker) -> None:
    case = make_case()
    above = make_worker("Timur", "supervisor", region="ALR")

    def is_offered() -> bool:
        return daniyar.staff in case_leaders("ALR", AT.date())

    def give() -> None:
        assign(case_ids=[case.pk], case_manager=daniyar.staff.pk, by=daniyar.actor, at=AT)

    assert not is_offered()
    with pytest.raises(CannotAssign) as refused:
        give()
    assert refused.value.code == "discipline"

    RoleGrant.objects.create(staff=daniyar.staff, role="case_manager", region="ALR", starts_at=SINCE)
    daniyar.works_as("supervisor")
    assert not is_offered()
    daniyar.staff.supervisor = above.staff
    daniyar.staff.save()
    assert is_offered()
    give()
    assert Case.objects.visible_to(above.actor).filter(pk=case.pk).exists()


def test_a_supervisor_stands_in_for_a_case_manager_and_then_never_closes_the_file(
    aigul: Worker, daniyar: Worker
) -> None:
    case = make_case(case_manager=aigul.staff)

    assert daniyar.staff in stand_ins("ALR", AT.date())
    assign(
        case_ids=[case.pk],
        case_manager=aigul.staff.pk,
        deputy=daniyar.staff.pk,
        by=daniyar.actor,
        at=AT,
    )
    case.refresh_from_db()
    assert decide(daniyar.actor, "case.close", case).reason == "own_case"


def test_a_family_that_a_supervisor_registers_waits_for_a_case_manager(daniyar: Worker) -> None:
    RoleGrant.objects.create(staff=daniyar.staff, role="case_manager", region="ALR", starts_at=SINCE)

    answer = daniyar.client.post(reverse("cases:register_family"), typed(region="ALR"))

    assert answer.status_code == 302
    with system("test"):
        assert {case.case_manager_id for case in Case.objects.all()} == {None}

"""Somebody at risk: nobody sees her file but the colleagues named in it and their supervisor."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.cases.actions.protecting import CannotProtect, protect_cases
from shanyraq.cases.models import Case, Note
from shanyraq.cases.queries.protecting import asked_to_open
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
REASON = "Her husband asks everywhere where she lives now."


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    cases = the_omarova_family(aigul.staff)
    with computing("test"):
        Case.objects.update(centre="MAN-A", phase="P2")
    return cases


def protect(cases: list[Case], by: Worker, *protected: Case) -> None:
    protect_cases(
        case_ids=[case.pk for case in cases],
        protected=[case.pk for case in protected],
        reason=REASON,
        by=by.actor,
        at=AT,
    )


def sees(worker: Worker, case: Case) -> bool:
    page = worker.client.get(reverse("cases:person", args=[case.person_id]))
    return (
        page.status_code == 200 and Person.objects.visible_to(worker.actor).filter(pk=case.person_id).exists()
    )


@pytest.mark.parametrize("role", ["regional_coordinator", "centre_lead", "shift_worker", "consular_officer"])
def test_a_role_that_reaches_a_place_or_a_journey_sees_the_file_no_more(
    daniyar: Worker, aigul: Worker, cases: list[Case], role: str
) -> None:
    outsider = make_worker("Asel", role, region="ALR", centre="MAN-A")
    mother, child = cases[:2]
    assert sees(outsider, mother)

    protect(cases, daniyar, mother)

    assert not sees(outsider, mother) and sees(outsider, child)
    assert sees(aigul, mother) and sees(daniyar, mother)


def test_who_has_a_part_in_the_file_sees_it_whatever_her_role_reaches(
    daniyar: Worker, cases: list[Case]
) -> None:
    night = make_worker("Timur", "shift_worker", centre="MAN-A")
    make_assignment(cases[0], night.staff)

    protect(cases, daniyar, cases[0])

    assert sees(night, cases[0])


def test_from_the_form_to_the_page_that_says_who_sees_it_and_back(
    daniyar: Worker, aigul: Worker, cases: list[Case]
) -> None:
    family, url = (reverse(f"cases:{name}", args=[cases[0].family_id]) for name in ("family", "protect_case"))
    assert url in daniyar.client.get(family).content.decode()
    assert url not in aigul.client.get(family).content.decode()

    daniyar.client.post(url, {"people": [str(cases[0].pk)], "reason": REASON})

    assert "only the named team sees the file of Saule" in aigul.client.get(family).content.decode()
    assert Note.objects.visible_to(aigul.actor).get().text == REASON
    short = daniyar.client.post(url, {"people": [], "reason": "He lives abroad."}).content.decode()
    assert "at least 30 characters" in short
    daniyar.client.post(url, {"people": [], "reason": "He lives abroad now, the court says so in writing."})
    assert "only the named team" in aigul.client.get(family).content.decode()  # a second person has to agree


def test_only_a_supervisor_protects_with_a_reason(aigul: Worker, daniyar: Worker, cases: list[Case]) -> None:
    with pytest.raises(NotAllowed):
        protect(cases, aigul, cases[0])
    with pytest.raises(CannotProtect):
        protect(cases, daniyar)  # nothing would change
    protect(cases, daniyar, cases[0])
    with pytest.raises(CannotProtect):
        protect(cases, daniyar)  # nobody opens it alone
    with computing("test"):
        assert Case.objects.get(pk=cases[0].pk).is_protected
    with pytest.raises(CannotProtect):
        protect_cases(case_ids=[cases[1].pk], protected=[cases[1].pk], reason="risk", by=daniyar.actor, at=AT)


def test_the_form_says_what_is_asked_for_already_by_whom_and_where_the_second_answers(
    daniyar: Worker, cases: list[Case]
) -> None:
    url = reverse("cases:protect_case", args=[cases[0].family_id])
    protect(cases, daniyar, cases[0])
    assert "Asked for already" not in daniyar.client.get(url).content.decode()

    daniyar.client.post(url, {"people": [], "reason": "He lives abroad now, the court says so in writing."})

    shown = daniyar.client.get(url).content.decode()
    asked = Proposal.objects.get(kind="case.unprotect")
    assert "Asked for already: the file of Saule" in shown and "Asked by you on" in shown
    assert reverse("rights:control", args=[asked.pk]) in shown
    assert not asked_to_open([cases[0].person_id], asked.expires_at)  # it ends by itself

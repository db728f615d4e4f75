"""Whoever opened a part of a file in an emergency is never the one who tells the person; days are the programme's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.cases.actions.tellings import CannotTell, tell_opening, withhold_opening
from shanyraq.cases.models import Case, EmergencyOpening
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.test_tell_opening import HARM, give, mother, opened, page, waiting
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed

__all__ = ["mother"]
pytestmark = pytest.mark.django_db


def test_a_day_of_the_real_calendar_is_none_of_the_demonstrations(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    one, real_day = opened(mother, aigul), real_now().date()

    with pytest.raises(CannotTell) as refused:
        tell_opening(emergency_id=one.pk, on=real_day, language="ar", by=aigul.actor, at=real_now())
    assert refused.value.code == "day"
    with pytest.raises(CannotTell) as refused:
        withhold_opening(emergency_id=one.pk, reason=HARM, again_on=real_day, by=auditor.actor, at=real_now())
    assert refused.value.code == "again"


def opened_by_its_lead(mother: Case, aigul: Worker, daniyar: Worker) -> EmergencyOpening:
    return opened(mother, aigul, by=aigul, lead=None, supervisor=daniyar.staff)


def test_whoever_opened_it_never_tells_her_and_where_she_leads_the_file_her_supervisor_does(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    one = opened_by_its_lead(mother, aigul, daniyar)
    url, told = reverse("cases:tell_opening", args=[one.pk]), {"on": clock.today(), "language": "ar"}

    assert not waiting(aigul) and waiting(daniyar) == waiting(auditor) == [one]
    asked = page(aigul, "cases:tell_opening", one.pk)
    assert "You opened this yourself" in asked and "Write it down" not in asked
    assert url not in page(aigul, "cases:emergencies") + page(aigul, "cases:review_emergency", one.pk)
    with pytest.raises(CannotTell) as refused:
        tell_opening(emergency_id=one.pk, on=clock.today(), language="ar", by=aigul.actor, at=real_now())
    assert refused.value.code == "own"

    assert "One person is to be told" in page(daniyar, "desk:today")
    assert url in page(daniyar, "cases:emergencies")
    assert daniyar.client.post(url, told).status_code == 302
    assert not waiting(daniyar) and not waiting(auditor)


def test_the_officer_writes_down_that_she_was_told(mother: Case, aigul: Worker, auditor: Worker) -> None:
    one = opened(mother, aigul)
    url = reverse("cases:tell_opening", args=[one.pk])

    assert url in page(auditor, "cases:withhold_opening", one.pk)
    assert auditor.client.post(url, {"on": clock.today(), "language": "ar"}).status_code == 302
    assert not waiting(aigul) and not waiting(auditor)


def test_a_sheet_from_whoever_opened_it_does_not_tell_her(
    mother: Case, aigul: Worker, daniyar: Worker
) -> None:
    one = opened_by_its_lead(mother, aigul, daniyar)

    give(mother, aigul)

    assert waiting(daniyar) == [one]


def test_a_colleague_to_whom_it_falls_not_finds_no_page_to_tell_her(mother: Case, aigul: Worker) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(mother, teacher.staff)
    one = opened(mother, teacher)

    page(teacher, "cases:tell_opening", one.pk, status=403)
    with pytest.raises(NotAllowed):
        tell_opening(emergency_id=one.pk, on=clock.today(), language="ar", by=teacher.actor, at=real_now())


def test_whoever_leads_the_file_now_tells_her_what_was_opened_before(
    mother: Case, aigul: Worker, bota: Worker
) -> None:
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(mother, teacher.staff)
    one = opened(mother, bota, by=teacher)

    assert waiting(aigul) == [one] and not waiting(bota) and not waiting(teacher)
    page(aigul, "cases:tell_opening", one.pk)


def test_who_opens_files_and_reads_nothing_of_telling_has_a_page_of_her_openings() -> None:
    lead = make_worker("Dana", "operation_lead")

    assert "C12" not in lead.actor.readable
    assert lead.client.get(reverse("cases:emergencies")).status_code == 200
    assert not waiting(lead)

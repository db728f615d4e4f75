"""Answers that were written down wrongly are put right; the first ones stay readable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.consents import Asked, CannotConsent, correct_consents
from shanyraq.cases.models import Case, Consent, Evidence
from shanyraq.cases.queries import pack, plans_of
from shanyraq.cases.queries.answers import answers_of
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.test_record_consents import answer
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
TODAY = AT.date()
EARLIER = TODAY - timedelta(days=10)


def corrected(worker: Worker, on: date = EARLIER, at: Any = AT, **answers: str) -> None:
    """The newest answers to these questions, put right."""
    with system("test"):
        rows = [
            Consent.objects.filter(purpose=purpose, corrected_by=None).latest("on", "recorded_at")
            for purpose in answers
        ]
    correct_consents(
        consent_ids=[row.pk for row in rows],
        answers=answers,
        asked=Asked("SELF", on, None, "ar"),
        by=worker.actor,
        at=at,
    )


def last(worker: Worker, case: Case) -> tuple[str, date]:
    found = answers_of(worker.actor, [case.pk]).last[case.pk, "health_care"]
    return found.answer, found.on


def test_an_answer_written_with_too_late_a_day_gets_the_right_one_and_the_first_stays(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    answer(saule, aigul, "SELF", health_care="YES")

    corrected(aigul, health_care="YES")

    assert last(aigul, saule) == ("YES", EARLIER)
    with system("test"):
        first, second = Consent.objects.order_by("-on")
        assert (first.on, second.corrects_id) == (TODAY, first.pk)
        told = Evidence.objects.get(kind="case.consent.given", corrects__isnull=False)
        assert told.at.date() == EARLIER and told.corrects.source_id == first.pk


def test_what_was_said_since_stands_over_an_answer_put_right_later(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    answer(saule, aigul, "SELF", health_care="YES")
    with system("test"):
        given = Consent.objects.get()
    later = AT + timedelta(minutes=5)
    asked = Asked("SELF", TODAY, None, "ar")
    with system("test"):
        Consent.objects.create(
            person_id=saule.person_id,
            case=saule,
            purpose="health_care",
            answer="WITHDRAWN",
            given_by="SELF",
            on=TODAY,
            recorded_at=later,
        )

    correct_consents(
        consent_ids=[given.pk],
        answers={"health_care": "YES"},
        asked=Asked("SELF", TODAY, None, "kk"),
        by=aigul.actor,
        at=later + timedelta(minutes=5),
    )

    assert asked.on == TODAY and last(aigul, saule) == ("WITHDRAWN", TODAY)


def test_answers_that_are_as_they_were_are_not_saved_again(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    answer(saule, aigul, "SELF", health_care="YES")

    with pytest.raises(CannotConsent) as refused:
        corrected(aigul, TODAY, health_care="YES")

    assert refused.value.code == "unchanged"
    with system("test"):
        assert Consent.objects.count() == 1


def test_what_holds_for_asking_holds_for_putting_right(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    answer(saule, aigul, "SELF", health_care="YES")

    for code, told in (
        ("nothing_to_withdraw", {"health_care": "WITHDRAWN"}),
        ("unknown_purpose", {"health_care": "MAYBE"}),
    ):
        with pytest.raises(CannotConsent) as refused:
            corrected(aigul, EARLIER, AT, **told)
        assert refused.value.code == code
    with pytest.raises(CannotConsent) as refused:
        corrected(aigul, TODAY + timedelta(days=1), health_care="NO")
    assert refused.value.code == "in_future"


@pytest.mark.usefixtures("panel_said_yes")
def test_once_every_question_was_put_the_step_stays_done_from_the_right_day(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    everything = dict.fromkeys(pack().consents, "YES")
    answer(saule, aigul, "SELF", None, **everything)

    corrected(aigul, EARLIER, AT, **everything)

    step = plans_of([saule], AT)[saule.pk].step("P3-08")
    assert step is not None and step.closed_at is not None and step.closed_at.date() == EARLIER


def test_the_page_puts_an_answer_right_and_shows_what_stood_there_before(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    answer(saule, aigul, "SELF", health_care="YES", mhpss="NO")
    page = reverse("cases:consents", kwargs={"person_id": saule.person_id})
    [asking] = aigul.client.get(page).context["askings"]
    url = asking.actions[0].url
    data = {"given_by": "SELF", "language": "ar", "purpose_health_care": "YES", "purpose_mhpss": "NO"}

    unchanged = aigul.client.post(url, {**data, "on": "2021-05-20"}).content.decode()
    saved = aigul.client.post(url, {**data, "on": "2021-05-10"}, follow=True).content.decode()
    history = aigul.client.get(reverse("cases:history", kwargs={"family_id": saule.family_id}))

    assert "Nothing was changed." in unchanged
    assert "The answers are put right; the first ones stay readable." in saved
    assert "What stood there before" in saved and "10 May" in saved
    assert aigul.client.get(url).status_code == 404  # the newer one is corrected now
    told = history.content.decode()
    assert "Health care" in told and told.count("What stood there before") == 2


def test_a_teacher_reads_answers_and_does_not_put_them_right(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(saule, teacher.staff)
    answer(saule, aigul, "SELF", health_care="YES")

    with pytest.raises(NotAllowed):
        corrected(teacher, health_care="NO")

    shown = teacher.client.get(reverse("cases:consents", kwargs={"person_id": saule.person_id}))
    assert "All answers" in shown.content.decode()
    assert shown.context["askings"][0].actions == ()


def test_an_earlier_yes_is_declined_with_the_way_to_the_later_answer(aigul: Worker) -> None:
    saule = the_omarova_family(aigul.staff)[0]
    answer(saule, aigul, "SELF", health_care="NO")

    with pytest.raises(CannotConsent) as refused:
        answer(saule, aigul, "SELF", None, EARLIER, health_care="YES")

    assert "if the later day is wrong, correct that answer" in str(refused.value)

"""Confirming and answering what people ask about their files."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions import own_sheet
from shanyraq.cases.actions.own_sheet import give_copy
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_consent
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.rights.actions.requests import (
    CannotAnswer,
    acknowledge_request,
    answer_request,
)
from shanyraq.rights.models import DataRequest
from shanyraq.rights.tests.asking import aged, asked, page
from shanyraq.rights.tests.erasing import erased
from shanyraq.rights.tests.factories import make_data_request


def give_sheet(**told: Any) -> None:
    own_sheet.give_sheet(**told, handed_at=real_now())


REASONS = "Another child is named there, whom this would show."


# --- answering --------------------------------------------------------------------------------------------------------


def test_it_is_confirmed_once(mother: Case, aigul: Worker) -> None:
    made = asked(mother, aigul)

    assert acknowledge_request(request_id=made.pk, by=aigul.actor, at=clock.now()).state == "ACKNOWLEDGED"
    with pytest.raises(CannotAnswer):
        acknowledge_request(request_id=made.pk, by=aigul.actor, at=clock.now())


@pytest.mark.parametrize(
    ("kind", "give", "other"), [("SEE", give_copy, give_sheet), ("READERS", give_sheet, None)]
)
def test_what_is_kept_and_who_reads_it_is_answered_once_the_paper_was_given(
    kind: str, give: Any, other: Any, mother: Case, aigul: Worker
) -> None:
    made = asked(mother, aigul, kind=kind)
    told: dict[str, Any] = {"case_id": mother.pk, "given_to": "SELF", "language": "ar", "by": aigul.actor}
    assert f"{give.__name__.replace('_', '-')}/?language=ar" in page(aigul, "request", made.pk)

    if other is not None:
        other(**told, at=clock.now())
    with pytest.raises(CannotAnswer) as refused:
        answer_request(request_id=made.pk, outcome="DONE", by=aigul.actor, at=clock.now())
    assert refused.value.code == give.__name__.removeprefix("give_")
    give(**told, at=clock.now())
    answered = answer_request(request_id=made.pk, outcome="DONE", by=aigul.actor, at=clock.now())
    assert (answered.state, answered.outcome) == ("ANSWERED", "DONE")


@pytest.mark.parametrize(("kind", "give"), [("SEE", give_copy), ("READERS", give_sheet)])
def test_a_paper_in_another_language_or_given_before_she_asked_is_no_answer(
    kind: str, give: Any, mother: Case, aigul: Worker
) -> None:
    told: dict[str, Any] = {"case_id": mother.pk, "given_to": "SELF", "by": aigul.actor}
    first = asked(mother, aigul, kind=kind)
    give(**told, language="ru", at=clock.now())
    assert code_of_no(first, aigul)
    give(**told, language="ar", at=clock.now())
    assert not code_of_no(first, aigul)

    again = asked(mother, aigul, kind=kind)

    assert code_of_no(again, aigul) == give.__name__.removeprefix("give_")


@pytest.mark.parametrize(("years", "elder"), [(12, "CAREGIVER"), (14, "GUARDIAN")])
def test_a_child_who_asks_who_reads_it_is_not_answered_through_her_elders(
    years: int, elder: str, aigul: Worker
) -> None:
    child = aged(years, aigul)
    made = asked(child, aigul, kind="READERS")
    told: dict[str, Any] = {"case_id": child.pk, "language": "ar", "by": aigul.actor}

    give_sheet(**told, given_to=elder, at=clock.now())
    assert code_of_no(made, aigul) == "sheet"
    give_sheet(**told, given_to="SELF", at=clock.now())
    assert not code_of_no(made, aigul)


def code_of_no(made: DataRequest, by: Worker) -> str:
    """Why it cannot be said that it was done; empty where it is said."""
    try:
        answer_request(request_id=made.pk, outcome="DONE", by=by.actor, at=clock.now())
    except CannotAnswer as refused:
        return refused.code
    return ""


def test_an_objection_is_done_when_the_yes_is_taken_back(mother: Case, aigul: Worker) -> None:
    make_consent(mother, purpose="school_information", on=date(2021, 3, 2))
    made = asked(mother, aigul, kind="OBJECT", purpose="school_information")
    assert "/consents/" in page(aigul, "request", made.pk)

    with pytest.raises(CannotAnswer) as refused:
        answer_request(request_id=made.pk, outcome="DONE", by=aigul.actor, at=clock.now())
    assert refused.value.code == "still_yes"
    make_consent(mother, purpose="school_information", answer="WITHDRAWN", on=clock.today())
    assert (
        answer_request(request_id=made.pk, outcome="DONE", by=aigul.actor, at=clock.now()).outcome == "DONE"
    )


@pytest.mark.parametrize(
    ("kind", "part"), [("CORRECT", "/correct/"), ("ERASE", "/erase/"), ("READERS", "/give-sheet/")]
)
def test_the_next_step_is_one_click_away(kind: str, part: str, mother: Case, aigul: Worker) -> None:
    shown = page(aigul, "request", asked(mother, aigul, kind=kind).pk).partition('id="next"')[2]

    assert part in shown


def test_declining_needs_a_ground_and_reasons_that_she_is_told(mother: Case, aigul: Worker) -> None:
    made = asked(mother, aigul, kind="CORRECT")
    address = reverse("rights:answer_request", args=[made.pk])

    declined = {"outcome": "DECLINED", "ground": "", "reasons": REASONS}
    assert aigul.client.post(address, declined).status_code == 200
    assert aigul.client.post(address, declined | {"ground": "VITAL", "reasons": "no"}).status_code == 200
    assert aigul.client.post(address, declined | {"ground": "VITAL"}).status_code == 302
    shown = page(aigul, "request", made.pk)
    assert REASONS in shown and "Another person&#x27;s vital interest" in shown


def test_who_answers_what_was_answered_meanwhile_is_told_so_and_keeps_her_words(
    mother: Case, aigul: Worker
) -> None:
    made = asked(mother, aigul, kind="CORRECT")
    address = reverse("rights:answer_request", args=[made.pk])
    answer_request(request_id=made.pk, outcome="DONE", by=aigul.actor, at=clock.now())

    for reasons in ("too short", REASONS):  # whether her form holds or not
        told = {"outcome": "DECLINED", "ground": "VITAL", "reasons": reasons}
        stale = aigul.client.post(address, told).content.decode()
        assert "This was answered meanwhile: Done as asked" in stale
        assert reasons in stale and 'id="answer"' not in stale
    assert "answered meanwhile" not in page(aigul, "request", made.pk)


def test_the_database_refuses_to_decline_without_a_ground(mother: Case, aigul: Worker) -> None:
    made = make_data_request(mother, aigul.staff)
    told = {
        "state": "ANSWERED",
        "outcome": "DECLINED",
        "answered_at": clock.now(),
        "answered_by": aigul.staff,
    }

    with pytest.raises(IntegrityError), transaction.atomic(), computing("test"):
        DataRequest.objects.filter(pk=made.pk).update(**told)


def test_a_supervisor_sees_it_and_does_not_answer(mother: Case, daniyar: Worker, aigul: Worker) -> None:
    made = asked(mother, aigul)

    assert 'id="answer"' not in page(daniyar, "request", made.pk)
    with pytest.raises(NotAllowed):
        answer_request(request_id=made.pk, outcome="DONE", by=daniyar.actor, at=clock.now())


@pytest.mark.parametrize(("parts", "left"), [((), []), (("C5",), ["CORRECT", "SEE"])])
def test_no_request_about_a_file_that_is_gone_waits_for_an_answer(
    parts: tuple[str, ...], left: list[str], mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    made = [make_data_request(mother, aigul.staff, kind=kind) for kind in ("ERASE", "SEE", "CORRECT")]

    erased(mother, aigul, daniyar, auditor, parts=parts, request_id=made[0].pk)

    with computing("test"):
        waiting = DataRequest.objects.exclude(state="ANSWERED").values_list("kind", flat=True)
        assert sorted(waiting) == left

"""Giving somebody a copy of her own data: for a request, to whom she asks for, written down."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.own_sheet import CannotGive, give_copy
from shanyraq.cases.models import Case
from shanyraq.cases.rules import receivers_of_copy
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.rights.actions.requests import CannotAnswer, answer_request
from shanyraq.rights.models import DataRequest
from shanyraq.rights.tests.asking import aged, asked
from shanyraq.rights.tests.copies import address


def test_without_a_request_there_is_none(mother: Case, aigul: Worker) -> None:
    assert aigul.client.get(address(mother)).status_code == 404
    with pytest.raises(CannotGive) as refused:
        give_copy(case_id=mother.pk, given_to="SELF", language="ar", by=aigul.actor, at=clock.now())
    assert refused.value.code == "request"


def test_who_may_not_give_it_is_declined_and_who_does_not_see_her_finds_none(
    mother: Case, aigul: Worker, daniyar: Worker, erlan: Worker
) -> None:
    asked(mother, aigul)

    assert daniyar.client.get(address(mother)).status_code == 403
    assert erlan.client.get(address(mother)).status_code == 404


def test_that_it_was_given_is_in_the_record_with_the_request_and_in_the_history(
    mother: Case, aigul: Worker
) -> None:
    made = asked(mother, aigul)

    response = aigul.client.post(address(mother, language="ar"), {"given_to": "SELF"})

    assert response.status_code == 302 and str(made.pk) in response["Location"]
    entry = Entry.objects.get(action="copy.give")
    assert str(made.pk) in entry.objects_json and str(mother.person_id) in entry.objects_json
    history = aigul.client.get(reverse("cases:history", args=[mother.person_id])).content.decode()
    assert "Copy of the own data given" in history


@pytest.mark.parametrize(
    ("may_have", "asked_by", "given_to"),
    [
        (("SELF",), "SELF", ("SELF",)),
        (("SELF", "CAREGIVER", "GUARDIAN"), "SELF", ("SELF",)),
        (("SELF", "CAREGIVER", "GUARDIAN"), "CAREGIVER", ("SELF", "CAREGIVER")),
        (("CAREGIVER", "GUARDIAN"), "GUARDIAN", ("GUARDIAN",)),
    ],
)
def test_a_child_who_asked_alone_is_not_answered_through_her_parents(
    may_have: tuple[str, ...], asked_by: str, given_to: tuple[str, ...]
) -> None:
    assert receivers_of_copy(may_have, asked_by) == given_to


def test_the_copy_of_a_child_who_asked_is_not_given_to_the_parents(aigul: Worker) -> None:
    child = aged(14, aigul)
    asked(child, aigul, asked_by="SELF")

    with pytest.raises(CannotGive):
        give_copy(case_id=child.pk, given_to="CAREGIVER", language="kk", by=aigul.actor, at=clock.now())


def test_the_copy_that_answered_one_request_answers_no_later_one(mother: Case, aigul: Worker) -> None:
    told: dict[str, Any] = {"outcome": "DONE", "by": aigul.actor}
    first = asked(mother, aigul)
    give_copy(case_id=mother.pk, given_to="SELF", language="ar", by=aigul.actor, at=clock.now())
    answer_request(request_id=first.pk, **told, at=clock.now())

    again = asked(mother, aigul)

    with pytest.raises(CannotAnswer):
        answer_request(request_id=again.pk, **told, at=clock.now())


def test_an_answered_request_asks_for_no_copy_any_more(mother: Case, aigul: Worker) -> None:
    made = asked(mother, aigul)
    with computing("test"):
        DataRequest.objects.filter(pk=made.pk).update(
            state="ANSWERED", outcome="DONE", answered_at=clock.now(), answered_by=aigul.staff
        )

    assert aigul.client.get(address(mother)).status_code == 404

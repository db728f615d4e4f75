"""Demands of authorities: refused by rule first, answered by two officers together, told to the person, counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, agree_to, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.oversight.actions.legal import (
    CannotAnswerRequest,
    enter_legal_request,
    propose_answer,
    record_told,
)
from shanyraq.oversight.models import LegalItem, LegalRequest
from shanyraq.oversight.queries.legal import counts_for
from shanyraq.oversight.rules import legal as rules
from shanyraq.oversight.rules.legal import (
    GIVEN,
    REFUSED,
    Decided,
    Order,
)
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import make_person

REASON = "The code of procedure obliges us to give these two and no more."
WHY = Decided(REFUSED, "No court has ordered it.")
ADULT, CHILD = date(1980, 1, 1), date(2015, 1, 1)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("panel_said_yes")]
FIVE = (
    ("C1", "name in use and address"),
    ("C8", "copy of the birth certificate"),
    ("C3", "health record of 2020"),
    ("C4n", "notes of the psychologist"),
    ("C2", "former names"),
)


def somebody(born: date = ADULT) -> Person:
    return make_case(make_person(birth_date=born, birth_precision="day")).person


def works_with(who: Worker, person: Person) -> None:
    with computing("test"):
        case = Case.objects.filter(person=person).first()
        make_assignment(case or make_case(person), who.staff)


def enter(
    who: Worker, person: Person, *, items: Any = FIVE, is_hers: bool = True, **more: Any
) -> LegalRequest:
    told: dict[str, Any] = {
        "authority": "Department of the interior, Almaty",
        "reference": "12-4/881",
        "act": "Code of criminal procedure, article 99",
        "code": person.code,
        "order": Order(),
        "received_on": date(2021, 5, 10),
        "answer_by": date(2021, 5, 20),
        "at": real_now(),
    }
    if is_hers:
        works_with(who, person)
    return enter_legal_request(**told | more, items=items, by=who.actor)


def propose(who: Worker, request: LegalRequest, *outcomes: str, **more: Any) -> Proposal:
    decided = {
        number: Decided(GIVEN) if outcome == GIVEN else WHY for number, outcome in enumerate(outcomes, 1)
    }
    told: dict[str, Any] = {"telling_forbidden_by": "", "reason": REASON, "at": real_now()}
    return propose_answer(legal_id=request.pk, decided=decided, **told | more, by=who.actor)


def agree(who: Worker, proposal: Proposal) -> None:
    agree_to(proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=who.actor, at=real_now())


TWO_OF_FIVE = (GIVEN, GIVEN, REFUSED, REFUSED, REFUSED)


def test_two_things_given_three_refused_and_the_person_told(zhanna: Worker, auditor: Worker) -> None:
    request = enter(zhanna, somebody())

    agree(auditor, propose(zhanna, request, *TWO_OF_FIVE))
    record_told(legal_id=request.pk, on=real_now().date(), by=zhanna.actor, at=real_now())

    request.refresh_from_db()
    assert request.state == rules.ANSWERED and request.told_on == real_now().date()
    counted = counts_for(auditor.actor)
    assert (counted.received, counted.answered, counted.given, counted.refused) == (1, 1, 2, 3)


@pytest.mark.parametrize("number", [4, 5])
def test_what_a_rule_refuses_is_not_even_proposed(zhanna: Worker, number: int) -> None:
    request = enter(zhanna, somebody())
    outcomes = [GIVEN if n == number else REFUSED for n in range(1, 6)]

    with pytest.raises(CannotAnswerRequest) as refused:
        propose(zhanna, request, *outcomes)

    assert refused.value.code == {4: "court", 5: "sealed"}[number]
    assert not Proposal.objects.exists()


def test_of_a_child_health_needs_a_court_under_child_justice_rules(zhanna: Worker, auditor: Worker) -> None:
    items = (("C3", "health record of 2020"),)
    plain = enter(zhanna, somebody(CHILD), items=items, order=Order("Court, 2-114", frozenset({"C3"})))
    of_child = enter(
        zhanna, somebody(CHILD), items=items, order=Order("Court, 2-115", frozenset({"C3"}), True)
    )

    with pytest.raises(CannotAnswerRequest, match="child-justice"):
        propose(zhanna, plain, GIVEN)
    agree(auditor, propose(zhanna, of_child, GIVEN))


def test_nobody_answers_alone_or_in_the_others_place(zhanna: Worker, auditor: Worker, aigul: Worker) -> None:
    request = enter(zhanna, somebody())
    with pytest.raises(NotAllowed):
        propose(auditor, request, *TWO_OF_FIVE)
    with pytest.raises(NotAllowed):
        propose(aigul, request, *TWO_OF_FIVE)
    proposal = propose(zhanna, request, *TWO_OF_FIVE)
    for who in (zhanna, aigul):
        with pytest.raises((NotAllowed, CannotAgree)):
            agree(who, proposal)

    request.refresh_from_db()
    assert request.state == rules.RECEIVED


def test_an_answer_changed_after_it_was_read_is_not_agreed_to(zhanna: Worker, auditor: Worker) -> None:
    request = enter(zhanna, somebody())
    proposal = propose(zhanna, request, *TWO_OF_FIVE)
    with computing("test"):
        LegalItem.objects.filter(request=request, number=3).update(outcome=GIVEN)

    with pytest.raises(CannotAnswerRequest, match="not what you read"):
        agree(auditor, proposal)


def test_a_declined_answer_leaves_the_request_open_for_another(zhanna: Worker, auditor: Worker) -> None:
    request = enter(zhanna, somebody())
    propose(zhanna, request, *TWO_OF_FIVE)
    proposal = Proposal.objects.get()
    url = reverse("oversight:agree_legal_request", args=[request.pk])

    auditor.client.post(url, {"fingerprint": fingerprint_of(proposal), "decline": "1"})

    request.refresh_from_db()
    assert request.state == rules.RECEIVED
    agree(auditor, propose(zhanna, request, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED))
    request.refresh_from_db()
    assert request.state == rules.ANSWERED
    with pytest.raises(CannotAnswerRequest):
        propose(zhanna, request, *TWO_OF_FIVE)


def test_where_a_court_forbids_it_the_person_is_not_told(zhanna: Worker, auditor: Worker) -> None:
    request = enter(zhanna, somebody())
    agree(auditor, propose(zhanna, request, *TWO_OF_FIVE, telling_forbidden_by="Court, 2-114"))

    with pytest.raises(CannotAnswerRequest):
        record_told(legal_id=request.pk, on=real_now().date(), by=zhanna.actor, at=real_now())
    with pytest.raises(IntegrityError), transaction.atomic(), computing("test"):
        LegalRequest.objects.update(told_on=date(2021, 5, 20))


def test_the_database_itself_gives_the_seal_to_nobody(zhanna: Worker) -> None:
    request = enter(zhanna, somebody())

    with pytest.raises(IntegrityError), transaction.atomic(), computing("test"):
        LegalItem.objects.filter(request=request, part="C2").update(outcome=GIVEN)


def test_by_the_pages_from_the_letter_to_the_day_she_was_told(zhanna: Worker, auditor: Worker) -> None:
    person = somebody()
    letter = {
        "authority": "Prosecutor of Almaty region",
        "act": "Code of criminal procedure, article 99",
        "code": person.code.lower(),
        "received_on": "2021-05-10",
        "answer_by": "2021-05-20",
        "part_1": "C1",
        "what_1": "name in use and address",
        "part_2": "C4n",
        "what_2": "notes of the psychologist",
    }
    works_with(zhanna, person)
    zhanna.client.post(reverse("oversight:enter_legal_request"), letter)
    with computing("test"):
        request = LegalRequest.objects.get()
    answer = reverse("oversight:answer_legal_request", args=[request.pk])
    form = zhanna.client.get(answer).content.decode()
    assert form.count('value="GIVEN"') == 1 and "only where an order of a court names them" in form

    told = {"outcome_1": "GIVEN", "outcome_2": "REFUSED", "reason_2": "No order of a court.", "why": REASON}
    zhanna.client.post(answer, told)
    page = reverse("oversight:legal_request", args=[request.pk])
    shown = auditor.client.get(page).content.decode()
    assert "Agree to exactly this" in shown and "To be given, if both agree" in shown and person.code in shown
    assert "Agree to exactly this" not in zhanna.client.get(page).content.decode()

    agreed = {"fingerprint": fingerprint_of(Proposal.objects.get())}
    auditor.client.post(reverse("oversight:agree_legal_request", args=[request.pk]), agreed)
    shown = auditor.client.get(page).content.decode()
    assert "still to be told" in shown
    answered = shown.partition('id="answered')[2]
    assert all(word in answered for word in ("Zhanna T.", REASON, "Auditor T."))
    day = (real_now() - timedelta(hours=5)).date().isoformat()
    zhanna.client.post(reverse("oversight:tell_legal_request", args=[request.pk]), {"on": day})
    assert "the person was told" in auditor.client.get(reverse("oversight:legal_requests")).content.decode()

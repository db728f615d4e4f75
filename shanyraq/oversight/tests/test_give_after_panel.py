"""Nothing of a file is given to an authority before a panel has agreed, though two officers would; a no needs none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.actions.legal import CannotAnswerRequest
from shanyraq.oversight.rules.legal import ANSWERED, GIVEN, REFUSED
from shanyraq.oversight.tests.test_legal_requests import ADULT, agree, enter, propose
from shanyraq.panels.models import Panel
from shanyraq.panels.tests.factories import make_panel
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
ONE = (("C1", "name in use and address"),)


@pytest.fixture
def case(aigul: Worker) -> Case:
    return make_case(make_person(birth_date=ADULT, birth_precision="day"), case_manager=aigul.staff)


def decided(case: Case, by: Worker, outcome: str) -> Panel:
    at = real_now() - timedelta(days=2)
    told = {"kind": "disclosure", "is_child": False, "asked_at": at, "due_at": at}
    said = {"state": "DECIDED", "outcome": outcome, "decided_by": by.staff, "decided_at": at}
    return make_panel(case, by.staff, **told, **said)


def test_two_officers_alone_give_an_authority_nothing(case: Case, zhanna: Worker, aigul: Worker) -> None:
    request = enter(zhanna, case.person, items=ONE)
    with pytest.raises(CannotAnswerRequest) as refused:
        propose(zhanna, request, GIVEN)
    assert refused.value.code == "panel"

    decided(case, aigul, "NOT_AGREED")

    with pytest.raises(CannotAnswerRequest):
        propose(zhanna, request, GIVEN)


def test_after_its_yes_the_two_officers_give_it(
    case: Case, zhanna: Worker, aigul: Worker, auditor: Worker
) -> None:
    request = enter(zhanna, case.person, items=ONE)
    decided(case, aigul, "AGREED")

    agree(auditor, propose(zhanna, request, GIVEN))

    request.refresh_from_db()
    assert request.state == ANSWERED


def test_what_was_proposed_is_not_given_once_somebody_appeals(
    case: Case, zhanna: Worker, aigul: Worker, auditor: Worker
) -> None:
    request = enter(zhanna, case.person, items=ONE)
    decided(case, aigul, "AGREED")
    proposal = propose(zhanna, request, GIVEN)

    make_panel(case, aigul.staff, kind="disclosure", is_child=False, asked_at=real_now())

    with pytest.raises(CannotAnswerRequest):
        agree(auditor, proposal)


def test_to_withhold_no_panel_is_needed(case: Case, zhanna: Worker, auditor: Worker) -> None:
    request = enter(zhanna, case.person, items=ONE)

    agree(auditor, propose(zhanna, request, REFUSED))

    request.refresh_from_db()
    assert request.state == ANSWERED

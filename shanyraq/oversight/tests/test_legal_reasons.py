"""Why each thing that an authority asked for is withheld: by a rule, or by people who say why."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.models import Proposal
from shanyraq.cases.tests.cast import Worker
from shanyraq.oversight.tests.test_legal_requests import REASON, enter, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("panel_said_yes")]
SAY_WHY = "Say of each thing that is withheld why."


def answered(who: Worker, **told: str) -> Any:
    items = (("C1", "name in use and address"), ("C4n", "notes of the psychologist"))
    request = enter(who, somebody(), items=items)
    address = reverse("oversight:answer_legal_request", args=[request.pk])
    return who.client.post(address, {"outcome_2": "REFUSED", "reason_2": "", "why": REASON, **told})


def test_what_a_rule_withholds_needs_no_other_reason(zhanna: Worker, auditor: Worker) -> None:
    answer = answered(zhanna, outcome_1="GIVEN")

    assert answer.status_code == 302
    shown = auditor.client.get(answer["Location"]).content.decode()
    assert "only where an order of a court names them" in shown and Proposal.objects.exists()


@pytest.mark.parametrize("reason", ["", "too short"])
def test_what_people_withhold_without_a_reason_is_told_beside_it(zhanna: Worker, reason: str) -> None:
    answer = answered(zhanna, outcome_1="REFUSED", reason_1=reason)

    form = answer.context["form"]
    assert form.errors == {"reason_1": [SAY_WHY]} and SAY_WHY in answer.content.decode()
    assert not Proposal.objects.exists()

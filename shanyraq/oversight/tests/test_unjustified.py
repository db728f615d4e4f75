"""An emergency opening that its review finds not justified stands in the register of breaches, by that review."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import EmergencyOpening
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_emergency_opening
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.models import Breach
from shanyraq.oversight.presenters.breaches import what
from shanyraq.oversight.queries.breaches import waiting_for
from shanyraq.oversight.rules.breaches import NOT_JUSTIFIED, tell_until
from shanyraq.oversight.tests.test_legal_requests import somebody

pytestmark = pytest.mark.django_db
REVIEW = "Nobody was ill that night; she was looking for a neighbour."


@pytest.fixture
def opening(aigul: Worker, daniyar: Worker) -> EmergencyOpening:
    return make_emergency_opening(somebody(), aigul.staff, supervisor=daniyar.staff, opened_at=real_now())


def reviewed(who: Worker, opening: EmergencyOpening, **told: Any) -> Any:
    url = reverse("cases:review_emergency", args=[opening.pk])
    return who.client.post(url, {"review": REVIEW} | told)


@pytest.mark.parametrize("who", ["daniyar", "auditor"])
def test_the_review_writes_it_into_the_register_and_its_clock_runs(
    opening: EmergencyOpening, auditor: Worker, request: pytest.FixtureRequest, who: str
) -> None:
    answer = reviewed(request.getfixturevalue(who), opening, verdict="NO", risk="LIKELY")

    assert answer.status_code == 302
    with computing("test"):
        breach = Breach.objects.get()
    assert (breach.opening_id, breach.people, breach.risk) == (opening.pk, 1, "LIKELY")
    assert waiting_for(auditor.actor) == (1, tell_until(breach.noticed_at))
    shown = auditor.client.get(reverse("oversight:breach", args=[breach.pk])).content.decode()
    assert "The authority is to be told by" in shown
    assert reverse("cases:review_emergency", args=[opening.pk]) in shown
    assert "neighbour" not in shown  # what was said of it stays sealed with that part of her file
    row = Entry.objects.get(action="emergency.review", decision="ALLOWED")
    assert f"breach:{breach.pk}" in row.objects_json


def test_what_was_justified_stands_in_no_register(opening: EmergencyOpening, daniyar: Worker) -> None:
    assert reviewed(daniyar, opening, verdict="YES").status_code == 302

    with computing("test"):
        assert not Breach.objects.exists()


def test_whoever_finds_it_not_justified_says_at_what_risk(opening: EmergencyOpening, daniyar: Worker) -> None:
    answer = reviewed(daniyar, opening, verdict="NO")

    assert "Say how likely it is that somebody is harmed." in answer.content.decode()
    opening.refresh_from_db()
    assert opening.reviewed_at is None


def test_it_is_told_in_the_language_of_who_reads_whatever_the_reviewers_was(
    opening: EmergencyOpening, daniyar: Worker
) -> None:
    daniyar.client.cookies["django_language"] = "kk"
    reviewed(daniyar, opening, verdict="NO", risk="LIKELY")

    with computing("test"):
        breach = Breach.objects.get()
    assert breach.what == NOT_JUSTIFIED
    with translation.override("kk"):
        assert what(breach) == translation.gettext(NOT_JUSTIFIED)
        assert what(Breach(what="Closed")) == "Closed"  # somebody's own words stay hers

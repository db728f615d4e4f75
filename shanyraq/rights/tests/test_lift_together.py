"""Two lift a legal hold or the protection of a file: others than who asked, exactly that, once, within a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, CannotPropose, fingerprint_of
from shanyraq.access.models import Proposal, RoleGrant
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.protecting import CannotProtect, ask_to_open, protect_cases
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.rights.actions.controls import agree_to_lift, decline_to_lift
from shanyraq.rights.actions.holds import CannotHold
from shanyraq.rights.models import LegalHold
from shanyraq.rights.tests.factories import ask_to_lift_hold, lifted, make_legal_hold

pytestmark = pytest.mark.django_db
WHY = "He lives abroad now, and the court says so in writing."


@pytest.fixture
def hold(mother: Case, auditor: Worker) -> LegalHold:
    today = clock.today()
    return make_legal_hold(mother, auditor.staff, starts_on=today, ends_on=today + timedelta(days=90))


@pytest.fixture
def opening(mother: Case, daniyar: Worker) -> Proposal:
    """Daniyar asks that a file he protected is opened again."""
    told: dict[str, Any] = {"case_ids": [mother.pk], "reason": WHY, "by": daniyar.actor}
    protect_cases(protected=[mother.pk], at=clock.now(), **told)
    return ask_to_open(at=real_now(), **told)[0]


def agreed(proposal: Proposal, by: Worker, **told: Any) -> None:
    given: dict[str, Any] = {"fingerprint": fingerprint_of(proposal), "at": real_now()}
    agree_to_lift(proposal_id=proposal.pk, by=by.actor, **given | told)


def holds_still(hold: LegalHold) -> bool:
    with computing("test"):
        return LegalHold.objects.get(pk=hold.pk).lifted_at is None


def is_protected(case: Case) -> bool:
    with computing("test"):
        return Case.objects.get(pk=case.pk).is_protected


def test_a_hold_is_lifted_by_the_second_yes_and_not_before(
    hold: LegalHold, auditor: Worker, daniyar: Worker
) -> None:
    asked = ask_to_lift_hold(hold, auditor)
    assert holds_still(hold)

    agreed(asked, daniyar)

    assert not holds_still(hold)
    row = Entry.objects.get(action="hold.lift.done", decision="ALLOWED")
    assert str(hold.person_id) in row.objects_json and f"proposal:{asked.pk}" in row.objects_json


def test_a_file_is_opened_to_others_by_the_second_yes_and_the_reason_stands_in_it(
    mother: Case, opening: Proposal, auditor: Worker
) -> None:
    assert is_protected(mother)

    agreed(opening, auditor)

    assert not is_protected(mother)
    with computing("test"):
        assert Note.objects.filter(case=mother).latest("written_at").text == WHY


def test_nobody_agrees_to_her_own(
    hold: LegalHold, opening: Proposal, auditor: Worker, daniyar: Worker
) -> None:
    for proposal, who in ((ask_to_lift_hold(hold, auditor), auditor), (opening, daniyar)):
        with pytest.raises(CannotAgree) as refused:
            agreed(proposal, who)
        assert refused.value.code == "own"
    assert holds_still(hold)


def test_a_yes_is_to_exactly_what_was_shown(hold: LegalHold, auditor: Worker, daniyar: Worker) -> None:
    asked = ask_to_lift_hold(hold, auditor)
    shown = fingerprint_of(asked)
    Proposal.objects.filter(pk=asked.pk).update(details={**asked.details, "parts": ["C2"]})

    with pytest.raises(CannotAgree) as refused:
        agreed(asked, daniyar, fingerprint=shown)
    assert refused.value.code == "changed" and holds_still(hold)


def test_it_counts_once_and_for_a_day(hold: LegalHold, auditor: Worker, daniyar: Worker) -> None:
    asked = ask_to_lift_hold(hold, auditor)
    with pytest.raises(NotAllowed):
        agreed(asked, daniyar, at=asked.expires_at)
    assert holds_still(hold)
    agreed(asked, daniyar)
    with pytest.raises(NotAllowed):
        agreed(asked, daniyar)


def test_who_may_no_longer_ask_or_is_gone_ends_it(hold: LegalHold, auditor: Worker, daniyar: Worker) -> None:
    asked = ask_to_lift_hold(hold, auditor)
    RoleGrant.objects.filter(staff=auditor.staff).update(ends_at=real_now())

    with pytest.raises(CannotAgree) as refused:
        agreed(asked, daniyar)
    assert refused.value.code == "demoted" and holds_still(hold)


def test_a_no_leaves_it_as_it_is(hold: LegalHold, auditor: Worker, daniyar: Worker) -> None:
    asked = ask_to_lift_hold(hold, auditor)
    decline_to_lift(proposal_id=asked.pk, by=daniyar.actor, at=real_now())

    assert holds_still(hold)
    with pytest.raises(NotAllowed):
        agreed(asked, daniyar)


def test_it_is_asked_once_with_a_reason(
    hold: LegalHold, mother: Case, opening: Proposal, auditor: Worker, daniyar: Worker
) -> None:
    ask_to_lift_hold(hold, auditor)

    with pytest.raises(CannotHold) as refused:
        ask_to_lift_hold(hold, auditor)
    assert refused.value.code == "waiting"
    with pytest.raises(CannotProtect) as twice:
        ask_to_open(case_ids=[mother.pk], reason=WHY, by=daniyar.actor, at=real_now())
    assert twice.value.code == "waiting"
    with pytest.raises(CannotPropose):
        ask_to_open(case_ids=[mother.pk], reason="Over.", by=daniyar.actor, at=real_now())


def test_what_ended_meanwhile_is_not_lifted_again(hold: LegalHold, auditor: Worker, daniyar: Worker) -> None:
    asked = ask_to_lift_hold(hold, auditor)
    with computing("test"):
        LegalHold.objects.filter(pk=hold.pk).update(lifted_at=real_now(), lifted_by=auditor.staff)

    with pytest.raises(CannotHold):
        agreed(asked, daniyar)


@pytest.mark.parametrize("who", ["erlan", "aigul", "admin", "damir"])
def test_whoever_has_not_the_right_or_does_not_know_her_agrees_to_nothing(
    hold: LegalHold, auditor: Worker, request: pytest.FixtureRequest, who: str
) -> None:
    worker, asked = request.getfixturevalue(who), ask_to_lift_hold(hold, auditor)

    with pytest.raises(NotAllowed):
        agreed(asked, worker)
    assert worker.client.get(reverse("rights:control", args=[asked.pk])).status_code in (403, 404)
    assert holds_still(hold)


def test_the_officers_desk_leads_there(opening: Proposal, mother: Case, auditor: Worker) -> None:
    assert reverse("rights:controls") in auditor.client.get(reverse("oversight:desk")).content.decode()
    shown = auditor.client.get(reverse("rights:controls")).content.decode()

    assert mother.person.code in shown and "Maryam" not in shown


def test_two_lift_it_and_the_page_says_so(hold: LegalHold, auditor: Worker, daniyar: Worker) -> None:
    lifted(hold, auditor, daniyar)

    page = auditor.client.get(reverse("rights:hold", args=[hold.pk])).content.decode()
    assert "Lifted on" in page
    assert all(who.staff.full_name in page for who in (auditor, daniyar))


def test_while_it_waits_the_page_of_the_hold_says_so_and_asks_no_second_time(
    hold: LegalHold, mother: Case, auditor: Worker, daniyar: Worker
) -> None:
    today = clock.today()
    other = make_legal_hold(mother, auditor.staff, starts_on=today, ends_on=today + timedelta(days=90))
    asked = ask_to_lift_hold(hold, auditor)

    page, others = (
        auditor.client.get(reverse("rights:hold", args=[one.pk])).content.decode() for one in (hold, other)
    )
    assert "This is asked for already" in page and "Ask to lift the hold" not in page
    assert "This is asked for already" not in others and "Ask to lift the hold" in others

    decline_to_lift(proposal_id=asked.pk, by=daniyar.actor, at=real_now())
    again = auditor.client.get(reverse("rights:hold", args=[hold.pk])).content.decode()
    assert "Ask to lift the hold" in again

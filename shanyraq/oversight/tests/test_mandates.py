"""An independent monitor reads one person's file with her consent or by a law: two colleagues agree, until a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.queries import system_actor
from shanyraq.cases.actions.assignments import CannotAssign, add_colleague, end_assignment
from shanyraq.cases.actions.dossiers import end_dossiers
from shanyraq.cases.models import Assignment, Case, Note
from shanyraq.cases.queries.readers import readers_of
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_note
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.oversight.actions.mandates import (
    CannotLend,
    agree_to_mandate,
    ask_mandate,
    decline_mandate,
)
from shanyraq.oversight.rules.mandates import reason_not_to_lend

pytestmark = pytest.mark.django_db
WHY = "She asked the monitor to look into how she was received."
LAW = "Law on the Commissioner, article 22"


@pytest.fixture
def case(aigul: Worker) -> Case:
    return the_omarova_family(aigul.staff)[0]


@pytest.fixture
def monitor(db: None) -> Worker:
    return make_worker("Zarina", "monitor")


def asked(case: Case, monitor: Worker, by: Worker, **other: Any) -> Proposal:
    at = real_now()
    told: dict[str, Any] = {
        "ground": "mandate",
        "act": LAW,
        "until": clock.today() + timedelta(days=10),
    } | other
    code = told.pop("code", case.person.code)
    return ask_mandate(code=code, monitor=monitor.staff.pk, reason=WHY, by=by.actor, at=at, **told)


def agreed(proposal: Proposal, by: Worker) -> None:
    print_of = fingerprint_of(proposal)
    agree_to_mandate(proposal_id=proposal.pk, fingerprint=print_of, by=by.actor, at=real_now())


def test_a_monitor_reads_one_file_once_a_second_colleague_has_agreed(
    case: Case, monitor: Worker, auditor: Worker, daniyar: Worker
) -> None:
    for part in ("C0", "C3", "C4", "C7", "C9", "C11"):
        make_note(case, compartment=part, text=f"note of {part}")
    page = reverse("cases:person", args=[case.person_id])
    proposal = asked(case, monitor, auditor)
    assert monitor.client.get(page).status_code == 404

    agreed(proposal, daniyar)

    assert list(Case.objects.visible_to(monitor.actor)) == [case]
    assert monitor.client.get(page).status_code == 200
    read = {note.compartment for note in Note.objects.visible_to(monitor.actor)}
    assert read == {"C0", "C7", "C11"}
    assert not monitor.actor.may & {"note.write", "step.record", "card.write"}
    assert monitor.client.get(reverse("cases:add_note", args=[case.family_id])).status_code == 403


def test_it_ends_by_itself_on_its_last_day(
    case: Case, monitor: Worker, auditor: Worker, daniyar: Worker
) -> None:
    agreed(asked(case, monitor, auditor), daniyar)
    system = system_actor("job")

    assert end_dossiers(by=system, at=clock.now() + timedelta(days=9)) == 0
    assert Case.objects.visible_to(monitor.actor).exists()
    assert end_dossiers(by=system, at=clock.now() + timedelta(days=11)) == 1
    assert not Case.objects.visible_to(monitor.actor).exists()


def test_the_sheet_of_the_person_names_the_monitor_while_she_may_read(
    case: Case, monitor: Worker, auditor: Worker, daniyar: Worker
) -> None:
    assert "monitor" not in {one.role for one in readers_of(case.person_id, real_now())}

    agreed(asked(case, monitor, auditor), daniyar)

    [found] = [one for one in readers_of(case.person_id, real_now()) if one.role == "monitor"]
    assert found.reads == {"C0", "C1", "C7", "C8", "C11", "C12"} and not found.own


def test_nobody_agrees_alone_nor_somebody_who_may_not(
    case: Case, monitor: Worker, auditor: Worker, aigul: Worker, erlan: Worker
) -> None:
    proposal = asked(case, monitor, auditor)

    with pytest.raises(CannotAgree):
        agreed(proposal, auditor)
    for other in (aigul, erlan, monitor):
        with pytest.raises(NotAllowed):
            agreed(proposal, other)
    with pytest.raises(NotAllowed):
        asked(case, monitor, aigul)
    assert not Case.objects.visible_to(monitor.actor).exists()


def test_a_no_opens_nothing(case: Case, monitor: Worker, auditor: Worker, daniyar: Worker) -> None:
    decline_mandate(proposal_id=asked(case, monitor, auditor).pk, by=daniyar.actor, at=real_now())

    assert not Case.objects.visible_to(monitor.actor).exists()


def test_only_somebody_who_works_as_a_monitor_is_let_in(case: Case, erlan: Worker, auditor: Worker) -> None:
    with pytest.raises(CannotLend):
        asked(case, erlan, auditor)


@pytest.mark.parametrize(
    ("act", "days", "is_refused"),
    [(LAW, 0, False), (LAW, 90, False), (LAW, 91, True), (LAW, -1, True), (" ", 10, True)],
)
def test_a_mandate_names_its_act_and_a_day_within_ninety(act: str, days: int, is_refused: bool) -> None:
    today = date(2021, 5, 20)

    reason = reason_not_to_lend(act=act, until=today + timedelta(days=days), today=today)

    assert bool(reason) is is_refused


def test_the_officer_asks_on_a_page_and_the_supervisor_answers_there(
    case: Case, monitor: Worker, auditor: Worker, daniyar: Worker, damir: Worker
) -> None:
    until = clock.today() + timedelta(days=5)
    told = {
        "code": case.person.code,
        "monitor": monitor.staff.pk,
        "ground": "consent",
        "act": "Signed in Almaty",
        "until": until.isoformat(),
        "reason": WHY,
    }
    saved = auditor.client.post(reverse("oversight:ask_mandate"), told, follow=True).content.decode()
    proposal = Proposal.objects.get(kind="mandate.read")
    page = reverse("oversight:mandate", args=[proposal.pk])

    assert case.person.code in saved and "Saule" not in saved  # the officer knows her by her code
    shown = daniyar.client.get(page).content.decode()
    assert "Signed in Almaty" in shown and "Zarina" in shown
    assert damir.client.get(page).status_code == 403
    daniyar.client.post(page, {"fingerprint": fingerprint_of(proposal)})
    assert Case.objects.visible_to(monitor.actor).exists()


def test_a_supervisor_of_another_region_is_shown_no_mandate(
    case: Case, monitor: Worker, auditor: Worker
) -> None:
    proposal = asked(case, monitor, auditor)
    other = make_worker("Serik", "supervisor", region="SHY")

    assert case.person.code not in other.client.get(reverse("oversight:mandates")).content.decode()
    assert other.client.get(reverse("oversight:mandate", args=[proposal.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        agreed(proposal, other)


def test_a_supervisor_gives_a_monitor_nobody(case: Case, monitor: Worker, daniyar: Worker) -> None:
    with pytest.raises(CannotAssign):
        add_colleague(case_ids=[case.pk], colleague=monitor.staff.pk, by=daniyar.actor, at=real_now())


def test_a_supervisor_ends_it_before_its_day(
    case: Case, monitor: Worker, auditor: Worker, daniyar: Worker
) -> None:
    agreed(asked(case, monitor, auditor), daniyar)
    lent = Assignment._base_manager.get(staff=monitor.staff)

    end_assignment(assignment_id=lent.pk, by=daniyar.actor, at=real_now())

    assert not Case.objects.visible_to(monitor.actor).exists()

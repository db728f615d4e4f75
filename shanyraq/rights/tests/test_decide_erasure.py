"""Deciding to erase: one asks, two agree, an officer among them; and what keeps from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, CannotPropose, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.audit.queries import about
from shanyraq.cases.models import (
    Case,
)
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.jobs import work_once
from shanyraq.foundation.models import Job
from shanyraq.people.models import PersonName
from shanyraq.rights.actions.erasing import erase, resume
from shanyraq.rights.actions.erasures import (
    CannotErase,
    agree_to_erase,
)
from shanyraq.rights.actions.holds import set_hold
from shanyraq.rights.models import Erasure, LegalHold
from shanyraq.rights.queries.erasures import is_erased
from shanyraq.rights.tests.erasing import agree, asked, erased
from shanyraq.rights.tests.factories import make_legal_hold


@pytest.fixture
def coordinator(db: None) -> Worker:
    return make_worker("Serik", "regional_coordinator", region="ALR")


# --- who decides ------------------------------------------------------------------------------------------------------


def test_two_others_decide_and_then_it_is_work(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker, django_capture_on_commit_callbacks: Any
) -> None:
    erasure = asked(mother, aigul)

    assert agree(erasure, daniyar).state == "ASKED"
    with django_capture_on_commit_callbacks(execute=True):
        assert agree(erasure, auditor).state == "DECIDED"
    assert Job.objects.get().arguments == {"erasure": str(erasure.pk)}
    assert work_once(real_now)
    assert is_erased(mother.person_id)


def test_who_asks_does_not_agree_and_nobody_agrees_twice(
    mother: Case, auditor: Worker, daniyar: Worker
) -> None:
    erasure = asked(mother, auditor)

    with pytest.raises(CannotAgree) as own:
        agree(erasure, auditor)
    agree(erasure, daniyar)
    with pytest.raises(CannotAgree) as twice:
        agree(erasure, daniyar)
    assert (own.value.code, twice.value.code) == ("own", "twice")


def test_without_an_officer_among_the_three_nothing_is_decided(
    mother: Case, aigul: Worker, daniyar: Worker, coordinator: Worker
) -> None:
    erasure = asked(mother, aigul)
    agree(erasure, daniyar)

    with pytest.raises(CannotErase) as refused:
        agree(erasure, coordinator)
    assert refused.value.code == "officer"
    with computing("test"):
        assert Erasure.objects.get().state == "ASKED"


@pytest.mark.parametrize("who", ["admin", "damir", "erlan", "bota", "zhanna", "saule"])
def test_a_role_without_it_neither_asks_nor_agrees(
    mother: Case, auditor: Worker, who: str, request: pytest.FixtureRequest
) -> None:
    worker, erasure = request.getfixturevalue(who), asked(mother, auditor)

    with pytest.raises((NotAllowed, CannotErase)):
        agree(erasure, worker)
    with pytest.raises(NotAllowed):
        asked(mother, worker)


def test_an_agreement_is_to_exactly_what_was_read(mother: Case, aigul: Worker, daniyar: Worker) -> None:
    erasure = asked(mother, aigul, parts=("C5",))
    assert erasure.proposal
    read = fingerprint_of(erasure.proposal)
    Proposal.objects.filter(pk=erasure.proposal.pk).update(details={"parts": [], "request": ""})

    with pytest.raises(CannotAgree) as refused:
        agree_to_erase(erasure_id=erasure.pk, fingerprint=read, by=daniyar.actor, at=real_now())
    assert refused.value.code == "changed"


def test_it_is_decided_within_a_day_or_not_at_all(mother: Case, aigul: Worker, daniyar: Worker) -> None:
    erasure = asked(mother, aigul)

    with pytest.raises(CannotAgree) as refused:
        agree_to_erase(
            erasure_id=erasure.pk,
            fingerprint=fingerprint_of(erasure.proposal),
            by=daniyar.actor,
            at=real_now() + timedelta(hours=25),
        )
    assert refused.value.code == "expired"


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"reason": "short"}, CannotPropose),
        ({"ground": "WISH"}, CannotPropose),
        ({"parts": ("C1",)}, CannotErase),
        ({"parts": ("C12",)}, CannotErase),
    ],
)
def test_a_ground_a_reason_and_parts_that_can_go(
    mother: Case, aigul: Worker, told: dict[str, Any], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        asked(mother, aigul, **told)


# --- what keeps from it -----------------------------------------------------------------------------------------------


def test_nothing_is_erased_under_a_hold(mother: Case, aigul: Worker, auditor: Worker) -> None:
    make_legal_hold(mother, auditor.staff, parts=["C3"], ends_on=clock.today() + timedelta(days=9))

    for parts in ((), ("C3",), ("C3", "C5")):
        with pytest.raises(CannotErase) as refused:
            asked(mother, aigul, parts=parts)
        assert refused.value.code == "held"
    assert asked(mother, aigul, parts=("C5",)).parts == ["C5"]


def test_the_page_of_holds_is_named_only_to_who_may_open_it(
    mother: Case, aigul: Worker, auditor: Worker
) -> None:
    make_legal_hold(mother, auditor.staff)

    for worker, opens in ((aigul, False), (auditor, True)):
        with pytest.raises(CannotErase) as refused:
            asked(mother, worker)
        assert (worker.client.get(reverse("rights:holds")).status_code == 200) is opens
        assert ("page of holds" in str(refused.value)) is opens


def test_a_hold_set_after_it_was_decided_stops_it(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    erasure = asked(mother, aigul)
    agree(erasure, daniyar)
    agree(erasure, auditor)
    today = clock.today()
    set_hold(
        person_id=mother.person_id,
        act="Court of Almaty, order 12",
        parts=["C9"],
        starts_on=today,
        ends_on=today + timedelta(days=9),
        by=auditor.actor,
        at=clock.now(),
    )

    assert erase(erasure_id=erasure.pk, at=real_now()).state == "DECIDED"
    for name, key in (("erasure", erasure.pk), ("requests_of", mother.person_id)):
        page = auditor.client.get(reverse(f"rights:{name}", args=[key])).content.decode()
        assert "a legal hold keeps it back" in page and "begins at once" not in page
    assert "a legal hold keeps it back" in auditor.client.get(reverse("rights:erasures")).content.decode()
    with computing("test"):
        assert PersonName.objects.filter(person=mother.person_id).exists()
        LegalHold.objects.update(lifted_at=real_now(), lifted_by=auditor.staff)
    page = auditor.client.get(reverse("rights:erasure", args=[erasure.pk])).content.decode()
    assert "begins at once" in page
    assert resume(at=real_now()) == 1
    assert is_erased(mother.person_id)


# --- the work --------------------------------------------------------------------------------------------------------


def test_a_worker_that_was_stopped_is_gone_on_with(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = erased(mother, aigul, daniyar, auditor)  # in a test's transaction no page can be swept
    assert (first.state, first.swept_at) == ("ERASED", None)

    monkeypatch.setattr("shanyraq.rights.actions.erasing.sweep", lambda: True)
    assert resume(at=real_now()) == 1
    with computing("test"):
        assert Erasure.objects.get().state == "DONE"
    assert resume(at=real_now()) == 0
    assert about(mother.person_id).filter(action="erasure.swept").count() == 1

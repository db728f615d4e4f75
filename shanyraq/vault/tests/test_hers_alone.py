"""What was opened is read by her who asked, of the person she asked about; who waits to keep the seal, and who did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.models import Entry
from shanyraq.foundation.errors import NotAllowed
from shanyraq.vault.actions import give_back
from shanyraq.vault.actions.custodians import end_custodian
from shanyraq.vault.actions.openings import CannotRead, close_openings, read_opened
from shanyraq.vault.models import Opening
from shanyraq.vault.queries import of_today, requests_for, waiting_to_be_let_in
from shanyraq.vault.tests.factories import (
    ANOTHER,
    AT,
    SOMEBODY,
    Worker,
    agrees,
    asks,
    keeps,
    make_item,
    reads,
)

pytestmark = pytest.mark.django_db


def test_whoever_may_ask_reads_nothing_that_another_asked_for(
    zhanna: Worker, aida: Worker, berik: Worker, newcomer: Callable[..., Worker]
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    other = newcomer("Zhibek", "lawyer", region="ALR")

    with pytest.raises(CannotRead, match="Only the one who asked"):
        reads(other, asked)
    assert Entry.objects.filter(action="seal.read", decision=Entry.DECLINED).count() == 1


def test_who_asked_and_may_ask_no_longer_is_refused(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)

    with pytest.raises(NotAllowed):
        read_opened(
            opening_id=asked.opening.pk,
            pickup_words=asked.words,
            by=replace(zhanna.actor, may=frozenset()),
            at=AT,
        )


def test_of_two_requests_of_hers_each_is_read_with_its_own_words(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(SOMEBODY, text="of the one")
    make_item(ANOTHER, text="of the other")
    one, other = asks(zhanna, SOMEBODY), asks(zhanna, ANOTHER)
    for asked in (one, other):
        agrees(aida, asked)
        agrees(berik, asked)

    assert [told["text"] for told in reads(zhanna, one)] == ["of the one"]
    assert [told["text"] for told in reads(zhanna, other)] == ["of the other"]


def test_what_went_to_another_file_after_the_request_is_not_opened_with_it(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(text="hers")
    anothers = make_item(text="of another, as was found out meanwhile")
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    give_back(items=[anothers.pk], to_person=ANOTHER)

    assert [one["text"] for one in reads(zhanna, asked)] == ["hers"]


def test_where_nothing_was_given_no_hour_ends() -> None:
    assert close_openings(by=system_actor("chore"), at=AT) == 0
    assert not Entry.objects.filter(action="seal.close").exists()


def test_who_ended_her_key_before_she_was_let_in_waits_no_more(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    circle = keeps(aida, berik)
    (waits,) = keeps(dina)
    assert list(waiting_to_be_let_in()) == [waits]
    assert list(of_today()) == [*circle, waits]

    end_custodian(custodian_id=waits.pk, by=dina.actor, at=AT)

    assert not waiting_to_be_let_in().exists()
    assert list(of_today()) == circle


def test_of_very_many_requests_the_newest_200_are_shown(zhanna: Worker, aida: Worker) -> None:
    proposals = [
        Proposal(
            kind="seal.open",
            asked_by=zhanna.staff,
            asked_at=AT + timedelta(minutes=number),
            expires_at=AT + timedelta(days=1),
            details={},
        )
        for number in range(201)
    ]
    Proposal.objects.bulk_create(proposals)
    with computing("test"):
        Opening.objects.bulk_create(
            Opening(proposal=one, person=SOMEBODY, salt=b"", pickup_key=b"") for one in proposals
        )

    shown = [one.proposal_id for one in requests_for(aida.actor)]

    assert len(shown) == 200 and proposals[0].pk not in shown

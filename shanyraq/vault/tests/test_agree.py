"""Whose agreement counts: two custodians who may still, each with her own words, neither of them the one who asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from shanyraq.access.actions.proposals import (
    CannotAgree,
    agree_to,
    fingerprint_of,
)
from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.vault.actions.custodians import end_custodian
from shanyraq.vault.actions.keys import WrongWords
from shanyraq.vault.actions.openings import CannotOpen
from shanyraq.vault.models import Opening, Part
from shanyraq.vault.tests.factories import (
    AT,
    Worker,
    agrees,
    asks,
    keeps,
    make_item,
    passphrase,
    proposal_of,
)

pytestmark = pytest.mark.django_db


def test_whoever_asks_is_not_one_of_the_two_even_where_she_holds_a_key(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    RoleGrant.objects.create(staff=zhanna.staff, role="custodian", starts_at=AT)
    zhanna.works_as("custodian")
    keeps(aida, berik, zhanna)
    make_item()
    zhanna.works_as("lawyer")
    asked = asks(zhanna)
    zhanna.works_as("custodian")

    with pytest.raises(CannotAgree, match="others decide"):
        agrees(zhanna, asked)


def test_only_custodians_agree_and_only_with_their_own_words(
    zhanna: Worker, aida: Worker, berik: Worker, aigul: Worker, admin: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)

    for nobody in (aigul, admin):
        with pytest.raises(CannotOpen, match="no custodian's key"):
            agrees(nobody, asked)
    with pytest.raises(WrongWords, match="do not open"):
        agrees(aida, asked, passphrase=passphrase(berik))
    assert not Part.objects.exists()
    refused = Entry.objects.get(action="custodian.words", decision=Entry.DECLINED)
    assert (refused.actor, refused.reason_code) == (str(aida.account.pk), "words")


def test_after_five_wrong_tries_the_right_words_wait_an_hour(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    for _ in range(5):
        with pytest.raises(WrongWords, match="do not open"):
            agrees(aida, asked, passphrase="not my words at all")

    for minutes in (0, 59):
        with pytest.raises(WrongWords, match="too often"):
            agrees(aida, asked, at=AT + timedelta(minutes=minutes))
    agrees(berik, asked)
    assert agrees(aida, asked, at=AT + timedelta(minutes=60)).readable_until


def test_right_words_in_between_begin_the_count_anew(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    for _ in range(3):
        asked = asks(zhanna)
        for _ in range(4):
            with pytest.raises(WrongWords, match="do not open"):
                agrees(aida, asked, passphrase="not my words at all")
        agrees(aida, asked)


def test_a_custodian_whose_role_was_taken_back_meanwhile_opens_nothing_with_the_other(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    RoleGrant.objects.filter(staff=aida.staff).update(ends_at=AT)

    with pytest.raises(CannotAgree, match="no longer"):
        agrees(berik, asked)
    with computing("test"):
        assert Opening.objects.get().opened_at is None


def test_an_account_that_was_ended_meanwhile_does_not_count(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    hers, mine = asks(zhanna), asks(zhanna)
    agrees(aida, hers)
    agrees(aida, mine)
    Account.objects.filter(staff=aida.staff).update(is_active=False, ended_at=AT)
    with pytest.raises(CannotAgree, match="no longer"):
        agrees(berik, hers)

    Account.objects.filter(staff=aida.staff).update(is_active=True, ended_at=None)
    Account.objects.filter(staff=zhanna.staff).update(is_active=False, ended_at=AT)
    with pytest.raises(CannotAgree, match="no longer"):
        agrees(berik, mine)


def test_a_custodian_whose_key_was_ended_after_she_agreed_does_not_count(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    first, *_ = keeps(aida, berik, dina)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    end_custodian(custodian_id=first.pk, by=aida.actor, at=AT)

    with pytest.raises(CannotOpen, match="no longer"):
        agrees(berik, asked)


def test_agreeing_past_the_vault_without_giving_a_part_opens_nothing(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    proposal = proposal_of(asked)

    with pytest.raises(CannotOpen, match="no longer"):
        agree_to(proposal_id=proposal.pk, fingerprint=fingerprint_of(proposal), by=berik.actor, at=AT)


def test_nobody_has_two_accounts_and_two_accounts_of_one_person_are_one_word(aida: Worker) -> None:
    with pytest.raises(IntegrityError):
        Account.objects.create_account(login="aida.too", staff=aida.staff, made_at=AT)

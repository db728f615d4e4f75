"""Custodians come, leave, and lock the vault for each other; never so that nobody could open it any more."""

import pytest

from shanyraq.access.queries import computing
from shanyraq.vault.actions.custodians import CannotKeep, Present, become_custodian, end_custodian, lock_anew
from shanyraq.vault.actions.openings import CannotOpen
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.rules import boxes, words
from shanyraq.vault.tests.factories import AT, Worker, agrees, asks, keeps, make_item, passphrase, reads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _light_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with little memory: what it costs a guesser is not what these tests are about."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)


def test_a_new_custodian_opens_older_things_only_after_two_have_locked_them_for_her(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    hers = keeps(aida, berik)
    make_item()
    keeps(dina)
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(dina, asked)
    assert reads(zhanna, asked) == [{"kind": "name", "closed": "yes"}]

    present = (Present(hers[0].pk, passphrase(aida)), Present(hers[1].pk, passphrase(berik)))
    assert lock_anew(present=present, by=aida.actor, at=AT) == 1
    again = asks(zhanna)
    agrees(aida, again)
    agrees(dina, again)
    assert reads(zhanna, again)[0]["text"] == "Maryam Omarova"


def test_a_custodian_who_leaves_opens_nothing_and_the_others_still_do(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker, admin: Worker
) -> None:
    gone, *_ = keeps(aida, berik, dina)
    item = make_item()

    assert end_custodian(custodian_id=gone.pk, by=admin.actor, at=AT) == 1
    with computing("test"):
        assert boxes.pairs_of(bytes(Item.objects.get(pk=item.pk).box)) == [(2, 3)]
    asked = asks(zhanna)
    with pytest.raises(CannotOpen):
        agrees(aida, asked)
    agrees(berik, asked)
    agrees(dina, asked)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_the_last_two_custodians_stay(aida: Worker, berik: Worker, admin: Worker) -> None:
    first, _ = keeps(aida, berik)

    with pytest.raises(CannotKeep, match="Two custodians must stay"):
        end_custodian(custodian_id=first.pk, by=admin.actor, at=AT)
    assert Custodian.objects.filter(until=None).count() == 2


def test_short_words_and_a_second_key_are_declined(aida: Worker) -> None:
    with pytest.raises(CannotKeep, match="15 characters"):
        become_custodian(passphrase="too short", by=aida.actor, at=AT)
    keeps(aida)
    with pytest.raises(CannotKeep, match="already"):
        keeps(aida)

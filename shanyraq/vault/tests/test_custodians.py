"""Custodians come, leave, and lock the vault for each other; never so that nobody could open it any more."""

from collections.abc import Callable

import pytest

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import computing
from shanyraq.foundation.errors import NotAllowed
from shanyraq.vault.actions.custodians import (
    CannotKeep,
    CannotRelock,
    Present,
    become_custodian,
    end_custodian,
    lock_anew,
)
from shanyraq.vault.actions.openings import CannotOpen
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.rules import boxes
from shanyraq.vault.tests.factories import (
    AT,
    SOMEBODY,
    Worker,
    agrees,
    asks,
    keeps,
    lets_in,
    make_item,
    passphrase,
    reads,
)

pytestmark = pytest.mark.django_db


def test_a_third_key_counts_only_after_two_custodians_have_let_it_in(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    older = make_item()
    (hers,) = keeps(dina)
    newer = make_item()
    asked = asks(zhanna)

    assert hers.let_in_at is None
    assert {pairs(older), pairs(newer)} == {((1, 2),)}
    with pytest.raises(CannotOpen, match="no custodian's key"):
        agrees(dina, asked)

    assert lets_in(aida, berik, let_in=[hers.pk]) == 2
    again = asks(zhanna)
    agrees(aida, again)
    agrees(dina, again)
    assert [one["text"] for one in reads(zhanna, again)] == ["Maryam Omarova"] * 2


def test_who_makes_accounts_and_gives_roles_makes_nobody_a_keeper_of_the_seal(
    zhanna: Worker, aida: Worker, berik: Worker, newcomer: Callable[[str, str], Worker]
) -> None:
    """Two who do not exist, with roles and keys of their own, open neither what was sealed nor what will be."""
    keeps(aida, berik)
    puppets = [newcomer(name, "custodian") for name in ("Nobody", "Noone")]
    made = [become_custodian(passphrase=passphrase(one), by=one.actor, at=AT) for one in puppets]
    item = make_item()
    asked = asks(zhanna)

    assert pairs(item) == ((1, 2),)
    for one in puppets:
        with pytest.raises(CannotOpen):
            agrees(one, asked)
    with pytest.raises(CannotRelock, match="You and another custodian"):
        lets_in(*puppets, let_in=[one.pk for one in made])
    with pytest.raises(CannotRelock, match="You and another custodian"):
        lets_in(aida, puppets[0], let_in=[made[0].pk])


def test_only_somebody_who_waits_and_has_her_role_is_let_in(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    (hers,) = keeps(dina)
    RoleGrant.objects.filter(staff=dina.staff).update(ends_at=AT)

    for wrong in (hers.pk, SOMEBODY):
        with pytest.raises(CannotRelock, match="Who waits has changed"):
            lets_in(aida, berik, let_in=[wrong])


def test_nobody_locks_the_vault_for_others_who_are_not_beside_her(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    first, second, _ = keeps(aida, berik, dina)
    present = Present(first.pk, passphrase(aida)), Present(second.pk, passphrase(berik))

    with pytest.raises(CannotRelock, match="You and another custodian"):
        lock_anew(present=present, by=dina.actor, at=AT)
    with pytest.raises(CannotRelock, match="You and another custodian"):
        lock_anew(present=(present[0], present[0]), by=aida.actor, at=AT)


def test_who_lost_her_role_locks_the_vault_for_nobody_even_with_her_words(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    (hers,) = keeps(dina)
    RoleGrant.objects.filter(staff=berik.staff).update(ends_at=AT)

    with pytest.raises(CannotRelock, match="may keep the seal no longer"):
        lets_in(aida, berik, let_in=[hers.pk])


def test_the_vault_is_not_locked_anew_while_custodians_parts_wait(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)

    with pytest.raises(CannotRelock, match="under way"):
        lets_in(aida, berik)
    agrees(berik, asked)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_an_altered_thing_does_not_keep_the_others_from_being_locked(aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    bent, whole = make_item(), make_item()
    box = bytearray(bytes(bent.box))
    box[-1] ^= 1
    with computing("test"):
        Item.objects.filter(pk=bent.pk).update(box=bytes(box))

    assert lets_in(aida, berik) == 1
    assert pairs(whole) == ((1, 2),)


def test_a_custodian_who_leaves_opens_nothing_and_the_others_still_do(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    gone, *_ = keeps(aida, berik, dina)
    item = make_item()

    assert end_custodian(custodian_id=gone.pk, by=aida.actor, at=AT) == 1
    assert pairs(item) == ((2, 3),)
    asked = asks(zhanna)
    with pytest.raises(CannotOpen):
        agrees(aida, asked)
    agrees(berik, asked)
    agrees(dina, asked)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_nobody_takes_another_out_before_her_role_or_her_access_has_ended(
    aida: Worker, berik: Worker, dina: Worker, admin: Worker
) -> None:
    gone, *_ = keeps(aida, berik, dina)

    with pytest.raises(CannotKeep, match="Only she ends her key"):
        end_custodian(custodian_id=gone.pk, by=berik.actor, at=AT)
    with pytest.raises(NotAllowed):
        end_custodian(custodian_id=gone.pk, by=admin.actor, at=AT)
    Account.objects.filter(staff=aida.staff).update(is_active=False, ended_at=AT)
    end_custodian(custodian_id=gone.pk, by=berik.actor, at=AT)
    with pytest.raises(CannotKeep, match="no longer"):
        end_custodian(custodian_id=gone.pk, by=berik.actor, at=AT)


def test_the_last_two_custodians_stay(aida: Worker, berik: Worker, dina: Worker) -> None:
    first, _ = keeps(aida, berik)
    keeps(dina)  # she waits, and is nobody who stays

    with pytest.raises(CannotKeep, match="Two custodians must stay"):
        end_custodian(custodian_id=first.pk, by=aida.actor, at=AT)
    assert Custodian.objects.filter(until=None).count() == 3


def test_short_words_and_a_second_key_are_declined(aida: Worker) -> None:
    with pytest.raises(CannotKeep, match="15 characters"):
        become_custodian(passphrase="fourteen signs", by=aida.actor, at=AT)
    become_custodian(passphrase="fifteen letters", by=aida.actor, at=AT)
    with pytest.raises(CannotKeep, match="already"):
        keeps(aida)


def pairs(item: Item) -> tuple[tuple[int, int], ...]:
    with computing("test"):
        return tuple(boxes.pairs_of(bytes(Item.objects.get(pk=item.pk).box)))

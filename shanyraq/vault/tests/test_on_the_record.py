"""Every act of the vault names in the record who and what it was about, and is refused to whoever has no right."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import system_actor
from shanyraq.access.rules import Actor
from shanyraq.audit.models import Entry
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.writing import update_rows
from shanyraq.vault.actions import custodians
from shanyraq.vault.actions.custodians import (
    CannotKeep,
    CannotRelock,
    Present,
    become_custodian,
    end_custodian,
    keys_of_two,
    lock_anew,
)
from shanyraq.vault.actions.keys import WrongWords
from shanyraq.vault.actions.openings import close_openings
from shanyraq.vault.actions.recovery import circle_of, lock_from_paper
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.rules import SEAL_AGREE
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
    proposal_of,
    reads,
)

pytestmark = pytest.mark.django_db


def named(action: str) -> set[str]:
    """Whom and what the last row of this action names."""
    return set(json.loads(Entry.objects.filter(action=action).latest("seq").objects_json))


def staff(worker: Worker) -> str:
    return f"staff:{worker.staff.pk}"


def test_who_begins_to_keep_the_seal_is_let_in_and_ends_is_named(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    first, second = keeps(aida, berik)
    (third,) = keeps(dina)
    assert named("custodian.begin") == {staff(dina)}

    lets_in(aida, berik, let_in=[third.pk])
    assert named("vault.lock_anew") == {f"custodian:{first.pk}", f"custodian:{second.pk}", staff(dina)}

    end_custodian(custodian_id=third.pk, by=dina.actor, at=AT)
    assert named("custodian.end") == {staff(dina)}


def test_who_asks_agrees_and_reads_is_named_with_whom_it_is_about(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    what = {f"person:{SOMEBODY}", f"proposal:{proposal_of(asked).pk}"}
    assert named("seal.open.ask") == what
    agrees(aida, asked)
    assert named("seal.open.agree") == what
    agrees(berik, asked)
    assert named("seal.open.done") == what
    reads(zhanna, asked)
    assert named("seal.read") == {*what, f"opening:{asked.opening.pk}"}
    assert close_openings(by=system_actor("chore"), at=AT + timedelta(hours=2)) == 1
    assert named("seal.close") == {f"person:{SOMEBODY}"}
    close_openings(by=system_actor("chore"), at=AT + timedelta(hours=3))
    assert Entry.objects.filter(action="seal.close").count() == 1


def test_for_whom_the_papers_locked_the_vault_is_named(aida: Worker, berik: Worker, dina: Worker) -> None:
    circle = [*keeps(aida, berik), *keeps(dina)]
    private = (settings.DATA / "keys" / "vault.private").read_bytes()

    lock_from_paper(private=private, by=system_actor("test"), at=AT)

    assert named("vault.lock_from_paper") == {staff(dina), *(f"custodian:{one.pk}" for one in circle)}


# --- who may, and how many there can be -------------------------------------------------------------------------------


def test_whoever_keeps_no_seal_makes_no_key_and_locks_nothing(
    aigul: Worker, aida: Worker, berik: Worker
) -> None:
    first, second = keeps(aida, berik)
    with pytest.raises(NotAllowed):
        keeps(aigul)
    present = Present(first.pk, passphrase(aida)), Present(second.pk, passphrase(berik))

    with pytest.raises(NotAllowed):
        lock_anew(present=present, by=replace(aida.actor, may=frozenset()), at=AT)
    with pytest.raises(CannotKeep, match="belongs to nobody"):
        nobody = Actor(uuid4(), None, may=frozenset({SEAL_AGREE}))
        become_custodian(passphrase="a sentence of nobody's own", by=nobody, at=AT)


def test_a_command_asks_both_of_two_who_keep_the_seal_and_no_stranger_beside_them(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    first, second = keeps(aida, berik)
    present = Present(first.pk, passphrase(aida)), Present(second.pk, passphrase(berik))

    found = keys_of_two(present=present, by=system_actor("a command"), at=AT)

    assert set(found) == {1, 2} and {len(one) for one in found.values()} == {32}
    with pytest.raises(CannotRelock, match="You and another custodian"):
        keys_of_two(present=present, by=dina.actor, at=AT)
    with pytest.raises(CannotRelock, match="You and another custodian"):
        keys_of_two(present=(present[0], present[0]), by=system_actor("a command"), at=AT)


def test_keys_are_numbered_up_to_255_and_then_no_more(aida: Worker, berik: Worker, dina: Worker) -> None:
    (first,) = keeps(aida)
    Custodian.objects.filter(pk=first.pk).update(number=254)

    assert keeps(berik)[0].number == 255
    with pytest.raises(CannotKeep, match="No more custodians"):
        keeps(dina)


def test_two_keys_made_at_the_same_instant_are_one_and_a_refusal(
    aida: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(**fields: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(Custodian.objects, "create", taken)
    with pytest.raises(CannotKeep, match="at the same instant"):
        keeps(aida)


def test_who_waits_to_be_let_in_may_leave_however_few_keep_the_seal(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    (waits,) = keeps(dina)
    Custodian.objects.filter(staff=berik.staff).update(until=AT)

    assert end_custodian(custodian_id=waits.pk, by=dina.actor, at=AT) == 0


def test_what_is_locked_anew_in_steps_is_counted_once(
    aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custodians, "AT_ONCE", 2)
    written: list[int] = []

    def update(rows: list[Item], columns: list[str]) -> None:
        written.append(len(rows))
        update_rows(rows, columns)

    monkeypatch.setattr(custodians, "update_rows", update)
    keeps(aida, berik)
    for _ in range(3):
        make_item()

    assert lets_in(aida, berik) == 3
    assert written == [2, 1]


def test_whoever_ended_her_key_may_make_another_under_a_new_number(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    _, _, third = keeps(aida, berik, dina)
    end_custodian(custodian_id=third.pk, by=dina.actor, at=AT)

    (again,) = keeps(dina)

    assert (again.number, again.let_in_at) == (4, None)


def test_right_words_of_one_custodian_forgive_another_nothing(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    with pytest.raises(WrongWords):
        agrees(aida, asked, passphrase="not my words at all")
    agrees(berik, asked)

    assert [Custodian.objects.get(staff=one.staff).tries for one in (aida, berik)] == [1, 0]


def test_who_waits_and_lost_her_role_is_in_no_circle(aida: Worker, berik: Worker, dina: Worker) -> None:
    circle = [one.pk for one in keeps(aida, berik)]
    (waits,) = keeps(dina)
    assert [one.pk for one in circle_of(AT)] == [*circle, waits.pk]

    RoleGrant.objects.filter(staff=dina.staff).update(ends_at=AT)

    assert [one.pk for one in circle_of(AT)] == circle

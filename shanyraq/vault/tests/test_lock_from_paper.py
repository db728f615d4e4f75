"""Custodians are lost, and the papers lock everything for the new ones; what was sealed before boxes, too."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries import computing, system_actor
from shanyraq.foundation.writing import update_rows
from shanyraq.vault.actions import recovery
from shanyraq.vault.actions.items import recovery_key
from shanyraq.vault.actions.recovery import CannotRecover, Locked, belongs_here, lock_from_paper
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.tests.factories import AT, SOMEBODY, Worker, agrees, asks, keeps, make_item, reads

pytestmark = pytest.mark.django_db
BY = system_actor("test")


def private() -> bytes:
    return (settings.DATA / "keys" / "vault.private").read_bytes()


def an_item_of_the_first_format(text: str) -> None:
    item = make_item()
    once = X25519PrivateKey.generate()
    secret = once.exchange(X25519PublicKey.from_public_bytes(recovery_key()))
    key = HKDF(hashes.SHA256(), 32, None, b"shanyraq|vault|v1").derive(secret)
    nonce = item.pk.bytes[:12]
    plain = json.dumps({"text": text}).encode()
    sealed = AESGCM(key).encrypt(nonce, plain, item.pk.bytes)
    with computing("test"):
        Item.objects.filter(pk=item.pk).update(
            box=b"", sealed=b"\x01" + once.public_key().public_bytes_raw() + nonce + sealed
        )


def test_new_custodians_open_what_the_papers_locked_for_them(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida)
    make_item(text="sealed when one custodian was alone")
    an_item_of_the_first_format("sealed before there were boxes")
    Custodian.objects.update(until=AT)
    keeps(berik, dina)

    assert lock_from_paper(private=private(), by=BY, at=AT).many == 2
    assert lock_from_paper(private=private(), by=BY, at=AT).many == 0
    asked = asks(zhanna, SOMEBODY)
    agrees(berik, asked)
    agrees(dina, asked)
    assert {one["text"] for one in reads(zhanna, asked)} == {
        "sealed when one custodian was alone",
        "sealed before there were boxes",
    }


def test_three_papers_let_in_who_waits_where_no_two_custodians_can(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    keeps(dina)
    RoleGrant.objects.filter(staff=berik.staff).update(
        ends_at=AT
    )  # gone, and two cannot sit together any more

    lock_from_paper(private=private(), by=BY, at=AT)
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(dina, asked)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_what_broke_off_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, aida: Worker, berik: Worker
) -> None:
    for number in range(5):
        an_item_of_the_first_format(f"thing {number}")
    keeps(aida, berik)
    monkeypatch.setattr(recovery, "AT_ONCE", 2)
    written: list[int] = []

    def breaks_at_the_second(rows: list[Item], fields: list[str]) -> None:
        if len(written) == 1:
            raise KeyboardInterrupt
        written.append(len(rows))
        update_rows(rows, fields)

    with monkeypatch.context() as broken:
        broken.setattr(recovery, "update_rows", breaks_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            lock_from_paper(private=private(), by=BY, at=AT)

    assert (written, len(not_locked())) == ([2], 3)
    assert lock_from_paper(private=private(), by=BY, at=AT).many == 3
    assert not not_locked()


def test_an_altered_thing_is_counted_and_the_others_are_locked(aida: Worker, berik: Worker) -> None:
    an_item_of_the_first_format("whole")
    bent = make_item()
    with computing("test"):
        Item.objects.filter(pk=bent.pk).update(box=bytes(bent.box)[:33] + bytes(48))
    keeps(aida, berik)

    assert lock_from_paper(private=private(), by=BY, at=AT) == Locked(1, 1)


def test_another_installations_papers_and_a_single_custodian_change_nothing(aida: Worker) -> None:
    keeps(aida)
    item = make_item()
    other = X25519PrivateKey.generate().private_bytes_raw()

    assert belongs_here(private()) and not belongs_here(other)
    with pytest.raises(CannotRecover, match="another installation"):
        lock_from_paper(private=other, by=BY, at=AT)
    with pytest.raises(CannotRecover, match="Two custodians"):
        lock_from_paper(private=private(), by=BY, at=AT)
    with computing("test"):
        assert bytes(Item.objects.get().box) == bytes(item.box)


def not_locked() -> list[Item]:
    with computing("test"):
        return list(Item.objects.filter(box=b""))

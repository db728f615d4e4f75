"""Custodians are lost, and the papers lock everything for the new ones; what was sealed before boxes, too."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from shanyraq.access.queries import computing, system_actor
from shanyraq.vault.actions.items import recovery_key
from shanyraq.vault.actions.recovery import CannotRecover, belongs_here, lock_from_paper
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.rules import words
from shanyraq.vault.tests.factories import AT, SOMEBODY, Worker, agrees, asks, keeps, make_item, reads

pytestmark = pytest.mark.django_db
BY = system_actor("test")


@pytest.fixture(autouse=True)
def _light_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with little memory: what it costs a guesser is not what these tests are about."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)


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

    assert lock_from_paper(private=private(), by=BY, at=AT) == 2
    asked = asks(zhanna, SOMEBODY)
    agrees(berik, asked)
    agrees(dina, asked)
    assert {one["text"] for one in reads(zhanna, asked)} == {
        "sealed when one custodian was alone",
        "sealed before there were boxes",
    }


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

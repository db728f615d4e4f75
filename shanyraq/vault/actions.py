"""Putting things into the vault. Taking them out needs two people and is not possible here."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from shanyraq.access.queries import computing
from shanyraq.foundation.keyfiles import key_file, make_key_file
from shanyraq.vault.models import Item

NAME, KUNYA, DOCUMENT = "name", "kunya", "document"


def put(*, person: UUID, kind: str, content: Mapping[str, str], at: datetime) -> Item:
    """Seal one thing about a person. Part of the caller's recorded act."""
    return put_many(items=[(person, kind, content)], at=at)[0]


def put_many(*, items: Iterable[tuple[UUID, str, Mapping[str, str]]], at: datetime) -> list[Item]:
    """Seal many things with one insert. Part of the caller's recorded act."""
    sealed = []
    for person, kind, content in items:
        item_id = uuid4()
        plain = json.dumps(dict(content), ensure_ascii=False, sort_keys=True).encode()
        sealed.append(Item(id=item_id, person=person, kind=kind, sealed=_seal(plain, item_id), put_at=at))
    return Item.objects.bulk_create(sealed, batch_size=2000)


def move(*, from_person: UUID, to_person: UUID) -> list[UUID]:
    """Hand everything sealed about one person to another, when two records prove to be one person's.

    Returns the items' ids, so that the merge can be undone. Part of the caller's recorded act.
    """
    with computing("vault.move"):
        ids = list(Item.objects.filter(person=from_person).values_list("pk", flat=True))
        Item.objects.filter(pk__in=ids).update(person=to_person)
    return ids


def give_back(*, items: Iterable[UUID], to_person: UUID) -> None:
    """Undo `move`. Part of the caller's recorded act."""
    with computing("vault.move"):
        Item.objects.filter(pk__in=list(items)).update(person=to_person)


def destroy(*, items: Iterable[UUID]) -> None:
    """Destroy items put for an act that is undone. Part of the caller's recorded act."""
    with computing("vault.destroy"):
        Item.objects.filter(pk__in=list(items)).delete()


def forget(*, people: Iterable[UUID]) -> None:
    """Destroy everything sealed about people whose records are undone. Part of the caller's recorded act."""
    with computing("vault.forget"):
        Item.objects.filter(person__in=list(people)).delete()


def _seal(plain: bytes, item_id: UUID) -> bytes:
    """version 1 | a one-time public key 32 | nonce 12 | AES-256-GCM, bound to the item's id."""
    once = X25519PrivateKey.generate()
    key = HKDF(hashes.SHA256(), 32, None, b"shanyraq|vault|v1").derive(once.exchange(_public_key()))
    nonce = item_id.bytes[:12]  # the key is used once, so the nonce need not be random
    return (
        b"\x01"
        + once.public_key().public_bytes_raw()
        + nonce
        + AESGCM(key).encrypt(nonce, plain, item_id.bytes)
    )


def make_vault_key() -> None:
    """Make both halves of a new installation's vault key. The private one waits to be carried away."""
    path = _folder() / "vault.public"
    if not path.exists():
        private = X25519PrivateKey.from_private_bytes(make_key_file(_folder(), "vault.private"))
        draft = path.with_name(f".vault.public.{os.getpid()}")
        draft.write_bytes(private.public_key().public_bytes_raw())
        draft.replace(path)  # at once: nobody may read half a key


def _public_key() -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(key_file(_folder(), "vault.public"))


def _folder() -> Path:
    return Path(settings.DATA / "keys")

"""Putting things into the vault. Nothing here opens them: that needs two custodians."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from shanyraq.access.queries import computing
from shanyraq.foundation.keyfiles import key_file, make_key_file
from shanyraq.vault.models import Item
from shanyraq.vault.queries import keepers
from shanyraq.vault.rules.boxes import Sealer

NAME, KUNYA, DOCUMENT = "name", "kunya", "document"


def put(*, person: UUID, kind: str, content: Mapping[str, str], at: datetime) -> Item:
    """Seal one thing about a person. Part of the caller's recorded act."""
    return put_many(items=[(person, kind, content)], at=at)[0]


def put_many(*, items: Iterable[tuple[UUID, str, Mapping[str, str]]], at: datetime) -> list[Item]:
    """Seal many things with one insert. Part of the caller's recorded act."""
    sealer, put_here = sealer_now(), []
    for person, kind, content in items:
        item_id = uuid4()
        sealed = sealer.seal(packed(content), item_id)
        put_here.append(
            Item(id=item_id, person=person, kind=kind, box=sealed.box, sealed=sealed.content, put_at=at)
        )
    return Item.objects.bulk_create(put_here, batch_size=2000)


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


def sealer_now() -> Sealer:
    """Seals to those who keep the seal now and to recovery."""
    keys = keepers().values_list("number", "public_key")
    return Sealer({number: bytes(key) for number, key in keys}, recovery_key())


def packed(content: Mapping[str, str]) -> bytes:
    """What is sealed of a thing."""
    return json.dumps(dict(content), ensure_ascii=False, sort_keys=True).encode()


def make_vault_key() -> None:
    """Make both halves of a new installation's recovery key. The private one waits for the ceremony."""
    path = _folder() / "vault.public"
    if not path.exists():
        private = X25519PrivateKey.from_private_bytes(make_key_file(_folder(), "vault.private"))
        draft = path.with_name(f".vault.public.{os.getpid()}")
        draft.write_bytes(private.public_key().public_bytes_raw())
        draft.replace(path)  # at once: nobody may read half a key


def recovery_key() -> bytes:
    """The public key whose other half is on paper, in the hands of five."""
    return key_file(_folder(), "vault.public")


def _folder() -> Path:
    return Path(settings.DATA / "keys")

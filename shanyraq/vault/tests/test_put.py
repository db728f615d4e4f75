"""What was put into the vault: nothing here opens it, and no byte of it can be read."""

import inspect
import json
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection

from shanyraq.access.queries import computing
from shanyraq.foundation import keyring
from shanyraq.foundation.keyring import CannotOpen
from shanyraq.vault.actions import forget, give_back, make_vault_key, move
from shanyraq.vault.actions import items as actions
from shanyraq.vault.models import Item
from shanyraq.vault.rules.boxes import DoesNotOpen, content_of, key_recovered
from shanyraq.vault.tests.factories import SOMEBODY, make_item

ANOTHER = UUID(int=2)
pytestmark = pytest.mark.django_db


def whose(item: Item) -> UUID | None:
    with computing("test"):
        return Item.objects.filter(pk=item.pk).values_list("person", flat=True).first()


def recovered(item: Item) -> dict[str, str]:
    """What the recovery key, which is carried off the server, makes of an item."""
    private = (settings.DATA / "keys" / "vault.private").read_bytes()
    key = key_recovered(bytes(item.box), item.pk, private)
    return dict(json.loads(content_of(key, bytes(item.sealed), item.pk)))


def test_nothing_on_the_server_opens_an_item() -> None:
    item = make_item()

    with pytest.raises(CannotOpen):
        keyring.unseal(bytes(item.sealed), context=f"vault.Item|{item.pk}|sealed")
    names = [name for name, thing in inspect.getmembers(actions, inspect.isfunction)]
    assert not [
        name for name in names if any(word in name for word in ("open", "unseal", "decrypt", "read", "take"))
    ]


def test_an_item_is_sealed_without_the_private_half_of_the_key() -> None:
    make_vault_key()
    private = settings.DATA / "keys" / "vault.private"
    carried = private.rename(private.with_name("carried.away"))
    try:
        item = make_item(text="sealed while the key was away")
    finally:
        carried.rename(private)

    assert recovered(item) == {"text": "sealed while the key was away"}


def test_no_byte_of_what_was_put_stands_in_the_database() -> None:
    make_item(kind="kunya", text="Umm Khalid")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Item._meta.db_table}")
        everything = b"|".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in cursor.fetchall()
            for value in row
        )

    assert b"Khalid" not in everything
    assert b"text" not in everything


def test_an_item_moved_to_another_row_does_not_open_even_for_custodians() -> None:
    item, other = make_item(), make_item(text="another name")
    item.sealed, item.box = other.sealed, other.box

    with pytest.raises(DoesNotOpen):
        recovered(item)


def test_the_same_words_never_look_the_same() -> None:
    assert bytes(make_item().sealed) != bytes(make_item().sealed)


def test_merging_two_records_hands_over_what_is_sealed_and_undoing_gives_it_back() -> None:
    item, stays, thirds = make_item(), make_item(ANOTHER), make_item(UUID(int=3))

    moved = move(from_person=SOMEBODY, to_person=ANOTHER)
    assert (whose(item), moved) == (ANOTHER, [item.pk])
    assert whose(thirds) == UUID(int=3)

    give_back(items=moved, to_person=SOMEBODY)
    assert (whose(item), whose(stays)) == (SOMEBODY, ANOTHER)


def test_undoing_an_import_destroys_what_was_sealed_for_it() -> None:
    hers, other = make_item(), make_item(ANOTHER)

    forget(people=[SOMEBODY])

    assert (whose(hers), whose(other)) == (None, ANOTHER)


def test_the_keys_private_half_is_for_this_account_only() -> None:
    make_vault_key()

    folder = settings.DATA / "keys"
    assert (folder / "vault.private").stat().st_mode & 0o777 == 0o600
    assert len((folder / "vault.public").read_bytes()) == 32

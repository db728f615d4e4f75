"""A database whose wrapping keys were derived from the root key comes to this version and opens as before."""

import secrets
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from shanyraq.foundation import keyring, rotation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import derived_key
from shanyraq.foundation.models import DataKey, WrappingKey

LATEST = "0005_one_data_key_in_use"


def migrate(target: str) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate([("foundation", target)])
    return MigrationExecutor(connection)


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The data keys' table as it was."""
    executor = migrate("0002_forms_are_saved_once")
    try:
        state = executor.loader.project_state([("foundation", "0002_forms_are_saved_once")])
        yield state.apps.get_model("foundation", "DataKey")
    finally:
        forward = MigrationExecutor(connection)
        forward.migrate(forward.loader.graph.leaf_nodes())  # what other rooms build on it went back too
        keyring.forget()


def test_derived_keys_become_generation_zero_and_open_what_was_sealed(before: Any) -> None:
    sealed = {}
    for number, compartment in enumerate(["C3", "C3", "C7"], 1):
        row = DataKey(subject=uuid.UUID(int=number), compartment=compartment)
        key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
        by = derived_key(settings.DATA / "keys", f"kek|{compartment}")
        wrapped = nonce + AESGCM(by).encrypt(nonce, key, row.bound_to())
        before.objects.create(pk=row.pk, subject=row.subject, compartment=compartment, wrapped=wrapped)
        sealed[number] = keyring.sealed_with(row.pk, key, b"words", context="here")

    migrate(LATEST)

    keyring.forget()
    assert {keyring.unseal(one, context="here") for one in sealed.values()} == {b"words"}
    assert sorted(WrappingKey.objects.values_list("compartment", "generation")) == [("C3", 0), ("C7", 0)]
    rotation.next_generation("C3", at=real_now())
    assert rotation.wrap_anew("C3", lambda *told: None) == 2
    keyring.forget()
    assert {keyring.unseal(one, context="here") for one in sealed.values()} == {b"words"}


def test_a_database_without_keys_gets_none(before: Any) -> None:
    migrate(LATEST)

    assert not WrappingKey.objects.exists()

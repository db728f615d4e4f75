"""Which keys a process holds: how long it trusts them, whom it asks for, and what another process may do meanwhile."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shanyraq.foundation import keyring, wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.models import DataKey

pytestmark = pytest.mark.django_db
SOMEBODY, ANOTHER, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))
HERE = "people.Person|1|text"
HERS = (SOMEBODY, "C3")


@pytest.fixture(autouse=True)
def _no_keys_remembered() -> Any:
    keyring.forget()
    yield
    keyring.forget()


def seal(text: bytes = b"a secret", subject: uuid.UUID = SOMEBODY) -> bytes:
    return keyring.seal(text, subject=subject, compartment="C3", context=HERE)


@contextmanager
def committed() -> Iterator[None]:
    """What waits for the commit is done at the end, as if each test were not one transaction."""
    yield
    waiting = [entry[1] for entry in connection.run_on_commit]
    connection.run_on_commit.clear()
    for hook in waiting:
        hook()


def sealed(text: bytes = b"a secret", subject: uuid.UUID = SOMEBODY) -> bytes:
    with committed():
        return seal(text, subject)


def key_of(bytes_: bytes) -> uuid.UUID:
    return keyring.key_id_of(bytes_, context=HERE)


def test_nothing_at_all_can_be_sealed_and_opened() -> None:
    assert keyring.unseal(sealed(b""), context=HERE) == b""


def test_bytes_too_short_to_name_a_key_are_called_what_they_are() -> None:
    with pytest.raises(CannotOpen) as told:
        keyring.unseal(keyring.VERSION + b"short", context=HERE)

    assert told.value.code == CannotOpen.NOT_SEALED


def test_every_opening_is_counted_by_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    hers, counted = sealed(), list[uuid.UUID]()
    monkeypatch.setattr(keyring.agent, "let_open", counted.append)

    keyring.unseal(hers, context=HERE)

    assert counted == [key_of(hers)]


def test_what_does_not_open_says_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    hers = sealed()
    DataKey.objects.all().delete()
    keyring.forget()
    with pytest.raises(CannotOpen) as told:
        keyring.unseal(hers, context=HERE)
    assert told.value.place == HERE

    def fails(key_id: uuid.UUID) -> bytes:
        raise CannotOpen("gone", code=CannotOpen.GONE, place="elsewhere")

    monkeypatch.setattr(keyring, "_key_by_id", fails)
    with pytest.raises(CannotOpen) as told:
        keyring.unseal(hers, context=HERE)
    assert told.value.place == "elsewhere"


# --- how long they are trusted ----------------------------------------------------------------------------------------


def test_a_key_is_used_for_some_seconds_without_asking_and_then_asked_for(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    now = 100.0
    monkeypatch.setattr(keyring, "time", SimpleNamespace(monotonic=lambda: now))
    first = sealed()
    DataKey.objects.all().delete()

    now = 119.9
    with django_assert_num_queries(0):
        keyring.ensure_keys([HERS])
        assert key_of(sealed()) == key_of(first)
    now = 120.0
    assert key_of(sealed()) != key_of(first)


def test_asking_for_keys_at_hand_leaves_nothing_to_the_commit() -> None:
    sealed()

    keyring.ensure_keys([HERS])

    assert connection.run_on_commit == []


def test_keys_that_were_forgotten_are_opened_again_where_they_are_made_sure_of(
    django_assert_num_queries: Any,
) -> None:
    sealed()
    keyring.forget()

    with committed():
        keyring.ensure_keys([HERS])

    with django_assert_num_queries(0):
        sealed()


def test_a_key_that_is_known_and_not_open_is_opened_again() -> None:
    first = sealed()
    keyring._opened.clear()

    assert key_of(sealed()) == key_of(first)


def test_a_process_that_holds_very_many_keys_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "_MOST_OPENED", 1)
    for subject, held in ((SOMEBODY, 1), (ANOTHER, 2), (THIRD, 1)):
        sealed(subject=subject)

        assert (len(keyring._opened), len(keyring._ids)) == (held, held)


def test_only_the_keys_of_those_asked_for_are_opened(django_assert_num_queries: Any) -> None:
    hers, other = sealed(), sealed(subject=ANOTHER)
    keyring.forget()

    keyring.warm([SOMEBODY])

    with django_assert_num_queries(0):
        keyring.unseal(hers, context=HERE)
    with django_assert_num_queries(1):
        keyring.unseal(other, context=HERE)


def test_keys_that_were_there_before_stay_known_though_the_work_at_hand_is_rolled_back(
    django_assert_num_queries: Any,
) -> None:
    hers = sealed()
    keyring.forget()

    with pytest.raises(RuntimeError), transaction.atomic():
        keyring.warm([SOMEBODY])
        raise RuntimeError

    with django_assert_num_queries(0):
        keyring.unseal(hers, context=HERE)


# --- which of them ----------------------------------------------------------------------------------------------------


def test_a_retired_key_opens_and_never_seals() -> None:
    first = sealed()
    DataKey.objects.update(retired_at=real_now())
    keyring.forget()

    later = sealed()

    assert key_of(later) != key_of(first)
    assert keyring.unseal(first, context=HERE) == b"a secret"


@pytest.mark.parametrize("is_made_last", [True, False])
def test_of_two_keys_the_one_in_use_seals_whichever_was_made_last(is_made_last: bool) -> None:
    by = wrapping.in_use(["C3"])["C3"]
    for is_in_use in (not is_made_last, is_made_last):
        row = keyring.new_key(SOMEBODY, by)
        row.retired_at = None if is_in_use else real_now()
        row.save()

    keyring.warm([SOMEBODY])

    assert DataKey.objects.get(pk=key_of(sealed())).retired_at is None


def test_whether_she_has_a_key_is_asked_of_her_rows_alone() -> None:
    with CaptureQueriesContext(connection) as told:
        keyring.ensure_keys([HERS])

    assert SOMEBODY.hex in told.captured_queries[0]["sql"].replace("-", "")


def test_whoever_makes_the_same_key_meanwhile_is_met_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known = wrapping.in_use

    def in_use(compartments: Any) -> Any:
        found = known(compartments)
        keyring.new_key(SOMEBODY, found["C3"]).save()
        return found

    monkeypatch.setattr(wrapping, "in_use", in_use)

    assert key_of(sealed()) == DataKey.objects.get().pk


def test_where_no_key_can_be_made_nothing_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[Any]()
    monkeypatch.setattr(keyring, "ensure_keys", asked.append)

    with pytest.raises(CannotOpen) as told:
        sealed()

    assert told.value.code == CannotOpen.GONE
    assert len(asked) == 2


def test_within_one_transaction_each_has_her_own_key_beside_whatever_else_waits_for_its_end() -> None:
    transaction.on_commit(lambda: None)
    hers, other = seal(), seal(subject=ANOTHER)

    assert key_of(hers) != key_of(other)
    assert keyring.unseal(hers, context=HERE) == keyring.unseal(other, context=HERE)

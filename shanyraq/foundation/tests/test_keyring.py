"""Sealing and opening: bound to a place, lost with the key, and never with a key that was not committed."""

import uuid
from pathlib import Path

import pytest
from django.db import transaction

from shanyraq.foundation import keyring
from shanyraq.foundation.keyfiles import make_key_file
from shanyraq.foundation.keyring import CannotOpen
from shanyraq.foundation.models import DataKey

SOMEBODY, ANOTHER = uuid.UUID(int=1), uuid.UUID(int=2)
HERE = "people.Person|1|text"


@pytest.fixture(autouse=True)
def _no_keys_remembered():
    keyring.forget()
    yield
    keyring.forget()


def sealed(text: str = "a secret", subject: uuid.UUID = SOMEBODY, context: str = HERE) -> bytes:
    return keyring.seal(text.encode(), subject=subject, compartment="C3", context=context)


@pytest.mark.django_db
def test_what_was_sealed_opens_again_where_it_stands() -> None:
    assert keyring.unseal(sealed("ақпарат"), context=HERE).decode() == "ақпарат"


@pytest.mark.django_db
def test_the_same_words_never_look_the_same() -> None:
    assert sealed() != sealed()


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["people.Person|2|text", "people.Person|1|notes", "cases.Note|1|text"])
def test_sealed_bytes_moved_to_another_place_do_not_open(place: str) -> None:
    with pytest.raises(CannotOpen):
        keyring.unseal(sealed(), context=place)


@pytest.mark.django_db
@pytest.mark.parametrize("position", [0, 3, 20, 40, -1])
def test_one_altered_byte_is_noticed(position: int) -> None:
    altered = bytearray(sealed())
    altered[position] ^= 1

    with pytest.raises(CannotOpen):
        keyring.unseal(bytes(altered), context=HERE)


@pytest.mark.django_db
def test_bytes_that_were_never_sealed_do_not_open() -> None:
    with pytest.raises(CannotOpen):
        keyring.unseal(b"plain", context=HERE)


@pytest.mark.django_db(transaction=True)
def test_destroying_a_persons_key_destroys_what_was_sealed_with_it() -> None:
    hers, other = sealed(), sealed(subject=ANOTHER)

    DataKey.objects.filter(subject=SOMEBODY).delete()
    keyring.forget()

    with pytest.raises(CannotOpen):
        keyring.unseal(hers, context=HERE)
    assert keyring.unseal(other, context=HERE)


@pytest.mark.django_db(transaction=True)
def test_a_wrapped_key_put_into_another_row_does_not_open() -> None:
    hers, _ = sealed(), sealed(subject=ANOTHER)
    stolen = DataKey.objects.get(subject=ANOTHER)

    DataKey.objects.filter(subject=SOMEBODY).update(wrapped=stolen.wrapped)
    keyring.forget()

    with pytest.raises(CannotOpen):
        keyring.unseal(hers, context=HERE)


@pytest.mark.django_db(transaction=True)
def test_another_root_key_opens_nothing(tmp_path: Path, settings) -> None:
    hers = sealed()

    settings.DATA = tmp_path
    make_key_file(tmp_path / "keys", "root.key")
    keyring.forget()

    with pytest.raises(CannotOpen):
        keyring.unseal(hers, context=HERE)


@pytest.mark.django_db(transaction=True)
def test_each_person_and_compartment_has_one_key() -> None:
    for _ in range(2):
        sealed()
        keyring.forget()
    keyring.seal(b"x", subject=SOMEBODY, compartment="C4", context=HERE)

    assert DataKey.objects.filter(subject=SOMEBODY).count() == 2


@pytest.mark.django_db
def test_keys_of_many_people_are_made_in_few_queries(django_assert_max_num_queries) -> None:
    pairs = [(uuid.uuid4(), "C3") for _ in range(300)]

    with django_assert_max_num_queries(8):  # the first of a compartment makes its wrapping key
        keyring.ensure_keys(pairs)
        for subject, compartment in pairs:
            keyring.seal(b"x", subject=subject, compartment=compartment, context=HERE)


@pytest.mark.django_db(transaction=True)
def test_a_key_whose_transaction_was_rolled_back_is_never_used_again() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        sealed()
        raise RuntimeError

    later = sealed()
    keyring.forget()

    assert DataKey.objects.count() == 1
    assert keyring.unseal(later, context=HERE) == b"a secret"


@pytest.mark.django_db(transaction=True)
def test_a_key_of_a_rolled_back_inner_transaction_is_never_used_again() -> None:
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            sealed()
            raise RuntimeError
        later = sealed()
    keyring.forget()

    assert keyring.unseal(later, context=HERE) == b"a secret"


@pytest.mark.django_db(transaction=True)
def test_what_is_sealed_and_opened_within_one_transaction_stays_readable_after_it() -> None:
    with transaction.atomic():
        hers = sealed()
        assert keyring.unseal(hers, context=HERE) == b"a secret"

    assert keyring.unseal(hers, context=HERE) == b"a secret"
    keyring.forget()
    assert keyring.unseal(hers, context=HERE) == b"a secret"


@pytest.mark.django_db(transaction=True)
def test_warming_reads_the_keys_of_many_people_with_one_query(django_assert_num_queries) -> None:
    people = [uuid.uuid4() for _ in range(20)]
    kept = [sealed(subject=one) for one in people]
    keyring.forget()

    with django_assert_num_queries(1):
        keyring.warm(people)
        for one in kept:
            keyring.unseal(one, context=HERE)


@pytest.mark.django_db(transaction=True)
def test_within_one_transaction_a_key_is_asked_for_once_however_long_it_lasts(
    django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        sealed()
        monkeypatch.setattr(keyring, "FRESH", 0.0)
        with django_assert_num_queries(0):
            keyring.ensure_keys([(SOMEBODY, "C3")])
            assert keyring.unseal(sealed(), context=HERE) == b"a secret"

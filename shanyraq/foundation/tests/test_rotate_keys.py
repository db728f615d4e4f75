"""Other keys while people work: everything stays readable, broken off it goes on, and no key goes that is needed."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from shanyraq.foundation import checking, keyring, rotation, sealed_places
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.foundation.sealed_places import Column, Sealed
from shanyraq.foundation.tests.test_encrypted import SOMEBODY, adapted, columns
from shanyraq.foundation.tests.test_encrypted import letters as letters  # a table with sealed columns

PEOPLE = [uuid.UUID(int=number) for number in range(1, 6)]


class Killed(Exception):
    """As SIGKILL does, in the middle of it."""


@pytest.fixture
def written(letters: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Five people's letters, found by what goes through everything sealed."""
    monkeypatch.setattr(sealed_places, "_registered", [Column(letters._meta.get_field("text"))])
    monkeypatch.setattr(rotation, "AT_ONCE", 2)
    keyring.forget()  # a key of somebody of another test stands for none of these
    for person in PEOPLE:
        letters.objects.create(person_id=person, text=f"for {person.int}")
    keyring.forget()
    yield letters


def nobody(*told: object) -> None:
    """Whom nothing has to be told."""


def renewed(compartment: str = "C3", tell: Any = nobody) -> int:
    """All steps, as the command takes them, without the pause for other processes."""
    rotation.next_generation(compartment, at=real_now())
    begun = rotation.begin(compartment, at=real_now())
    rotation.wrap_anew(compartment, tell)
    rotation.make_keys(begun, tell)
    sealed = rotation.seal_anew(begun, tell)
    rotation.end(begun, at=real_now())
    return sealed


def words(letters: Any) -> list[str]:
    keyring.forget()
    return sorted(row.text for row in letters.objects.all())


WORDS = [f"for {number}" for number in range(1, 6)]


def test_after_a_wrapping_key_was_changed_everything_opens_and_no_data_key_is_under_the_old_one(
    written: Any,
) -> None:
    before = columns(written)

    rotation.next_generation("C3", at=real_now())
    assert rotation.wrap_anew("C3", nobody) == 5

    assert words(written) == WORDS
    assert columns(written) == before
    assert set(DataKey.objects.values_list("wrapped_by__generation", flat=True)) == {2}
    assert rotation.unfinished() == []


def test_wrapping_that_was_broken_off_goes_on_with_the_same_key(written: Any) -> None:
    def killed_at_the_first(*told: object) -> None:
        raise Killed

    rotation.next_generation("C3", at=real_now())
    with pytest.raises(Killed):
        rotation.wrap_anew("C3", killed_at_the_first)
    assert words(written) == WORDS
    assert rotation.unfinished() == ["C3"]

    assert rotation.next_generation("C3", at=real_now()).generation == 2
    assert rotation.wrap_anew("C3", nobody) == 3

    assert words(written) == WORDS
    assert rotation.unfinished() == []


def test_sealed_anew_everything_opens_with_other_keys_and_none_with_the_old_ones(written: Any) -> None:
    old = set(DataKey.objects.values_list("pk", flat=True))

    assert renewed() == 5

    assert words(written) == WORDS
    assert {uuid.UUID(bytes=one[1:17]) for one in columns(written)}.isdisjoint(old)
    assert DataKey.objects.filter(retired_at=None).count() == 5


def test_sealing_anew_that_is_broken_off_anywhere_loses_nothing_and_goes_on(written: Any) -> None:
    steps: list[object] = []
    renewed(tell=lambda *told: steps.append(told))

    for number in range(len(steps)):
        left = iter(range(number))

        def dies(*told: object, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Killed

        with pytest.raises(Killed):
            renewed(tell=dies)
        assert words(written) == WORDS
        assert rotation.is_begun("C3")
        generations = WrappingKey.objects.filter(compartment="C3").count()
        old = set(DataKey.objects.filter(retired_at__isnull=False).values_list("pk", flat=True))

        renewed()

        assert words(written) == WORDS
        assert not rotation.is_begun("C3")
        assert WrappingKey.objects.filter(compartment="C3").count() == generations
        assert {uuid.UUID(bytes=one[1:17]) for one in columns(written)}.isdisjoint(old)


def test_whoever_saves_meanwhile_keeps_what_she_saved(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Column.after

    first = iter([True])

    def is_read_and_then_saved(self: Column, *words: Any) -> list[Sealed]:
        some = read(self, *words)
        if all(one.subject != PEOPLE[0] for one in some) or not next(first, False):
            return some
        row = written.objects.get(person_id=PEOPLE[0])
        row.text = "for 1, put right"
        row.save()
        return some

    monkeypatch.setattr(Column, "after", is_read_and_then_saved)
    renewed()

    assert words(written) == ["for 1, put right", *WORDS[1:]]


def test_what_was_read_before_and_is_saved_after_is_found_and_its_key_stays(written: Any) -> None:
    read_before = written.objects.get(person_id=PEOPLE[0])
    renewed()

    read_before.save()

    found = checking.read_all(nobody)
    assert found.retired.total() == 1 and not found.faults
    assert checking.destroy_retired(found, at=real_now(), waits=False) == (4, 1)
    assert words(written) == WORDS


def test_a_process_that_knows_the_old_key_asks_again_after_some_seconds(
    written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.warm(PEOPLE)
    known, at = keyring._ids[(SOMEBODY, "C3")]
    new = DataKey.objects.get(pk=known)
    DataKey.objects.filter(pk=known).update(retired_at=real_now())
    new.pk, new.wrapped = uuid.uuid4(), b""
    keyring.new_key(SOMEBODY, new.wrapped_by).save()

    monkeypatch.setattr(keyring.time, "monotonic", lambda: at + keyring.FRESH + 1)
    sealed = keyring.seal(b"later", subject=SOMEBODY, compartment="C3", context="x")

    assert keyring.key_id_of(sealed, context="x") != known


def test_old_keys_go_only_after_everything_was_read_and_whoever_was_at_work_is_done(written: Any) -> None:
    renewed()
    found = checking.read_all(nobody)
    assert (found.read, found.erased, found.faults, found.retired.total()) == (5, 0, [], 0)

    assert checking.destroy_retired(found, at=real_now()) == (0, 0)
    later = real_now() + checking.AT_WORK + timedelta(seconds=1)
    assert checking.destroy_retired(found, at=later) == (5, 1)

    assert words(written) == WORDS
    assert checking.left() == (0, 0)


def test_no_key_goes_while_a_value_does_not_open(written: Any) -> None:
    renewed()
    row = written.objects.get(person_id=PEOPLE[2])
    with connection.cursor() as cursor:
        table = written._meta.db_table
        cursor.execute(f"UPDATE {table} SET text = %s WHERE id = %s", [b"\x01" * 60, adapted(row.pk)])

    found = checking.read_all(nobody)

    assert [(fault.place, fault.code) for fault in found.faults] == [
        (f"foundation.Letter|{row.pk}|text", CannotOpen.GONE)
    ]
    assert checking.destroy_retired(found, at=real_now(), waits=False) == (0, 0)
    assert checking.left() == (5, 1)


def test_whoever_was_erased_is_counted_and_gets_no_key_again(written: Any) -> None:
    DataKey.objects.filter(subject=SOMEBODY).delete()
    keyring.forget()

    renewed()

    found = checking.read_all(nobody)
    assert (found.read, found.erased, found.faults) == (5, 1, [])
    assert not DataKey.objects.filter(subject=SOMEBODY).exists()


def test_a_data_key_made_meanwhile_under_the_old_wrapping_key_keeps_that_one(written: Any) -> None:
    old = WrappingKey.objects.get(compartment="C3")
    rotation.next_generation("C3", at=real_now())
    rotation.wrap_anew("C3", nobody)
    keyring.new_key(uuid.UUID(int=99), old).save()

    assert rotation.unfinished() == ["C3"]
    assert checking.destroy_retired(checking.read_all(nobody), at=real_now(), waits=False) == (0, 0)
    rotation.wrap_anew("C3", nobody)
    assert checking.destroy_retired(checking.read_all(nobody), at=real_now(), waits=False) == (0, 1)

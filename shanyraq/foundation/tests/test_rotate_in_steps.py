"""Other keys come in steps: each is told, others write between two of them, and each goes on where it stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shanyraq.foundation import keyring, rotation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import DataKey, Rotation, WrappingKey
from shanyraq.foundation.tests.test_encrypted import adapted, columns
from shanyraq.foundation.tests.test_encrypted import letters as letters
from shanyraq.foundation.tests.test_rotate_keys import PEOPLE, nobody
from shanyraq.foundation.tests.test_rotate_keys import written as written

pytestmark = pytest.mark.django_db


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    done: list[float] = []
    monkeypatch.setattr(rotation.time, "sleep", done.append)
    return done


def test_every_step_is_told_and_lets_others_write(written: Any, slept: list[float]) -> None:
    told: list[tuple[str, int, int]] = []

    def tell(*words: Any) -> None:
        told.append(words)

    rotation.next_generation("C3", at=real_now())
    assert rotation.wrap_anew("C3", tell) == 5
    assert (told, slept) == ([("wrapped", done, 5) for done in (2, 4, 5)], [rotation.BREATH] * 3)
    told.clear()
    slept.clear()

    begun = rotation.begin("C3", at=real_now())
    assert rotation.make_keys(begun, tell) == 5
    assert (told, slept) == ([("made", done, 5) for done in (2, 4, 5)], [rotation.BREATH] * 3)
    told.clear()
    slept.clear()

    assert rotation.seal_anew(begun, tell) == 5
    assert [one for one in told if one[1]] == [("sealed", done, 0) for done in (2, 4, 5)]
    assert slept == [rotation.BREATH] * 3
    assert rotation.seal_anew(begun, tell) == 0


def test_only_the_keys_of_one_part_are_changed(written: Any, slept: list[float]) -> None:
    keyring.seal(b"words", subject=PEOPLE[0], compartment="C7", context="x")
    other = WrappingKey.objects.get(compartment="C7")
    rotation.next_generation("C3", at=real_now())
    assert rotation.unfinished() == ["C3"] and rotation.compartments() == ["C3", "C7"]

    rotation.wrap_anew("C3", nobody)
    assert not rotation.is_begun("C3")
    begun = rotation.begin("C3", at=real_now())
    assert rotation.begin("C3", at=real_now()) == begun and rotation.is_begun("C3")
    assert not rotation.is_begun("C7") and rotation.unfinished() == ["C3"]
    rotation.make_keys(begun, nobody)
    rotation.seal_anew(begun, nobody)

    kept = DataKey.objects.get(compartment="C7")
    assert (kept.wrapped_by, kept.retired_at) == (other, None)
    at = real_now()
    rotation.end(begun, at=at)
    assert Rotation.objects.get().done_at == at and rotation.unfinished() == []


def test_the_next_generation_follows_the_one_in_use_which_retires(written: Any) -> None:
    at = real_now()

    following = rotation.next_generation("C3", at=at)

    assert following.generation == 2
    assert WrappingKey.objects.get(compartment="C3", generation=1).retired_at == at
    assert rotation.next_generation("C3", at=at) == following  # there is work left for this one
    assert rotation.next_generation("C9", at=at).generation == 2  # a part that had no key yet


def test_a_key_that_was_made_since_it_began_stays_in_use(written: Any, slept: list[float]) -> None:
    begun = rotation.begin("C3", at=real_now() - timedelta(hours=1))

    assert rotation.make_keys(begun, nobody) == 0

    DataKey.objects.filter(subject=PEOPLE[0]).update(made_at=None)
    DataKey.objects.filter(subject=PEOPLE[1]).update(made_at=begun.begun_at)
    DataKey.objects.filter(subject=PEOPLE[2]).update(made_at=begun.begun_at - timedelta(seconds=1))
    assert rotation.make_keys(begun, nobody) == 2
    retired = DataKey.objects.filter(retired_at__isnull=False).values_list("subject", flat=True)
    assert set(retired) == {PEOPLE[0], PEOPLE[2]}


def test_other_processes_know_the_retired_keys_for_some_seconds(written: Any) -> None:
    now = real_now()
    begun = rotation.begin("C3", at=now)
    assert rotation.until_known([begun], at=now) == 0.0
    keyring.seal(b"words", subject=UUID(int=77), compartment="C7", context="x")
    DataKey.objects.filter(compartment="C7").update(retired_at=now)
    assert rotation.until_known([begun], at=now) == 0.0

    DataKey.objects.filter(subject=PEOPLE[0]).update(retired_at=now - timedelta(seconds=1))

    assert rotation.until_known([begun], at=now) == keyring.FRESH - 1
    assert rotation.until_known([begun], at=now + timedelta(days=1)) == 0.0


def test_sealing_goes_on_behind_the_last_row_of_the_place_where_it_stopped(
    written: Any, slept: list[float]
) -> None:
    begun = rotation.begin("C3", at=real_now())
    rotation.make_keys(begun, nobody)
    place = next(one for one in rotation.places() if one.name == "foundation.Letter.text")
    rows = [one.row for one in place.after("", 9)]

    rotation._remember(begun, place.name, rows[2])
    assert rotation._seal_all(Rotation.objects.get(), nobody) == 2
    assert (Rotation.objects.get().place, Rotation.objects.get().after) == ("", "")

    rotation._remember(begun, place.name + "z", "")  # a place that comes after this one
    assert rotation._seal_all(Rotation.objects.get(), nobody) == 0
    rotation._remember(begun, "a place before it", rows[-1])
    assert rotation._seal_all(Rotation.objects.get(), nobody) == 3


def test_a_value_that_was_altered_stays_as_it_is_and_the_others_are_sealed(
    written: Any, slept: list[float]
) -> None:
    row = written.objects.get(person_id=PEOPLE[2])
    table, key = written._meta.db_table, adapted(row.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {table} WHERE id = %s", [key])
        whole = bytes(cursor.fetchone()[0])
        bent = whole[:-1] + bytes([whole[-1] ^ 1])
        cursor.execute(f"UPDATE {table} SET text = %s WHERE id = %s", [bent, key])
    begun = rotation.begin("C3", at=real_now())
    rotation.make_keys(begun, nobody)

    assert rotation.seal_anew(begun, nobody) == 4

    assert bent in columns(written)


def test_what_was_saved_meanwhile_is_sealed_in_another_round(
    written: Any, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = iter([3, 2, 0])
    monkeypatch.setattr(rotation, "_seal_all", lambda begun, tell: next(rounds))

    assert rotation.seal_anew(rotation.begin("C3", at=real_now()), nobody) == 5

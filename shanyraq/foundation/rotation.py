"""Giving a compartment other keys while people work: some rows at a time, and again from there after a power failure.

First the wrapping key: a new generation, and every data key of the compartment wrapped by it. That is quick and changes
no sealed value. Where the data keys themselves may be known to somebody, they are replaced as well: each person gets
another (`make_keys`), and every value is sealed with it (`seal_anew`). Old keys only retire; `checking` destroys them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from shanyraq.foundation import keyring, wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.models import DataKey, Rotation, WrappingKey
from shanyraq.foundation.sealed_places import Place, Sealed, places, values
from shanyraq.foundation.writing import update_rows, writing

AT_ONCE = 500
BREATH = 0.02  # seconds between two batches, in which others write
Tell = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


def compartments() -> list[str]:
    """Every compartment that has keys."""
    return sorted(set(WrappingKey.objects.values_list("compartment", flat=True)))


def unfinished() -> list[str]:
    """Compartments whose change of keys was begun and not brought to its end."""
    wrapped = DataKey.objects.filter(wrapped_by__retired_at__isnull=False).values_list(
        "compartment", flat=True
    )
    renewed = Rotation.objects.filter(done_at=None).values_list("compartment", flat=True)
    return sorted({*wrapped, *renewed})


def next_generation(compartment: str, *, at: datetime) -> WrappingKey:
    """Retire a compartment's wrapping key and put the next generation in use.

    Where work for the generation in use is left, that one is gone on with.
    """
    with writing():
        used = WrappingKey.objects.select_for_update().filter(compartment=compartment, retired_at=None)
        now = used.first() or wrapping.in_use([compartment])[compartment]
        if compartment in unfinished():
            return now
        WrappingKey.objects.filter(pk=now.pk).update(retired_at=at)
        following = wrapping.new_key(compartment, now.generation + 1)
        following.save()
        return following


def wrap_anew(compartment: str, tell: Tell) -> int:
    """Wrap every data key of a compartment by the key in use. How many were. Raises CannotOpen."""
    total, done = _waiting(compartment).count(), 0
    while some := _wrap_some(compartment):
        time.sleep(BREATH)
        done += some
        tell("wrapped", done, max(total, done))
    return done


def is_begun(compartment: str) -> bool:
    """Whether the data keys of a compartment are being replaced, so that this has to be brought to its end."""
    return Rotation.objects.filter(compartment=compartment, done_at=None).exists()


def begin(compartment: str, *, at: datetime) -> Rotation:
    """The rotation of a compartment's data keys: the one that was begun, else a new one."""
    with writing():
        Rotation.objects.bulk_create([Rotation(compartment=compartment, begun_at=at)], ignore_conflicts=True)
        return Rotation.objects.get(compartment=compartment, done_at=None)


def make_keys(rotation: Rotation, tell: Tell) -> int:
    """Give everybody another data key of the compartment; the one before retires. How many were made.

    For some seconds more processes seal with the retired ones (see `until_known`).
    """
    total, done = _older(rotation).count(), 0
    while some := _renew_some(rotation):
        time.sleep(BREATH)
        done += some
        tell("made", done, max(total, done))
    return done


def until_known(rotations: list[Rotation], *, at: datetime) -> float:
    """Seconds until no process seals any more with the data keys that retired in these rotations."""
    among = DataKey.objects.filter(compartment__in=[one.compartment for one in rotations])
    last = among.aggregate(last=Max("retired_at"))["last"]
    return max(0.0, keyring.FRESH - (at - last).total_seconds()) if last else 0.0


def seal_anew(rotation: Rotation, tell: Tell) -> int:
    """Seal every value of the compartment with the keys in use. How many were.

    A value that does not open stays as it is, for `checking` to name. Raises CannotOpen where a data key does not open.
    """
    sealed = _seal_all(rotation, tell)
    while more := _seal_all(rotation, tell):  # what somebody saved meanwhile who had read it before
        sealed += more
    return sealed


def end(rotation: Rotation, *, at: datetime) -> None:
    """The compartment is sealed anew."""
    Rotation.objects.filter(pk=rotation.pk).update(done_at=at)


def _waiting(compartment: str) -> QuerySet[DataKey]:
    return DataKey.objects.filter(compartment=compartment, wrapped_by__retired_at__isnull=False)


def _wrap_some(compartment: str) -> int:
    with writing():
        by = WrappingKey.objects.get(compartment=compartment, retired_at=None)
        old = DataKey.objects.filter(compartment=compartment).exclude(wrapped_by=by)
        rows = list(old.select_for_update(of=("self",)).select_related("wrapped_by")[:AT_ONCE])
        for row in rows:
            wrapping.holder().wrap_anew(row, by)
        update_rows(rows, ["wrapped", "wrapped_by"])
    return len(rows)


def _older(rotation: Rotation) -> QuerySet[DataKey]:
    """The data keys in use that were made before the rotation began."""
    before = Q(made_at=None) | Q(made_at__lt=rotation.begun_at)
    return DataKey.objects.filter(before, compartment=rotation.compartment, retired_at=None)


def _renew_some(rotation: Rotation) -> int:
    with writing():
        by = WrappingKey.objects.get(compartment=rotation.compartment, retired_at=None)
        rows = list(_older(rotation).select_for_update()[:AT_ONCE])
        DataKey.objects.filter(pk__in=[row.pk for row in rows]).update(retired_at=real_now())
        DataKey.objects.bulk_create([keyring.new_key(row.subject, by) for row in rows])
    return len(rows)


def _seal_all(rotation: Rotation, tell: Tell) -> int:
    """Seal anew what is left under retired keys, from where it broke off. How many values were."""
    done = 0
    for place in places():
        if place.name < rotation.place:
            continue
        after = rotation.after if place.name == rotation.place else ""
        for some in values(place, after=after, at_once=AT_ONCE):
            if sealed := _seal_some(rotation, place, some):
                time.sleep(BREATH)
                done += sealed
            tell("sealed", done, 0)
    _remember(rotation, "", "")
    return done


def _seal_some(rotation: Rotation, place: Place, some: list[Sealed]) -> int:
    ids = dict(_ids_of(some))
    retired = DataKey.objects.filter(compartment=rotation.compartment, retired_at__isnull=False)
    old = {row.pk: row for row in retired.filter(pk__in=set(ids.values())).select_related("wrapped_by")}
    if not old:
        return 0
    with writing():
        following = DataKey.objects.filter(
            compartment=rotation.compartment,
            subject__in={row.subject for row in old.values()},
            retired_at=None,
        ).select_related("wrapped_by")
        # Whoever was erased meanwhile has no key any more, and gets none.
        keys = {row.subject: (row.pk, keyring.opened(row)) for row in following}
        changed = []
        for one in some:
            key = old.get(ids[one.content]) if one.content in ids else None
            if key is None or key.subject not in keys:
                continue
            try:
                plain = keyring.opened_with(keyring.opened(key), one.content, context=one.context)
            except CannotOpen:
                continue
            new_id, new = keys[key.subject]
            changed.append((one, keyring.sealed_with(new_id, new, plain, context=one.context)))
        done = place.replace(changed) if changed else 0
        _remember(rotation, place.name, some[-1].row)
    return done


def _ids_of(some: list[Sealed]) -> Iterator[tuple[bytes, UUID]]:
    """Which key each value was sealed with, by its bytes; without those that are no sealed bytes."""
    for one in some:
        with suppress(CannotOpen):
            yield one.content, keyring.key_id_of(one.content, context=one.context)


def _remember(rotation: Rotation, place: str, after: str) -> None:
    rotation.place, rotation.after = place, after
    Rotation.objects.filter(pk=rotation.pk).update(place=place, after=after)

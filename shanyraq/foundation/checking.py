"""Reading every sealed value once, and destroying the keys that none of them needs any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from shanyraq.foundation import keyring
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.foundation.sealed_places import Sealed, places, values
from shanyraq.foundation.writing import writing

# Longer than any page or job works with what it read: it may still save what was sealed with a key retired since.
AT_WORK = timedelta(minutes=10)


@dataclass
class Found:
    """What reading everything found. `faults` says where and why; `erased` are of people who have no key at all."""

    read: int = 0
    erased: int = 0
    faults: list[CannotOpen] = field(default_factory=list)
    retired: Counter[UUID] = field(default_factory=Counter)  # key that is retired -> values it still opens


def read_all(tell: Callable[[int], None]) -> Found:
    """Read every sealed value. Writes nothing."""
    found = Found()
    for place in places():
        for some in values(place):
            _read_some(found, some)
            tell(found.read)
    return found


def destroy_retired(found: Found, *, at: datetime, waits: bool = True) -> tuple[int, int]:
    """Destroy retired keys that nothing needs: how many data keys, how many wrapping keys.

    Nothing where a value did not open: one of them may be what opens it. With `waits`, a key is left alone for the
    first minutes after it retired.
    """
    if found.faults:
        return 0, 0
    before = at - AT_WORK if waits else at
    with writing():
        unused = DataKey.objects.filter(retired_at__lte=before).exclude(pk__in=list(found.retired))
        gone = [row.pk for row in unused.only("pk")]
        data_keys = DataKey.objects.filter(pk__in=gone).delete()[0]
        empty = WrappingKey.objects.filter(retired_at__lte=before, data_keys=None)
        wrapping_keys = WrappingKey.objects.filter(pk__in=[row.pk for row in empty]).delete()[0]
    keyring.forget()
    return data_keys, wrapping_keys


def left() -> tuple[int, int]:
    """How many retired keys are still there: data keys, wrapping keys."""
    return (
        DataKey.objects.filter(retired_at__isnull=False).count(),
        WrappingKey.objects.filter(retired_at__isnull=False).count(),
    )


def _read_some(found: Found, some: list[Sealed]) -> None:
    keys = _keys_of(some)
    with_keys = set(
        DataKey.objects.filter(subject__in={one.subject for one in some}).values_list("subject", flat=True)
    )
    for one in some:
        found.read += 1
        try:
            key_id = keyring.key_id_of(one.content, context=one.context)
            row = keys.get(key_id)
            if row is None and one.subject not in with_keys:
                found.erased += 1
                continue
            if row is None:
                raise CannotOpen(f"the key {key_id} is gone", code=CannotOpen.GONE)
            keyring.opened_with(keyring.opened(row), one.content, context=one.context)
        except CannotOpen as fault:
            fault.place = one.context
            found.faults.append(fault)
            continue
        if row.retired_at is not None:
            found.retired[key_id] += 1


def _keys_of(some: Iterable[Sealed]) -> dict[UUID, DataKey]:
    ids = set()
    for one in some:
        with suppress(CannotOpen):  # told when its turn comes
            ids.add(keyring.key_id_of(one.content, context=one.context))
    return DataKey.objects.select_related("wrapped_by").in_bulk(ids)

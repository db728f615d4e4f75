"""Destroying what is held closest, of everybody at once: for the day on which it must not fall into other hands.

Two custodians decide, each with her own words, and nobody above them is asked: no hold, no request and no panel keeps
it back, and nothing brings it back. The files stay, so that help goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.erasing import empty_lists
from shanyraq.foundation import keyring
from shanyraq.foundation.erasing import Erasing
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.people.models import Person
from shanyraq.rights.actions.erasing import empty_tables
from shanyraq.rights.actions.sweeping import sweep
from shanyraq.vault.actions.custodians import Present, keys_of_two

SYSTEM = system_actor("keys destroy")


@dataclass(frozen=True)
class Destroyed:
    """How many keys and rows are gone, and whether the free pages of the database hold nothing either."""

    keys: int
    rows: int
    is_swept: bool


def destroy_parts(*, parts: Collection[str], present: tuple[Present, Present], at: datetime) -> Destroyed:
    """Destroy these parts of every file: their keys, then their rows, in one act. `at`: the real time.

    `parts`: compartments. Raises CannotRelock or WrongWords where these are not two custodians with their own words.
    """
    keys_of_two(present=present, by=SYSTEM, at=at)
    with recorded("keys.destroy", by=SYSTEM) as act, computing("keys.destroy"):
        act.about(*(one.custodian_id for one in present), kind="custodian")
        act.about(*sorted(parts), kind="part")
        everybody = tuple(Person.objects.values_list("pk", flat=True))
        gone = empty_tables(what=Erasing(everybody, frozenset(parts), at, None))
        empty_lists(at=at)
        gone += _keys_gone(parts)
        transaction.on_commit(keyring.forget)
    keys = gone.pop("foundation.DataKey", 0) + gone.pop("foundation.WrappingKey", 0)
    return Destroyed(keys, gone.total(), sweep())


def _keys_gone(parts: Collection[str]) -> Counter[str]:
    """Every key of these parts that is left: also of what nobody's file holds. Part of the caller's recorded act."""
    left = {"compartment__in": sorted(parts)}
    return Counter(
        {
            "foundation.DataKey": DataKey.objects.filter(**left).delete()[0],
            "foundation.WrappingKey": WrappingKey.objects.filter(**left).delete()[0],
        }
    )

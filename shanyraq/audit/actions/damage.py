"""Entering damage of the record into the record: it is known, and what comes behind it counts again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shanyraq.audit.actions import HasId, recorded
from shanyraq.audit.rules.damage import CAUSES, ENTERED, KINDS, Fault, told
from shanyraq.foundation.errors import Refusal


class CannotEnter(Refusal):
    """This damage cannot be acknowledged, or not like this."""


def enter_damage(*, faults: Sequence[Fault], because: str, two: tuple[UUID, UUID], by: HasId) -> None:
    """Write that two persons know of this damage and why they think it came, one row for all of it. Raises CannotEnter.

    `because` is one of CAUSES. Damage behind which the record cannot go on, and of which nobody can say what stands
    there, is not entered: it is mended from a backup.
    """
    with recorded(ENTERED, by=by) as act:
        if two[0] == two[1]:
            raise CannotEnter("two persons are needed", code="two")
        if because not in CAUSES:
            raise CannotEnter("the cause is none of those that are known", code="cause")
        if not faults or not all(one.mark and one.kind in KINDS and one.is_open for one in faults):
            raise CannotEnter("this damage cannot be acknowledged", code="kind")
        act.about(*two, kind="custodian")
        act.about(*(told(one) for one in faults), kind="damage")
        act.reason_code = because

"""B04: what a role shows, it shows beside any other that the same colleague holds: no more, and no less."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import acting
from tests.bars.test_b04 import ROLES, Kept, kept

__all__ = ["kept"]  # the rows that there are, as a fixture
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("who", ["led", "helper"])
def test_beside_any_second_role_each_shows_exactly_what_it_shows_alone(kept: Kept, who: str) -> None:
    account = Account(id=uuid4(), login="somebody", staff=kept.staff[who])
    tables = {type(thing) for thing in kept.things}
    alone = {role: acting(account, [RoleGrant(role=role, region="ALR", centre="MAN-A")]) for role in ROLES}
    for first, second in permutations(ROLES, 2):
        held = [RoleGrant(role=first, region="ALR", centre="MAN-A"), RoleGrant(role=second, region="SHY")]
        assert replace(acting(account, held, first), others=()) == alone[first], (first, second)
    for first, second in zip(ROLES, [*ROLES[1:], ROLES[0]], strict=True):
        held = [RoleGrant(role=first, region="ALR", centre="MAN-A"), RoleGrant(role=second, region="SHY")]
        for table in tables:
            objects: Any = table.objects  # type: ignore[attr-defined]
            in_hand, single = (
                set(objects.visible_to(one).values_list("pk", flat=True))
                for one in (acting(account, held, first), alone[first])
            )
            assert in_hand == single, (first, second, table.__name__)

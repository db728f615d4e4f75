"""B07 for somebody who is forced: the walls show her what the scopes do, and less than else."""

from __future__ import annotations

import pytest

from shanyraq.access.rules.forced import FEW, SHOWN, forced
from tests.bars.both_sides import by_the_scopes, through_the_wall
from tests.bars.test_b07 import full
from tests.bars.walled_town import Town

__all__ = ["full"]
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]


def test_whoever_is_forced_sees_through_the_wall_what_the_scopes_show_her_and_less_than_else(
    full: Town,
) -> None:
    kept = list[bool]()
    for worker in full.workers:
        actor = worker.actor
        here = through_the_wall(worker.staff.pk, actor.role, forced="yes")
        assert here == by_the_scopes(forced(actor)), actor.role
        assert all(rows <= by_the_scopes(actor)[label] for label, rows in here.items()), actor.role
        assert {label for label, rows in here.items() if rows} <= SHOWN and len(here["cases.Case"]) <= FEW
        kept.append(bool(here["cases.Case"]))

    assert any(kept)

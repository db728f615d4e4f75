"""B03: whatever differs where somebody may not look, no answer to her differs by a byte.

Two worlds: one with three families in view and one elsewhere, and the same with one to three hidden differences
(`two_worlds/differences.py`). One colleague asks every address in both, finds by name and code, sends forms, and
asks for the very rows that the other world has more. What she is answered is compared whole (`two_worlds/asking.py`).

Printed figures of the whole programme are an exception, named in `two_worlds/world.py:COUNTERS`: those pages may differ
in their counts, which disclosure control protects (B52), and name nobody. Whoever answers requests finds anybody by her
code (`ANSWERERS`): her pages of requests, and the number of rows of the record, are no secret to her.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.access import queries as policy
from shanyraq.access.permissions.matrix import roles_for_staff
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import scopes
from shanyraq.people.models import Person
from shanyraq.ui.middleware import SecurityHeaders
from tests.bars.two_worlds import closed, elsewhere
from tests.bars.two_worlds.asking import standing_clock
from tests.bars.two_worlds.comparing import Telling, told_apart
from tests.bars.two_worlds.differences import DIFFERENCES, Choose, Difference
from tests.bars.two_worlds.world import World, make_world

IS_BAR = "BAR_EXAMPLES" in os.environ
PAIRS = int(os.environ.get("BAR_EXAMPLES", "1"))
ROLES = [role.code for role in roles_for_staff()] if IS_BAR else ["case_manager"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
if not IS_BAR:
    pytestmark.append(pytest.mark.only_on("sqlite"))


assert closed and elsewhere  # they say what can differ


@dataclass
class Tellings:
    """The first world, and what each colleague is answered in it: asked once."""

    world: World
    known: dict[str, Telling] = field(default_factory=dict)

    def of(self, role: str) -> Telling:
        if role not in self.known:
            self.known[role] = Telling.of(self.world, self.world.everybody[role])
        return self.known[role]

    def hidden_from(self, role: str) -> list[Difference]:
        return [one for one in DIFFERENCES if one.is_hidden_from(self.world, self.world.everybody[role])]


@pytest.fixture
def tellings(request: pytest.FixtureRequest) -> Iterator[Tellings]:
    with standing_clock():
        yield Tellings(make_world(request.getfixturevalue))


@pytest.mark.in_bars
@settings(max_examples=PAIRS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not IS_BAR)
@given(role=st.sampled_from(ROLES), seed=st.integers(0, 2**32 - 1))
def test_no_answer_tells_two_worlds_apart(tellings: Tellings, role: str, seed: int) -> None:
    """In the bar every role and one to three differences; in the suite one role and all that can be hidden at once."""
    hidden, dice = tellings.hidden_from(role), random.Random(seed)
    some = dice.sample(hidden, dice.randint(1, 3)) if IS_BAR else hidden

    assert told_apart(tellings.of(role), some, Choose(dice.choice)) == []


# --- leaks that are planted -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leak:
    """A mistake that somebody could make, the difference that shows it, and where it shows."""

    scopes: dict[str, Callable[[Actor], Q]]
    difference: str
    shown_at: str


def everything(actor: Actor) -> Q:
    return Q()


LEAKS = {
    "a search over everybody": Leak(
        dict.fromkeys(("people.Person", "people.NameKey", "people.PersonName"), everything),
        "a_family_more",
        "desk:search",
    ),
    "a list of all families": Leak({"people.Family": everything}, "a_family_more", "desk:families"),
    "a warning about people out of sight": Leak(
        dict.fromkeys(("people.Person", "people.PersonName"), everything),
        "a_family_more",
        "cases:register_family",
    ),
    # Notes of every part are no leak to plant: rows past a scope still keep their fields closed (test_closed_fields).
    "services of every part": Leak({"cases.PlanStep": scopes.of_visible_cases}, "a_service", "desk:today"),
    "emergencies of others": Leak(
        {"cases.EmergencyOpening": everything}, "an_emergency", "cases:emergencies"
    ),
}


def test_leaks_that_are_planted_are_found(tellings: Tellings, monkeypatch: pytest.MonkeyPatch) -> None:
    who = tellings.world.everybody["case_manager"]
    known = {one.name: one for one in tellings.hidden_from("case_manager")}
    unseen = []

    for name, leak in LEAKS.items():
        monkeypatch.setattr(policy, "_scopes", {**policy._scopes, **leak.scopes})
        telling = Telling.of(tellings.world, who, at=leak.shown_at)
        dice = (random.Random(seed) for seed in range(5))
        if not any(
            told_apart(telling, [known[leak.difference]], Choose(one.choice), new_rows=0) for one in dice
        ):
            unseen.append(name)
        monkeypatch.undo()

    assert unseen == []


def test_a_header_that_counts_what_is_hidden_is_found(
    tellings: Tellings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(self: SecurityHeaders, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["X-Known"] = str(Person._base_manager.count())
        return response

    monkeypatch.setattr(SecurityHeaders, "__call__", counted)
    telling = Telling.of(tellings.world, tellings.world.everybody["partner"], at="ui:gallery_door")
    more = next(one for one in DIFFERENCES if one.name == "a_family_more")

    assert "headers" in told_apart(telling, [more], Choose(random.Random(1).choice), new_rows=0)[0]


def test_every_difference_is_hidden_from_somebody(tellings: Tellings) -> None:
    told = {one.name for role in tellings.world.everybody for one in tellings.hidden_from(role)}

    assert told == {one.name for one in DIFFERENCES}

"""B03: whatever differs where somebody may not look, no answer to her differs by a byte.

Two worlds: one with three families in view and one elsewhere, and the same with hidden differences, one or two more
from world to world (`two_worlds/differences.py`, `two_worlds/growing.py`). One colleague asks every address in both,
with rows of hers and of people elsewhere, finds by name and code, sends forms, and asks for the very rows that the
other world has more. What she is answered is compared whole (`two_worlds/asking.py`).

Printed figures of the whole programme are an exception, named in `two_worlds/world.py:COUNTERS`: those pages may differ
in their counts, which disclosure control protects (B52), and name nobody. Whoever answers requests finds anybody by her
code (`ANSWERERS`): her pages of requests, and the number of rows of the record, are no secret to her.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil

import pytest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from shanyraq.access import queries as policy
from shanyraq.access.permissions.matrix import roles_for_staff
from shanyraq.access.queries.fields import Reader
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import scopes
from shanyraq.demo.tests import world as demonstration
from shanyraq.people.models import Person
from shanyraq.ui.middleware import SecurityHeaders
from tests.bars.test_b10 import needs_of
from tests.bars.two_worlds import closed, desks, elsewhere
from tests.bars.two_worlds.asking import addresses, same_dice, standing_clock
from tests.bars.two_worlds.comparing import Telling, told_apart
from tests.bars.two_worlds.differences import DIFFERENCES, Choose, Difference
from tests.bars.two_worlds.growing import Tally, compare_a_row
from tests.bars.two_worlds.world import World, make_world
from tests.bars.verdicts import tell

IS_BAR = "BAR_EXAMPLES" in os.environ
PAIRS = int(os.environ.get("BAR_EXAMPLES", "8"))
SEED = os.environ.get("BAR_SEED") or str(random.SystemRandom().randrange(2**32))
ROLES = [role.code for role in roles_for_staff()] if IS_BAR else ["case_manager"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
if not IS_BAR:
    pytestmark.append(pytest.mark.only_on("sqlite"))


assert closed and desks and elsewhere  # they say what can differ


@dataclass
class Tellings:
    """The first world, and what each colleague is answered in it: asked once."""

    world: World
    known: dict[str, Telling] = field(default_factory=dict, repr=False)

    def of(self, role: str) -> Telling:
        if role not in self.known:
            self.known[role] = Telling.of(self.world, self.world.everybody[role])
        return self.known[role]

    def hidden_from(self, role: str) -> list[Difference]:
        return [one for one in DIFFERENCES if one.is_hidden_from(self.world, self.world.everybody[role])]


@pytest.fixture
def tellings(request: pytest.FixtureRequest) -> Iterator[Tellings]:
    with standing_clock():
        with same_dice(1):
            world = make_world(request.getfixturevalue)
        gc.freeze()  # what is here now stays: looking it through again and again took a tenth of the time
        yield Tellings(world)
        gc.unfreeze()


@pytest.mark.in_bars
def test_no_answer_tells_two_worlds_apart(tellings: Tellings) -> None:
    """In the bar every role, and whatever can be hidden from her; BAR_SEED draws the same worlds once more."""
    tally = Tally()
    for role in ROLES:
        hidden, dice = tellings.hidden_from(role), random.Random(f"{SEED} {role}")
        left = ceil(PAIRS / len(ROLES))
        while left:
            left -= compare_a_row(tellings.of(role), hidden, dice, left, tally)
        assert tally.drawn[role] == {one.name for one in hidden} or not IS_BAR
        tellings.known.clear()  # an answer is kept no longer than it is compared
    named = dict(addresses(demonstration.real_ids()))
    had_a_say = set().union(*tally.addresses.values())
    # Acts take a form only, and send none back: their gates decide by the role alone.
    acts = {name for name, address in named.items() if "GET" not in (needs_of(address) or "GET")}

    tell(f"{tally} of {len(named)}; BAR_SEED={SEED}")
    assert tally.leaks == []
    assert tally.pairs >= PAIRS
    assert not IS_BAR or named.keys() - had_a_say == acts


# --- leaks that are planted -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leak:
    """A mistake that somebody could make, the difference that shows it, and where it shows."""

    scopes: dict[str, Callable[[Actor], Q]]
    difference: str
    shown_at: str
    by: str = "case_manager"
    is_past_fields: bool = False  # it passes the second layer by as well: a row's fields, closed by its part


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
    "notes of every part": Leak(
        {"cases.Note": scopes.of_visible_cases}, "a_note", "cases:notes", is_past_fields=True
    ),
    "papers of every part": Leak(
        {"papers.Paper": scopes.of_visible_cases}, "a_paper", "papers:papers", is_past_fields=True
    ),
    "cards of every topic": Leak(
        {"cases.SummaryCard": scopes.of_known_people}, "a_card", "cases:cards", by="teacher"
    ),
    "what anybody asked": Leak({"rights.DataRequest": everything}, "a_request", "rights:requests"),
    "lists that others took along": Leak({"cases.Export": everything}, "a_list_taken_along", "cases:exports"),
    "services of every part": Leak({"cases.PlanStep": scopes.of_visible_cases}, "a_service", "desk:today"),
    "emergencies of others": Leak(
        {"cases.EmergencyOpening": everything}, "an_emergency", "cases:emergencies"
    ),
}


def test_leaks_that_are_planted_are_found(tellings: Tellings, monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = []

    for name, leak in LEAKS.items():
        (difference,) = (one for one in tellings.hidden_from(leak.by) if one.name == leak.difference)
        monkeypatch.setattr(policy, "_scopes", {**policy._scopes, **leak.scopes})
        if leak.is_past_fields:
            monkeypatch.setattr(Reader, "closed", lambda self, model: frozenset())
        telling = Telling.of(tellings.world, tellings.world.everybody[leak.by], at=leak.shown_at)
        dice = (random.Random(seed) for seed in range(8))
        if not any(told_apart(telling, [difference], Choose(one.choice), new_rows=0) for one in dice):
            unseen.append(name)
        monkeypatch.undo()

    assert unseen == []


def test_a_leak_is_found_in_worlds_that_grow(tellings: Tellings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else differs besides, and though each question is asked in every third world only."""
    monkeypatch.setattr(policy, "_scopes", {**policy._scopes, "cases.Note": scopes.of_visible_cases})
    telling, tally = (
        Telling.of(tellings.world, tellings.world.everybody["teacher"], at="cases:notes"),
        Tally(),
    )

    compare_a_row(telling, tellings.hidden_from("teacher"), random.Random(5), 6, tally)

    assert tally.pairs == 6 and "a_note" in tally.drawn["teacher"]
    assert any("teacher at cases:notes" in one for one in tally.leaks)


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

"""What two worlds may differ in without somebody seeing it: other people's families, and closed parts of those in view.

Each says from whom it is hidden in the words of the programme (who works where, and what the pack lets her read), not
by asking the policy, which is what is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from shanyraq.access.rules import PERSONAL
from shanyraq.cases.models import Case, EmergencyOpening
from shanyraq.people.tests.factories import AT
from tests.bars.two_worlds.world import (
    BEFORE,
    ELSEWHERE,
    HOME,
    IN_CENTRE,
    Somebody,
    World,
)

One = TypeVar("One")
PLACES = (HOME, IN_CENTRE, BEFORE)
PARTS = (*PERSONAL, "C4n")
GIVEN = (
    "Maryam",
    "Aisha",
    "Saule",
    "Aliya",
    "Dana",
    "Timur",
    "Zarina",
    "Yerlan",
    "\u041c\u0430\u0440\u0438\u044f\u043c",
)
LABELS = (
    "Omarova",
    "Serikova",
    "Akhmetova",
    "Omarov",
    "Zhumabekova",
    "\u041e\u043c\u0430\u0440\u043e\u0432\u0430",
)
YEARS = (1988, 2009, 2012, 2015, 2018, 1960, 2001)
# Where nobody who looks has anything to do.
FAR: dict[str, Any] = {
    "region": ELSEWHERE,
    "phase_entry": "P6",
    "arrived_at": AT - timedelta(days=100),
}
# Those whom the forms of `comparing.py` register: somebody elsewhere may be called so, and be born then.
TWINS = tuple(zip(GIVEN[:4], LABELS[:4], YEARS[:4], strict=True))
SECRET = "Something that only few may know."


class Choose:
    """Takes one of several, as whoever looks for differences wants it."""

    def __init__(self, one_of: Callable[[Sequence[Any]], Any]) -> None:
        self.one_of = one_of

    def __call__(self, several: Sequence[One]) -> One:
        chosen: One = self.one_of(several)
        return chosen


Change = Callable[[World, Somebody, Choose], Any]


@dataclass(frozen=True)
class Difference:
    """One way in which two worlds can differ, and from whom it is hidden."""

    name: str
    make: Change
    is_hidden_from: Callable[[World, Somebody], bool]


DIFFERENCES: list[Difference] = []


def hidden_from(told: Callable[[World, Somebody], bool]) -> Callable[[Change], Change]:
    def keep(make: Change) -> Change:
        DIFFERENCES.append(Difference(make.__name__, make, told))
        return make

    return keep


def everybody(world: World, who: Somebody) -> bool:
    """Nobody of those who look works there."""
    return True


def does_not_oversee(world: World, who: Somebody) -> bool:
    """Her task tells her nothing by code of people whom she does not work with."""
    return "oversight.see" not in who.role.may


def closed_parts(who: Somebody, place: str) -> list[str]:
    """The parts of the files of a place that stay closed to her: all of them where she does not work."""
    return [part for part in PARTS if place not in who.sees or not who.reads(part)]


def opened(who: Somebody, case: Case) -> set[str]:
    """The parts of this file that she opened in an emergency: for an hour they are not closed to her."""
    openings = EmergencyOpening._base_manager.filter(opened_by=who.worker.staff, person=case.person)
    return set(openings.values_list("compartment", flat=True))


def one_of_hers(world: World, who: Somebody, choose: Choose, places: Sequence[str]) -> tuple[Case, str]:
    """Somebody of one of these places; oftener of those that are hers to see, and there whom her pages are about."""
    near = [place for place in places if place in who.sees]
    place = choose([*places, *near, *near])
    cases = world.families[place]
    return choose([*cases, *cases[:1] * len(cases)]), place


def whom(world: World, who: Somebody, choose: Choose, *parts: str) -> Case | None:
    """Somebody in view of the programme of whose file one of these parts is closed to her."""
    places = [place for place in PLACES if not {*parts}.isdisjoint(closed_parts(who, place))]
    if not places:
        return None
    case, place = one_of_hers(world, who, choose, places)
    return case if {*parts}.intersection(closed_parts(who, place)) - opened(who, case) else None


def lacks(*parts: str) -> Callable[[World, Somebody], bool]:
    """Hidden from her for whom one of these parts is closed in one family at least."""
    return lambda world, who: any(not {*parts}.isdisjoint(closed_parts(who, place)) for place in PLACES)

"""Who lives with whom: kin at home of a child without her family, and children whom a parent leaves behind. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from shanyraq.foundation.text import N_
from shanyraq.people.rules import may_be_child_on
from shanyraq.people.rules.kin import Known, Tie

Id = TypeVar("Id", bound=Hashable)
WITH_KIN = N_("%(name)s lives in the same family. The child is without her or his family all the same.")


class Place(NamedTuple):
    """Somebody's place in the family a child lives in."""

    who: Hashable
    relation: str
    known: Known


def kin_at_home(
    child: Hashable, places: Sequence[Place], ties: Sequence[Tie], kind: str, today: date
) -> list[Hashable]:
    """Who lives with a child that is to be recorded as without her family, of those who speak against it.

    Her parents always; against UNACCOMPANIED, where no parent is there, every adult who is not a stranger.
    """
    own = next((place.relation for place in places if place.who == child), "")
    parents = {tie.one for tie in ties if tie.kind == "PARENT" and tie.other == child}
    others = [place for place in places if place.who != child]
    found = [
        place.who
        for place in others
        if place.who in parents
        or (own == "child" and place.relation == "head" and _may_be_adult(place, today))
    ]
    if found or kind == "SEPARATED" or own in ("", "other"):
        return found
    return [
        place.who
        for place in others
        if place.relation != "other" and place.known.birth_date is not None and _is_adult(place, today)
    ]


def _is_adult(place: Place, today: date) -> bool:
    return not may_be_child_on(place.known.birth_date, place.known.birth_precision, today)


def _may_be_adult(place: Place, today: date) -> bool:
    return place.known.birth_date is None or _is_adult(place, today)


def left_behind(leaver: Id, parents: Mapping[Id, Collection[Id]]) -> list[tuple[Id, Id]]:
    """Which children a move of `leaver` leaves in a household without mother or father, each with the parent who goes.

    `parents`: of each child of the household the mother and father who live there too. A child who would follow her
    parent leaves her own children in turn.
    """
    gone: list[Id] = [leaver]
    found: list[tuple[Id, Id]] = []
    for parent in gone:  # grows as children are found
        for child, at_home in parents.items():
            if child not in gone and parent in at_home and set(at_home) <= set(gone):
                gone.append(child)
                found.append((child, parent))
    return found


def relation_beside(relation: str) -> str:
    """What a child is in a household in which her mother or father is this."""
    return {"head": "child", "spouse": "child", "child": "grandchild", "other": "other"}.get(
        relation, "relative"
    )

"""Who lives with a child that is to be recorded as without her family, and speaks against it. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import NamedTuple

from shanyraq.foundation.text import N_
from shanyraq.people.rules import may_be_child_on
from shanyraq.people.rules.kin import Known, Tie

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

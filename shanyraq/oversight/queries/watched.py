"""Whose files are watched: people who are invented, and colleagues' kin."""

from __future__ import annotations

import time
from datetime import datetime
from uuid import UUID

from shanyraq.access.models import Proposal
from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import ColleagueKin
from shanyraq.oversight.models import InventedPerson
from shanyraq.people.models import NameKey, Person, PersonName
from shanyraq.people.names import skeleton, tokens
from shanyraq.people.rules import KEY_LENGTH, SKELETON

REMEMBERED = 20.0  # seconds: every request asks, and they change once a year
_known: list[tuple[float, frozenset[UUID]]] = []


def invented_people() -> frozenset[UUID]:
    """The people whom nobody needs to read about; as they were at most REMEMBERED seconds ago."""
    if not _known or time.monotonic() - _known[0][0] > REMEMBERED:
        with computing("oversight.invented"):
            rows = InventedPerson.objects.filter(ended_at=None)
            _known[:] = [(time.monotonic(), frozenset(rows.values_list("person", flat=True)))]
    return _known[0][1]


def forget_invented() -> None:
    """Ask anew at the next request."""
    _known.clear()


def invented_for(actor: Actor) -> Guarded[InventedPerson]:
    """Those who are invented, the newest first, for who may know of them."""
    rows = InventedPerson.objects.visible_to(actor).select_related("proposal", "proposal__asked_by")
    return rows.order_by("-made_at", "pk")


def waiting_inventions(kind: str) -> list[Proposal]:
    """Requests for somebody invented that wait for a second colleague."""
    rows = Proposal.objects.filter(kind=kind, outcome=Proposal.WAITING).select_related("asked_by")
    return list(rows.order_by("asked_at", "pk"))


def is_somebodys_name(text: str) -> bool:
    """Whether somebody registered is called like this, in any script and in any order of the words.

    Names that sound alike count: whoever searches for one finds the other. Nobody who is invented counts.
    """
    words = _consonants(text)
    if not words:
        return False
    with computing("oversight.invented"):
        people = Person.objects.exclude(pk__in=InventedPerson.objects.values("person"))
        for word in words:
            keys = NameKey.objects.filter(kind=SKELETON, key=word[:KEY_LENGTH])
            people = people.filter(pk__in=keys.values("person"))
        names = PersonName.objects.filter(person__in=people).values_list("text", flat=True)
        return any(_consonants(name) == words for name in names)


def _consonants(text: str) -> list[str]:
    """What is heard of each word of a name, in an order that no spelling changes."""
    return sorted(key for word in tokens(text) if (key := skeleton(word)))


def kin_of(staff_id: UUID) -> dict[UUID, datetime]:
    """The people to whom a colleague is kin, as she or a supervisor has said, and since when that was said."""
    with computing("oversight.kin"):
        ties = ColleagueKin.objects.filter(staff=staff_id, ended_at=None)
        return dict(ties.order_by("-declared_at").values_list("person", "declared_at"))

"""Erasures: what is asked, decided, under way and done. A whole file's row is all that stays of her."""

from __future__ import annotations

from uuid import UUID

from shanyraq.access.models import Proposal
from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.people.models import Person
from shanyraq.rights.models import Erasure

LISTED = 200


def erasures_for(actor: Actor) -> list[Erasure]:
    """What waits for others to decide first, then the newest; at most 200."""
    rows = list(_rows(actor).order_by("-proposal__asked_at", "pk")[:LISTED])
    return sorted(rows, key=lambda one: one.proposal.outcome != Proposal.WAITING)


def erasure_of(actor: Actor, erasure_id: UUID) -> Erasure | None:
    """One of them, with who agreed."""
    return _rows(actor).filter(pk=erasure_id).first()


def erasures_of(actor: Actor, person: UUID) -> list[Erasure]:
    """What was asked and done about one person, the newest first."""
    return list(_rows(actor).filter(person=person).order_by("-proposal__asked_at", "pk")[:LISTED])


def under_way(*, decided: bool = False) -> list[UUID]:
    """What is decided and not through yet, the oldest first; or of that only what no row of is gone yet (`decided`)."""
    states = [Erasure.DECIDED] if decided else [Erasure.DECIDED, Erasure.ERASED]
    with computing("erasure.resume"):
        rows = Erasure.objects.filter(state__in=states)
        return list(rows.order_by("decided_at", "pk").values_list("pk", flat=True))


def is_erased(person: UUID) -> bool:
    """Whether there is nobody of this id, or nothing but her tombstone."""
    with computing("erasure.tombstone"):
        if not Person.objects.filter(pk=person).exists():
            return True
        done = [Erasure.ERASED, Erasure.DONE]
        return Erasure.objects.filter(person=person, parts=[], state__in=done).exists()


def all_of_her(person: UUID) -> tuple[UUID, ...]:
    """Her record and those that were joined to it, however many steps back: they are one person's."""
    found, newest = [person], [person]
    with computing("erasure.joined"):
        while newest:
            joined = Person.objects.filter(merged_into__in=newest).exclude(pk__in=found)
            newest = list(joined.values_list("pk", flat=True))
            found += newest
    return tuple(found)


def _rows(actor: Actor) -> Guarded[Erasure]:
    rows = Erasure.objects.visible_to(actor).select_related("proposal__asked_by", "request")
    return rows.prefetch_related("proposal__agreements__by")

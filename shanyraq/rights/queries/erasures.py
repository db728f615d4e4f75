"""Erasures: what is asked, decided, under way and done. A whole file's row is all that stays of her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from shanyraq.access.models import Proposal
from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.people.models import Person
from shanyraq.rights.models import Erasure
from shanyraq.rights.queries.holds import held_parts
from shanyraq.rights.rules.holds import frozen
from shanyraq.rights.rules.proofs import Proof

LISTED = 200
GONE = (Erasure.ERASED, Erasure.DONE)
NEWEST = (F("proposal__asked_at").desc(nulls_last=True), "pk")


def erasures_for(actor: Actor) -> list[Erasure]:
    """What waits for others to decide first, then the newest; at most 200."""
    rows = list(_rows(actor).order_by(*NEWEST)[:LISTED])
    return sorted(rows, key=lambda one: one.proposal is None or one.proposal.outcome != Proposal.WAITING)


def erasure_of(actor: Actor, erasure_id: UUID) -> Erasure | None:
    """One of them, with who agreed."""
    return _rows(actor).filter(pk=erasure_id).first()


def erasures_of(actor: Actor, person: UUID) -> list[Erasure]:
    """What was asked and done about one person, the newest first."""
    return list(_rows(actor).filter(person=person).order_by(*NEWEST)[:LISTED])


def declined_for(actor: Actor, request: UUID) -> Erasure | None:
    """The erasure that this request led to, where others declined it and none was asked for since."""
    last = _rows(actor).filter(request=request).order_by(*NEWEST).first()
    return last if last is not None and last.declined_ground else None


def asked_for(actor: Actor, people: Iterable[UUID], at: datetime) -> dict[UUID, Erasure]:
    """Of whom something is asked or decided to be erased and not gone yet. `at`: the real time. Two queries."""
    waits = Q(state=Erasure.ASKED, proposal__outcome=Proposal.WAITING, proposal__expires_at__gt=at)
    rows = _rows(actor).filter(waits | Q(state=Erasure.DECIDED), person__in=list(people))
    return {one.person_id: one for one in rows}


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
        return Erasure.objects.filter(person=person, parts=[], state__in=GONE).exists()


def all_of_her(person: UUID, *also: UUID) -> tuple[UUID, ...]:
    """Her record and those that were joined to it, however many steps back: they are one person's.

    `also`: records that are known to be hers besides.
    """
    found = newest = [person, *also]
    with computing("erasure.joined"):
        while newest:
            joined = Person.objects.filter(merged_into__in=newest).exclude(pk__in=found)
            newest = list(joined.values_list("pk", flat=True))
            found = [*found, *newest]
    return tuple(found)


def joined_to(erasure: Erasure) -> tuple[UUID, ...]:
    """All of her that this erasure takes, her own record first."""
    return all_of_her(erasure.person_id, *(UUID(one) for one in erasure.also))


def kept_back(erasures: Iterable[Erasure], today: date) -> frozenset[UUID]:
    """Which of these are decided and wait, because a legal hold was set since. `today`: the day of the programme."""
    decided = [one for one in erasures if one.state == Erasure.DECIDED]
    return frozenset(
        one.pk for one in decided if frozen(held_parts(joined_to(one), today).values(), one.parts)
    )


def proofs() -> list[Proof]:
    """What was erased here, the oldest first: for a list that outlives this installation."""
    with computing("erasure.proofs"):
        return [
            Proof(
                one.pk,
                (one.person_id, *(UUID(other) for other in one.also)),
                tuple(one.parts),
                one.request_id,
                one.decided_at or one.erased_at,
                one.erased_at,
            )
            for one in Erasure.objects.filter(state__in=GONE).order_by("erased_at", "pk").iterator()
            if one.erased_at is not None
        ]


def to_repeat(known: Iterable[Proof]) -> list[Proof]:
    """Those of which something may stand here: not done here, and somebody of hers is known here."""
    with computing("erasure.repeat"):
        done = frozenset(Erasure.objects.filter(state__in=GONE).values_list("pk", flat=True))
        open_ones = [one for one in known if one.erasure not in done]
        people = [person for one in open_ones for person in one.people]
        there = here(people)
    return [one for one in open_ones if there.intersection(one.people)]


def here(people: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these records stand here. Only inside `computing`."""
    wanted = list(people)
    found: set[UUID] = set()
    for first in range(0, len(wanted), LISTED):
        some = Person.objects.filter(pk__in=wanted[first : first + LISTED])
        found |= set(some.values_list("pk", flat=True))
    return frozenset(found)


def _rows(actor: Actor) -> Guarded[Erasure]:
    rows = Erasure.objects.visible_to(actor).select_related("proposal__asked_by", "request", "declined_by")
    return rows.prefetch_related("proposal__agreements__by")

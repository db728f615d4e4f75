"""Legal holds in force, and those that were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shanyraq.access.models import Agreement, Proposal
from shanyraq.access.queries import Guarded, computing
from shanyraq.access.rules import Actor
from shanyraq.rights.models import LegalHold
from shanyraq.rights.rules.codes import CONTROLS, HOLD_SET

LISTED = 200


def in_force(today: date) -> Q:
    """Neither lifted nor over, nor gone on in another one."""
    return Q(lifted_at=None, renewed_by=None, ends_on__gte=today)


def holds_for(actor: Actor, today: date) -> list[LegalHold]:
    """Those that the actor may know of: in force first, by their end; then the newest of the others."""
    rows = LegalHold.objects.visible_to(actor).select_related("set_by", "lifted_by")
    now = list(rows.filter(in_force(today)).order_by("ends_on", "pk")[:LISTED])
    return [*now, *rows.exclude(in_force(today)).order_by("-ends_on", "pk")[:LISTED]]


def hold_of(actor: Actor, hold_id: UUID) -> LegalHold | None:
    """One of them."""
    return (
        LegalHold.objects.visible_to(actor).select_related("set_by", "lifted_by").filter(pk=hold_id).first()
    )


def standing(people: Iterable[UUID], today: date) -> Guarded[LegalHold]:
    """The holds in force on these people's files. Only inside `computing`: whoever erases has to know of all."""
    return LegalHold.objects.filter(in_force(today), person__in=list(people))


def held_parts(people: Iterable[UUID], today: date) -> dict[UUID, frozenset[str]]:
    """Which parts of whose file a hold keeps from being deleted."""
    found: dict[UUID, frozenset[str]] = {}
    with computing("rights.holds"):
        for person, parts in standing(people, today).values_list("person", "parts"):
            found[person] = found.get(person, frozenset()) | frozenset(parts)
    return found


def holds_of(actor: Actor, person: UUID) -> list[LegalHold]:
    """Those on one file, the newest first; none for who only asks and answers."""
    if HOLD_SET not in actor.may:
        return []
    rows = LegalHold.objects.visible_to(actor).filter(person=person).select_related("set_by", "lifted_by")
    return list(rows.order_by("-set_at", "pk")[:LISTED])


def is_lifting_asked(hold: LegalHold, at: datetime) -> bool:
    """Whether somebody asked that it is lifted, and a second person has not answered. `at`: the real time."""
    return _liftings(hold).filter(outcome=Proposal.WAITING, expires_at__gt=at).exists()


def agreed_to_lift(hold: LegalHold) -> list[str]:
    """The names of those who agreed that it is lifted; none where it is not, or was before two were needed."""
    done = _liftings(hold).filter(outcome=Proposal.AGREED)
    agreements = Agreement.objects.filter(proposal__in=done).select_related("by").order_by("at", "pk")
    return [one.by.full_name for one in agreements]


def _liftings(hold: LegalHold) -> QuerySet[Proposal]:
    return Proposal.objects.filter(kind__in=CONTROLS, subject=hold.person_id, details__hold=hold.pk.hex)


def renewed_of(holds: Iterable[LegalHold]) -> frozenset[UUID]:
    """Which of these go on in a later one."""
    with computing("rights.holds"):
        rows = LegalHold.objects.filter(renews__in=[one.pk for one in holds])
        return frozenset(pk for pk in rows.values_list("renews", flat=True) if pk is not None)

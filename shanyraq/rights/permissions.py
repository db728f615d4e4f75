"""Who enters, answers and sees what people ask about their files; who sets holds; who decides about erasing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from shanyraq.access import permissions as access
from shanyraq.access.models import Agreement
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.cases.queries.scopes import in_compartment
from shanyraq.rights.models import Erasure
from shanyraq.rights.rules import codes
from shanyraq.rights.rules.codes import oversees as oversees

REQUEST_SEE = access.register(codes.REQUEST_SEE, compartment="C12")
REQUEST_ENTER = access.register(codes.REQUEST_ENTER, compartment="C12", writes=True)
REQUEST_ANSWER = access.register(codes.REQUEST_ANSWER, compartment="C12", writes=True)
RIGHTS_OVERSEE = access.register(codes.RIGHTS_OVERSEE, compartment="C12", writes=True)
HOLD_SET = access.register(codes.HOLD_SET, compartment="C12", writes=True)
ERASURE_SEE = access.register(codes.ERASURE_SEE, compartment="C12")
ERASURE_ASK = access.register(codes.ERASURE_ASK, compartment="C12", writes=True)
ERASURE_AGREE = access.register(codes.ERASURE_AGREE, compartment="C12")


def register_with_access() -> None:
    """Give the policy the scopes of this room's tables. Called once, from ready()."""
    register_scope("rights.DataRequest", seen_requests)
    register_scope("rights.LegalHold", seen)
    register_scope("rights.Erasure", seen_erasures)


def seen(actor: Actor) -> Q:
    """What concerns people she sees, where she reads what they agreed to and asked; all of it for who oversees it."""
    return Q() if oversees(actor) else in_compartment("C12")(actor)


def seen_erasures(actor: Actor) -> Q:
    """What is `seen`; besides, of whole files that are gone, what she asked or agreed to herself: nobody sees the
    person any more, and somebody has to tell the family.
    """
    if oversees(actor) or actor.staff_id is None or not actor.reads("C12"):
        return seen(actor)
    return seen(actor) | _gone(pk__in=_decided_by(actor.staff_id))


def seen_requests(actor: Actor) -> Q:
    """What is `seen`; besides, of whole files that are gone, what she entered herself, and what led to an erasure that
    she asked or agreed to.
    """
    if oversees(actor) or actor.staff_id is None or not actor.reads("C12"):
        return seen(actor)
    led = Erasure.objects.filter(_gone(pk__in=_decided_by(actor.staff_id)))
    entered = Q(entered_by=actor.staff_id, person__in=Erasure.objects.filter(_gone()).values("person"))
    return seen(actor) | Q(pk__in=led.exclude(request=None).values("request")) | entered


def _gone(**which: object) -> Q:
    """Erasures of whole files of which nothing is left."""
    return Q(parts=[], state__in=[Erasure.ERASED, Erasure.DONE], **which)


def _decided_by(staff_id: UUID) -> QuerySet[Erasure, Any]:
    """The erasures that a colleague asked for or agreed to."""
    agreed = Agreement.objects.filter(by=staff_id).values("proposal")
    mine = Q(proposal__asked_by=staff_id) | Q(proposal__in=agreed)
    return Erasure.objects.filter(mine).values("pk")

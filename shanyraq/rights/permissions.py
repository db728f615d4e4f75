"""Who enters, answers and sees what people ask about their files; who sets holds; who decides about erasing."""

from __future__ import annotations

from django.db.models import Q

from shanyraq.access import permissions as access
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.cases.queries.scopes import in_compartment
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
    for label in ("DataRequest", "LegalHold", "Erasure"):
        register_scope(f"rights.{label}", seen)


def seen(actor: Actor) -> Q:
    """What concerns people she sees, where she reads what they agreed to and asked; all of it for who oversees it."""
    return Q() if oversees(actor) else in_compartment("C12")(actor)

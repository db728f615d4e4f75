"""What the data-protection officer does, and who does it with her."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from shanyraq.access import permissions as access
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.cases.queries.scopes import visible_case_ids
from shanyraq.oversight.models import LegalRequest
from shanyraq.oversight.queries import mandates

OVERSIGHT_SEE = access.register("oversight.see")
FINDING_ANSWER = access.register("finding.answer")
INVENTED_SEE = access.register("invented.see")
INVENTED_ASK = access.register("invented.ask")
INVENTED_AGREE = access.register("invented.agree")
LEGAL_SEE = access.register("legal.see")
LEGAL_ENTER = access.register("legal.enter")
LEGAL_ASK = access.register("legal.ask")  # the legal officer's part of an answer
LEGAL_AGREE = access.register("legal.agree")  # the data-protection officer's
MANDATE_SEE = access.register("mandate.see")
MANDATE_ASK = access.register(mandates.OVERSEE)
MANDATE_AGREE = access.register("mandate.agree")
MANDATE_USE = access.register(mandates.USE)  # the monitor's: files are lent to whoever has it
BREACH_KEEP = access.register("breach.keep")
ROLE_VIEW = access.register("role.view")

SEEN_BY = {
    "Finding": OVERSIGHT_SEE,
    "FindingAnswer": OVERSIGHT_SEE,
    "InventedPerson": INVENTED_SEE,
    "Breach": BREACH_KEEP,
    "BreachStep": BREACH_KEEP,
}


def register_with_access() -> None:
    """Give the policy the scopes of this room's tables. Called once, from ready()."""
    for table, action in SEEN_BY.items():
        register_scope(f"oversight.{table}", _whoever_may(action))
    register_scope("oversight.LegalRequest", demands_seen)
    register_scope("oversight.LegalItem", items_seen)


def demands_seen(actor: Actor) -> Q:
    """What authorities ask about people she sees, and what she entered herself; all for the officer who agrees."""
    if LEGAL_SEE not in actor.may:
        return Q(pk__in=[])
    if LEGAL_AGREE in actor.may:
        return Q()
    return Q(entered_by=actor.staff_id) | Q(person__in=visible_case_ids(actor, "person"))


def items_seen(actor: Actor) -> Q:
    """The exact things that are asked for in a demand she sees."""
    return Q(request__in=LegalRequest.objects.filter(demands_seen(actor)).values("pk"))


def _whoever_may(action: str) -> Callable[[Actor], Q]:
    """All rows for whoever may do this, none for anybody else."""

    def scope(actor: Actor) -> Q:
        return Q() if action in actor.may else Q(pk__in=[])

    return scope

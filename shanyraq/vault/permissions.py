"""Who asks for a seal to be opened, who agrees, who looks after the custodians, and what of it an actor sees."""

from __future__ import annotations

from django.db.models import Q

from shanyraq.access import permissions as access
from shanyraq.access.queries import register_scope
from shanyraq.access.rules import Actor
from shanyraq.vault.rules import SEAL_AGREE, SEAL_ASK, SEAL_SEE

for action in (SEAL_ASK, SEAL_AGREE, SEAL_SEE):
    access.register(action)


def register_with_access() -> None:
    """Give the policy the scopes of this room's tables. Called once, from ready()."""
    register_scope("vault.Opening", _own_openings)


def _own_openings(actor: Actor) -> Q:
    """Whoever asked reads what was opened for her; nobody else does, custodians neither."""
    return Q(proposal__asked_by=actor.staff_id) if SEAL_ASK in actor.may else Q(pk__in=[])

"""What can be done at the desk besides working on files: looking at the programme in figures, and at the record."""

from __future__ import annotations

from shanyraq.access import permissions as access
from shanyraq.access.rules import Actor

OVERVIEW_READ = access.register("overview.read")
RECORD_CHECK = access.register("record.check")


def allowed(actor: Actor) -> frozenset[str]:
    """What an actor may really do: named by a role of hers and open to her rights."""
    return frozenset(action for action in actor.may if access.decide(actor, action))

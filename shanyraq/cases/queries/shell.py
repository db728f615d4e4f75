"""Who works with whom, what a supervisor is asked, for whom a meeting is: rows of the shell (C0), as scopes.

Such a row names a colleague. Who only adds entries of her own to the shell sees those in which she is named herself.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from shanyraq.access.rules import Actor
from shanyraq.cases.queries import scopes


def rows_of(colleague: str) -> Callable[[Actor], Q]:
    """A scope: rows of visible cases for those who know the shell, else her own, of which the field `colleague` says
    so.
    """

    def scope(actor: Actor) -> Q:
        rows = scopes.of_visible_cases(actor)
        return rows if scopes.knows_shell(actor) else rows & Q(**{colleague: actor.staff_id})

    return scope


def seat_scope(actor: Actor) -> Q:
    """For whom of the visible cases a meeting is, where the meeting is hers to see."""
    rows = scopes.of_visible_cases(actor)
    if actor.reads("C7") and scopes.knows_shell(actor):
        return rows
    attends = Q(appointment__staff=actor.staff_id) | Q(appointment__interpreter=actor.staff_id)
    return rows & attends

"""Inside the gate: what was lent to somebody until now is closed before she reads, whether a worker runs or not."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from shanyraq.access.queries import system_actor
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.dossiers import end_dossiers
from shanyraq.foundation import clock

DOSSIER = "dossier"


class Lent:
    """Ends a dossier on its last day, at the next request of whoever reads it: one query, for these roles alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.staff_id is not None and any(grant.reach == DOSSIER for grant in actor.grants):
            end_dossiers(by=system_actor("dossier.end"), at=clock.now(), staff_id=actor.staff_id)
        return self.get_response(request)

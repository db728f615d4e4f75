"""Everything that waits for the data-protection officer, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.access.permissions import needs
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.permissions import OVERSIGHT_SEE
from shanyraq.oversight.presenters import desk as shown


@needs(GET=OVERSIGHT_SEE)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for her today, the nearest clock first; and how the record stands."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    waiting = shown.waiting_for(actor, at)
    context = {
        "rows": shown.rows_of(waiting, at),
        "lede": shown.lede(waiting, at),
        "record": shown.record_facts(at),
        "warnings": shown.warnings(at),
        "places": shown.places(actor),
    }
    return render(request, "oversight/desk.html", context)

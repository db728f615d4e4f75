"""Everything that waits for the data-protection officer, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.access.permissions import needs
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.permissions import OVERSIGHT_SEE
from shanyraq.oversight.presenters import desk as shown
from shanyraq.oversight.presenters.lede import lede
from shanyraq.oversight.presenters.retention import days_told, due_table
from shanyraq.rights.queries.erasures import asked_for
from shanyraq.rights.queries.retention import list_due


@needs(GET=OVERSIGHT_SEE)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for her today, the nearest clock first; and how the record stands."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    waiting = shown.waiting_for(actor, at)
    context = {
        "rows": shown.rows_of(waiting, at),
        "lede": lede(waiting, at),
        "record": shown.record_facts(at),
        "warnings": shown.warnings(at),
        "places": shown.places(actor),
    }
    return render(request, "oversight/desk.html", context)


@needs(GET=OVERSIGHT_SEE)
def retention(request: HttpRequest) -> HttpResponse:
    """What has been kept for as long as it may be, by code; each leads to asking that it is erased."""
    actor = request.actor  # type: ignore[attr-defined]
    found = list_due(actor, clock.now())
    asked = asked_for(actor, [one.person for one in found], real_now())
    context = {"table": due_table(found, asked) if found else None, "days": days_told()}
    return render(request, "oversight/retention.html", context)

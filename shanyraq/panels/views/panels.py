"""The list of panels, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.foundation import clock
from shanyraq.panels import permissions
from shanyraq.panels.presenters import panels as shown
from shanyraq.panels.queries import panels as read
from shanyraq.panels.queries.people import names_of
from shanyraq.panels.queries.telling import waiting_words
from shanyraq.panels.views.found import actor_of, page_of, panel_or_404
from shanyraq.ui.parts import Filter


@needs(GET=permissions.PANEL_SEE)
def panels(request: HttpRequest) -> HttpResponse:
    """What waits for a panel, the first that is due first; or what was decided."""
    actor, at = actor_of(request), clock.now()
    is_decided = request.GET.get("state") == "decided"
    found = read.panels_for(actor, decided=is_decided)
    waits = read.panels_for(actor) if is_decided else found
    names = names_of(actor, {one.person_id for one in found}, shown.language())
    here = reverse("panels:panels")
    context = {
        "table": shown.table(found, names, at) if found else None,
        "lede": waiting_words(read.waiting_for(actor, at)) or waiting_words(read.listed(waits, at)),
        "filters": [
            Filter(_("Waiting"), here, is_current=not is_decided),
            Filter(_("Decided"), f"{here}?state=decided", is_current=is_decided),
        ],
    }
    return render(request, "panels/panels.html", context)


@needs(GET=permissions.PANEL_SEE)
def show_panel(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """One panel: what is proposed, the child's view, members, votes, the decision, and what comes next."""
    return render(request, "panels/panel.html", page_of(request, panel_or_404(request, panel_id)))

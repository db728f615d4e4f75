"""The first page of each role, the record's state, and the pathway to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shanyraq.access.permissions import needs, open_to_staff
from shanyraq.access.permissions.matrix import roles_for_staff
from shanyraq.cases.queries import pack
from shanyraq.desk.forms import PathwayFilter, filled
from shanyraq.desk.permissions import RECORD_CHECK, allowed
from shanyraq.desk.presenters import matrix as matrix_shown
from shanyraq.desk.presenters import pathway as pathway_shown
from shanyraq.desk.presenters import record as record_shown
from shanyraq.desk.presenters.emergencies import emergencies_sentence
from shanyraq.desk.queries.record import state_of_record
from shanyraq.desk.rules import home_of
from shanyraq.foundation.clock import real_now


@open_to_staff
def start(request: HttpRequest) -> HttpResponse:
    """Send everybody to where her day begins."""
    actor = request.actor  # type: ignore[attr-defined]
    home = home_of(allowed(actor), actor.discipline) or ("desk:today" if actor.is_forced else "")
    return redirect(home) if home else render(request, "desk/start.html")


@needs(GET=RECORD_CHECK, HEAD=RECORD_CHECK)
def record_state(request: HttpRequest) -> HttpResponse:
    """How the record of who did and saw what stands: no person, no name."""
    state = state_of_record(real_now())
    context = {
        "state": state,
        "figures": record_shown.figures_of(state),
        "emergencies": emergencies_sentence(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "desk/record_state.html", context)


@needs(GET=RECORD_CHECK, HEAD=RECORD_CHECK)
def access_matrix(request: HttpRequest) -> HttpResponse:
    """Which role reads which compartment and opens which page, as the code decides it."""
    chosen = {role.code: role for role in roles_for_staff()}.get(request.GET.get("role", ""))
    context = {
        "table": matrix_shown.compartments_table(),
        "legend": matrix_shown.legend(),
        "pages": matrix_shown.pages_table(chosen) if chosen else None,
    }
    return render(request, "desk/access_matrix.html", context)


@open_to_staff
def pathway(request: HttpRequest) -> HttpResponse:
    """What a returning person is owed, phase by phase, as the country pack says."""
    form = filled(PathwayFilter, request)
    page = pathway_shown.page_of(pack(), reverse("desk:pathway"), **form.cleaned_data)
    return render(request, "desk/pathway.html", {**page, "form": form})

"""What the buttons of a draft's rows send. Whoever opens such an address is led to the draft."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import rosters as actions
from shanyraq.cases.views.files import actor_of
from shanyraq.cases.views.rosters import of_draft, page_of
from shanyraq.foundation import clock


@needs("roster.import")
@of_draft
def settle_roster_row(request: HttpRequest, draft_id: UUID, row_id: int) -> HttpResponse:
    """A row is right as it was read, or is left out, or comes back: one button each."""
    page = page_of(request, draft_id)
    if request.method == "POST":
        if page.content.row(row_id) is None:
            raise Http404
        changes = {"is_left_out": request.POST.get("keeping") == "leave"}
        actions.correct_row(
            draft_id=draft_id, row_id=row_id, changes=changes, by=actor_of(request), at=clock.real_now()
        )
    return redirect(f"{page.url(page.number)}#row-{row_id}")


@needs("roster.import")
@of_draft
def leave_out_registered(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Leave out everybody of the list who looks registered already, with one button."""
    page = page_of(request, draft_id)
    if request.method == "POST":
        left = actions.leave_out_registered(draft_id=draft_id, by=actor_of(request), at=clock.real_now())
        told = ngettext("%(n)s row was left out by you.", "%(n)s rows were left out by you.", left)
        messages.success(request, told % {"n": left})
    return redirect(page.url(1))

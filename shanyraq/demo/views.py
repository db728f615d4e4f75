"""Coming in to a demonstration as somebody invented."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from shanyraq.access.actions.sessions import begin_session
from shanyraq.access.permissions import open_to_all
from shanyraq.demo.presenters import stages_table, totals
from shanyraq.demo.queries import face_of
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import installation


@open_to_all
def about(request: HttpRequest) -> HttpResponse:
    """What this demonstration is made of, and where its figures differ from published ones."""
    if not installation().is_demo:
        raise Http404
    return render(request, "demo/about.html", {"table": stages_table(), "totals": totals()})


@open_to_all
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Take the place of the invented colleague of a role. The address does not exist where people are real."""
    account = face_of(role) if installation().is_demo else None
    if account is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    begin_session(request=request, account=account, at=real_now(), action="demo.enter")
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_ours and wanted.startswith("/") else "/")

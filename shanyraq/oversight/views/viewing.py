"""Choosing as whom to look at the site, and ending it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.oversight.actions.viewing import begin_to_look, end_to_look
from shanyraq.oversight.permissions import ROLE_VIEW
from shanyraq.oversight.presenters import viewing as shown
from shanyraq.oversight.queries import viewing as read


@needs(ROLE_VIEW)
def view_as(request: HttpRequest) -> HttpResponse:
    """Choose a role, then a colleague who holds it; or see as whom one looks now."""
    if request.method == "POST":
        return _begun(request)
    role = request.GET.get("role", "")
    now = getattr(request, "looking", None)
    context = {
        "now": shown.now_words(now.seen_as, now.begun_at) if now is not None else "",
        "roles": shown.role_rows(read.roles_held()) if now is None and not role else [],
        "people": shown.holders_of(read.holders(role)) if now is None and role else [],
        "role": role,
    }
    return render(request, "oversight/view_as.html", context)


@needs(POST=ROLE_VIEW)
def stop_view_as(request: HttpRequest) -> HttpResponse:
    """See the site as oneself again."""
    end_to_look(session=request.session, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("You see the site as yourself again."))
    return redirect("oversight:view_as")


def _begun(request: HttpRequest) -> HttpResponse:
    try:
        colleague = UUID(request.POST.get("colleague", ""))
        role, by = request.POST.get("role", ""), request.actor  # type: ignore[attr-defined]
        begin_to_look(session=request.session, colleague=colleague, role=role, by=by, at=real_now())
    except (ValueError, Refusal) as refusal:
        if isinstance(refusal, NotAllowed):
            raise
        messages.error(request, _("Choose a colleague who works here now."))
        return redirect("oversight:view_as")
    return redirect("/")

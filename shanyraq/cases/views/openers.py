"""Deciding whether a colleague goes on opening parts of files in emergencies."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases import permissions
from shanyraq.cases.actions import openers as acts
from shanyraq.cases.forms.emergencies import DecideOpenerForm
from shanyraq.cases.presenters import openers as shown
from shanyraq.cases.queries.openers import opener_review
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation.clock import programme_day, real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once


@needs(permissions.EMERGENCY_OVERSEE)
@sent_once
def decide_opener(request: HttpRequest, opener_id: uuid.UUID) -> HttpResponse:
    """One colleague's access to emergency openings: what led to the question, and the answer."""
    actor, at = actor_of(request), real_now()
    found = opener_review(actor, opener_id)
    if found is None:
        raise Http404
    form = DecideOpenerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.decide_opener(review_id=opener_id, **form.cleaned_data, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("cases:emergencies")
    is_open = found.decided_at is None or (found.until is not None and found.until >= programme_day(at))
    is_hers = is_open and found.colleague_id != actor.staff_id
    context = {
        "told": shown.facts(found, actor, at),
        "form": form if is_hers or request.method == "POST" else None,
        "why_not": "",
    }
    return render(request, "cases/decide_opener.html", context)

"""Telling the person of an emergency opening, or holding that back for a while."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import about, needs
from shanyraq.cases import permissions
from shanyraq.cases.actions import tellings as acts
from shanyraq.cases.forms.emergencies import TellForm, WithholdForm
from shanyraq.cases.models import EmergencyOpening
from shanyraq.cases.presenters import emergencies as shown
from shanyraq.cases.presenters import tellings as told
from shanyraq.cases.queries import emergencies as read
from shanyraq.cases.queries.tellings import is_held_back, languages_of, state_of, why_not_to_tell
from shanyraq.cases.views.emergencies import found_opening
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation.clock import programme_day, real_now
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.sending import sent_once


@about("cases.EmergencyOpening")
@needs(permissions.EMERGENCY_SEE)
@sent_once
def tell_opening(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """Write down that the person was told: when, in which language; never for who opened it."""
    actor, at = actor_of(request), real_now()
    opening = found_opening(actor, emergency_id)
    why_not = why_not_to_tell(actor, opening)
    if why_not == "others":
        raise NotAllowed(_("You may not see this."), code="scope")
    form = TellForm(request.POST or None, spoken=languages_of(opening.person_id))
    if request.method == "POST" and form.is_valid():
        try:
            acts.tell_opening(emergency_id=emergency_id, **form.cleaned_data, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down: the person was told."))
            return redirect("cases:emergencies")
    waits = is_held_back(state_of(actor, opening)[0], programme_day(at))
    shown_form = None if (waits or why_not) and request.method != "POST" else form
    context = _context(request, opening, shown_form)
    if why_not and shown_form is None:
        context["why_not"] = _(acts.REASONS[why_not])
    return render(request, "cases/tell_opening.html", context)


@about("cases.EmergencyOpening")
@needs(permissions.EMERGENCY_OVERSEE)
@sent_once
def withhold_opening(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """Decide that telling her would harm for now, why, and when that is looked at again."""
    actor, at = actor_of(request), real_now()
    opening = found_opening(actor, emergency_id)
    form = WithholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.withhold_opening(emergency_id=emergency_id, **form.cleaned_data, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("cases:emergencies")
    is_own = opening.opened_by_id == actor.staff_id
    shown_form = None if is_own and request.method != "POST" else form
    tell_id = None if is_own or opening.reviewed_at is None else opening.pk
    return render(
        request, "cases/withhold_opening.html", _context(request, opening, shown_form) | {"tell_id": tell_id}
    )


def _context(request: HttpRequest, opening: EmergencyOpening, form: Any) -> dict[str, Any]:
    actor, at = actor_of(request), real_now()
    code = read.codes_of([opening]).get(opening.person_id, "")
    last, due = state_of(actor, opening)
    facts = [
        *shown.facts(opening, code, actor, at),
        *told.fact(opening, last, due, actor, programme_day(at)),
    ]
    return {"form": form, "told": facts, "why_not": ""}

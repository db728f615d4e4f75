"""Opening a closed part of one person's file for an hour, reading it, and looking at it afterwards."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import about, asks_twice, needs
from shanyraq.access.rules.emergencies import LASTS
from shanyraq.cases import permissions
from shanyraq.cases.actions import emergencies as acts
from shanyraq.cases.forms.emergencies import EmergencyForm, ReviewEmergencyForm
from shanyraq.cases.models import EmergencyOpening
from shanyraq.cases.presenters import emergencies as shown
from shanyraq.cases.presenters import family, words
from shanyraq.cases.presenters import openers as opener_words
from shanyraq.cases.presenters import tellings as telling_words
from shanyraq.cases.queries import emergencies as read
from shanyraq.cases.queries import tellings
from shanyraq.cases.queries.files import person_file
from shanyraq.cases.queries.openers import blocked, opener_reviews
from shanyraq.cases.views.files import actor_of, load
from shanyraq.foundation import clock
from shanyraq.foundation.clock import programme_day, real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once


@asks_twice
@needs(permissions.EMERGENCY_OPEN)
@sent_once
def open_in_emergency(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Open one closed part of one person's file for an hour, with a ground and a reason."""
    file = load(request, None, person_id)
    parts = shown.compartments_for(file.actor)
    if not parts:
        raise Http404
    form = EmergencyForm(request.POST or None, compartments=parts)
    if request.method == "POST" and form.is_valid():
        try:
            opening = acts.open_in_emergency(
                person_id=person_id, **form.cleaned_data, by=file.actor, at=real_now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cases:emergency", emergency_id=opening.pk)
    told = shown.told_words(read.who_is_told(file.actor.staff_id, person_id).others, file.actor)
    code, until = blocked(file.actor.staff_id, real_now())
    context = {
        **family.head_of(file, "person"),
        "form": form,
        "told": told.removesuffix("."),
        "blocked": acts.blocked_words(code, until) if code else "",
    }
    return render(request, "cases/open_in_emergency.html", context)


@needs(GET=permissions.EMERGENCY_OPEN)
def show_emergency(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """What the opened part holds, for her who opened it and only within its hour."""
    actor, at = actor_of(request), real_now()
    opening = read.opened_for(actor, emergency_id, at)
    today = clock.now()
    file = person_file(actor, opening.person_id, today, today.date()) if opening else None
    if opening is None or file is None:
        raise Http404
    context = {
        **family.head_of(file, "person"),
        **shown.held(file, read.what_is_held(opening)),
        "part": words.compartment_name(opening.compartment),
        "until": shown.until_words(opening),
    }
    response = render(request, "cases/emergency.html", context)
    left = max(1, int((opening.opened_at + LASTS - at).total_seconds()))
    away = reverse("cases:person", kwargs={"person_id": opening.person_id})
    response.headers["Refresh"] = f"{left}; url={away}"  # it leaves the screen when its hour ends
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(GET=permissions.EMERGENCY_SEE)
def emergencies(request: HttpRequest) -> HttpResponse:
    """What was opened in an emergency, of what the reader was told; what waits for a review first."""
    actor, at = actor_of(request), real_now()
    found, today = read.told_to(actor), programme_day(at)
    waiting = tellings.to_tell(actor, today)
    codes = read.codes_of([one.opening for one in waiting])
    context = {
        "openers": opener_words.table(opener_reviews(actor, today), actor, at),
        "untold": telling_words.table(waiting, codes, actor, today),
        "found": found,
        "table": shown.table(found, read.codes_of(found), actor, at),
    }
    return render(request, "cases/emergencies.html", context)


@about("cases.EmergencyOpening")
@needs(GET=permissions.EMERGENCY_SEE, POST=permissions.EMERGENCY_REVIEW)
@sent_once
def review_emergency(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """One opening: who, when, on which ground; with the question whether it was right, for who answers it."""
    actor, at = actor_of(request), real_now()
    opening = found_opening(actor_of(request), emergency_id)
    may_answer = (
        permissions.EMERGENCY_REVIEW in actor.may
        and opening.reviewed_at is None
        and opening.opened_by_id != actor.staff_id
    )
    form = ReviewEmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.review_opening(emergency_id=emergency_id, **form.cleaned_data, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The review is saved."))
            return redirect("cases:emergencies")
    code = read.codes_of([opening]).get(opening.person_id, "")
    last, due = tellings.state_of(actor, opening)
    told = telling_words.fact(opening, last, due, actor, programme_day(at))
    context = {
        "form": form if may_answer or request.method == "POST" else None,
        "told": [*shown.facts(opening, code, actor, at), *told],
        "code": code,
        "why_not": "",
    }
    return render(request, "cases/review_emergency.html", context)


def found_opening(actor: object, emergency_id: uuid.UUID) -> EmergencyOpening:
    """The opening, if she was told of it. Raises Http404."""
    rows = EmergencyOpening.objects.visible_to(actor)  # type: ignore[arg-type]
    opening = (
        rows.filter(pk=emergency_id).select_related("opened_by", "reviewed_by", "lead", "supervisor").first()
    )
    if opening is None:
        raise Http404
    return opening

"""The pages of legal holds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import about, needs
from shanyraq.foundation import clock
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.rights import permissions
from shanyraq.rights.actions import holds as acts
from shanyraq.rights.forms import HoldForm, LiftForm, RenewForm
from shanyraq.rights.models import LegalHold
from shanyraq.rights.presenters import holds as shown
from shanyraq.rights.presenters import words
from shanyraq.rights.queries import holds as read
from shanyraq.rights.queries import people
from shanyraq.rights.rules.holds import last_day
from shanyraq.rights.views.found import actor_of, subject_or_404


@needs(GET=permissions.HOLD_SET)
def holds(request: HttpRequest) -> HttpResponse:
    """Which files are held, by which act, until when."""
    actor, today = actor_of(request), clock.today()
    found = read.holds_for(actor, today)
    subjects = people.subjects_of(actor, {one.person_id for one in found}, words.language())
    table = shown.table(found, read.renewed_of(found), subjects, today)
    return render(request, "rights/holds.html", {"found": found, "table": table})


@needs(GET=permissions.HOLD_SET)
def show_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """One hold: what it keeps, until when; with the ways to renew and to lift it."""
    return _page(request, _found(request, hold_id), None)


@about("rights.LegalHold")
@needs(permissions.HOLD_SET)
@sent_once
def set_hold(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Keep parts of one file from being deleted."""
    subject, today = subject_or_404(request, person_id), clock.today()
    initial = {"starts_on": today, "ends_on": last_day(today)}
    form = HoldForm(request.POST or None, parts=words.parts_of(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            hold = acts.set_hold(
                person_id=person_id, **form.cleaned_data, by=actor_of(request), at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The hold is set. Nobody reads more than before."))
            return redirect("rights:hold", hold_id=hold.pk)
    return render(request, "rights/set_hold.html", {"subject": subject, "form": form})


@needs(GET=permissions.HOLD_SET, POST=permissions.HOLD_SET)
@sent_once
def renew_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Let a hold go on from today."""
    hold, form = _found(request, hold_id), RenewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = acts.renew_hold(hold_id=hold_id, **form.cleaned_data, by=actor_of(request), at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The hold goes on."))
            return redirect("rights:hold", hold_id=new.pk)
    return _page(request, hold, form)


@needs(POST=permissions.HOLD_SET)
@sent_once
def lift_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Ask a second person to agree that a hold ends before its day."""
    hold, form = _found(request, hold_id), LiftForm(request.POST)
    if form.is_valid():
        try:
            acts.ask_to_lift(
                hold_id=hold_id,
                **form.cleaned_data,
                by=actor_of(request),
                at=clock.real_now(),
                today=clock.today(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked for: a second person agrees before the hold is lifted."))
            return redirect("rights:hold", hold_id=hold_id)
    return _page(request, hold, None, form)


def _found(request: HttpRequest, hold_id: UUID) -> LegalHold:
    found = read.hold_of(actor_of(request), hold_id)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, hold: LegalHold, form: RenewForm | None, lift: LiftForm | None = None
) -> HttpResponse:
    today = clock.today()
    is_renewed = bool(read.renewed_of([hold]))
    is_standing = hold.lifted_at is None and hold.ends_on >= today and not is_renewed
    subject = people.subject_of(actor_of(request), hold.person_id, words.language())
    context = {
        "hold": hold,
        "subject": subject,
        "state": shown.state_words(hold, is_renewed, today),
        "facts": shown.facts(hold, is_renewed, subject, today, read.agreed_to_lift(hold)),
        "is_asked": is_standing and read.is_lifting_asked(hold, clock.real_now()),
        "lift_form": (lift or LiftForm()) if is_standing else None,
        "renew_form": (form or RenewForm(initial={"ends_on": last_day(today)})) if is_standing else None,
    }
    return render(request, "rights/hold.html", context)

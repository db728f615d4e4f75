"""What two persons lift together: legal holds, and protections of files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.permissions import about, asks_twice, needs
from shanyraq.cases.permissions import CONTROL_AGREE
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.rights.actions import controls as acts
from shanyraq.rights.forms import AgreeForm
from shanyraq.rights.presenters import controls as shown
from shanyraq.rights.presenters import words
from shanyraq.rights.queries import controls as read
from shanyraq.rights.views.found import actor_of


@about("rights.LegalHold")
@needs(GET=CONTROL_AGREE)
def controls(request: HttpRequest) -> HttpResponse:
    """What somebody asked to lift and waits for a second person."""
    found = read.waiting_controls(actor_of(request), real_now(), words.language())
    return render(request, "rights/controls.html", {"table": shown.table(found)})


@about("rights.LegalHold")
@needs(CONTROL_AGREE)
@asks_twice
@sent_once
def control(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One request: agree to exactly this, or decline."""
    actor, at = actor_of(request), real_now()
    found = read.waiting_control(actor, proposal_id, at, words.language())
    if found is None:
        raise Http404
    proposal, subject = found
    form = AgreeForm(request.POST if request.method == "POST" else {"fingerprint": fingerprint_of(proposal)})
    if request.method == "POST" and form.is_valid():
        return _answered(request, proposal_id, form.cleaned_data["fingerprint"])
    context = {
        "form": form,
        "facts": shown.facts(proposal, subject),
        "is_own": proposal.asked_by_id == actor.staff_id,
    }
    return render(request, "rights/control.html", context)


def _answered(request: HttpRequest, proposal_id: UUID, fingerprint: str) -> HttpResponse:
    by, at = actor_of(request), real_now()
    try:
        if "decline" in request.POST:
            acts.decline_to_lift(proposal_id=proposal_id, by=by, at=at)
            messages.success(request, _("You have declined."))
        else:
            acts.agree_to_lift(proposal_id=proposal_id, fingerprint=fingerprint, by=by, at=at)
            messages.success(request, _("It is lifted, as you both decided."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("rights:controls")

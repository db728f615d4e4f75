"""Letting an independent monitor read one person's file: asked by one, agreed by a second."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import asks_twice, needs
from shanyraq.foundation.clock import programme_day, real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.oversight.actions import mandates as acts
from shanyraq.oversight.forms.invented import AgreeForm
from shanyraq.oversight.forms.mandates import MandateForm
from shanyraq.oversight.permissions import MANDATE_AGREE, MANDATE_ASK, MANDATE_SEE
from shanyraq.oversight.presenters import mandates as shown
from shanyraq.oversight.queries import mandates as read


@needs(GET=MANDATE_SEE)
def mandates(request: HttpRequest) -> HttpResponse:
    """Which files are opened to monitors, and what waits for a second colleague."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    found = read.mandates_for(actor, acts.KIND)
    context = {
        "table": shown.table(found, actor, programme_day(at)) if found else None,
        "may_ask": MANDATE_ASK in actor.may,
    }
    return render(request, "oversight/mandates.html", context)


@needs(MANDATE_ASK)
@asks_twice
@sent_once
def ask_mandate(request: HttpRequest) -> HttpResponse:
    """Ask a second colleague to let a monitor read one file."""
    at = real_now()
    monitors = [(str(one.pk), one.full_name) for one in read.monitors_at(at)]
    form = MandateForm(request.POST or None, monitors=monitors, grounds=shown.grounds())
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "monitor": UUID(form.cleaned_data["monitor"])}
        try:
            acts.ask_mandate(**told, by=request.actor, at=at)  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is asked for. A second colleague agrees."))
            return redirect("oversight:mandates")
    return render(request, "oversight/ask_mandate.html", {"form": form, "has_monitors": bool(monitors)})


@needs(GET=MANDATE_SEE, POST=MANDATE_AGREE)
@asks_twice
@sent_once
def mandate(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One request: what is asked, and the answer of a second colleague."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    one = next((one for one in read.mandates_for(actor, acts.KIND) if one.pk == proposal_id), None)
    if one is None:
        raise Http404
    form = AgreeForm(request.POST if request.method == "POST" else {"fingerprint": fingerprint_of(one)})
    if request.method == "POST" and form.is_valid():
        return _answered(request, one, form.cleaned_data["fingerprint"])
    context = {
        "form": form,
        "facts": shown.facts(one, actor, at),
        "state": shown.state_words(one, programme_day(at)),
        "is_waiting": one.outcome == Proposal.WAITING and MANDATE_AGREE in actor.may,
        "is_own": one.asked_by_id == actor.staff_id,
    }
    return render(request, "oversight/mandate.html", context)


def _answered(request: HttpRequest, one: Proposal, fingerprint: str) -> HttpResponse:
    by, at = request.actor, real_now()  # type: ignore[attr-defined]
    try:
        if "decline" in request.POST:
            acts.decline_mandate(proposal_id=one.pk, by=by, at=at)
            messages.success(request, _("You have declined."))
        else:
            acts.agree_to_mandate(proposal_id=one.pk, fingerprint=fingerprint, by=by, at=at)
            messages.success(request, _("The monitor reads this file until that day."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("oversight:mandates")

"""Restoring the access of a colleague: one officer asks, another agrees, having seen her in person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions import recoveries
from shanyraq.access.actions.proposals import decline, fingerprint_of
from shanyraq.access.forms.recoveries import AgreeForm, RecoverForm
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import ACCOUNT_RECOVER, ACCOUNT_RECOVER_AGREE, asks_twice, needs
from shanyraq.access.presenters.recoveries import recovery_facts, recovery_rows
from shanyraq.access.queries.staff import colleague, waiting_recoveries
from shanyraq.access.views.staff import show_link
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once


@needs(ACCOUNT_RECOVER)
@asks_twice
@sent_once
def ask_recovery(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Ask another officer to restore a colleague's access."""
    staff = colleague(staff_id)
    if staff is None:
        raise Http404
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            recoveries.ask_recovery(staff_id=staff_id, **form.cleaned_data, by=request.actor, at=real_now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is asked for. Another officer agrees, with her in person."))
            return redirect("access:staff_member", staff_id)
    return render(request, "access/ask_recovery.html", {"form": form, "staff": staff})


@needs(GET=ACCOUNT_RECOVER_AGREE)
def list_recoveries(request: HttpRequest) -> HttpResponse:
    """What waits for a second officer."""
    waiting = waiting_recoveries(real_now())
    return render(request, "access/recoveries.html", {"rows": recovery_rows(waiting)})


@needs(ACCOUNT_RECOVER_AGREE)
@asks_twice
@sent_once
def recovery(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One request: agree and hand over the link, or decline."""
    proposal = next((one for one in waiting_recoveries(real_now()) if one.pk == proposal_id), None)
    if proposal is None:
        raise Http404
    form = AgreeForm(request.POST if request.method == "POST" else {"fingerprint": fingerprint_of(proposal)})
    if request.method == "POST" and form.is_valid():
        return _answered(request, proposal, form)
    context = {
        "form": form,
        "facts": recovery_facts(proposal),
        "staff": recoveries.account_of(proposal).staff,
    }
    return render(request, "access/recovery.html", context)


def _answered(request: HttpRequest, proposal: Proposal, form: AgreeForm) -> HttpResponse:
    by, at = request.actor, real_now()  # type: ignore[attr-defined]
    try:
        if "decline" in request.POST:
            decline(proposal_id=proposal.pk, by=by, at=at)
            messages.success(request, _("You have declined."))
            return redirect("access:recoveries")
        fingerprint = form.cleaned_data["fingerprint"]
        invited = recoveries.agree_to_recovery(proposal_id=proposal.pk, fingerprint=fingerprint, by=by, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("access:recoveries")
    return show_link(request, invited)

"""What waits for a second person: restoring a colleague's access, and roles that nobody gives alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions import recoveries, role_requests
from shanyraq.access.actions.proposals import decline, fingerprint_of
from shanyraq.access.forms.recoveries import AgreeForm, AnswerForm, RecoverForm
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import (
    ACCOUNT_RECOVER,
    ACCOUNT_RECOVER_AGREE,
    ROLE_AGREE,
    STAFF_WAITING,
    asks_twice,
    decide,
    needs,
)
from shanyraq.access.presenters.recoveries import recovery_facts, recovery_rows
from shanyraq.access.presenters.role_requests import role_facts, role_rows
from shanyraq.access.queries.role_requests import KIND, given_alone, staff_of, waiting_roles
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


@needs(GET=STAFF_WAITING)
def list_recoveries(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what one did alone."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    restores, agrees = decide(actor, ACCOUNT_RECOVER_AGREE), decide(actor, ROLE_AGREE)
    context = {
        "rows": recovery_rows(waiting_recoveries(at)) if restores else [],
        "roles": role_rows(waiting_roles(at)),
        "alone": role_rows(given_alone()) if agrees else [],
    }
    return render(request, "access/recoveries.html", context)


@needs(STAFF_WAITING)
@asks_twice
@sent_once
def recovery(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One request: agree and hand over the link, or decline; or look at what one did alone."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    open_ones = [*waiting_roles(at)]
    if decide(actor, ACCOUNT_RECOVER_AGREE):
        open_ones += waiting_recoveries(at)
    if decide(actor, ROLE_AGREE):
        open_ones += given_alone()
    proposal = next((one for one in open_ones if one.pk == proposal_id), None)
    if proposal is None:
        raise Http404
    form_of = AnswerForm if proposal.kind == KIND else AgreeForm
    form = form_of(request.POST if request.method == "POST" else {"fingerprint": fingerprint_of(proposal)})
    if request.method == "POST" and form.is_valid():
        answered = _roles_answered if proposal.kind == KIND else _answered
        return answered(request, proposal, form)
    return _role_page(request, proposal, form) if proposal.kind == KIND else _page(request, proposal, form)


def _page(request: HttpRequest, proposal: Proposal, form: AgreeForm) -> HttpResponse:
    context = {
        "form": form,
        "facts": recovery_facts(proposal),
        "staff": recoveries.account_of(proposal).staff,
    }
    return render(request, "access/recovery.html", context)


def _role_page(request: HttpRequest, proposal: Proposal, form: AgreeForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "form": form,
        "facts": role_facts(proposal),
        "staff": staff_of(proposal),
        "is_alone": proposal.outcome == Proposal.AGREED,
        "why_not": role_requests.why_not(proposal, actor, real_now()),
    }
    return render(request, "access/role_request.html", context)


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


def _roles_answered(request: HttpRequest, proposal: Proposal, form: AgreeForm) -> HttpResponse:
    by, at, told = request.actor, real_now(), form.cleaned_data  # type: ignore[attr-defined]
    try:
        if proposal.outcome == Proposal.AGREED:
            role_requests.look_at_alone(proposal_id=proposal.pk, by=by, at=at)
            return redirect("access:recoveries")
        if "decline" in request.POST:
            role_requests.decline_roles(proposal_id=proposal.pk, why=told["why"], by=by, at=at)
            messages.success(request, _("You have declined."))
            return redirect("access:recoveries")
        fingerprint = told["fingerprint"]
        invited = role_requests.agree_to_roles(proposal_id=proposal.pk, fingerprint=fingerprint, by=by, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("access:recovery", proposal.pk)
    if invited.secret:
        return show_link(request, invited)
    messages.success(
        request, _("You have agreed: the roles of %(name)s count now.") % {"name": invited.staff.full_name}
    )
    return redirect("access:recoveries")

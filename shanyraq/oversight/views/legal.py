"""The register of legal requests: enter, propose an answer, agree to it, say that the person was told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import agree_to, decline, fingerprint_of
from shanyraq.access.permissions import asks_twice, needs
from shanyraq.access.rules import Actor
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.oversight.actions import legal as acts
from shanyraq.oversight.forms.invented import AgreeForm
from shanyraq.oversight.forms.legal import AnswerForm, EnterForm, ToldForm
from shanyraq.oversight.models import LegalRequest
from shanyraq.oversight.permissions import LEGAL_AGREE, LEGAL_ASK, LEGAL_ENTER, LEGAL_SEE
from shanyraq.oversight.presenters import legal as shown
from shanyraq.oversight.queries import legal as read
from shanyraq.oversight.queries.reading import codes_of
from shanyraq.oversight.rules import legal as rules


@needs(GET=LEGAL_SEE)
def legal_requests(request: HttpRequest) -> HttpResponse:
    """What authorities asked, what waits first; and what the public report will count."""
    actor, today = _actor(request), clock.today()
    found = read.legal_requests_for(actor)
    context = {
        "table": shown.table(found, today) if found else None,
        "figures": shown.figures(read.counts_for(actor)),
    }
    return render(request, "oversight/legal_requests.html", context)


@needs(LEGAL_ENTER)
@sent_once
def enter_legal_request(request: HttpRequest) -> HttpResponse:
    """Write down a demand exactly as it came."""
    form = EnterForm(request.POST or None, parts=shown.part_choices())
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.enter_legal_request(**form.told(), by=_actor(request), at=real_now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It stands in the register. Nothing has been given."))
            return redirect("oversight:legal_request", made.pk)
    return render(request, "oversight/enter_legal_request.html", {"form": form})


@needs(GET=LEGAL_SEE)
def legal_request(request: HttpRequest, legal_id: UUID) -> HttpResponse:
    """One request, each thing of it, and what can be done about it now."""
    return render(request, "oversight/legal_request.html", _context(request, _found(request, legal_id)))


@needs(LEGAL_ASK)
@sent_once
def answer_legal_request(request: HttpRequest, legal_id: UUID) -> HttpResponse:
    """The legal officer proposes, item by item, what is given and what refused."""
    actor, found = _actor(request), _found(request, legal_id)
    items = read.items_of(actor, found)
    ruled = [shown.rule_of(item, found) for item in items]
    form = AnswerForm(request.POST or None, items=items, labels=shown.item_labels(items), ruled=ruled)
    if request.method == "POST" and form.is_valid():
        try:
            acts.propose_answer(legal_id=legal_id, **form.told(), by=actor, at=real_now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answer waits for the data-protection officer."))
            return redirect("oversight:legal_request", legal_id)
    return render(request, "oversight/answer_legal_request.html", {"form": form, "legal": found})


@needs(POST=LEGAL_AGREE)
@asks_twice
@sent_once
def agree_legal_request(request: HttpRequest, legal_id: UUID) -> HttpResponse:
    """The data-protection officer agrees to exactly this answer, or declines it."""
    actor, found, at = _actor(request), _found(request, legal_id), real_now()
    proposal, form = read.waiting_answer(found), AgreeForm(request.POST)
    if proposal is None or not form.is_valid():
        raise Http404
    try:
        if "decline" in request.POST:
            decline(proposal_id=proposal.pk, by=actor, at=at)
            messages.success(request, _("You have declined. The legal officer can propose another answer."))
        else:
            agree_to(proposal_id=proposal.pk, fingerprint=form.cleaned_data["fingerprint"], by=actor, at=at)
            messages.success(
                request, _("It is answered. What was given is written down; nothing left by this site.")
            )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("oversight:legal_request", legal_id)


@needs(POST=LEGAL_ENTER)
@sent_once
def tell_legal_request(request: HttpRequest, legal_id: UUID) -> HttpResponse:
    """Write down that the person was told."""
    at, found = clock.now(), _found(request, legal_id)
    form = ToldForm(request.POST, today=at.date())
    if form.is_valid():
        try:
            acts.record_told(legal_id=legal_id, **form.cleaned_data, by=_actor(request), at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down that the person was told."))
            return redirect("oversight:legal_request", legal_id)
    return render(request, "oversight/legal_request.html", _context(request, found) | {"told_form": form})


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _found(request: HttpRequest, legal_id: UUID) -> LegalRequest:
    found = read.legal_request_for(_actor(request), legal_id)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, found: LegalRequest) -> dict[str, object]:
    actor, at = _actor(request), real_now()
    proposal = read.waiting_answer(found)
    may_agree = proposal is not None and LEGAL_AGREE in actor.may and proposal.asked_by_id != actor.staff_id
    is_untold = found.state == rules.ANSWERED and found.told_on is None and not found.telling_forbidden_by
    return {
        "legal": found,
        "facts": shown.facts(found, next(iter(codes_of([found.person])), "–"), clock.today(), at),
        "table": shown.items_table(read.items_of(actor, found), found),
        "proposed": shown.proposal_facts(proposal, at) if proposal is not None else [],
        "answered": shown.answered_facts(found, read.agreements_to(found), at),
        "agree_form": AgreeForm({"fingerprint": fingerprint_of(proposal)})
        if proposal and may_agree
        else None,
        "may_answer": LEGAL_ASK in actor.may and found.state == rules.RECEIVED and proposal is None,
        "told_form": ToldForm(today=clock.today()) if is_untold and LEGAL_ENTER in actor.may else None,
    }

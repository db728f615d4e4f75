"""The pages of erasures: asking, deciding, and seeing what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import about, asks_twice, decide, needs
from shanyraq.foundation.clock import real_now, today
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.rights import permissions
from shanyraq.rights.actions import erasures as acts
from shanyraq.rights.forms import AgreeForm, DeclineForm, EraseForm
from shanyraq.rights.models import Erasure
from shanyraq.rights.presenters import erasures as shown
from shanyraq.rights.presenters import words
from shanyraq.rights.queries import erasures as read
from shanyraq.rights.queries import people
from shanyraq.rights.rules.erasures import GROUNDS
from shanyraq.rights.views.found import actor_of, subject_or_404


@needs(GET=permissions.ERASURE_SEE)
def erasures(request: HttpRequest) -> HttpResponse:
    """What is asked to be erased, what was decided and what was done."""
    actor = actor_of(request)
    found = read.erasures_for(actor)
    subjects = people.subjects_of(actor, {one.person_id for one in found}, words.language())
    held = read.kept_back(found, today())
    context = {"found": found, "table": shown.table(found, subjects, real_now(), held)}
    return render(request, "rights/erasures.html", context)


@needs(GET=permissions.ERASURE_SEE)
def show_erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """One erasure: for who decides with her answer, for all what was done and by whose decision."""
    return render(request, "rights/erasure.html", _context(request, _found(request, erasure_id)))


@about("rights.Erasure")
@asks_twice
@needs(permissions.ERASURE_ASK)
@sent_once
def ask_erasure(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask two others to decide that a file, or parts of it, are erased."""
    subject, actor = subject_or_404(request, person_id), actor_of(request)
    request_id = _request_id(request)
    form = _erase_form(request, request_id)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            asked = acts.ask_erasure(
                person_id=person_id,
                parts=told["scope"],
                ground=told["ground"],
                reason=told["reason"],
                request_id=request_id,
                by=actor,
                at=real_now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is asked. Two others decide within a day."))
            return redirect("rights:erasure", erasure_id=asked.pk)
    return render(request, "rights/ask_erasure.html", {"subject": subject, "form": form})


@asks_twice
@needs(POST=permissions.ERASURE_AGREE)
@sent_once
def agree_erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """Agree to exactly what the page says."""
    found, form = _found(request, erasure_id), AgreeForm(request.POST)
    if form.is_valid():
        try:
            agreed = acts.agree_to_erase(
                erasure_id=erasure_id, **form.cleaned_data, by=actor_of(request), at=real_now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            decided = _("It is decided, and it begins at once.")
            once_more = _("You have agreed. One more is needed.")
            messages.success(request, decided if agreed.decided_at else once_more)
            return redirect("rights:erasures")
    return render(request, "rights/erasure.html", _context(request, found) | {"agree_form": form})


@needs(POST=permissions.ERASURE_AGREE)
@sent_once
def decline_erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """Say no, on which ground and why; one no ends it."""
    found, form = _found(request, erasure_id), DeclineForm(request.POST)
    if form.is_valid():
        try:
            acts.decline_to_erase(
                erasure_id=erasure_id, **form.cleaned_data, by=actor_of(request), at=real_now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("You have declined. Nothing is erased; the person is told the reasons.")
            messages.success(
                request, told if found.request_id else _("You have declined. Nothing is erased.")
            )
            return redirect("rights:erasure", erasure_id=erasure_id)
    return render(request, "rights/erasure.html", _context(request, found) | {"decline_form": form})


def _found(request: HttpRequest, erasure_id: UUID) -> Erasure:
    found = read.erasure_of(actor_of(request), erasure_id)
    if found is None:
        raise Http404
    return found


def _request_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("request", ""))
    except ValueError:
        return None


def _erase_form(request: HttpRequest, request_id: UUID | None) -> EraseForm:
    """The grounds that the reader can have: what somebody asked for, or what a data-protection officer found."""
    grounds = list(GROUNDS) if permissions.oversees(actor_of(request)) else ["ASKED", "ENDED"]
    ground = "ASKED" if request_id else request.GET.get("ground", "")
    initial = {
        "ground": ground,
        "scope": request.GET.getlist("part"),
    }  # what the list of what is due asks for
    return EraseForm(request.POST or None, parts=words.parts_of(), grounds=grounds, initial=initial)


def _context(request: HttpRequest, erasure: Erasure) -> dict[str, Any]:
    actor, at, proposal = actor_of(request), real_now(), erasure.proposal
    held = read.kept_back([erasure], today())
    subject = people.subject_of(actor, erasure.person_id, words.language())
    context: dict[str, Any] = {
        "erasure": erasure,
        "subject": subject,
        "state": shown.state_words(erasure, at, held),
        "facts": shown.facts(erasure, subject, at, held),
        "agree_form": None,
        "decline_form": None,
        "is_mine": False,
    }
    if proposal is None or erasure.state != Erasure.ASKED or not _waits(proposal, at):
        return context
    took_part = {proposal.asked_by_id, *(one.by_id for one in proposal.agreements.all())}
    if decide(actor, permissions.ERASURE_AGREE) and actor.staff_id not in took_part:
        context["agree_form"] = AgreeForm(initial={"fingerprint": fingerprint_of(proposal)})
        context["decline_form"] = DeclineForm()
    return context | {"is_mine": proposal.asked_by_id == actor.staff_id}


def _waits(proposal: Proposal, at: datetime) -> bool:
    return proposal.outcome == Proposal.WAITING and proposal.expires_at > at

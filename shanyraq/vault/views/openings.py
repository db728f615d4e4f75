"""Asking for a seal to be opened, agreeing to it, reading it for an hour."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import decline, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.vault import presenters, queries
from shanyraq.vault.actions import openings
from shanyraq.vault.forms import AgreeForm, AskForm, ReadForm
from shanyraq.vault.models import Custodian, Opening
from shanyraq.vault.rules import SEAL_AGREE, SEAL_ASK, SEAL_SEE


@needs(SEAL_ASK)
@sent_once
def ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask two custodians; the words of the pick-up are shown once."""
    by = _actor(request)
    subject = queries.subject_of(by, person_id)
    if subject is None:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = openings.ask_to_open(person=person_id, **form.cleaned_data, by=by, at=real_now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _kept_nowhere(
                render(
                    request, "vault/asked.html", {"subject": subject, "pickup": asked.words, "asked": asked}
                )
            )
    return render(request, "vault/ask.html", {"form": form, "subject": subject})


@needs(GET=SEAL_SEE)
def requests(request: HttpRequest) -> HttpResponse:
    """What I asked; for custodians everything that was asked, what waits for them first."""
    by, at = _actor(request), real_now()
    found = queries.requests_for(by)
    keeps = SEAL_AGREE in by.may
    context = {
        "found": found,
        "table": presenters.requests_table(found, by, at),
        "keeps": keeps,
        "has_key": keeps and queries.custodian_of(by) is not None,
        "lede": presenters.waiting_words(queries.waiting_for(by, at)) if keeps else "",
    }
    return render(request, "vault/requests.html", context)


@needs(GET=SEAL_SEE)
def show_request(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """One request: for a custodian with her answer, for the one who asked with the way to read."""
    return render(request, "vault/request.html", _context(_actor(request), _found(request, opening_id)))


@needs(POST=SEAL_AGREE)
@sent_once
def agree(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """A custodian gives her part."""
    by, opening = _actor(request), _found(request, opening_id)
    form = AgreeForm(request.POST, practice=queries.practice_words(queries.custodian_of(by)))
    if form.is_valid():
        try:
            opened = openings.agree_to_open(opening_id=opening_id, **form.cleaned_data, by=by, at=real_now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("It is open for an hour, for the one who asked.")
            once_more = _("You have agreed. One more custodian is needed.")
            messages.success(request, said if opened.opened_at else once_more)
            return redirect("vault:requests")
    return render(request, "vault/request.html", _context(by, opening) | {"agree_form": form})


@needs(POST=SEAL_AGREE)
@sent_once
def decline_request(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """A custodian says no; one no ends it."""
    opening = _found(request, opening_id)
    try:
        decline(proposal_id=opening.proposal_id, by=_actor(request), at=real_now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have declined. The one who asked can see it."))
    return redirect("vault:requests")


@needs(POST=SEAL_ASK)
def read(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """What was sealed, for the one who asked and only within its hour."""
    by, opening = _actor(request), _found(request, opening_id)
    form = ReadForm(request.POST)
    if form.is_valid():
        try:
            told = openings.read_opened(
                opening_id=opening_id, pickup_words=form.cleaned_data["pickup"], by=by, at=real_now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            subject = queries.subject_of(by, opening.person)
            context = {"contents": presenters.contents(told), "opening": opening, "subject": subject}
            return _gone_after_its_hour(render(request, "vault/opened.html", context), opening)
    return render(request, "vault/request.html", _context(by, opening) | {"read_form": form})


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _found(request: HttpRequest, opening_id: UUID) -> Opening:
    opening = queries.request_of(_actor(request), opening_id)
    if opening is None:
        raise Http404
    return opening


def _context(by: Actor, opening: Opening) -> dict[str, object]:
    """What the page of a request shows: the answer is asked for of those who can give it now."""
    at, proposal = real_now(), opening.proposal
    is_mine = proposal.asked_by_id == by.staff_id
    is_waiting = proposal.outcome == Proposal.WAITING and proposal.expires_at > at
    gave = any(one.by_id == by.staff_id for one in proposal.agreements.all())
    own = queries.custodian_of(by) if SEAL_AGREE in by.may else None
    may_agree = is_waiting and not is_mine and not gave and own is not None and own.let_in_at is not None
    is_open = is_mine and opening.readable_until is not None and opening.readable_until > at
    return {
        "opening": opening,
        "facts": presenters.facts(opening, by, at),
        "state": presenters.state_words(opening, at),
        "subject": queries.subject_of(by, opening.person),
        "agree_form": _agree_form(own, proposal) if may_agree else None,
        "read_form": ReadForm() if is_open else None,
        "gave": gave and is_waiting,
    }


def _agree_form(own: Custodian | None, proposal: Proposal) -> AgreeForm:
    """Asked of a custodian who holds a key: her words, bound to what the page says."""
    told = {"fingerprint": fingerprint_of(proposal)}
    return AgreeForm(initial=told, practice=queries.practice_words(own))


def _gone_after_its_hour(response: HttpResponse, opening: Opening) -> HttpResponse:
    """The page leaves the screen when its hour ends, whoever sits before it then."""
    assert opening.readable_until is not None
    left = max(0, int((opening.readable_until - real_now()).total_seconds()))
    response.headers["Refresh"] = f"{left}; url={reverse('vault:request', args=[opening.pk])}"
    return _kept_nowhere(response)


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response

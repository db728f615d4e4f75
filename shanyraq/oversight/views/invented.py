"""Inventing a person together, and watching over her no longer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import agree_to, decline, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import asks_twice, needs
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.oversight.actions import invented as acts
from shanyraq.oversight.forms.invented import AgreeForm, InventForm
from shanyraq.oversight.permissions import INVENTED_AGREE, INVENTED_ASK, INVENTED_SEE
from shanyraq.oversight.presenters import invented as shown
from shanyraq.oversight.queries import watched as read


@needs(GET=INVENTED_SEE)
def invented_people(request: HttpRequest) -> HttpResponse:
    """Who is invented, and what waits for a second colleague."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    found = list(read.invented_for(actor))
    context = {
        "table": shown.table(found, at) if found else None,
        "rows": shown.waiting_rows(read.waiting_inventions(acts.KIND), at),
        "may_ask": INVENTED_ASK in actor.may,
    }
    return render(request, "oversight/invented_people.html", context)


@needs(INVENTED_ASK)
@asks_twice
@sent_once
def invent(request: HttpRequest) -> HttpResponse:
    """Ask a second colleague to agree to an invented person."""
    form = InventForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.ask_to_invent(**form.told(), by=request.actor, at=real_now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is asked for. A second colleague agrees."))
            return redirect("oversight:invented_people")
    return render(request, "oversight/invent.html", {"form": form})


@needs(INVENTED_AGREE)
@asks_twice
@sent_once
def proposed_person(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One request: agree to her, or decline."""
    at = real_now()
    proposal = next((one for one in read.waiting_inventions(acts.KIND) if one.pk == proposal_id), None)
    if proposal is None:
        raise Http404
    form = AgreeForm(request.POST if request.method == "POST" else {"fingerprint": fingerprint_of(proposal)})
    if request.method == "POST" and form.is_valid():
        return _answered(request, proposal, form.cleaned_data["fingerprint"])
    is_own = proposal.asked_by_id == request.actor.staff_id  # type: ignore[attr-defined]
    context = {"form": form, "facts": shown.facts(proposal, at), "is_own": is_own}
    return render(request, "oversight/proposed_person.html", context)


def _answered(request: HttpRequest, proposal: Proposal, fingerprint: str) -> HttpResponse:
    by, at = request.actor, real_now()  # type: ignore[attr-defined]
    try:
        if "decline" in request.POST:
            decline(proposal_id=proposal.pk, by=by, at=at)
            messages.success(request, _("You have declined."))
        else:
            agree_to(proposal_id=proposal.pk, fingerprint=fingerprint, by=by, at=at)
            messages.success(
                request, _("She stands among the people now. Whoever reads about her is told of at once.")
            )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("oversight:invented_people")


@needs(INVENTED_ASK)
@sent_once
def end_invented(request: HttpRequest, invented_id: UUID) -> HttpResponse:
    """Watch over somebody invented no longer."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    one = read.invented_for(actor).filter(pk=invented_id, ended_at=None).first()
    if one is None:
        raise Http404
    if request.method == "POST":
        acts.end_invented(invented_id=invented_id, by=actor, at=at)
        messages.success(request, _("She is no longer watched."))
        return redirect("oversight:invented_people")
    return render(request, "oversight/end_invented.html", {"facts": shown.facts(one.proposal, at)})

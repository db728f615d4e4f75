"""Pages around a paper of the wrong person: where it belongs, moving it there, taking it away, bringing it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.access.rules import Actor
from shanyraq.foundation import clock, keyring
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.sending import sent_once
from shanyraq.papers import presenters, queries
from shanyraq.papers.actions import misplaced as acts
from shanyraq.papers.actions.misplaced import CannotPutRight
from shanyraq.papers.forms import TakeAwayForm
from shanyraq.papers.models import Paper
from shanyraq.papers.permissions import PAPER_PUT_RIGHT, may_move, may_put_right
from shanyraq.papers.views.papers import actor_of, person_seen


@needs(GET=PAPER_PUT_RIGHT)
def misplaced(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Choose with whom a paper belongs, or that it is taken away. Changes nothing."""
    actor = actor_of(request)
    paper = _paper(actor, paper_id)
    query = request.GET.get("q", "").strip()[:200]
    moves = may_move(actor, queries.kinds().get(paper.kind))
    near = queries.others_near(actor, paper) if moves else []
    found = queries.others_named(actor, paper, query) if moves and query else []
    keyring.warm(one.pk for one in (*near, *found))
    context = {
        **_head(actor, paper),
        "moves": moves,
        "query": query,
        "near": presenters.people_rows(near, paper),
        "found": presenters.people_rows(found, paper),
    }
    return render(request, "papers/misplaced.html", context)


@needs(PAPER_PUT_RIGHT)
@sent_once
def move_paper(request: HttpRequest, paper_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Say what moving a paper to this person will do, and do it."""
    actor = actor_of(request)
    paper, right = _paper(actor, paper_id), person_seen(actor, person_id)
    if not may_move(actor, queries.kinds().get(paper.kind)):
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    context = {**_head(actor, paper), "right": right, "right_name": presenters.called(right)}
    if request.method == "POST":
        try:
            acts.move_paper(paper_id=paper_id, person_id=person_id, by=actor, at=clock.now())
        except CannotPutRight as refusal:
            context["refused"] = str(refusal)
        else:
            messages.success(
                request, _("The paper is moved. Where it was stays a line that names nobody else.")
            )
            return redirect("papers:papers", person_id=person_id)
    return render(request, "papers/move_paper.html", context)


@needs(PAPER_PUT_RIGHT)
@sent_once
def take_away(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Say what taking a paper away will do and why it is done, and do it."""
    actor = actor_of(request)
    paper = _paper(actor, paper_id)
    form = TakeAwayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["because"]
            acts.take_away(paper_id=paper_id, why=why, by=actor, at=clock.now())
        except CannotPutRight as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is taken away. For 14 days it can be brought back here."))
            return redirect("papers:papers", person_id=paper.person_id)
    return render(request, "papers/take_away.html", {**_head(actor, paper), "form": form})


@needs(PAPER_PUT_RIGHT)
@sent_once
def bring_back(request: HttpRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Ask once more, and put back what was taken away."""
    actor = actor_of(request)
    paper = queries.taken_away_one(actor, paper_id)
    if paper is None:
        raise Http404
    context = _head(actor, paper)
    if request.method == "POST":
        try:
            acts.bring_back(paper_id=paper_id, by=actor, at=clock.now())
        except CannotPutRight as refusal:
            context["refused"] = str(refusal)
        else:
            messages.success(request, _("The paper is back among the others."))
            return redirect("papers:papers", person_id=paper.person_id)
    return render(request, "papers/bring_back.html", context)


def _paper(actor: Actor, paper_id: uuid.UUID) -> Paper:
    """One that is among the papers. Raises Http404."""
    paper = queries.paper_of(actor, paper_id)
    if paper is None:
        raise Http404
    return paper


def _head(actor: Actor, paper: Paper) -> dict[str, Any]:
    """What stands on each of these pages: which paper, and with whom it is. Raises NotAllowed."""
    if not may_put_right(actor, paper, clock.now()):
        raise NotAllowed(_(acts.LATE), code="late")
    keyring.warm([paper.person_id])
    person = person_seen(actor, paper.person_id)
    name = presenters.called(person)
    return {
        "person": person,
        "name": name,
        "row": presenters.row(paper, actor, clock.now()),
        "paper_id": paper.pk,
    }

"""Pages on which somebody asks a supervisor to look or to close a file, and on which the supervisor answers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import reviews
from shanyraq.cases.actions.reviews import CannotAsk, CannotDecide
from shanyraq.cases.forms.reviews import AskClosureForm, AskReviewForm, DecideForm
from shanyraq.cases.models import Appointment, Review
from shanyraq.cases.presenters import family, team
from shanyraq.cases.presenters.reviews import planned_meetings, request_page
from shanyraq.cases.queries import closing, happenings
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.views.files import actor_of, load, with_members
from shanyraq.foundation.sending import sent_once


@needs("closure.ask")
@sent_once
def ask_closure(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Ask a supervisor to close the files of some members."""
    file = with_members(load(request, family_id, None))
    form = AskClosureForm(request.POST or None, people=team.people_choices(file.members))
    if request.method == "POST" and form.is_valid():
        try:
            reviews.ask_closure(
                case_ids=form.case_ids,
                proposal=form.cleaned_data["proposal"],
                agreed_at=form.agreed_at(file.at),
                request=form.cleaned_data["request"],
                by=file.actor,
                at=file.at,
            )
        except CannotAsk as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your supervisor is asked to close. Until then the support goes on."))
            return redirect("cases:family", family_id)
    context = {**family.head_of(file, ""), "form": form, "meetings": planned_meetings(file, _coming(file))}
    return render(request, "cases/ask_closure.html", context)


@needs("closure.ask")
@sent_once
def ask_review(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Ask a supervisor to look at the plans of some members."""
    file = with_members(load(request, family_id, None))
    people = team.people_choices(file.members)
    initial = {"people": [code for code, _label in people]}
    form = AskReviewForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reviews.ask_review(
                case_ids=form.case_ids, request=form.cleaned_data["request"], by=file.actor, at=file.at
            )
        except CannotAsk as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your supervisor is asked to look at the plan."))
            return redirect("cases:family", family_id)
    return render(request, "cases/ask_review.html", {**family.head_of(file, ""), "form": form})


@needs("case.close")
@sent_once
def decide_closure(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Close the files, or return the request with an answer."""
    return _decide(request, review_id, "CLOSURE")


@needs("case.review")
@sent_once
def decide_review(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Agree to the plans, or return them with an answer."""
    return _decide(request, review_id, "PLAN")


def _decide(request: HttpRequest, review_id: uuid.UUID, kind: str) -> HttpResponse:
    asked = _asked_together(request, review_id, kind)
    file = load(request, asked[0].case.family_id, asked[0].case.person_id)
    is_closure = kind == "CLOSURE"
    agreed_at = closing.agreed_at(file.actor, asked) if is_closure else None
    page = request_page(file, asked, _coming(file) if is_closure else (), agreed_at)
    ticked = {"reviews": [str(one.pk) for one in asked]}
    form = DecideForm(request.POST or None, people=page.people, initial=ticked)
    if request.method == "POST" and form.is_valid():
        act = reviews.decide_closure if kind == "CLOSURE" else reviews.decide_review
        outcome, answer = form.cleaned_data["outcome"], form.cleaned_data["answer"]
        try:
            act(review_ids=form.review_ids, outcome=outcome, answer=answer, by=file.actor, at=file.at)
        except CannotDecide as refusal:
            form.add_error("answer" if refusal.code == "answer_short" else None, str(refusal))
        else:
            messages.success(request, page.done_words[outcome])
            return redirect("desk:team")
    return render(
        request, "cases/decide_request.html", {**family.head_of(file, ""), "form": form, "page": page}
    )


def _coming(file: SupportFile) -> Sequence[Appointment]:
    return happenings.meetings_of(file.actor, file.case_ids, since=file.at)


def _asked_together(request: HttpRequest, review_id: uuid.UUID, kind: str) -> Sequence[Review]:
    """The requests that one asking left, this one among them, not decided yet. Raises Http404."""
    visible = Review.objects.visible_to(actor_of(request)).filter(kind=kind, decided_at=None)
    first = visible.filter(pk=review_id).select_related("case").first()
    if first is None:
        raise Http404
    together = visible.filter(asked_by=first.asked_by_id, asked_at=first.asked_at)
    found = (
        together.filter(case__family=first.case.family_id)
        if first.case.family_id
        else together.filter(pk=first.pk)
    )
    return list(found.select_related("case__person", "asked_by").order_by("case__person__birth_date", "pk"))

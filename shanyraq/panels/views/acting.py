"""What is done in a panel: the child's view, votes, the decision, dissent, and confirming it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.foundation import clock
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.panels import forms, permissions
from shanyraq.panels.actions import again, voting
from shanyraq.panels.views.found import actor_of, page_of, panel_or_404


@needs(POST=permissions.PANEL_SEE)
@sent_once
def record_view(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Write down the child's view, before any vote."""
    form = forms.ViewForm(request.POST)
    return _done(request, panel_id, "view_form", form, voting.record_view, _("The child’s view stands here."))


@needs(POST=permissions.PANEL_SIT)
@sent_once
def vote(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Vote."""
    return _done(
        request, panel_id, "vote_form", forms.VoteForm(request.POST), voting.vote, _("Your vote is counted.")
    )


@needs(POST=permissions.PANEL_SIT)
@sent_once
def decide(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """The chair closes the panel."""
    form = forms.DecideForm(request.POST)
    words = _("It is decided. Tell the person, with the reasons and how to appeal.")
    return _done(request, panel_id, "decide_form", form, voting.decide, words)


@needs(POST=permissions.PANEL_SIT)
@sent_once
def note_dissent(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Note beside the decision why one saw it otherwise."""
    form = forms.DissentForm(request.POST)
    return _done(
        request, panel_id, "dissent_form", form, voting.note_dissent, _("It stands beside the decision.")
    )


@needs(POST=permissions.PANEL_RATIFY)
@sent_once
def ratify(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Confirm what was decided in a hurry, or not."""
    form = forms.RatifyForm(request.POST)
    return _done(request, panel_id, "ratify_form", form, again.ratify, _("Your answer stands here."))


def _done(
    request: HttpRequest, panel_id: UUID, name: str, form: Form, act: Callable[..., object], words: str
) -> HttpResponse:
    """Do it and lead back, or show the page with the form and what is wrong."""
    panel = panel_or_404(request, panel_id)
    if form.is_valid():
        try:
            act(panel_id=panel_id, **_told(form), by=actor_of(request), at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words)
            return redirect("panels:panel", panel_id=panel_id)
    return render(request, "panels/panel.html", page_of(request, panel, **{name: form}))


def _told(form: Form) -> Mapping[str, Any]:
    told = getattr(form, "told", None)
    return told() if told is not None else form.cleaned_data

"""Findings about reading: a list, and one with the officer's answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.oversight.actions.findings import answer_finding
from shanyraq.oversight.forms.findings import AnswerForm
from shanyraq.oversight.permissions import FINDING_ANSWER, OVERSIGHT_SEE
from shanyraq.oversight.presenters import findings as shown
from shanyraq.oversight.queries import findings as read
from shanyraq.oversight.queries.breaches import breach_from
from shanyraq.ui.paging import Sort, page_of

SORTS = (Sort("found", "found_at", starts_descending=True),)


@needs(GET=OVERSIGHT_SEE)
def findings(request: HttpRequest) -> HttpResponse:
    """Questions that wait; or, with `settled`, those that were answered. By time, never by colleague."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    is_waiting = "settled" not in request.GET
    page = page_of(read.findings_for(actor, is_waiting=is_waiting), request.GET, sorts=SORTS)
    context = {
        "page": page,
        "table": shown.table(page.rows, at) if page.rows else None,
        "tabs": shown.tabs(is_waiting),
        "is_waiting": is_waiting,
    }
    return render(request, "oversight/findings.html", context)


@needs(GET=OVERSIGHT_SEE, POST=FINDING_ANSWER)
@sent_once
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """One finding: who, when, how many, why it is unusual; and what came of it."""
    actor, at = request.actor, real_now()  # type: ignore[attr-defined]
    found = read.finding_for(actor, finding_id)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None, kind=found.kind, now=found.state)
    if request.method == "POST" and form.is_valid():
        try:
            found = answer_finding(finding_id=finding_id, **form.cleaned_data, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            entry = breach_from(actor, found)
            messages.success(
                request, _("It stands in the register.") if entry else _("Your answer is saved.")
            )
            return redirect("oversight:breach", entry.pk) if entry else redirect("oversight:findings")
    is_hers = found.is_waiting and found.colleague_id != actor.staff_id
    context = {
        "form": form if is_hers or request.method == "POST" else None,
        "why": shown.why(found),
        "facts": shown.facts(found, read.codes_in(found), at, breach_from(actor, found)),
        "steps": shown.steps(read.answers_to(actor, found), found, at),
    }
    return render(request, "oversight/finding.html", context)

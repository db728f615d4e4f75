"""The register of breaches."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.foundation.clock import now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.oversight.actions.breaches import add_breach_step
from shanyraq.oversight.actions.breaches import enter_breach as enter
from shanyraq.oversight.forms.breaches import BreachForm, StepForm
from shanyraq.oversight.permissions import BREACH_KEEP
from shanyraq.oversight.presenters import breaches as shown
from shanyraq.oversight.queries import breaches as read


@needs(GET=BREACH_KEEP)
def breaches(request: HttpRequest) -> HttpResponse:
    """The register: open ones first, each with its clock."""
    actor = request.actor  # type: ignore[attr-defined]
    found = read.breaches_for(actor)
    table = shown.table(found, read.kinds_by_breach(actor, found), now()) if found else None
    return render(request, "oversight/breaches.html", {"table": table})


@needs(BREACH_KEEP)
@sent_once
def enter_breach(request: HttpRequest) -> HttpResponse:
    """Write a breach down; its 72 hours run from when it was noticed."""
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.told(timezone.get_current_timezone())
        try:
            made = enter(**told, finding_id=_finding(request), by=request.actor, at=now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It stands in the register."))
            return redirect("oversight:breach", made.pk)
    return render(request, "oversight/enter_breach.html", {"form": form})


@needs(BREACH_KEEP)
@sent_once
def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach: what is known, what was done, and the next thing that is done about it."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    found = read.breach_for(actor, breach_id)
    if found is None:
        raise Http404
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_breach_step(breach_id=breach_id, **form.cleaned_data, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("oversight:breach", breach_id)
    steps = read.steps_of(actor, found)
    context = {
        "facts": shown.facts(found, {step.kind for step in steps}, at),
        "happenings": shown.happenings(found, steps, at),
        "form": form if found.closed_at is None or request.method == "POST" else None,
    }
    return render(request, "oversight/breach.html", context)


def _finding(request: HttpRequest) -> UUID | None:
    """The finding from which the officer came, if she did."""
    try:
        return UUID(request.GET.get("finding", ""))
    except ValueError:
        return None

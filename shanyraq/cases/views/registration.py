"""Registering a family by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import decide, needs
from shanyraq.access.rules import Actor
from shanyraq.cases.actions.assignments import CannotAssign
from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.actions.registration import CannotRegister, register_families
from shanyraq.cases.forms.registration import FamilyRegistration
from shanyraq.cases.models import Case
from shanyraq.cases.permissions import CASE_READ
from shanyraq.cases.presenters import registration as shown
from shanyraq.cases.queries.caseloads import may_lead
from shanyraq.cases.rules import CASE_MANAGER
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation import clock
from shanyraq.foundation.sending import sent_once


@needs("person.register")
@sent_once
def register_family(request: HttpRequest) -> HttpResponse:
    """One page for the whole family. "Add another person" keeps what was typed and judges nothing yet."""
    actor, at = actor_of(request), clock.now()
    staff = StaffMember.objects.filter(pk=actor.staff_id).first() if actor.staff_id else None
    leads = actor.role == CASE_MANAGER and staff is not None and may_lead().filter(pk=staff.pk).exists()
    page = FamilyRegistration(
        request.POST if request.method == "POST" else None,
        today=at.date(),
        seals=actor.writes("C2"),
        phases=shown.phases(),
        regions=shown.places("region"),
        centres=shown.places("centre"),
        initial={"entry": "SELF", "region": staff.region if staff else ""},
    )
    if page.is_bound and page.is_valid():
        told = page.arrival.cleaned_data
        try:
            cases = register_families(
                families=[page.family()],
                opened_at=at,
                case_manager=staff if leads else None,
                sure=page.arrival.sure,
                by=actor,
                at=at,
                **{name: told[name] for name in page.arrival.KEPT},
            )
        except (CannotRegister, CannotAssign, Doubtful) as refusal:
            page.tell(refusal)
        else:
            return _after(request, actor, cases)
    return render(request, "cases/register_family.html", {"page": page, "job": "families"})


def _after(request: HttpRequest, actor: Actor, cases: list[Case]) -> HttpResponse:
    """To the family's file, where the actor sees it; else to a fresh form."""
    saved = ngettext(
        "The family is registered: %(count)s support file is open.",
        "The family is registered: %(count)s support files are open.",
        len(cases),
    ) % {"count": len(cases)}
    messages.success(request, saved)
    if decide(actor, CASE_READ, cases[0]):
        return redirect("cases:family", family_id=cases[0].family_id)
    messages.info(request, _("Their colleagues see the file now; it is beyond what your role follows."))
    return redirect("cases:register_family")

"""Asking for a panel about one person, naming its members, entering an appeal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import decide, needs
from shanyraq.foundation import clock
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.panels import forms, permissions
from shanyraq.panels.actions import again
from shanyraq.panels.actions import asking as acts
from shanyraq.panels.presenters import panels as shown
from shanyraq.panels.queries import panels as read
from shanyraq.panels.queries.barred import barred_from, seated_in
from shanyraq.panels.queries.people import born, names_of, open_case
from shanyraq.panels.views.found import actor_of, member_form, page_of, panel_or_404, take_out_form
from shanyraq.people.rules import may_be_child_on


@needs(GET=permissions.PANEL_SEE, POST=permissions.PANEL_ASK)
@sent_once
def panels_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The panels about one person, with the form that asks for one."""
    actor, at = actor_of(request), clock.now()
    names = names_of(actor, [person_id], shown.language())
    if person_id not in names:
        raise Http404
    form = _ask_form(request, person_id)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = acts.ask_panel(person_id=person_id, **form.told(), by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The panel is asked for. A supervisor or the centre lead names it."))
            return redirect("panels:panel", panel_id=made.pk)
    found = read.panels_of(actor, person_id)
    context = {
        "person_id": person_id,
        "name": names[person_id],
        "table": shown.table(found, names, at) if found else None,
        "form": form,
        "sees_file": "case.read" in actor.may,
    }
    return render(request, "panels/panels_of.html", context)


@needs(POST=permissions.PANEL_NAME)
@sent_once
def name_member(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Name a colleague for one view."""
    actor, panel = actor_of(request), panel_or_404(request, panel_id)
    barred = barred_from(panel)
    form = member_form(panel, barred, seated_in(panel, barred), request.POST)
    if form.is_valid():
        told = {"staff_id": UUID(form.cleaned_data["staff_id"]), "seat": form.cleaned_data["seat"]}
        try:
            acts.name_member(panel_id=panel_id, **told, by=actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Named. The file is open to this colleague for three weeks."))
            return redirect("panels:panel", panel_id=panel_id)
    return render(request, "panels/panel.html", page_of(request, panel, member_form=form))


@needs(POST=permissions.PANEL_NAME)
@sent_once
def take_out_member(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Take out somebody who was named wrongly."""
    actor, panel = actor_of(request), panel_or_404(request, panel_id)
    sitting = seated_in(panel, barred_from(panel))
    form = take_out_form(read.seats_of(actor, panel), sitting, request.POST)
    if form.is_valid():
        staff_id = UUID(form.cleaned_data["member"])
        try:
            acts.take_out_member(panel_id=panel_id, staff_id=staff_id, by=actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Taken out: this colleague does not read the file for this panel any more.")
            )
            return redirect("panels:panel", panel_id=panel_id)
    return render(request, "panels/panel.html", page_of(request, panel, take_out_form=form))


@needs(POST=permissions.PANEL_APPEAL)
@sent_once
def appeal(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Write down an appeal: others decide anew."""
    panel, form = panel_or_404(request, panel_id), forms.AppealForm(request.POST)
    if form.is_valid():
        try:
            made = again.appeal(panel_id=panel_id, **form.cleaned_data, by=actor_of(request), at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The appeal stands here. Others than before decide."))
            return redirect("panels:panel", panel_id=made.pk)
    return render(request, "panels/panel.html", page_of(request, panel, appeal_form=form))


def _ask_form(request: HttpRequest, person_id: UUID) -> forms.AskForm | None:
    """The form, for who asks and where the file is open."""
    actor = actor_of(request)
    if not decide(actor, permissions.PANEL_ASK) or open_case(actor, person_id) is None:
        return None
    birth_date, precision = born(person_id)
    is_child = may_be_child_on(birth_date, precision, clock.today())
    kinds = shown.kind_choices(is_child=is_child)
    return forms.AskForm(request.POST or None, kinds=kinds, initial={"kind": request.GET.get("kind", "")})

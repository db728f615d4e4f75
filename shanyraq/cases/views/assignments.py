"""Pages that say who works with whom: giving a family its case manager, adding a colleague, ending a part."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.access.permissions import needs
from shanyraq.cases import queries
from shanyraq.cases.actions import assignments
from shanyraq.cases.forms.assignments import AssignForm, ColleagueForm
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.presenters import family, team, words
from shanyraq.cases.presenters.step_actions import home_url
from shanyraq.cases.queries.caseloads import case_leaders, colleagues_to_add, leading, stand_ins
from shanyraq.cases.queries.files import SupportFile, leads, parts_like
from shanyraq.cases.views.files import actor_of, load, with_members
from shanyraq.foundation.sending import sent_once


@needs("case.assign")
@sent_once
def assign(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Choose who leads the support of a family, the ceiling in view."""
    file = with_members(load(request, family_id, None))
    form = _assign_form(request, file)
    if request.method == "POST" and form.is_valid():
        try:
            cases = assignments.assign(
                case_ids=form.case_ids,
                case_manager=form.leader_id,
                deputy=form.deputy_id,
                over_ceiling_reason=form.cleaned_data["over_ceiling_reason"],
                seen=form.seen,
                by=file.actor,
                at=file.at,
            )
        except assignments.CannotAssign as refusal:
            form.add_error(
                "over_ceiling_reason" if refusal.code.startswith("ceiling") else None, str(refusal)
            )
            if refusal.code == "meanwhile":
                form.show_led()
        else:
            messages.success(request, _assigned(cases))
            return redirect("desk:team")
    context = {**family.head_of(file, ""), "form": form, "most": queries.pack().params.caseload_max}
    return render(request, "cases/assign.html", context)


@needs("case.assign")
@sent_once
def add_colleague(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Let a colleague of another discipline work with a family."""
    file = with_members(load(request, family_id, None))
    people = team.people_choices(file.members)
    colleagues = colleagues_to_add({member.case.region for member in file.members}, file.today)
    form = ColleagueForm(
        request.POST or None,
        people=people,
        colleagues=team.colleague_choices(colleagues, file.today),
        initial={"people": [code for code, _label in people]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            assignments.add_colleague(
                case_ids=form.case_ids, colleague=form.colleague_id, by=file.actor, at=file.at
            )
        except assignments.CannotAssign as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your colleague works with these people from now on."))
            return redirect("cases:family", family_id)
    return render(request, "cases/add_colleague.html", {**family.head_of(file, ""), "form": form})


@needs("case.assign")
@sent_once
def end_assignment(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Say what ends for a colleague, and end it, for all of the family."""
    actor = actor_of(request)
    open_parts = Assignment.objects.visible_to(actor).filter(ends_at=None).select_related("case", "staff")
    one = open_parts.filter(pk=assignment_id).first()
    if one is None:
        raise Http404
    file = load(request, one.case.family_id, None if one.case.family_id else one.case.person_id)
    refusal = ""
    if request.method == "POST":
        try:
            assignments.end_assignment(assignment_id=assignment_id, by=actor, at=file.at)
        except assignments.CannotAssign as no:
            refusal = str(no)
        else:
            messages.success(request, _("The colleague’s part has ended, and the access with it."))
            return redirect(home_url(file))
    ending = [part.case_id for part in parts_like(open_parts, one) if not leads(part)]
    refusal = refusal or ("" if ending else assignments.leader_stays())
    people = [words.called_in(member, file) for member in file.everyone if member.case.pk in ending]
    told = {"colleague": words.staff_name(one.staff), "people": words.listed(people), "refusal": refusal}
    return render(request, "cases/end_assignment.html", {**family.head_of(file, ""), **told})


def _assign_form(request: HttpRequest, file: SupportFile) -> AssignForm:
    regions = {member.case.region for member in file.members}
    everywhere = request.GET.get("everywhere") == "1" or len(regions) != 1
    region = "" if everywhere else regions.pop()
    leaders = case_leaders(region, file.today)
    people = team.people_choices(file.members)
    first = file.members[0].case
    return AssignForm(
        request.POST or None,
        people=people,
        leaders=team.leader_choices(leaders, file),
        deputies=team.deputy_choices(stand_ins(region, file.today)),
        initial={
            "people": [code for code, _label in people],
            "case_manager": str(first.case_manager_id or ""),
            "deputy": str(first.deputy_id or ""),
            "led": " ".join(sorted(leading(member.case for member in file.members))),
        },
    )


def _assigned(cases: list[Case]) -> str:
    manager = cases[0].case_manager
    name = manager.short_name if manager else ""
    told = ngettext(
        "%(name)s leads the support of one person from now on.",
        "%(name)s leads the support of %(count)s people from now on.",
        len(cases),
    )
    return told % {"name": name, "count": len(cases)}

"""The page on which a supervisor protects a file."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import protecting
from shanyraq.cases.forms.assignments import ProtectForm
from shanyraq.cases.presenters import family, team
from shanyraq.cases.views.files import load, with_members
from shanyraq.foundation.sending import sent_once


@needs("case.protect")
@sent_once
def protect_case(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Say whose file nobody sees but the named team."""
    file = with_members(load(request, family_id, None))
    form = ProtectForm(
        request.POST or None,
        people=team.people_choices(file.members),
        initial={"people": [member.id for member in file.members if member.case.is_protected]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            protecting.protect_cases(
                case_ids=[member.case.pk for member in file.members],
                protected=form.protected,
                reason=form.cleaned_data["reason"],
                by=file.actor,
                at=file.at,
            )
        except protecting.CannotProtect as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved: the page of the file says who sees it."))
            return redirect("cases:family", family_id)
    context = {**family.head_of(file, ""), "form": form}
    return render(request, "cases/protect_case.html", context)

"""The page on which whoever decides about closing opens a closed file again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import reopening
from shanyraq.cases.actions.reopening import CannotReopen
from shanyraq.cases.forms.reviews import ReopenForm
from shanyraq.cases.presenters import family, team
from shanyraq.cases.views.files import load
from shanyraq.foundation.sending import sent_once


@needs("case.close")
@sent_once
def reopen_case(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """Open the closed files of some members again, with a reason."""
    file = load(request, family_id, None)
    if not file.reopenable:
        raise Http404
    people = team.people_choices(file.reopenable)
    initial = {"people": [code for code, _label in people]}
    form = ReopenForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reopening.reopen_case(
                case_ids=form.case_ids, reason=form.cleaned_data["reason"], by=file.actor, at=file.at
            )
        except CannotReopen as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("The file is open again. Look who works with them."))
            return redirect("cases:family", family_id)
    return render(request, "cases/reopen_case.html", {**family.head_of(file, ""), "form": form})

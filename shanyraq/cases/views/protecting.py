"""The page on which a supervisor protects a file."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import protecting
from shanyraq.cases.forms.assignments import ProtectForm
from shanyraq.cases.presenters import family, team
from shanyraq.cases.presenters import protecting as shown
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.queries.protecting import asked_to_open
from shanyraq.cases.views.files import load, with_members
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
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
            messages.success(request, _changed(file, form.protected, form.cleaned_data["reason"]))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cases:family", family_id)
    asked = asked_to_open([member.case.person_id for member in file.members], real_now())
    context = {**family.head_of(file, ""), "form": form, "asked": shown.waiting(asked, file)}
    return render(request, "cases/protect_case.html", context)


@transaction.atomic
def _changed(file: SupportFile, protected: Collection[uuid.UUID], reason: str) -> str:
    """Protect who is ticked now; ask a second person about who is ticked no more. Both, or nothing."""
    told: dict[str, Any] = {"reason": reason, "by": file.actor}
    cases = [member.case for member in file.members]
    opened = [case.pk for case in cases if case.is_protected and case.pk not in protected]
    is_more = any(case.pk in protected and not case.is_protected for case in cases)
    if is_more or not opened:
        protecting.protect_cases(
            case_ids=[case.pk for case in cases], protected=protected, at=file.at, **told
        )
    if opened:
        protecting.ask_to_open(case_ids=opened, at=real_now(), **told)
        return _("Asked for: a second person agrees before the file is opened to others again.")
    return _("Saved: the page of the file says who sees it.")

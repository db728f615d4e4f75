"""Colleagues who are kin of somebody: said by themselves on a page of their own, or by a supervisor on hers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs, open_to_staff
from shanyraq.access.queries.words import discipline_name
from shanyraq.cases.actions import ties
from shanyraq.cases.actions.ties import CannotSayKin
from shanyraq.cases.forms.ties import ColleagueKinForm, OwnKinForm
from shanyraq.cases.presenters import family
from shanyraq.cases.queries import ties as read
from shanyraq.cases.views.files import actor_of, load, uuid_in
from shanyraq.foundation import clock
from shanyraq.foundation.sending import sent_once


@open_to_staff
@sent_once
def say_own_kin(request: HttpRequest) -> HttpResponse:
    """Say of whom one is kin. The answer is the same whether there is such a file or not."""
    form = OwnKinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ties.say_own_kin(
            code=form.cleaned_data["code"],
            by=actor_of(request),
            at=clock.now(),
            said_at=clock.real_now(),
        )
        told = _("Thank you. If there is a file with this code, you see nothing of it from now on.")
        messages.success(request, told)
        return redirect("cases:say_own_kin")
    return render(request, "cases/say_own_kin.html", {"form": form, "home": reverse("desk:start")})


@needs("case.assign")
@sent_once
def say_kin_of(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Say which colleague is kin of a person, and that it was a mistake."""
    file = load(request, None, person_id)
    choices = [
        (str(one.pk), f"{one.full_name} ({discipline_name(one.discipline)})")
        for one in read.colleagues_to_choose(file.actor)
    ]
    ending = uuid_in(request.POST, "tie")
    form = ColleagueKinForm(
        request.POST if request.method == "POST" and not ending else None, colleagues=choices
    )
    act: dict[str, Any] = {"by": file.actor, "at": file.at}
    if request.method == "POST" and (ending or form.is_valid()):
        try:
            if ending:
                ties.end_kin_of(tie_id=ending, **act)
            else:
                ties.say_kin_of(
                    person_id=person_id, colleague=form.colleague_id, said_at=clock.real_now(), **act
                )
        except CannotSayKin as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
        return redirect("cases:say_kin_of", person_id=person_id)
    context = {**family.head_of(file, "person"), "form": form, "ties": read.ties_to(file.actor, person_id)}
    return render(request, "cases/say_kin_of.html", context)

"""Who is kin to whom, and children without their families."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import families
from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.forms.asking import AskingForm
from shanyraq.cases.forms.kin import CareForm, EndForm, KinForm
from shanyraq.cases.presenters import family as head
from shanyraq.cases.presenters import registration as shown
from shanyraq.cases.queries import relations
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.views.files import actor_of, load
from shanyraq.foundation import clock
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.sending import sent_once
from shanyraq.people.rules import may_be_child_on


def saves(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do an act; where the rules decline it, the form says why, and where they doubt it, the form asks."""
    try:
        act()
    except NotAllowed:
        raise
    except Doubtful as doubtful:
        assert isinstance(form, AskingForm)
        form.ask(doubtful)
        return False
    except Refusal as refusal:
        is_about_reason = refusal.code == "reason_short" and "reason" in form.fields
        form.add_error("reason" if is_about_reason else None, str(refusal))
        return False
    return True


def by_now(file: SupportFile) -> dict[str, Any]:
    """Who acts, and when: the last two arguments of every act."""
    return {"by": file.actor, "at": file.at}


@needs("family.move")
@sent_once
def add_kin(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Who is kin to her, as far as it is known; and one more tie."""
    file = load(request, None, person_id)
    query = request.GET.get("q", "").strip()
    people = relations.people_to_choose(file.actor, person_id, query)
    choices = [(str(one.pk), shown.person_line(one)) for one in people]
    form = KinForm(request.POST or None, relatives=choices)
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, by_now(file)
        known = {name: told[name] for name in ("proof", "starts_on")} | {"sure": form.sure}
        if saves(form, lambda: families.add_kin(**form.of(person_id), **known, **by)):
            messages.success(request, _("The kinship is recorded."))
            return redirect("cases:add_kin", person_id=person_id)
    context = {**head.head_of(file, "person"), "form": form, "query": query, "has_found": bool(choices)}
    context["ties"] = shown.ties(relations.ties_of(file.actor, person_id))
    situation = relations.care_of(file.actor, person_id)
    context["care"] = shown.care_words(situation, file.today) if situation else ""
    context["situation"] = situation
    born = (file.alone.birth_date, file.alone.birth_precision) if file.alone else (None, "unknown")
    context["is_child"] = may_be_child_on(*born, file.today)
    return render(request, "cases/add_kin.html", context)


@needs("family.move")
@sent_once
def end_kin(request: HttpRequest, kinship_id: uuid.UUID) -> HttpResponse:
    """Say that a kinship holds no more, or never did."""
    actor, at = actor_of(request), clock.now()
    kinship = relations.open_kinship(actor, kinship_id)
    if kinship is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"ends_on": at.date()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        if saves(form, lambda: families.end_kin(kinship_id=kinship_id, ends_on=day, by=actor, at=at)):
            messages.success(request, _("The kinship is ended."))
            return redirect("cases:add_kin", person_id=kinship.person_id)
    context = head.head_of(load(request, None, kinship.person_id), "person")
    return render(request, "cases/end_kin.html", {**context, "form": form, "tie": shown.tie_words(kinship)})


@needs("family.move")
@sent_once
def set_care(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Say that a child is without her family, and in which way."""
    file = load(request, None, person_id)
    form = CareForm(request.POST or None, initial={"starts_on": file.today})
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, by_now(file)
        if saves(form, lambda: families.set_care(person_id=person_id, sure=form.sure, **told, **by)):
            messages.success(
                request, _("Recorded. What is owed to a child without her family is in the plan.")
            )
            return redirect("cases:person", person_id=person_id)
    return render(request, "cases/set_care.html", {**head.head_of(file, "person"), "form": form})


@needs("family.move")
@sent_once
def end_care(request: HttpRequest, situation_id: uuid.UUID) -> HttpResponse:
    """Say until which day a child was without her family."""
    actor, at = actor_of(request), clock.now()
    situation = relations.open_care(actor, situation_id)
    if situation is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"ends_on": at.date()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        if saves(form, lambda: families.end_care(situation_id=situation_id, ends_on=day, by=actor, at=at)):
            messages.success(request, _("Recorded: the child is with her or his family."))
            return redirect("cases:person", person_id=situation.person_id)
    context = head.head_of(load(request, None, situation.person_id), "person")
    context["care"] = shown.care_words(situation, at.date())
    return render(request, "cases/end_care.html", {**context, "form": form})

"""What people agreed to: the family at a glance, and asking one person."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases import permissions
from shanyraq.cases.actions import consents
from shanyraq.cases.actions.consents import Asked, CannotConsent
from shanyraq.cases.forms.consents import ConsentForm
from shanyraq.cases.models import Consent
from shanyraq.cases.presenters import consents as shown
from shanyraq.cases.presenters import family
from shanyraq.cases.queries.answers import answers_of
from shanyraq.cases.queries.own_entries import talks_of
from shanyraq.cases.views.files import actor_of, load, with_members
from shanyraq.foundation.sending import sent_once


@needs("case.read")
def show_consents(request: HttpRequest, family_id: uuid.UUID) -> HttpResponse:
    """The last answer of each person to each purpose."""
    file = load(request, family_id, None)
    if not file.actor.reads("C12"):
        raise Http404
    last = answers_of(file.actor, file.case_ids).last
    context = {**family.head_of(file, "consents"), "table": shown.table(file, last)}
    context["ask_links"] = shown.ask_links(file)
    return render(request, "cases/consents.html", context)


@needs(GET="case.read", HEAD="case.read", POST="consent.record")
@sent_once
def record_consents(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person's answers; whoever may, asks again."""
    file = load(request, None, person_id)
    if not file.actor.reads("C12") or not file.everyone:
        raise Http404
    answers = answers_of(file.actor, file.case_ids)
    context = {**family.head_of(file, "consents"), "table": shown.table(file, answers.last), "form": None}
    context["askings"] = shown.askings(file, file.everyone[0], answers)
    context["talks"] = shown.talks_words(talks_of(file.actor, file.case_ids).total())
    may_ask = permissions.CONSENT_RECORD in file.actor.may and file.actor.writes("C12")
    if not file.members or not may_ask:
        return render(request, "cases/record_consents.html", context)
    member = file.members[0]
    made = shown.form_parts(file, member, answers.last)
    form = ConsentForm(request.POST or None, initial={"on": file.today}, **made)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asked = Asked(told["given_by"], told["on"], form.has_assent, told["language"])
        try:
            consents.record_consents(
                case_id=member.case.pk, answers=form.answers(), asked=asked, by=file.actor, at=file.at
            )
        except CannotConsent as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The answers are saved. Help goes on whatever was answered."))
            return redirect("cases:consents", person_id=person_id)
    context |= {"form": form, "rule": shown.rule_words(file, member)}
    return render(request, "cases/record_consents.html", context)


@needs("consent.record")
@sent_once
def correct_consents(request: HttpRequest, consent_id: uuid.UUID) -> HttpResponse:
    """Put right what one asking left; the first answers stay readable."""
    first = Consent.objects.visible_to(actor_of(request)).filter(pk=consent_id).first()
    if first is None:
        raise Http404
    file = with_members(load(request, None, first.person_id))
    answers = answers_of(file.actor, file.case_ids)
    same, member = answers.together(first), file.members[0]
    if first not in same or first.case_id != member.case.pk:
        raise Http404  # put right already, or of an earlier time with the programme
    form = ConsentForm(request.POST or None, **shown.correcting_parts(file, member, same, answers))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asked = Asked(told["given_by"], told["on"], form.has_assent, told["language"])
        try:
            consents.correct_consents(
                consent_ids=[one.pk for one in same],
                answers=form.answers(),
                asked=asked,
                by=file.actor,
                at=file.at,
            )
        except CannotConsent as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The answers are put right; the first ones stay readable."))
            return redirect("cases:consents", person_id=first.person_id)
    context = {**family.head_of(file, "consents"), "form": form, "rule": shown.rule_words(file, member)}
    context["back"] = reverse("cases:consents", kwargs={"person_id": first.person_id})
    return render(request, "cases/correct_consents.html", context)

"""Putting an entry right, or taking it back; the first one stays readable."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases import permissions, queries
from shanyraq.cases.actions import records
from shanyraq.cases.actions.records import CannotRecord
from shanyraq.cases.forms.decisions import RetractForm
from shanyraq.cases.forms.steps import RecordForm, initial_of
from shanyraq.cases.models import Record
from shanyraq.cases.presenters import family, history, recording, words
from shanyraq.cases.presenters.step_actions import file_url, home_url
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.views.family import blank_form
from shanyraq.cases.views.files import actor_of, load, with_members
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.sending import sent_once


@needs("step.record")
@sent_once
def correct_record(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """Put an entry right; the first one stays readable in the history."""
    same, file = _entry(request, record_id)
    is_moved = not same or same[0].pk != record_id
    if is_moved and (request.method != "POST" or not same):
        return _to_what_stands_now(request, same, file)
    form = _correcting_form(request, file, same)
    if is_moved:
        form.add_error(None, corrected_meanwhile())
    elif request.method == "POST" and form.is_valid():
        chosen = {
            record.case_id: record for record in same if str(record.case_id) in form.cleaned_data["who"]
        }
        try:
            done = records.correct_record(
                record_ids=[record.pk for record in chosen.values()],
                happened_at=form.happened_at(file.at),
                details=form.details(),
                own={chosen[case].pk: told for case, told in form.own().items() if case in chosen},
                by=file.actor,
                at=file.at,
            )
        except CannotRecord as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{home_url(file)}?saved={done.together}")
    context = {**family.head_of(file, "history"), "form": form, "title": words.kind_name(same[0].kind)}
    context["first"] = history.version_of(same[0], file)
    context["back"] = file_url("history", file)
    return render(request, "cases/correct_record.html", context)


@needs("step.record")
@sent_once
def retract_record(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """Take an entry back: it never happened."""
    same, file = _entry(request, record_id)
    if not same or same[0].pk != record_id:
        return _to_what_stands_now(request, same, file)
    who = [(str(record.pk), _name(file, record)) for record in same]
    form = RetractForm(request.POST or None, who=who, initial={"who": [value for value, _name in who]})
    if request.method == "POST" and form.is_valid():
        try:
            done = records.retract_record(
                record_ids=[uuid.UUID(value) for value in form.cleaned_data["who"]],
                reason=form.cleaned_data["reason"],
                by=file.actor,
                at=file.at,
            )
        except CannotRecord as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{home_url(file)}?saved={done.together}")
    context = {**family.head_of(file, "history"), "form": form, "title": words.kind_name(same[0].kind)}
    context["first"] = history.version_of(same[0], file)
    context["back"] = file_url("history", file)
    return render(request, "cases/retract_record.html", context)


def corrected_meanwhile() -> str:
    """What is said where the address of an entry is older than its last correction."""
    return _("This entry was corrected meanwhile: the page shows how it reads now.")


def _to_what_stands_now(request: HttpRequest, same: Sequence[Record], file: SupportFile) -> HttpResponse:
    """From the address of an entry that was replaced to the present one; from one taken back to the history.

    Of a form that was sent nothing is lost: its words are given back.
    """
    if request.method == "POST":
        raise Http404
    if same:
        messages.info(request, corrected_meanwhile())
        return redirect("cases:correct_record", same[0].pk)
    messages.info(request, _("This entry was taken back."))
    return redirect(file_url("history", file))


def _entry(request: HttpRequest, record_id: uuid.UUID) -> tuple[list[Record], SupportFile]:
    """The entry as it stands now, first, with those saved together with it that nobody corrected, and the file it
    stands in. No entry where it was taken back.
    """
    actor = actor_of(request)
    seen = Record.objects.visible_to(actor)
    record = seen.filter(pk=record_id).select_related("case").first()
    if record is None:
        raise Http404
    while (newer := seen.filter(corrects=record).select_related("case").first()) is not None:
        record = newer
    family_id = record.case.family_id
    file = with_members(load(request, family_id, None if family_id else record.person_id))
    if not permissions.may_correct(actor, record):
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    if record.is_retraction:
        return [], file
    open_cases = [member.case.pk for member in file.members]
    together = seen.filter(
        together=record.together, kind=record.kind, corrected_by=None, case__in=open_cases
    ).select_related("recorded_by")
    same = sorted(together, key=lambda one: (one.pk != record.pk, str(one.pk)))
    if not same or same[0].pk != record.pk:
        raise Http404
    return same, file


def _correcting_form(request: HttpRequest, file: SupportFile, same: Sequence[Record]) -> RecordForm:
    first, kind = same[0], queries.pack().kinds.get(same[0].kind)
    if kind is None:
        raise Http404
    members = tuple(m for m in file.members if m.case.pk in {record.case_id for record in same})
    subject = recording.Subject("", words.kind_name(first.kind), (kind,), members, members)
    shown = initial_of(first.details, first.happened_at)
    for record in same:
        shown[f"view_{record.case_id}"] = record.details.get("child_view", "")
    shown["seen_alone"] = [str(record.case_id) for record in same if record.details.get("seen_alone")]
    form = blank_form(file, subject, request.POST or None, **shown)
    # not where new things are recorded: a correction saved there would be lost
    form.url = reverse("cases:correct_record", kwargs={"record_id": first.pk})
    return form


def _name(file: SupportFile, record: Record) -> str:
    member = file.member_of(record.case_id)
    return words.called_in(member, file) if member else ""

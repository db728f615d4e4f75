"""Taking a list of people along: asking for it, a second person's answer, the file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.permissions import asks_twice, needs
from shanyraq.cases import permissions
from shanyraq.cases.actions import exports as acts
from shanyraq.cases.forms.exports import AnswerForm, TakeListForm
from shanyraq.cases.models.exports import Export
from shanyraq.cases.presenters import exports as shown
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.export_file import workbook
from shanyraq.cases.queries import exports as read
from shanyraq.cases.rules.exports import READY
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation import clock
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.sending import sent_once

FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(GET=permissions.EXPORT_SEE)
def exports(request: HttpRequest) -> HttpResponse:
    """The lists that were taken along, of those the reader answers for."""
    actor, at = actor_of(request), real_now()
    found = read.exports_for(actor)
    context = {
        "found": found,
        "table": shown.table(found, actor, at),
        "waiting": sum(read.may_answer(actor, one, at) for one in found),
        "may_take": permissions.EXPORT_MAKE in actor.may,
    }
    return render(request, "cases/exports.html", context)


@asks_twice
@needs(permissions.EXPORT_MAKE)
@sent_once
def take_list(request: HttpRequest) -> HttpResponse:
    """Say which list, what for and who will see it."""
    actor, at = actor_of(request), real_now()
    whats = [
        (
            what,
            _("%(list)s: %(people)s") % {"list": shown.what_words(what), "people": shown.people_words(count)},
        )
        for what in read.whats_for(actor)
        if (count := read.count_of(actor, what))
    ]
    form = TakeListForm(request.POST or None, whats=whats)
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "language": words.language_now(), "today": clock.today()}
        try:
            export = acts.take_list(**told, by=actor, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cases:export", export_id=export.pk)
    rules = {name: read.number(name) for name in ("export_people_alone", "export_hours", "exports_a_day")}
    return render(request, "cases/take_list.html", {"form": form, "whats": whats, **rules})


@needs(GET=permissions.EXPORT_SEE, POST=permissions.EXPORT_AGREE)
def show_export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """One list: the way to its file for who took it, the question for who answers it."""
    actor, at = actor_of(request), real_now()
    export = _found(request, export_id)
    may_answer = read.may_answer(actor, export, at)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        if not may_answer or not form.is_valid():
            raise Http404
        return _answered(request, export, form.cleaned_data["fingerprint"])
    context = {
        "export": export,
        "facts": shown.facts(export, actor, at),
        "is_ready": export.made_by_id == actor.staff_id and read.state_of(export, at) == READY,
        "fingerprint": fingerprint_of(export.proposal) if may_answer and export.proposal else "",
    }
    return render(request, "cases/export.html", context)


@asks_twice
@needs(GET=permissions.EXPORT_MAKE)
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The file, for who asked for it and as long as it can be fetched."""
    actor, at = actor_of(request), real_now()
    export = _found(request, export_id)
    if export.made_by_id != actor.staff_id or read.state_of(export, at) != READY:
        raise Http404
    rows = read.rows_to_hand_over(actor, export)
    if rows is None:
        messages.error(request, _("Somebody in this list is no longer among your people. Take a new list."))
        return redirect("cases:export", export_id=export.pk)
    response = HttpResponse(workbook(shown.sheet_of(export, rows, at)), content_type=FILE)
    response.headers["Content-Disposition"] = f'attachment; filename="{export.code}.xlsx"'
    return response


def _found(request: HttpRequest, export_id: UUID) -> Export:
    export = read.export_of(actor_of(request), export_id)
    if export is None:
        raise Http404
    return export


def _answered(request: HttpRequest, export: Export, fingerprint: str) -> HttpResponse:
    agrees = "decline" not in request.POST
    try:
        acts.answer(
            export=export, agrees=agrees, fingerprint=fingerprint, by=actor_of(request), at=real_now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("You have agreed. The file can be fetched now.") if agrees else _("You have declined.")
        messages.success(request, said)
    return redirect("cases:exports")

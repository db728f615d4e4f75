"""Entries of one's own, for who works with people without opening their files: a worry, a talk, what she saw."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases import permissions
from shanyraq.cases.actions import own_entries as acts
from shanyraq.cases.actions.notes import CannotNote
from shanyraq.cases.forms.notes import CorrectNoteForm
from shanyraq.cases.forms.own_entries import OwnEntryForm
from shanyraq.cases.presenters import own_entries as shown
from shanyraq.cases.presenters import words
from shanyraq.cases.queries import own_entries as read
from shanyraq.cases.views.files import actor_of
from shanyraq.foundation import clock, keyring
from shanyraq.foundation.sending import sent_once
from shanyraq.people.queries import names_prefetch, search_people
from shanyraq.ui.paging import Sort, page_of

NEWEST = Sort("written", "written_at", starts_descending=True)
MEETINGS = 20


@needs(GET=permissions.ENTRY_OWN)
def own_entries(request: HttpRequest) -> HttpResponse:
    """What she wrote about people she works with, a page at a time, the newest first."""
    actor = actor_of(request)
    found = read.own_entries(actor).prefetch_related(names_prefetch(actor, "person__names"))
    page = page_of(found, request.GET, sorts=(NEWEST,), size=40)
    keyring.warm(note.person_id for note in page.rows)
    known = read.known_of(actor, [note.person_id for note in page.rows])
    context = {"page": page, "notes": shown.shown(page.rows, known, actor, clock.now().date())}
    return render(request, "cases/own_entries.html", context)


@needs(GET=permissions.ENTRY_OWN)
def choose_for_entry(request: HttpRequest) -> HttpResponse:
    """Find the person, or the meeting, that an entry is to be about."""
    actor, query = actor_of(request), request.GET.get("q", "").strip()[:200]
    named = Sort("name", "sort_name") if actor.reads("C1") else Sort("code", "code")
    people = read.people_to_write_about(actor).prefetch_related(names_prefetch(actor))
    page = None if query else page_of(people, request.GET, sorts=(named,), size=40)
    found = search_people(actor, query) if query else page.rows if page else []
    meetings = read.meetings_interpreted(actor).order_by("-starts_at", "pk")[:MEETINGS]
    keyring.warm(person.pk for person in found)
    context = {
        "query": query,
        "page": page,
        "people": shown.people_rows(found, actor, clock.today()),
        "sees": shown.sees_words(actor),
        "meetings": shown.meeting_rows(meetings, clock.now().date()),
    }
    return render(request, "cases/choose_for_entry.html", context)


@needs(permissions.ENTRY_OWN)
@sent_once
def add_own_entry(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Write an entry about one person; the form says who will read it."""
    actor = actor_of(request)
    case = read.open_case(actor, person_id)
    if case is None:
        raise Http404
    keyring.warm([person_id])
    about = words.full_name(case.person)
    line = case.person.code if about != case.person.code else ""
    return _written(request, partial(acts.add_own_entry, case_id=case.pk), about, line)


@needs(permissions.ENTRY_OWN)
@sent_once
def add_entry_of_meeting(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    """Write an entry about those whom she interpreted for; the form says who will read it."""
    actor = actor_of(request)
    meeting = read.meetings_interpreted(actor).filter(pk=appointment_id).first()
    if meeting is None:
        raise Http404
    row = shown.meeting_rows([meeting], clock.now().date())[0]
    who = shown.met(read.people_met(actor, meeting.pk), clock.today())
    return _written(
        request, partial(acts.add_entry_of_meeting, meeting_id=meeting.pk), row.name, row.line, who
    )


@needs(permissions.ENTRY_OWN)
@sent_once
def correct_own_entry(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Put one's own entry right; the first one stays, for those who read that part."""
    actor = actor_of(request)
    note = read.own_entries(actor).filter(pk=note_id).first()
    if note is None:
        raise Http404
    form = CorrectNoteForm(request.POST or None, initial={"text": note.text})
    if _saved(request, form, partial(acts.correct_own_entry, note_id=note_id)):
        messages.success(request, _("The note is corrected; the first one stays readable."))
        return redirect("cases:own_entries")
    return render(
        request, "cases/correct_own_entry.html", {"form": form, "several": len(read.same_entry(actor, note))}
    )


def _written(
    request: HttpRequest,
    act: Callable[..., Any],
    about: Any,
    line: Any,
    who: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """`who`: those of a meeting, to be ticked; where there is but one, it is about that one."""
    places, sees = shown.places(actor_of(request)), shown.sees_words(actor_of(request))
    initial: dict[str, Any] = {"compartment": places[0][0]} if len(places) == 1 else {}
    if who is not None and len(who) == 1:
        initial["who"] = [who[0][0]]
    form = OwnEntryForm(request.POST or None, compartments=places, who=who or (), initial=initial)
    if _saved(request, form, act):
        messages.success(request, _("The note is saved."))
        return redirect("cases:own_entries")
    return render(
        request, "cases/add_own_entry.html", {"form": form, "about": about, "line": line, "sees": sees}
    )


def _saved(request: HttpRequest, form: Any, act: Callable[..., Any]) -> bool:
    """Whether the form was right and the act done; else the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data, by=actor_of(request), at=clock.now())
    except CannotNote as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

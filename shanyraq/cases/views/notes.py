"""Notes of a file: reading, writing, putting one's own right."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases.actions import notes
from shanyraq.cases.actions.notes import CannotNote
from shanyraq.cases.forms.notes import CorrectNoteForm, NoteForm
from shanyraq.cases.models import Note
from shanyraq.cases.presenters import family, words
from shanyraq.cases.presenters import notes as shown
from shanyraq.cases.presenters.step_actions import file_url
from shanyraq.cases.queries import happenings
from shanyraq.cases.queries.notes import same_note
from shanyraq.cases.views.files import actor_of, load, with_members
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.sending import sent_once

Id = uuid.UUID | None


@needs("case.read")
def show_notes(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """The notes in what the reader opens."""
    file = load(request, family_id, person_id)
    context = family.head_of(file, "notes")
    context["notes"] = shown.notes(file, happenings.notes_of(file.actor, file.case_ids))
    context["add_url"] = file_url("add_note", file) if file.members and shown.may_note(file.actor) else ""
    return render(request, "cases/notes.html", context)


@needs("note.write")
@sent_once
def add_note(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """Write a note; the form says who will be able to read it."""
    file = with_members(load(request, family_id, person_id))
    places = shown.places(file.actor)
    if not places:
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    who = [(member.id, words.called_in(member, file)) for member in file.members]
    initial = {"who": [who[0][0]], "compartment": places[0][0]}
    form = NoteForm(request.POST or None, who=who, compartments=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            notes.add_note(
                case_ids=[uuid.UUID(case_id) for case_id in form.cleaned_data["who"]],
                compartment=form.cleaned_data["compartment"],
                text=form.cleaned_data["text"],
                by=file.actor,
                at=file.at,
            )
        except CannotNote as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The note is saved."))
            return redirect(file_url("notes", file))
    return render(request, "cases/add_note.html", {**family.head_of(file, "notes"), "form": form})


@needs("note.write")
@sent_once
def correct_note(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Put one's own note right."""
    note = Note.objects.visible_to(actor_of(request)).filter(pk=note_id).select_related("case").first()
    if note is None:
        raise Http404
    family_id = note.case.family_id
    file = with_members(load(request, family_id, None if family_id else note.person_id))
    form = CorrectNoteForm(request.POST or None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        try:
            notes.correct_note(note_id=note_id, text=form.cleaned_data["text"], by=file.actor, at=file.at)
        except CannotNote as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The note is corrected; the first one stays readable."))
            return redirect(file_url("notes", file))
    told = {"form": form, "several": len(same_note(file.actor, note))}
    return render(request, "cases/correct_note.html", family.head_of(file, "notes") | told)

"""Meetings of a family: agreeing on one, saying what became of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.access.permissions import needs
from shanyraq.cases import permissions, queries
from shanyraq.cases.actions import appointments
from shanyraq.cases.actions.appointments import CannotMeet, Meeting
from shanyraq.cases.forms.appointments import AppointmentForm, SettleForm
from shanyraq.cases.models import Appointment
from shanyraq.cases.presenters import family, meetings, recording, words
from shanyraq.cases.presenters.step_actions import file_url
from shanyraq.cases.queries import files, happenings
from shanyraq.cases.queries.files import SupportFile
from shanyraq.cases.queries.meetings import clashes_of
from shanyraq.cases.views.files import actor_of, load, with_members
from shanyraq.foundation.sending import sent_once

Id = uuid.UUID | None


@needs("case.read")
def show_meetings(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """What is agreed, and what became of earlier meetings."""
    file = load(request, family_id, person_id)
    if not file.actor.reads("C7"):
        raise Http404
    found = happenings.meetings_of(file.actor, file.case_ids)
    agreed, settled = meetings.meetings(file, found, clashes_of(file.actor, found))
    context = {**family.head_of(file, "meetings"), "agreed": agreed, "settled": settled}
    may = permissions.APPOINTMENT_MAKE in file.actor.may and file.members and file.family
    context["make_url"] = file_url("make_appointment", file) if may else ""
    return render(request, "cases/meetings.html", context)


@needs("appointment.make")
@sent_once
def make_appointment(request: HttpRequest, family_id: Id = None, person_id: Id = None) -> HttpResponse:
    """Agree on a meeting: when, where, with whom, in which language, with which interpreter."""
    file = with_members(load(request, family_id, person_id))
    form = AppointmentForm(request.POST or None, **_parts(file))
    if request.method == "POST" and form.is_valid():
        try:
            made = appointments.make_appointment(
                case_ids=form.case_ids, meeting=_meeting(form, file), by=file.actor, at=file.at
            )
        except CannotMeet as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {
                "day": words.day_words(made.starts_at, file.today),
                "time": words.time_words(made.starts_at),
            }
            messages.success(request, _("The meeting is agreed: %(day)s at %(time)s.") % told)
            reads = file.actor.reads("C7")
            return redirect(file_url("meetings" if reads else "person" if file.alone else "family", file))
    return render(request, "cases/make_appointment.html", {**family.head_of(file, "meetings"), "form": form})


@needs("appointment.make")
@sent_once
def settle_appointment(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    """Say that it took place, did not, or is called off. After "it took place" comes what happened there."""
    actor = actor_of(request)
    found = Appointment.objects.visible_to(actor).filter(pk=appointment_id).first()
    if found is None:
        raise Http404
    file = load(request, found.family_id, None)
    is_past = found.starts_at <= file.at
    form = SettleForm(request.POST or None, initial={"state": "KEPT" if is_past else "CANCELLED"})
    if request.method == "POST" and form.is_valid():
        state, remarks = form.cleaned_data["state"], form.cleaned_data["remarks"]
        try:
            appointments.settle_appointment(
                appointment_id=appointment_id, state=state, remarks=remarks, by=actor, at=file.at
            )
        except CannotMeet as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meeting is settled."))
            if state == "KEPT" and permissions.STEP_RECORD in actor.may and file.members:
                return redirect(f"{file_url('record_step', file)}?meeting={found.pk}")
            return redirect(file_url("meetings" if actor.reads("C7") else "family", file))
    context = {**family.head_of(file, "meetings"), "form": form, "meeting": meetings.shown(found, file)}
    return render(request, "cases/settle_appointment.html", context)


def _parts(file: SupportFile) -> dict[str, Any]:
    staff = files.interpreters(recording.spoken_in(file), file.members[0].case.region)
    return {
        "who": [(member.id, words.called_in(member, file)) for member in file.members],
        "staff": meetings.colleague_choices(file),
        "languages": recording.language_choices(file),
        "interpreters": meetings.interpreter_choices(file, staff),
        "initial": {"who": [member.id for member in file.members], "minutes": 60, "on": file.today},
    }


def _meeting(form: AppointmentForm, file: SupportFile) -> Meeting:
    told = form.cleaned_data
    return Meeting(
        title=told["title"],
        starts_at=form.starts_at(queries.pack().time_zone),
        staff=uuid.UUID(told["staff"]),
        minutes=told["minutes"],
        place=told["place"],
        with_whom=told["with_whom"],
        remarks=told["remarks"],
        language=told["language"],
        interpreter=uuid.UUID(told["interpreter"]) if told["interpreter"] else None,
    )

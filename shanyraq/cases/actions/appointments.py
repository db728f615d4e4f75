"""Meetings: agreeing on one, and saying what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, append, recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Appointment, AppointmentMember, Assignment, Case
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal

LONGEST = timedelta(hours=24)
FILE_CLOSED = "file_closed"


class CannotMeet(Refusal):
    """A meeting that cannot be agreed, or settled, like this."""


@dataclass(frozen=True)
class Meeting:
    """What is agreed. `staff` and `interpreter` are ids of staff members; `language` is that of the conversation."""

    title: str
    starts_at: datetime
    staff: uuid.UUID
    minutes: int = 60
    place: str = ""
    with_whom: str = ""
    remarks: str = ""
    language: str = ""
    interpreter: uuid.UUID | None = None


def make_appointment(
    *, case_ids: Sequence[uuid.UUID], meeting: Meeting, by: Actor, at: datetime
) -> Appointment:
    """Agree on a meeting for people of one family. Raises CannotMeet, NotAllowed."""
    with recorded("appointment.make", by=by) as act:
        cases = locked(case_ids, by)
        act.about(*[case.person_id for case in cases])
        require(by, permissions.APPOINTMENT_MAKE)
        chief = cases[0]
        if chief.family_id is None or any(case.family_id != chief.family_id for case in cases):
            raise CannotMeet(_("A meeting is for people of one family."), code="families")
        _refuse(meeting, at)
        _refuse_twice(cases, meeting, by)
        keyring.ensure_keys([(chief.person_id, "C7")])
        made = Appointment.objects.create(
            family_id=chief.family_id,
            person_id=chief.person_id,
            title=meeting.title.strip(),
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            place=meeting.place.strip(),
            with_whom=meeting.with_whom.strip(),
            remarks=meeting.remarks.strip(),
            staff_id=meeting.staff,
            language=meeting.language,
            interpreter_id=meeting.interpreter,
            made_by_id=by.staff_id,
            made_at=at,
        )
        AppointmentMember.objects.bulk_create(
            AppointmentMember(appointment=made, person_id=case.person_id, case=case) for case in cases
        )
        return made


def settle_appointment(
    *, appointment_id: uuid.UUID, state: str, remarks: str, by: Actor, at: datetime
) -> Appointment:
    """Say that a meeting took place, did not, or is called off. Raises CannotMeet, NotAllowed."""
    with recorded("appointment.settle", by=by) as act:
        meeting = (
            Appointment.objects.visible_to(by)
            .filter(pk=appointment_id)
            .select_for_update(of=("self",))
            .first()
        )
        if meeting is None:
            raise NotAllowed(_("You may not see this meeting."), code="scope")
        act.about(meeting.person_id)
        require(by, permissions.APPOINTMENT_MAKE)
        if state not in rules.APPOINTMENT_STATES[1:]:
            raise CannotMeet(_("Say whether the meeting took place."), code="state")
        reason = rules.reason_not_to_settle(meeting.state, state, meeting.starts_at, at)
        if reason:
            raise CannotMeet(_(rules.APPOINTMENT_REASONS[reason]), code=reason)
        meeting.state, meeting.settled_at = state, at
        if remarks.strip():
            meeting.remarks = remarks.strip()
        meeting.save(update_fields=["state", "settled_at", "remarks"])
        return meeting


def call_off_meetings(*, cases: Sequence[Case], by: Actor, at: datetime) -> list[Appointment]:
    """Call off the meetings to come that are only for people whose files close; in others their seats are given up.

    Each leaves a row of its own that says why. Part of the caller's recorded act, its last one: the rows are chained.
    """
    closing = [case.pk for case in cases]
    with computing("appointment.file_closed"):
        seats = AppointmentMember.objects.filter(
            case__in=closing, appointment__state="PLANNED", appointment__starts_at__gt=at
        )
        meetings = Appointment.objects.filter(pk__in=seats.values("appointment"))
        found = list(meetings.select_for_update(of=("self",)).order_by("pk"))
        others = AppointmentMember.objects.filter(appointment__in=found).exclude(case__in=closing)
        going_on = set(others.values_list("appointment", flat=True))
        AppointmentMember.objects.filter(appointment__in=going_on, case__in=closing).delete()
        called_off = [one for one in found if one.pk not in going_on]
        Appointment.objects.filter(pk__in=[one.pk for one in called_off]).update(
            state="CANCELLED", settled_at=at
        )
    for one in called_off:
        row = Act("appointment.settle", by.audit_id, reason_code=FILE_CLOSED)
        row.about(one.person_id)
        row.about(one.pk, kind="appointment")
        append(row)
    return called_off


def pass_meetings_on(*, cases: Sequence[Case]) -> None:
    """Give meetings that are agreed for these people to whoever leads them now, where the part of who holds them ended.

    Whoever still works with somebody who comes keeps them. Part of the caller's recorded act.
    """
    leads = {case.pk: case.case_manager_id for case in cases}
    with computing("appointment.pass_on"):
        seats = AppointmentMember.objects.filter(case__in=cases, appointment__state="PLANNED")
        meetings = Appointment.objects.filter(pk__in=seats.values("appointment")).order_by("pk")
        found = list(meetings.select_for_update(of=("self",)))
        coming: dict[uuid.UUID, list[uuid.UUID]] = {one.pk: [] for one in found}
        everybody = AppointmentMember.objects.filter(appointment__in=found).order_by("case")
        for meeting, case in everybody.values_list("appointment", "case"):
            coming[meeting].append(case)
        parts = Assignment.objects.filter(case__in={case for there in coming.values() for case in there})
        ended = set(parts.exclude(ends_at=None).values_list("staff", "case"))
        going_on = set(parts.filter(ends_at=None).values_list("staff", "case"))
        for one in found:
            hers = {(one.staff_id, case) for case in coming[one.pk]}
            manager = next((leads[case] for case in coming[one.pk] if leads.get(case)), None)
            if manager is not None and hers & ended and not hers & going_on:
                one.staff_id = manager
                one.save(update_fields=["staff"])


def _refuse(meeting: Meeting, at: datetime) -> None:
    reason = rules.reason_not_to_meet(meeting.starts_at, at)
    if not reason and meeting.interpreter is not None:
        interpreter = StaffMember.objects.filter(pk=meeting.interpreter, left_on=None).first()
        if interpreter is None or (meeting.language and meeting.language not in interpreter.languages):
            reason = "language"
    if not reason and _is_busy(meeting.staff, meeting):
        reason = "staff_busy"
    if not reason and meeting.interpreter is not None and _is_busy(meeting.interpreter, meeting):
        reason = "interpreter_busy"
    if reason:
        raise CannotMeet(_(rules.APPOINTMENT_REASONS[reason]), code=reason)


def _refuse_twice(cases: Sequence[Case], meeting: Meeting, by: Actor) -> None:
    """Nobody of a family is at two meetings at once, as far as the actor sees them. Raises CannotMeet.

    That a meeting clashes with one she may not see would tell her of it.
    """
    people = AppointmentMember.objects.filter(person__in=[case.person_id for case in cases])
    seen = Appointment.objects.visible_to(by).values("pk")
    other = _another_then(Q(pk__in=people.values("appointment")) & Q(pk__in=seen), meeting)
    if other is not None:
        when = localtime(other.starts_at).strftime("%H:%M")
        raise CannotMeet(_(rules.APPOINTMENT_REASONS["family_busy"]) % {"time": when}, code="family_busy")


def _is_busy(staff: uuid.UUID, meeting: Meeting) -> bool:
    """Whether she has another meeting then: only that is told, never with whom."""
    return _another_then(Q(staff=staff) | Q(interpreter=staff), meeting) is not None


def _another_then(of: Q, meeting: Meeting) -> Appointment | None:
    """One of these meetings that is agreed for the same time."""
    with computing("appointment.overlap"):
        near = Appointment.objects.filter(
            of,
            state="PLANNED",
            starts_at__gt=meeting.starts_at - LONGEST,
            starts_at__lt=meeting.starts_at + LONGEST,
        ).order_by("starts_at")
        return next(
            (
                one
                for one in near
                if rules.overlaps(meeting.starts_at, meeting.minutes, one.starts_at, one.minutes)
            ),
            None,
        )

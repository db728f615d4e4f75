"""Entries of one's own in parts of a file that one does not read: a worry about somebody's safety, a talk of faith."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries
from shanyraq.cases.actions.notes import CannotNote, put_right, written
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import AppointmentMember, Case, Consent, Note
from shanyraq.cases.queries.answers import standing_answers
from shanyraq.cases.queries.own_entries import FAITH, meetings_interpreted, own_entries
from shanyraq.foundation.errors import NotAllowed


def add_own_entry(*, case_id: uuid.UUID, compartment: str, text: str, by: Actor, at: datetime) -> Note:
    """Write down what only its author and the readers of that part of the file see. Raises CannotNote, NotAllowed."""
    with recorded("entry.own", by=by) as act:
        case = locked([case_id], by)[0]
        act.about(case.person_id)
        _refuse(compartment, text, by)
        if compartment == FAITH:
            _refuse_without_yes(case)
        return written(cases=[case], compartment=compartment, text=text, by=by, at=at)[0]


def add_entry_of_meeting(
    *, meeting_id: uuid.UUID, compartment: str, text: str, by: Actor, at: datetime
) -> list[Note]:
    """The same about everybody for whom a meeting is, by who interprets there. Raises CannotNote, NotAllowed."""
    with recorded("entry.own", by=by) as act:
        _refuse(compartment, text, by)
        if not meetings_interpreted(by).filter(pk=meeting_id).exists():
            raise NotAllowed(_("You do not interpret at this meeting."), code="scope")
        with computing("entry.own"):  # who comes to it she is told by others, and never by a file
            members = AppointmentMember.objects.filter(appointment=meeting_id, case__closed_at=None)
            cases = [member.case for member in members.select_related("case").order_by("pk")]
        if not cases:
            raise CannotNote(_("The support file is closed."), code="closed")
        act.about(*[case.person_id for case in cases])
        return written(cases=cases, compartment=compartment, text=text, by=by, at=at)


def correct_own_entry(*, note_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Note:
    """Put one's own entry right; the first stays beside it for who reads that part. Raises CannotNote, NotAllowed."""
    with recorded("entry.correct", by=by) as act:
        first = own_entries(by).filter(pk=note_id).select_for_update(of=("self",)).first()
        if first is None:
            raise NotAllowed(_("You may not see this note."), code="scope")
        act.about(first.person_id)
        _refuse(first.compartment, text, by)
        return put_right(first=first, text=text, by=by, at=at)


def _refuse(compartment: str, text: str, by: Actor) -> None:
    require(by, permissions.ENTRY_OWN)
    if compartment not in by.owns_only:
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    if not text.strip():
        raise CannotNote(_("Write a sentence first."), code="empty")


def _refuse_without_yes(case: Case) -> None:
    """Raise CannotNote where nobody said yes to talks about faith."""
    purposes = [one.code for one in queries.pack().consents.values() if one.topic == "faith"]
    with computing("entry.own"):
        answers = standing_answers(Consent.objects.filter(case=case, purpose__in=purposes))
    if purposes and (not answers or answers[-1].answer != "YES"):
        raise CannotNote(
            _("Nobody has said yes to these talks. They are offered by somebody else first."),
            code="no_consent",
        )

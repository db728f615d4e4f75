"""Entries of one's own in parts of a file that one does not read: a worry about somebody's safety, a talk of faith."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries
from shanyraq.cases.actions.notes import CannotNote, put_right, written
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case, Consent, Note
from shanyraq.cases.queries.answers import standing_answers
from shanyraq.cases.queries.own_entries import (
    FAITH,
    meetings_interpreted,
    own_entries,
    people_met,
    same_entry,
)
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
    *,
    meeting_id: uuid.UUID,
    who: Collection[str],
    compartment: str,
    text: str,
    by: Actor,
    at: datetime,
) -> list[Note]:
    """The same about some of those for whom a meeting is, by who interprets there. `who`: the keys of their files.

    Raises CannotNote, NotAllowed.
    """
    with recorded("entry.own", by=by) as act:
        _refuse(compartment, text, by)
        if not meetings_interpreted(by).filter(pk=meeting_id).exists():
            raise NotAllowed(_("You do not interpret at this meeting."), code="scope")
        met = [case for case, _person in people_met(by, meeting_id)]
        if not met:
            raise CannotNote(_("The support file is closed."), code="closed")
        if not who:
            raise CannotNote(_("Tick at least one person."), code="nobody")
        cases = [case for case in met if str(case.pk) in who]
        if len(cases) != len(set(who)):
            raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
        act.about(*[case.person_id for case in cases])
        return written(cases=cases, compartment=compartment, text=text, by=by, at=at)


def correct_own_entry(*, note_id: uuid.UUID, text: str, by: Actor, at: datetime) -> list[Note]:
    """Put one's own entry right, for all about whom it is; the first stays beside it for who reads that part.

    Raises CannotNote, NotAllowed.
    """
    with recorded("entry.correct", by=by) as act:
        first = own_entries(by).filter(pk=note_id).select_for_update(of=("self",)).first()
        if first is None:
            raise NotAllowed(_("You may not see this note."), code="scope")
        _refuse(first.compartment, text, by)
        same = same_entry(by, first)
        act.about(*[note.person_id for note in same])
        return [put_right(first=note, text=text, by=by, at=at) for note in same]


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

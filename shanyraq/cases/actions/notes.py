"""Notes for colleagues: who reads one follows from the part of the file it stands in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import SEALED, Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import Case, Note
from shanyraq.cases.queries.notes import same_note
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal


class CannotNote(Refusal):
    """A note that cannot be kept like this."""


def add_note(
    *, case_ids: Sequence[uuid.UUID], compartment: str, text: str, by: Actor, at: datetime
) -> list[Note]:
    """Write a note about one person, or the same about several. Raises CannotNote, NotAllowed."""
    with recorded("note.write", by=by) as act:
        cases = locked(case_ids, by)
        act.about(*[case.person_id for case in cases])
        require(by, permissions.NOTE_WRITE)
        _refuse(compartment, text, by)
        return written(cases=cases, compartment=compartment, text=text, by=by, at=at)


def correct_note(*, note_id: uuid.UUID, text: str, by: Actor, at: datetime) -> list[Note]:
    """Put one's own note right, for all about whom it is. The first stays readable beside the new one.

    Raises CannotNote, NotAllowed.
    """
    with recorded("note.correct", by=by) as act:
        first = Note.objects.visible_to(by).filter(pk=note_id).first()
        if first is None:
            raise NotAllowed(_("You may not see this note."), code="scope")
        case = locked([first.case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.NOTE_WRITE)
        if first.written_by_id is None or first.written_by_id != by.staff_id:
            raise NotAllowed(
                _("Only whoever wrote a note corrects it. Write one of your own."), code="author"
            )
        _refuse(first.compartment, text, by)
        with computing("note.correct"):
            if Note.objects.filter(corrects=first).exists():
                raise CannotNote(
                    _("This note was corrected already; correct the newer one."), code="corrected_already"
                )
        same = same_note(by, first)
        locked([note.case_id for note in same], by)
        act.about(*[note.person_id for note in same])
        return [put_right(first=note, text=text, by=by, at=at) for note in same]


def written(*, cases: Sequence[Case], compartment: str, text: str, by: Actor, at: datetime) -> list[Note]:
    """The same note in each of these files. Part of the caller's recorded act, which has asked whether it may be."""
    keyring.ensure_keys((case.person_id, compartment) for case in cases)
    return Note.objects.bulk_create(
        Note(
            person_id=case.person_id,
            case=case,
            compartment=compartment,
            text=text.strip(),
            written_by_id=by.staff_id,
            written_at=at,
        )
        for case in cases
    )


def put_right(*, first: Note, text: str, by: Actor, at: datetime) -> Note:
    """The note that stands for this one from now on. Raises CannotNote. Part of the caller's recorded act."""
    if text.strip() == first.text.strip():
        raise CannotNote(_(rules.NOTHING_CHANGED), code="unchanged")
    return Note.objects.create(
        person_id=first.person_id,
        case_id=first.case_id,
        compartment=first.compartment,
        text=text.strip(),
        written_by_id=by.staff_id,
        written_at=at,
        corrects=first,
    )


def _refuse(compartment: str, text: str, by: Actor) -> None:
    if compartment == SEALED or not by.writes(compartment):
        raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
    if not text.strip():
        raise CannotNote(_("Write a sentence first."), code="empty")

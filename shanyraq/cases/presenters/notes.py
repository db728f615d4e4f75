"""Notes as a page shows them, and who will be able to read one, said in words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import COMPARTMENTS, READS, SEALED, Actor
from shanyraq.cases import permissions
from shanyraq.cases.models import Note
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.history import moment
from shanyraq.cases.queries.files import SupportFile
from shanyraq.ui import parts

# The reach of roles that work with families over time; a panel or a monitor reads a dossier for a few days.
WITH_FAMILIES = ("assigned", "team", "region", "centre")


@dataclass(frozen=True)
class Shown:
    """A note, the same for several people told once, with what stood there before."""

    id: str
    who: str
    text: str
    part: str
    written: str
    was: tuple[str, ...]
    actions: tuple[parts.Action, ...]


def notes(file: SupportFile, found: Sequence[Note]) -> list[Shown]:
    """The notes of a file, the newest first."""
    by_id = {note.pk: note for note in found}
    replaced = {note.corrects_id for note in found if note.corrects_id}
    grouped: dict[tuple[object, ...], list[Note]] = {}
    for note in found:
        if note.pk not in replaced:
            was = tuple((one.written_at, one.text) for one in _before(note, by_id))
            key = (note.written_at, note.written_by_id, note.compartment, note.text, was)
            grouped.setdefault(key, []).append(note)
    return [_shown(file, same, by_id) for same in grouped.values()]


def _shown(file: SupportFile, same: Sequence[Note], by_id: Mapping[uuid.UUID, Note]) -> Shown:
    note = same[0]
    was = [
        _("%(text)s (%(day)s)") % {"text": one.text, "day": moment(one.written_at, file)}
        for one in _before(note, by_id)
    ]
    members = [member for one in same if (member := file.member_of(one.case_id))]
    is_own = note.written_by_id is not None and note.written_by_id == file.actor.staff_id
    url = reverse("cases:correct_note", args=[note.pk])
    return Shown(
        id=str(note.pk),
        who=words.whom(members, file),
        text=note.text,
        part=words.compartment_name(note.compartment),
        written=_("%(name)s, %(day)s")
        % {"name": words.staff_name(note.written_by, file.actor), "day": moment(note.written_at, file)},
        was=tuple(was),
        actions=(parts.Action(_("Correct"), url, "edit", about=words.whom(members, file)),) if is_own else (),
    )


def _before(note: Note, by_id: Mapping[uuid.UUID, Note]) -> list[Note]:
    """What stood there before it, the latest first."""
    was: list[Note] = []
    while note.corrects_id is not None and note.corrects_id in by_id:
        note = by_id[note.corrects_id]
        was.append(note)
    return was


def places(actor: Actor) -> list[tuple[str, SafeString]]:
    """The parts of a file in which she writes notes, each with who will be able to read there."""
    return [
        (
            code,
            format_html(
                '<span><strong>{}</strong><br><span class="quiet small">{}</span></span>',
                words.compartment_name(code),
                readers(code, actor),
            ),
        )
        for code in COMPARTMENTS
        if code != SEALED and code.startswith("C") and actor.writes(code)
    ]


def readers(compartment: str, actor: Actor) -> str:
    """Which roles read a part of the file, among those who work with a family over time."""
    roles = [
        words.pack_words(role.name)
        for role in role_catalogue().values()
        if role.compartments.get(compartment) in READS and role.reach in WITH_FAMILIES
    ]
    if actor.right(compartment) == "O":
        if not roles:
            return _("Read by you alone.")
        return _("Read by you, and of those who work with the family by: %(roles)s.") % {
            "roles": words.listed(roles)
        }
    return _("Read by those who work with the family: %(roles)s.") % {"roles": words.listed(roles)}


def may_note(actor: Actor) -> bool:
    """Is there a part of a file in which she writes notes?"""
    return permissions.NOTE_WRITE in actor.may and bool(
        [code for code in COMPARTMENTS if code != SEALED and code.startswith("C") and actor.writes(code)]
    )

"""Lists from camps: reading one into a sealed draft, correcting it, confirming it as families."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.cases import permissions, queries
from shanyraq.cases.actions.absent import note_absent
from shanyraq.cases.actions.registration import NewFamily, NewMember, open_cases
from shanyraq.cases.models import RosterDraft, RosterImport
from shanyraq.cases.queries.registered import look_registered
from shanyraq.cases.rosters.drafts import (
    Content,
    DraftRow,
    birth_of,
    content_from,
    content_of,
)
from shanyraq.cases.rosters.found_families import FoundFamily, families_of
from shanyraq.cases.rosters.impossible import obstacles
from shanyraq.cases.rosters.messages import UnreadableList
from shanyraq.cases.rosters.roster import read_roster
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.scanning import NotScanned, look_through
from shanyraq.people import actions as people
from shanyraq.people.names import split_kunya, visible

MOST_ROWS = 5_000


class CannotImport(Refusal):
    """This list cannot be turned into support files, or back."""


class DraftGone(Refusal):
    """The draft was confirmed or deleted meanwhile, or was never the actor's."""

    code = "gone"


def open_draft(
    *, data: bytes, file_name: str, as_of: date | None, today: date, by: Actor, at: datetime
) -> RosterDraft:
    """Read a list into a draft that only its owner opens. Makes no person and keeps no file.

    `today` is the programme's: nobody is born after it.
    Raises UnreadableList (a file that is no list, or names nobody), CannotImport, NotAllowed, NotScanned.
    """
    harm = _harm_in(data)  # before the act: others must not wait for the scanner to be able to write
    with recorded("roster.read", by=by) as act:
        require(by, permissions.ROSTER_IMPORT)
        if harm is not None:
            raise harm
        roster = read_roster(data, filename=file_name, as_of=as_of, today=today)
        if not roster.rows:
            raise UnreadableList("nobody", {"file": file_name})
        if len(roster.rows) > MOST_ROWS:
            raise CannotImport(
                _("This list has more than %(rows)s people. Split it and read the parts one after the other.")
                % {"rows": MOST_ROWS},
                code="too_many",
            )
        draft = RosterDraft(owner_id=_staff(by), file_name=visible(file_name), made_at=at)
        draft.content = content_of(roster).as_json()
        draft.save(force_insert=True)
        act.about(draft.pk, kind="draft")
        return draft


def _harm_in(data: bytes) -> NotScanned | None:
    """What the scanner has against a file."""
    try:
        look_through(data)
    except NotScanned as harm:
        return harm
    return None


def correct_row(
    *, draft_id: uuid.UUID, row_id: int, changes: Mapping[str, Any], by: Actor, at: datetime
) -> DraftRow:
    """Correct one row of a draft; its questions count as settled. Raises CannotImport, DraftGone, NotAllowed."""
    with recorded("roster.correct", by=by) as act:
        draft, content = _locked_draft(draft_id, by, at, act)
        row = content.row(row_id)
        if row is None:
            raise CannotImport(_("This row is not in the list any more."), code="no_row")
        changed = replace(row, **{"is_checked": True, **changes})
        draft.content = content.with_row(changed).as_json()
        draft.save(update_fields=["content"])
        return changed


def add_row(*, draft_id: uuid.UUID, values: Mapping[str, Any], by: Actor, at: datetime) -> DraftRow:
    """Add somebody whom the reader took for no person. Raises CannotImport, DraftGone, NotAllowed."""
    with recorded("roster.add_row", by=by) as act:
        draft, content = _locked_draft(draft_id, by, at, act)
        if not (values.get("names") or values.get("birth_date")):
            raise CannotImport(_("Give at least a name or a date of birth."), code="nothing_given")
        grown = content.with_new_row(values)
        draft.content = grown.as_json()
        draft.save(update_fields=["content"])
        return grown.rows[-1]


def leave_out_registered(*, draft_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Leave out the rows that look like somebody who is registered already; says how many.

    Whoever remains of their families is asked about.
    """
    with recorded("roster.leave_out", by=by) as act:
        draft, content = _locked_draft(draft_id, by, at, act)
        home = queries.pack().country
        known = look_registered(by, content.kept(home), content.left_out)
        draft.content = content.without(known, home).as_json()
        draft.save(update_fields=["content"])
        return len(known)


def discard_draft(*, draft_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Throw a draft away."""
    with recorded("roster.discard", by=by) as act:
        draft, _content = _locked_draft(draft_id, by, at, act)
        draft.delete()


def confirm_draft(*, draft_id: uuid.UUID, by: Actor, at: datetime, now: datetime) -> RosterImport:
    """Make families with support files of a draft's rows, and destroy the draft. Raises CannotImport, DraftGone.

    The import bears the draft's id, so that whoever comes back to the draft finds what became of it.
    Rows of other nationals and rows left out are not kept. `at` is now in the programme's time, `now` the real one.
    """
    with recorded("roster.confirm", by=by) as act:
        draft, content = _locked_draft(draft_id, by, now, act)
        home = queries.pack().country
        kept = content.kept(home)
        if not kept:
            raise CannotImport(_("Nobody in this list is to be registered."), code="nobody")
        youngest = queries.pack().params.youngest_spouse_years
        if obstacles(kept, localdate(at), youngest_spouse=youngest):
            raise CannotImport(
                _("Some rows cannot be registered as they stand. Correct them, or leave them out."),
                code="unfit",
            )
        families = families_of(kept)
        made = RosterImport.objects.create(
            id=draft_id,
            made_by_id=_staff(by),
            made_at=at,
            people=len(kept),
            families=len(families),
            left_out=len(content.rows) - len(kept),
        )
        cases = open_cases(
            families=[_family(found) for found in families],
            entry="ORGANISED",
            opened_at=at,
            roster_import=made,
            by=by,
            at=at,
        )
        note_absent(rows=[row for found in families for row in found.rows], cases=cases, by=by, at=at)
        draft.delete()
        act.about(*[case.person_id for case in cases])
        return made


def delete_old_drafts(*, at: datetime) -> int:
    """Destroy drafts older than a day. A chore; returns how many."""
    with computing("roster.expire"):
        old = list(
            RosterDraft.objects.filter(made_at__lte=at - RosterDraft.LIVES).values_list("pk", flat=True)
        )
    if old:
        with recorded("roster.expire", by=system_actor("roster.expire")) as act, computing("roster.expire"):
            act.about(*old, kind="draft")
            RosterDraft.objects.filter(pk__in=old).delete()
    return len(old)


def _staff(by: Actor) -> uuid.UUID:
    if by.staff_id is None:
        raise NotAllowed(_("Only a member of staff can read a list."), code="no_staff")
    return by.staff_id


def _locked_draft(draft_id: uuid.UUID, by: Actor, at: datetime, act: Act) -> tuple[RosterDraft, Content]:
    require(by, permissions.ROSTER_IMPORT)
    draft = (
        RosterDraft.objects.visible_to(by)
        .filter(pk=draft_id, made_at__gt=at - RosterDraft.LIVES)
        .select_for_update()
        .first()
    )
    if draft is None:
        raise DraftGone(_("This draft is gone: drafts are deleted after a day."))
    act.about(draft.pk, kind="draft")
    return draft, content_from(draft.content)


def _family(found: FoundFamily) -> NewFamily:
    return NewFamily(
        label=found.label,
        members=tuple(NewMember(_person(row)) for row in found.rows),
        kinships=tuple((i, kind, j, "DECLARED") for i, kind, j in found.kinships),
    )


def _person(row: DraftRow) -> people.NewPerson:
    names, sealed = [], []
    for script, text in row.names.items():
        name, kunya = split_kunya(text)
        if name:
            names.append(people.NameText(script, name, source="LIST"))
        if kunya:
            sealed.append(people.SealedName(kunya, script, "kunya"))
    born, precision = birth_of(row)
    return people.NewPerson(
        names=tuple(names),
        sealed=tuple(sealed),
        sex=row.sex,
        birth_date=born,
        birth_precision=precision,
        nationality=row.nationality_kept(queries.pack().country),
        relation=row.relation or "other",
        documents=row.documents,
    )

"""Joining two records of one person with everything in their support files, and taking that back.

What moved is noted by id in the merge, so that undoing restores both files; what was added since stays with the kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.changes import JOINED, PARTED, known_of, note_change, told_between
from shanyraq.cases.actions.facts import locked_person, refresh_person
from shanyraq.cases.actions.handing_on import arrival_told, hand_on, take_back
from shanyraq.cases.models import (
    Appointment,
    AppointmentMember,
    Assignment,
    Case,
    Consent,
    Evidence,
    FactChange,
    Note,
    PlanStep,
    Record,
    SummaryCard,
)
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people import actions as people
from shanyraq.people.actions import CannotMerge
from shanyraq.people.models import Merge, Person

DUPLICATE = "DUPLICATE"
ROWS: dict[str, Any] = {"records": Record, "notes": Note, "cards": SummaryCard, "consents": Consent}
CORRECTED: dict[str, Any] = {**ROWS, "evidence": Evidence}


def merge_people(
    *,
    kept_id: uuid.UUID,
    absorbed_id: uuid.UUID,
    reason: str,
    take: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Merge:
    """Join two records that proved to be one person's. Raises CannotMerge, NotAllowed.

    The second support file is closed as a duplicate; what was recorded in it continues in the first, and so do those
    who work with her.
    """
    with recorded("person.merge", by=by) as act:
        if len(reason.strip()) < rules.SHORTEST_REASON:
            raise CannotMerge(
                _("Say in a sentence how you know that they are one person."), code="reason_short"
            )
        by_id = {one: locked_person(person_id=one, by=by) for one in sorted({kept_id, absorbed_id})}
        kept, absorbed = by_id[kept_id], by_id[absorbed_id]
        for person in by_id.values():
            require(by, permissions.PERSON_MERGE, person)
        act.about(kept_id, absorbed_id)
        if by.staff_id is None:
            raise NotAllowed(_("Only a colleague decides this, never the system."), code="nobody")
        before = known_of(kept)
        with computing("person.merge"):
            files = _join_files(kept, absorbed, take, by.staff_id, at) if kept != absorbed else {}
        merge = people.merge_people(
            kept=kept,
            absorbed=absorbed,
            reason=reason,
            take=take,
            by_staff=by.staff_id,
            also_moved=files,
            at=at,
        )
        told = told_between(before, known_of(kept)) | arrival_told(files.get("files", {}).values())
        told["merge"] = str(merge.pk)
        note_change(person=kept, kind=JOINED, compartment="C1", told=told, by=by, at=at)
        refresh_person(people=[kept], at=at)
        return merge


def undo_merge(*, merge_id: uuid.UUID, by: Actor, at: datetime) -> Merge:
    """Take a joining back. Raises CannotMerge, NotAllowed."""
    with recorded("person.undo_merge", by=by) as act:
        merge = Merge.objects.visible_to(by).filter(pk=merge_id).select_for_update().first()
        if merge is None:
            raise NotAllowed(_("You may not see this person's record."), code="scope")
        with computing("person.undo_merge"):  # nobody sees a record any more that went into another
            both = Person.objects.filter(pk__in=(merge.kept_id, merge.absorbed_id)).order_by("pk")
            by_id = {person.pk: person for person in both.select_for_update()}
        merge.kept, merge.absorbed = by_id[merge.kept_id], by_id[merge.absorbed_id]
        require(by, permissions.PERSON_MERGE, merge.kept)
        act.about(merge.kept_id, merge.absorbed_id)
        if by.staff_id is None:
            raise NotAllowed(_("Only a colleague decides this, never the system."), code="nobody")
        before = known_of(merge.kept)
        people.undo_merge(merge=merge, by_staff=by.staff_id, at=at)
        told = told_between(before, known_of(merge.kept))
        note_change(person=merge.kept, kind=PARTED, compartment="C1", told=told, by=by, at=at)
        with computing("person.undo_merge"):
            _part_files(merge)
        refresh_person(people=[merge.kept, merge.absorbed], at=at)
        return merge


# --- joining ----------------------------------------------------------------------------------------------------------


def _join_files(
    kept: Person, absorbed: Person, take: Collection[str], staff: uuid.UUID, at: datetime
) -> dict[str, Any]:
    """Hand the absorbed person's files to the kept one. Returns what moved, by case."""
    cases = list(Case.objects.filter(person__in=(kept, absorbed)).select_for_update().order_by("pk"))
    target = next((case for case in cases if case.person_id == kept.pk and case.is_open), None)
    episode = max((case.episode for case in cases if case.person_id == kept.pk), default=0)
    seq = _last_seq(kept)
    moved: dict[str, dict[str, Any]] = {}
    for case in (one for one in cases if one.person_id == absorbed.pk):
        into = target if target is not None and case.is_open else case
        rows = _move_rows(case, into, kept, seq)
        seq += len(rows["evidence"])
        moved[str(case.pk)] = {
            "episode": case.episode,
            "family": str(case.family_id) if case.family_id else None,
            "rows": rows,
        }
        if into is case:
            episode += 1
            Case.objects.filter(pk=case.pk).update(person=kept, episode=episode)
        else:
            moved[str(case.pk)]["handed"] = hand_on(case=case, into=into, take=take)
            moved[str(case.pk)]["ended"] = _close(case, staff, at)
    changes = list(FactChange.objects.filter(person=absorbed).values_list("pk", flat=True))
    FactChange.objects.filter(pk__in=changes).update(person=kept)
    return {"files": moved, "changes": [str(one) for one in changes]}


def _close(case: Case, staff: uuid.UUID, at: datetime) -> list[str]:
    """Close a second file and take it out of its family. Returns the ids of the assignments that ended with it."""
    PlanStep.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(
        closed_at=at, closed_by=staff, closed_reason=DUPLICATE, plan_changes_at=None, family=None
    )
    parts = Assignment.objects.filter(case=case, ends_at=None)
    ended = [str(one) for one in parts.values_list("pk", flat=True)]
    parts.update(ends_at=at)
    return ended


def _move_rows(case: Case, into: Case, kept: Person, seq: int) -> dict[str, Any]:
    """Move what hangs on a file: rows by id, evidence with the number it had, meetings with their family."""
    moved: dict[str, Any] = {}
    for name, model in ROWS.items():
        ids = list(model.objects.filter(case=case).values_list("pk", flat=True))
        model.objects.filter(pk__in=ids).update(case=into, person=kept)
        moved[name] = [str(one) for one in ids]
    moved["evidence"] = _renumber(Evidence.objects.filter(case=case), into, kept, seq)
    already = AppointmentMember.objects.filter(person=kept).values("appointment")
    seats = AppointmentMember.objects.filter(case=case).exclude(appointment__in=already)
    ids = list(seats.values_list("pk", flat=True))
    AppointmentMember.objects.filter(pk__in=ids).update(case=into, person=kept)
    moved["seats"] = [str(one) for one in ids]
    meetings = Appointment.objects.filter(person=case.person_id)
    moved["meetings"] = {str(one.pk): str(one.family_id) for one in meetings}
    Appointment.objects.filter(pk__in=moved["meetings"]).update(
        person=kept, **({"family": into.family_id} if into.family_id else {})
    )
    return moved


def _renumber(rows: Iterable[Evidence], into: Case, person: Person, seq: int) -> dict[str, int]:
    """Append evidence to another person's, after her last. Returns the number each had, by id."""
    listed = sorted(rows, key=lambda row: row.seq)
    had = {str(row.pk): row.seq for row in listed}
    for number, row in enumerate(listed, start=seq + 1):
        row.seq, row.case, row.person = number, into, person
    Evidence.objects.bulk_update(listed, ["seq", "case", "person"], batch_size=500)
    return had


def _last_seq(person: Person) -> int:
    return Evidence.objects.filter(person=person).aggregate(last=Max("seq"))["last"] or 0


# --- parting ----------------------------------------------------------------------------------------------------------


def _part_files(merge: Merge) -> None:
    changes = merge.moved["elsewhere"].get("changes", ())
    FactChange.objects.filter(pk__in=changes).update(person=merge.absorbed)
    for case_id, moved in merge.moved["elsewhere"].get("files", {}).items():
        case = Case.objects.select_for_update().get(pk=case_id)
        if "ended" in moved:
            Case.objects.filter(pk=case_id).update(closed_at=None, closed_by=None, closed_reason="")
            Assignment.objects.filter(pk__in=moved["ended"]).update(ends_at=None)
            Case.objects.filter(pk=case_id).update(family=moved["family"])
            if "handed" in moved:
                take_back(case=case, handed=moved["handed"])
        else:
            Case.objects.filter(pk=case_id).update(person=merge.absorbed, episode=moved["episode"])
        _return_rows(case, moved, merge.absorbed)


def _return_rows(case: Case, moved: Mapping[str, Any], absorbed: Person) -> None:
    rows = moved["rows"]
    for name, model in ROWS.items():
        had = rows.get(name, [])  # a joining made before there were cards names none
        ids = _with_corrections(model, had) if name in CORRECTED else had
        model.objects.filter(pk__in=ids).update(case=case, person=absorbed)
    _return_evidence(case, rows["evidence"], absorbed)
    AppointmentMember.objects.filter(pk__in=rows["seats"]).update(case=case, person=absorbed)
    for meeting, family in rows["meetings"].items():
        Appointment.objects.filter(pk=meeting).update(person=absorbed, family=family)


def _return_evidence(case: Case, had: Mapping[str, int], absorbed: Person) -> None:
    """Give evidence back with the number it had; corrections made since follow it."""
    listed = list(Evidence.objects.filter(pk__in=_with_corrections(Evidence, list(had))).order_by("seq"))
    last = max([_last_seq(absorbed), *had.values()]) if had else 0
    for row in listed:
        if str(row.pk) in had:
            row.seq = had[str(row.pk)]
        else:
            last += 1
            row.seq = last
        row.case, row.person = case, absorbed
    Evidence.objects.bulk_update(listed, ["seq", "case", "person"], batch_size=500)


def _with_corrections(model: Any, ids: Sequence[str]) -> list[str]:
    """Rows and whatever corrects them, and what corrects that."""
    found, newest = list(ids), list(ids)
    while newest:
        newest = [str(one) for one in model.objects.filter(corrects__in=newest).values_list("pk", flat=True)]
        newest = [one for one in newest if one not in found]
        found += newest
    return found

"""How this room's tables are emptied of a person: all about her goes; what others share with her stays theirs."""

from __future__ import annotations

from datetime import datetime

from shanyraq.cases.models import Appointment, AppointmentMember, Case, Export, RosterDraft
from shanyraq.foundation.erasing import Eraser, Erasing, register_erasers
from shanyraq.people.models import FamilyMembership, Person, PersonName
from shanyraq.people.names import fold

ERASED = "ERASED"  # why a file is closed of which nothing is left
TABLES = ("FactChange", "Record", "Evidence", "Note", "SummaryCard")


def close_cases(*, what: Erasing) -> None:
    """Nobody works with her any more; those who stay in her families get their plans made anew.

    Part of the caller's recorded act.
    """
    if what.parts is not None:
        return
    hers = Case.objects.filter(person__in=what.people)
    hers.filter(closed_at=None).update(closed_at=what.at, closed_by=what.asked_by, closed_reason=ERASED)
    homes = FamilyMembership.objects.filter(person__in=what.people).values("family")
    Case.objects.filter(family__in=homes, closed_at=None).update(plan_changes_at=what.at)


def hand_over_meetings(*, what: Erasing) -> None:
    """A meeting that was chiefly about her becomes that of another member, without its words.

    Sealed for her it would open to nobody. Part of the caller's recorded act.
    """
    if what.parts is not None and "C7" not in what.parts:
        return
    for meeting in Appointment.objects.filter(person__in=what.people):
        others = AppointmentMember.objects.filter(appointment=meeting).exclude(person__in=what.people)
        other = others.values_list("person", flat=True).first()
        if other is None:
            continue
        place = meeting.place
        meeting.person_id = other
        meeting.place, meeting.title, meeting.with_whom, meeting.remarks = place, "", "", ""
        meeting.save(update_fields=["person", "place", "title", "with_whom", "remarks"])


def forget_drafts(*, what: Erasing) -> None:
    """Lists that are being looked through and name her go: all of such a list, for its lines belong together.

    Part of the caller's recorded act.
    """
    if what.parts is not None:
        return
    texts = PersonName.objects.filter(person__in=what.people).values_list("text", flat=True)
    names = {folded for text in texts if (folded := fold(text))}
    for draft in RosterDraft.objects.all() if names else ():
        if any(name in fold(str(draft.content)) for name in names):
            draft.delete()


def forget_exports(*, what: Erasing) -> None:
    """Lists to take along that name her and wait to be fetched: their rows go, that one was made stays.

    Part of the caller's recorded act.
    """
    if what.parts is not None:
        return
    people = Person.objects.filter(pk__in=what.people)
    texts = PersonName.objects.filter(person__in=what.people).values_list("text", flat=True)
    named = {*people.values_list("code", flat=True), *texts}
    for export in Export.objects.filter(content__isnull=False):
        if any(name in str(export.content) for name in named):
            Export.objects.filter(pk=export.pk).update(content=None, expires_at=what.at)


def empty_lists(*, at: datetime) -> None:
    """Lists that wait to be looked through or fetched go, whomever they name: parts of many files stand in them.

    `at`: the real time. Part of the caller's recorded act.
    """
    RosterDraft.objects.all().delete()
    Export.objects.filter(content__isnull=False).update(content=None, expires_at=at)


COUNTED = "that there was a support file: it says nothing of her, and what is counted does not break"
OVERSEEN = "who opened a closed part and whether that was right: it is about the colleague, by an opaque id"
NOBODY = "of a whole list or journey, not of a person"
OF_A_CASE = "id person episode entry opened_at pack pack_version closed_at closed_by closed_reason"
OF_AN_EMERGENCY = """
    id person compartment ground opened_by role opened_at lead supervisor is_one_too_many overdue_at reviewed_by
    reviewed_at verdict
"""
OF_A_TELLING = ("id", "opening", "person", "outcome", "on", "language", "again_on", "by", "at")
EMPTY = dict.fromkeys(
    ["family", "arrival", "arrived_at", "phase_since", "case_manager", "deputy", "roster_import"]
)
EMPTY |= dict.fromkeys(("plan_made_at", "plan_changes_at"))
UNSAID = {**dict.fromkeys(("phase_entry", "phase", "region", "centre"), ""), "is_protected": False}


def register() -> None:
    """Say how this room's tables are emptied. Called once, from ready(). What refers to a row stands after it."""
    register_erasers(*_of_many_people(), *_of_her_file())


def _of_many_people() -> list[Eraser]:
    return [
        Eraser("cases.Arrival", stays=dict.fromkeys(("id", "operation", "arrived_on", "entry"), NOBODY)),
        Eraser(
            "cases.RosterImport",
            stays=dict.fromkeys(["id", "made_at", "people", "families", "left_out", "undone_at"], NOBODY),
        ),
        Eraser(
            "cases.Export", stays={"id": NOBODY, "content": "gone where it names her"}, before=forget_exports
        ),
        Eraser("cases.RosterDraft", goes=True, before=forget_drafts),
    ]


def _of_her_file() -> list[Eraser]:
    by_row = (*TABLES, "PlanStep")
    return [
        Eraser(
            "cases.Case",
            people=("person",),
            part="C0",
            blanks=EMPTY | UNSAID,
            stays=dict.fromkeys(OF_A_CASE.split(), COUNTED),
            before=close_cases,
        ),
        Eraser("cases.ColleagueKin", people=("person",), part="C0", goes=True),
        Eraser("cases.Assignment", people=("case__person",), part="C0", goes=True),
        Eraser("cases.Review", people=("case__person",), part="C0", goes=True),
        Eraser(
            "cases.Appointment",
            people=("person",),
            part="C0",
            goes=True,
            blanks=dict.fromkeys(("title", "place", "with_whom", "remarks")),
            before=hand_over_meetings,
        ),
        Eraser("cases.AppointmentMember", people=("person",), part="C0", goes=True),
        Eraser("cases.Consent", people=("person",), part="C12", goes=True),
        Eraser(
            "cases.EmergencyOpening",
            people=("person",),
            part=".compartment",
            blanks={"reason": None, "review": None},
            stays=dict.fromkeys(OF_AN_EMERGENCY.split(), OVERSEEN),
        ),
        Eraser(
            "cases.Telling",
            people=("person",),
            part="C12",
            blanks={"reason": None},
            stays=dict.fromkeys(OF_A_TELLING, OVERSEEN),
        ),
        *(Eraser(f"cases.{table}", people=("person",), part=".compartment", goes=True) for table in by_row),
    ]

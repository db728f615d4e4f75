"""One minimal valid row of each table. Nothing random: what a test does not name is always the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.cases.models import (
    Appointment,
    AppointmentMember,
    Arrival,
    Assignment,
    Case,
    ColleagueKin,
    Consent,
    EmergencyOpening,
    Evidence,
    Export,
    FactChange,
    Note,
    OpenerReview,
    PlanStep,
    Record,
    Review,
    RosterDraft,
    RosterImport,
    SummaryCard,
    Telling,
)
from shanyraq.foundation import keyring
from shanyraq.people.models import Family, Person
from shanyraq.people.tests.factories import AT, SINCE, make_family, make_membership, make_person

OPENED = AT.replace(month=3)


def make_arrival(**fields: Any) -> Arrival:
    return Arrival.objects.create(
        **{"operation": "Zhusan 6", "arrived_on": SINCE, "entry": "ORGANISED"} | fields
    )


def make_case(person: Person | None = None, family: Family | None = None, **fields: Any) -> Case:
    """A support file in the community, with a person and a place in a family where none are given.

    `case_manager` (a staff member) also gets the assignment that lets her see it.
    """
    person = person or make_person()
    if family is None:
        family = make_family()
        make_membership(family, person, relation="head")
    fields = {
        "entry": "ORGANISED",
        "opened_at": OPENED,
        "phase": "P6",
        "pack": "kz",
        "pack_version": "2021.2",
        "region": "ALR",
    } | fields
    case = Case.objects.create(person=person, family=family, **fields)
    if case.case_manager is not None and case.is_open:
        make_assignment(case, case.case_manager)
    return case


def make_assignment(case: Case, staff: StaffMember, **fields: Any) -> Assignment:
    fields = {"discipline": staff.discipline, "starts_at": case.opened_at} | fields
    return Assignment.objects.create(case=case, staff=staff, **fields)


def make_record(case: Case, **fields: Any) -> Record:
    fields = {
        "together": UUID(int=1),
        "kind": "case.contact.made",
        "compartment": "C0",
        "happened_at": AT,
        "details": {"text": "a call"},
        "recorded_at": AT,
    } | fields
    return Record.objects.create(case=case, person=case.person, **fields)


def make_evidence(case: Case, **fields: Any) -> Evidence:
    """One fact; its `seq` is the person's next where the caller names none."""
    fields = {
        "seq": Evidence._base_manager.filter(person=case.person).count() + 1,
        "kind": "case.contact.made",
        "at": AT,
        "source": "cases.record",
        "source_id": UUID(int=1),
        "discipline": "case_manager",
        "compartment": "C0",
        "recorded_at": AT,
    } | fields
    return Evidence.objects.create(case=case, person=case.person, **fields)


def make_plan_step(case: Case, **fields: Any) -> PlanStep:
    fields = {
        "key": "P6-01",
        "action": "P6-01",
        "phase": "P6",
        "state": "DUE",
        "discipline": "case_manager",
        "compartment": "C0",
        "region": case.region,
        "due_at": AT,
        "reason": "due",
    } | fields
    return PlanStep.objects.create(case=case, person=case.person, **fields)


def make_note(case: Case, **fields: Any) -> Note:
    fields = {"compartment": "C0", "text": "Call in the morning.", "written_at": AT} | fields
    return Note.objects.create(case=case, person=case.person, **fields)


def make_colleague_kin(person: Person, staff: StaffMember, **fields: Any) -> ColleagueKin:
    fields = {"declared_by": staff, "declared_at": AT} | fields
    return ColleagueKin.objects.create(person=person, staff=staff, **fields)


def make_summary_card(case: Case, **fields: Any) -> SummaryCard:
    fields = {"topic": "avoid", "compartment": "C3", "text": "No nuts.", "written_at": AT} | fields
    return SummaryCard.objects.create(case=case, person=case.person, **fields)


def make_consent(case: Case, **fields: Any) -> Consent:
    fields = {
        "purpose": "case_support",
        "answer": "YES",
        "given_by": "SELF",
        "on": SINCE,
        "recorded_at": AT,
    } | fields
    return Consent.objects.create(case=case, person=case.person, **fields)


def make_appointment(case: Case, staff: StaffMember, **fields: Any) -> Appointment:
    """A meeting with the case's person, who is its one member."""
    fields = {"title": "Home visit", "starts_at": AT, "made_at": AT} | fields
    made = Appointment.objects.create(family=case.family, person=case.person, staff=staff, **fields)
    make_appointment_member(made, case)
    return made


def make_appointment_member(appointment: Appointment, case: Case) -> AppointmentMember:
    return AppointmentMember.objects.create(appointment=appointment, person=case.person, case=case)


def make_fact_change(person: Person, **fields: Any) -> FactChange:
    fields = {"kind": "CORRECTED", "compartment": "C1", "told": {"sex": ["", "F"]}, "changed_at": AT} | fields
    return FactChange.objects.create(person=person, **fields)


def make_review(case: Case, asked_by: StaffMember, **fields: Any) -> Review:
    return Review.objects.create(case=case, asked_by=asked_by, **{"kind": "CLOSURE", "asked_at": AT} | fields)


def make_roster_draft(owner: StaffMember, **fields: Any) -> RosterDraft:
    fields = {"file_name": "list.xlsx", "content": {"rows": []}, "made_at": AT} | fields
    return RosterDraft.objects.create(owner=owner, **fields)


def make_roster_import(made_by: StaffMember, **fields: Any) -> RosterImport:
    return RosterImport.objects.create(made_by=made_by, **{"made_at": AT} | fields)


def make_emergency_opening(person: Person, opened_by: StaffMember, **fields: Any) -> EmergencyOpening:
    """Health of one person, opened by a colleague in the first role that was given to her, and not reviewed yet."""
    held = (
        RoleGrant.objects.filter(staff=opened_by).order_by("starts_at", "pk").values_list("role", flat=True)
    )
    told = {"compartment": "C3", "ground": "medical", "role": held.first() or "", "opened_at": AT}
    return EmergencyOpening.objects.create(person=person, opened_by=opened_by, **told | fields)


def make_telling(opening: EmergencyOpening, by: StaffMember, **fields: Any) -> Telling:
    """That she was told of an opening, in Kazakh."""
    keyring.ensure_keys([(opening.person_id, "C12")])
    told = {"outcome": Telling.TOLD, "on": AT.date(), "language": "kk", "at": AT}
    return Telling.objects.create(opening=opening, person_id=opening.person_id, by=by, **told | fields)


def make_opener_review(opening: EmergencyOpening, **fields: Any) -> OpenerReview:
    """That somebody has to decide whether whoever opened this goes on."""
    told = {"colleague": opening.opened_by, "asked_at": opening.opened_at}
    return OpenerReview.objects.create(opening=opening, **told | fields)


def make_export(made_by: StaffMember, **fields: Any) -> Export:
    """A list of two people, made for a case conference and ready for a day."""
    told = {
        "code": "E-2345-67",
        "what": "MINE",
        "purpose": "conference",
        "recipient": "The panel",
        "people": 2,
    }
    days = {"asked_at": AT, "ready_at": AT, "expires_at": AT + timedelta(days=1)}
    return Export.objects.create(made_by=made_by, **told | days | fields)

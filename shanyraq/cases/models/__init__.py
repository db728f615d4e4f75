"""The tables of a support file, one subject a module."""

from shanyraq.cases.models.appointments import Appointment, AppointmentMember
from shanyraq.cases.models.cards import SummaryCard
from shanyraq.cases.models.case import Arrival, Assignment, Case
from shanyraq.cases.models.changes import FactChange
from shanyraq.cases.models.consent import Consent
from shanyraq.cases.models.emergencies import EmergencyOpening, OpenerReview, Telling
from shanyraq.cases.models.evidence import Evidence, Record
from shanyraq.cases.models.exports import Export
from shanyraq.cases.models.notes import Note
from shanyraq.cases.models.plan import PlanStep
from shanyraq.cases.models.reviews import Review
from shanyraq.cases.models.roster import RosterDraft, RosterImport
from shanyraq.cases.models.ties import ColleagueKin

__all__ = [
    "Appointment",
    "AppointmentMember",
    "Arrival",
    "Assignment",
    "Case",
    "ColleagueKin",
    "Consent",
    "EmergencyOpening",
    "Evidence",
    "Export",
    "FactChange",
    "Note",
    "OpenerReview",
    "PlanStep",
    "Record",
    "Review",
    "RosterDraft",
    "RosterImport",
    "SummaryCard",
    "Telling",
]

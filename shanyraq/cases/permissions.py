"""What can be done with a support file, and whose files an actor sees."""

from __future__ import annotations

from shanyraq import pathway
from shanyraq.access import permissions as access
from shanyraq.access.queries import register_roles, register_scope
from shanyraq.access.queries.words import register_words
from shanyraq.access.rules import Actor
from shanyraq.cases import queries, rules
from shanyraq.cases.models import Record
from shanyraq.cases.queries import emergencies, exports, openers, own_entries, scopes, shell, tellings
from shanyraq.cases.queries.sealed import subject_of
from shanyraq.vault.queries import register_subjects


def _own_case(actor: object, case: object) -> str:
    staff_id = getattr(actor, "staff_id", None)
    return "own_case" if staff_id and staff_id in (case.case_manager_id, case.deputy_id) else ""  # type: ignore[attr-defined]


CASE_READ = access.register("case.read")  # of whom, the scope says; what of her, the compartment of each part
PERSON_REGISTER = access.register("person.register", compartment="C1", writes=True)
PERSON_CORRECT = access.register("person.correct", compartment="C1", writes=True)
PERSON_MERGE = access.register("person.merge", compartment="C1")  # decides about records, enters nothing
FAMILY_MOVE = access.register("family.move", compartment="C7", writes=True)
STEP_RECORD = access.register("step.record")  # the kind's own compartment is asked for in the action
STEP_WAIVE = access.register("step.waive", compartment="C0")
CONTROL_AGREE = access.register(
    "control.agree"
)  # that a protection or a legal hold is lifted: the second person
NOTE_WRITE = access.register("note.write")
ENTRY_OWN = access.register(own_entries.ENTRY_OWN)  # in which part, her own letter O says
APPOINTMENT_MAKE = access.register("appointment.make", compartment="C0")
CARD_READ = access.register("card.read")  # which of them, the letters S of her roles say
CARD_WRITE = access.register("card.write")  # the card's own compartment is asked for in the action
CONSENT_RECORD = access.register("consent.record", compartment="C12", writes=True)
SHEET_GIVE = access.register("sheet.give", compartment="C12", writes=True)
CASE_ASSIGN = access.register("case.assign", compartment="C0")
CASE_REVIEW = access.register("case.review", compartment="C0", unless=_own_case)
CASE_PROTECT = access.register("case.protect", compartment="C0")
CASE_CLOSE = access.register("case.close", compartment="C0", unless=_own_case)
CLOSURE_ASK = access.register("closure.ask", compartment="C0", writes=True)
HISTORY_BRING = access.register("history.bring", compartment="C0", writes=True)
NO_CARD_FROM = frozenset({"C1", "C2", "C4n", "C5"})  # who she is, what is sealed, what one alone keeps
EMERGENCY_OPEN = access.register(emergencies.OPEN)  # which part, the role's list in the pack says
EMERGENCY_SEE = access.register(emergencies.SEE)
EMERGENCY_REVIEW = access.register(emergencies.REVIEW)
EMERGENCY_OVERSEE = access.register(emergencies.OVERSEE)
EXPORT_MAKE = access.register(exports.MAKE, compartment="C1")
EXPORT_SEE = access.register(exports.SEE)
EXPORT_AGREE = access.register(exports.AGREE)
EXPORT_OVERSEE = access.register(exports.OVERSEE)
ROSTER_IMPORT = access.register("roster.import", compartment="C1", writes=True)


def register_with_access() -> None:
    """Give the policy the pack's roles and the scopes of this room's tables. Called once, from ready()."""
    register_roles(queries.roles_of_pack())
    register_words(queries.words_of_pack())
    register_subjects(subject_of)
    register_scope("cases.Case", scopes.case_scope, by_grant=scopes.cases_by_grant)
    register_scope("people.Person", scopes.person_scope)
    register_scope("people.Family", scopes.family_scope)
    register_scope("people.PersonName", scopes.names_scope)
    for label in ("NameKey", "PersonLanguage", "FamilyMembership"):
        register_scope(f"people.{label}", scopes.of_visible_people)
    for label in ("Kinship", "CareSituation"):
        register_scope(f"people.{label}", scopes.in_compartment("C7"))
    register_scope("people.Merge", scopes.merge_scope)
    for label in ("Record", "Evidence"):
        register_scope(f"cases.{label}", scopes.row_scope("recorded_by"))
    register_scope("cases.Note", own_entries.note_scope)
    register_scope("cases.FactChange", scopes.row_scope("changed_by", of=scopes.of_visible_people))
    register_scope("cases.SummaryCard", scopes.card_scope)
    register_scope("cases.PlanStep", scopes.step_scope)
    register_scope("cases.EmergencyOpening", emergencies.emergency_scope)
    register_scope("cases.Telling", tellings.telling_scope)
    register_scope("cases.OpenerReview", openers.opener_scope)
    register_scope("cases.Consent", scopes.in_compartment("C12"))
    register_scope("cases.Assignment", shell.rows_of("staff"))
    register_scope("cases.Review", shell.rows_of("asked_by"))
    register_scope("cases.Appointment", scopes.appointment_scope)
    register_scope("cases.AppointmentMember", shell.seat_scope)
    register_scope("cases.Export", exports.export_scope)
    register_scope("cases.ColleagueKin", scopes.tie_scope)
    register_scope("cases.RosterDraft", scopes.own_drafts)
    register_scope("cases.RosterImport", scopes.own_imports)


# --- what of a file an actor writes -----------------------------------------------------------------------------------


def may_record(actor: Actor, kind: pathway.EvidenceKind) -> bool:
    """May she tell that something of this kind happened? Where she writes its part of the file; and where she reads
    it, if the pack makes the service her discipline's own. What only a supervisor decides only she tells.
    """
    if STEP_RECORD not in actor.may and not actor.is_system:
        return False
    actions = queries.pack().actions_closed_by(kind.code)
    is_own = any(actor.discipline in (action.by, *action.with_) for action in actions)
    if kind.type == "decision" and actions and all(action.by == rules.SUPERVISOR for action in actions):
        return is_own and actor.reads(kind.compartment)
    return actor.writes(kind.compartment) or (is_own and actor.reads(kind.compartment))


def may_write_card(actor: Actor, card: pathway.Card) -> bool:
    """May she write this summary card? Who writes its part of the file, or another that the pack names for it."""
    parts = set(card.writers) - NO_CARD_FROM
    return CARD_WRITE in actor.may and any(actor.right(part) == "W" for part in parts)


def may_record_step(actor: Actor, step: pathway.Step) -> bool:
    """May she tell something that closes this step?"""
    return any(may_record(actor, kind) for kind in queries.pack().kinds_for(step.action_id))


def may_waive(actor: Actor, step: pathway.Step) -> bool:
    """May she set this step aside? The pack names the roles for each."""
    return STEP_WAIVE in actor.may and actor.role in step.waivable_by


def may_correct(actor: Actor, record: Record) -> bool:
    """May she replace this entry? Whoever may tell such a thing; a step set aside, whoever may set aside."""
    if record.kind == rules.WAIVED:
        return STEP_WAIVE in actor.may
    if actor.staff_id is not None and record.recorded_by_id == actor.staff_id:
        return STEP_RECORD in actor.may
    known = queries.pack().kinds.get(record.kind)
    if known is None or record.kind in rules.DECISIONS:
        return STEP_RECORD in actor.may and actor.writes(record.compartment)
    return may_record(actor, known)

"""Codes and decisions of a support file. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from shanyraq.cases.rules.consents import ADULT as ADULT
from shanyraq.cases.rules.consents import CONSENT_REASONS as CONSENT_REASONS
from shanyraq.cases.rules.consents import asks_assent as asks_assent
from shanyraq.cases.rules.consents import givers_of_consent as givers_of_consent
from shanyraq.cases.rules.consents import may_say_no_alone as may_say_no_alone
from shanyraq.cases.rules.consents import reason_against_answer as reason_against_answer
from shanyraq.cases.rules.meetings import APPOINTMENT_REASONS as APPOINTMENT_REASONS
from shanyraq.cases.rules.meetings import INTERPRETER as INTERPRETER
from shanyraq.cases.rules.meetings import Held as Held
from shanyraq.cases.rules.meetings import clashes as clashes
from shanyraq.cases.rules.meetings import overlaps as overlaps
from shanyraq.cases.rules.meetings import reason_not_to_meet as reason_not_to_meet
from shanyraq.cases.rules.meetings import reason_not_to_settle as reason_not_to_settle
from shanyraq.cases.rules.own_sheet import COPIED_PARTS as COPIED_PARTS
from shanyraq.cases.rules.own_sheet import COPY_GIVEN as COPY_GIVEN
from shanyraq.cases.rules.own_sheet import OWN_KINDS as OWN_KINDS
from shanyraq.cases.rules.own_sheet import SHEET_GIVEN as SHEET_GIVEN
from shanyraq.cases.rules.own_sheet import SHEET_LANGUAGES as SHEET_LANGUAGES
from shanyraq.cases.rules.own_sheet import receivers_of_copy as receivers_of_copy
from shanyraq.cases.rules.own_sheet import receivers_of_sheet as receivers_of_sheet
from shanyraq.foundation.text import N_

ENTRIES = ("ORGANISED", "SELF")
CASE_STATES = ("OPEN", "CLOSED")
CLOSED_REASONS = ("GOALS_MET", "MOVED_ABROAD", "ADULT_WITHDREW", "ORDINARY_SERVICES", "DIED", "DUPLICATE")
PLAN_STATES = ("LATE", "DUE", "WAITING")
APPOINTMENT_STATES = ("PLANNED", "KEPT", "NOT_KEPT", "CANCELLED")
CONSENT_ANSWERS = ("YES", "NO", "WITHDRAWN")
CONSENT_GIVERS = ("SELF", "CAREGIVER", "GUARDIAN")
REVIEW_KINDS = ("PLAN", "CLOSURE")
REVIEW_OUTCOMES = ("AGREED", "RETURNED")
IMPORT_STATES = ("CONFIRMED", "UNDONE")
SHORTEST_REASON = 10
EARLIEST_BEFORE_OPENING = timedelta(days=3 * 365)
NOTHING_CHANGED = N_("Nothing was changed.")
LONGEST_AT_HOME = timedelta(days=30 * 365)  # an arrival further back is a slip of the pen

REASONS = {
    "in_future": N_("This date is in the future. Enter the day it took place."),
    "time_ahead": N_("This time is still to come today. Check the time, or leave it empty."),
    "long_ago": N_("This date is years before the support file was opened. Check the year."),
    "too_early": N_("This date is before the arrival, or before the support file began. Check the date."),
    "child": N_(
        "Nothing of justice is recorded about somebody who is, or may be, a child. "
        "A court's order about a child is entered as a demand of an authority."
    ),
}
JUSTICE = "C9"  # of charged adults

WAIVED, DECLINED, NOT_APPLICABLE = "case.step.waived", "case.step.declined", "case.step.not_applicable"
DECISIONS = (WAIVED, DECLINED, NOT_APPLICABLE)
ANSWERED = "case.consent."
CONSENTS_RECORDED = "case.consents.recorded"
REOPENED = "case.file.reopened"
SUPERVISOR = "supervisor"

# Overlays of the pack that a person's records tell: by care situation, and by what she is to a child.
ALONE = {"UNACCOMPANIED": "unaccompanied", "SEPARATED": "separated"}
CARING = {"PARENT": "caregiver", "GUARDIAN": "caregiver_relative", "CAREGIVER": "caregiver_relative"}

# What has a page or an act of its own: a decision about a step, consents, who works with whom, closing, registering.
NOT_ON_GENERAL_FORM = (
    "case.step.",
    ANSWERED,
    CONSENTS_RECORDED,
    "case.manager.",
    "case.file.",
    "case.closure.",
    SHEET_GIVEN,
    COPY_GIVEN,
    "people.",
)

# What the general form asks and the pathway reads; everything else stays in the record.
READ_BY_PATHWAY = ("action", "occurrence", "due_on", "on", "expected_on", "with_whom", "ask_again_on")
# What says which step a decision is about: a correction keeps it.
KEPT_BY_CORRECTION = ("action", "occurrence", "due_on", "by")


def turn_of(key: str, due_at: datetime | None) -> str:
    """What tells one turn of a service from the others in an address, whatever is recorded meanwhile.

    Its number moves when something older is told later; the day it is due does not.
    """
    return key if due_at is None else due_at.date().isoformat()


def reason_not_to_record(happened_at: datetime, now: datetime, opened_at: datetime) -> str:
    """The code of why something cannot have happened then; empty where it can."""
    if happened_at > now + timedelta(minutes=5):
        return "in_future"
    if happened_at < opened_at - EARLIEST_BEFORE_OPENING:
        return "long_ago"
    return ""


def first_day_for(opened: date, arrived: date | None, *, follows_arrival: bool) -> date:
    """The first day on which something can have happened to somebody: she had come, or was known already."""
    if arrived is None:
        return opened
    return arrived if follows_arrival else min(opened, arrived)


def is_on_general_form(kind: str) -> bool:
    """Whether something of this kind is told on the general form, and not on a page of its own."""
    return not kind.startswith(NOT_ON_GENERAL_FORM)


# What is another event where a child was seen alone; whatever a visit closes, this closes too.
SEEN_ALONE = {"home.visit.made": "home.visit.child_seen_alone"}


def kind_of(kind: str, details: Mapping[str, Any]) -> str:
    """The kind of evidence that a general record leaves."""
    return SEEN_ALONE.get(kind, kind) if details.get("seen_alone") else kind


def told_alike(kind: str) -> set[str]:
    """The kinds of evidence by which the same event may be told already."""
    pairs = [{told, left} for told, left in SEEN_ALONE.items()]
    return {kind}.union(*(pair for pair in pairs if kind in pair))


def payload_of(kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """The few values of a general record that the pathway reads."""
    return {key: details[key] for key in READ_BY_PATHWAY if details.get(key)}


def corrected_payload(kind: str, old: Mapping[str, Any], details: Mapping[str, Any]) -> dict[str, Any]:
    """What the pathway reads of a correction: the new values, about the same step as before."""
    kept = {key: old[key] for key in KEPT_BY_CORRECTION if key in old}
    reason = {"reason": details.get("text", "")} if "reason" in old else {}
    return {**payload_of(kind, details), **kept, **reason}


# What the general form asks; anything else stays with an entry unasked.
ASKED = (
    *("minutes", "present", "text", "language", "interpreter", "document", "seen_alone", "child_view"),
    *("on", "expected_on", "with_whom"),
)


def is_as_before(
    details: Mapping[str, Any], at: datetime, new_details: Mapping[str, Any], new_at: datetime
) -> bool:
    """Whether an entry corrected like this would tell the same. Forms know minutes, not seconds."""
    if at.replace(second=0, microsecond=0) != new_at.replace(second=0, microsecond=0):
        return False
    return all((details.get(key) or "") == (new_details.get(key) or "") for key in ASKED)


# --- who works with whom, and who decides ---------------------------------------------------------------------------

CASE_MANAGER = "case_manager"
MAY_LEAD_CASES = (CASE_MANAGER, "supervisor")
NEVER_JOIN = ("dpo", "administrator", "programme_manager", "partner", "panel", "monitor")

DECISION_REASONS = {
    "own_case": N_(
        "You work with this person yourself, or did: another supervisor decides, or the regional coordinator."
    ),
    "own_request": N_("You asked for this yourself: somebody else decides."),
    "decided": N_("This was decided already. Load the page again."),
    "closed": N_("This support file is closed."),
}
ASSIGNMENT_REASONS = {
    "left": N_("This colleague no longer works in the programme. Choose somebody else."),
    "discipline": N_("This colleague does not lead cases. Choose a case manager."),
    "child": N_("Who works with charged adults works with no child, nor with somebody who may be one."),
    "monitor": N_("A monitor reads a file by a mandate that two colleagues agree to, until its last day."),
    "panel": N_(
        "Who sits in panels is named for one decision at a time, and reads the file for three weeks."
    ),
    "same_person": N_("The deputy must be somebody else than the case manager."),
    "ceiling": N_(
        "With these people the case manager would have %(people)s, and %(ceiling)s is the most. "
        "If it has to be so, say why in a sentence."
    ),
    "ceiling_short": N_("Give the reason in a sentence: the family may ask for it."),
}


def reason_not_to_decide(
    *,
    decider: UUID | None,
    works_with: Collection[UUID | None],
    asked_by: UUID | None,
    is_decided: bool,
    is_closed: bool,
) -> str:
    """The code of why somebody may not decide on a request about a case; empty where she may.

    `works_with` are the case manager and the deputy. The same answer greys the button and stops the act.
    """
    if is_decided:
        return "decided"
    if is_closed:
        return "closed"
    if decider is None or decider in works_with:
        return "own_case"
    return "own_request" if decider == asked_by else ""


def reason_not_to_assign(
    *,
    leads_cases: bool,
    has_left: bool,
    is_also_deputy: bool,
    people: int,
    ceiling: int,
    reason: str,
) -> str:
    """The code of why a case manager cannot take these people; empty where she can.

    `people` is how many she would work with, `reason` what the supervisor says for going above the ceiling.
    """
    if has_left:
        return "left"
    if not leads_cases:
        return "discipline"
    if is_also_deputy:
        return "same_person"
    if people > ceiling and len(reason.strip()) < SHORTEST_REASON:
        return "ceiling_short" if reason.strip() else "ceiling"
    return ""

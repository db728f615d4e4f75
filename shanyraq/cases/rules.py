"""Codes and decisions of a support file. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shanyraq.foundation.text import N_

ENTRIES = ("ORGANISED", "SELF")
CASE_STATES = ("OPEN", "CLOSED")
CLOSED_REASONS = (
    "GOALS_MET",
    "MOVED_ABROAD",
    "ADULT_WITHDREW",
    "ORDINARY_SERVICES",
    "DIED",
    "DUPLICATE",
)
PLAN_STATES = ("LATE", "DUE", "WAITING")
APPOINTMENT_STATES = ("PLANNED", "KEPT", "NOT_KEPT", "CANCELLED")
CONSENT_ANSWERS = ("YES", "NO", "WITHDRAWN")
CONSENT_GIVERS = ("SELF", "CAREGIVER", "GUARDIAN")
REVIEW_KINDS = ("PLAN", "CLOSURE")
REVIEW_OUTCOMES = ("AGREED", "RETURNED")
IMPORT_STATES = ("CONFIRMED", "UNDONE")
SHORTEST_REASON = 10
EARLIEST_BEFORE_OPENING = timedelta(days=3 * 365)

REASONS = {
    "in_future": N_("This date is in the future. Enter the day it took place."),
    "long_ago": N_("This date is years before the support file was opened. Check the year."),
}

# What the general form asks and the pathway reads; everything else stays in the record.
READ_BY_PATHWAY = ("action", "occurrence", "result", "expected_on", "with_whom", "ask_again_on")


def reason_not_to_record(happened_at: datetime, now: datetime, opened_at: datetime) -> str:
    """The code of why something cannot have happened then; empty where it can."""
    if happened_at > now + timedelta(minutes=5):
        return "in_future"
    if happened_at < opened_at - EARLIEST_BEFORE_OPENING:
        return "long_ago"
    return ""


def payload_of(kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """The few values of a general record that the pathway reads."""
    return {key: details[key] for key in READ_BY_PATHWAY if details.get(key)}


# --- who works with whom, and who decides ---------------------------------------------------------------------------

CASE_MANAGER = "case_manager"
MAY_LEAD_CASES = (CASE_MANAGER, "supervisor")

DECISION_REASONS = {
    "own_case": N_("You work with this person yourself: another supervisor decides."),
    "own_request": N_("You asked for this yourself: somebody else decides."),
    "decided": N_("This was decided already. Load the page again."),
    "closed": N_("This support file is closed."),
}
ASSIGNMENT_REASONS = {
    "left": N_("This colleague no longer works in the programme. Choose somebody else."),
    "discipline": N_("This colleague does not lead cases. Choose a case manager."),
    "same_person": N_("The deputy must be somebody else than the case manager."),
    "ceiling": N_(
        "With these people the case manager would have %(people)s, and %(ceiling)s is the most. "
        "Choose somebody else, or say in a sentence why it has to be so."
    ),
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
    discipline: str,
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
    if discipline not in MAY_LEAD_CASES:
        return "discipline"
    if is_also_deputy:
        return "same_person"
    if people > ceiling and len(reason.strip()) < SHORTEST_REASON:
        return "ceiling"
    return ""

"""Codes and decisions of a support file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

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

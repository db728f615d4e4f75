"""Meetings: when one can be agreed for and settled, and which of one colleague's share time. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from shanyraq.foundation.text import N_

INTERPRETER = "interpreter"
APPOINTMENT_REASONS = {
    "in_past": N_("This time is past. Choose a later one, or record what took place."),
    "far_ahead": N_("This is more than two years ahead. Check the year."),
    "not_yet": N_("This meeting has not begun yet. Call it off, or wait until it has taken place."),
    "settled": N_("This meeting was settled already."),
    "language": N_("This interpreter does not speak the language chosen. Choose another one."),
    "interpreter_busy": N_(
        "This interpreter has another meeting at that time. Choose another time or interpreter."
    ),
    "staff_busy": N_("The colleague has another meeting at that time. Choose another time."),
    "family_busy": N_("These people have another meeting then, at %(time)s. Choose another time."),
}


class Held(NamedTuple):
    """A meeting that is agreed: when it begins, and for how many minutes."""

    id: Hashable
    starts_at: datetime
    minutes: int


def overlaps(one_start: datetime, one_minutes: int, other_start: datetime, other_minutes: int) -> bool:
    """Whether two meetings share a minute."""
    one_end = one_start + timedelta(minutes=one_minutes)
    return one_start < other_start + timedelta(minutes=other_minutes) and other_start < one_end


def clashes(held: Sequence[Held]) -> dict[Hashable, datetime]:
    """Those that share a minute with another, each with when the first of those others begins.

    Agreeing on such a meeting is refused; one that comes with a family from a colleague may clash all the same.
    """
    found: dict[Hashable, datetime] = {}
    for one in held:
        others = [
            other.starts_at
            for other in held
            if other.id != one.id and overlaps(one.starts_at, one.minutes, other.starts_at, other.minutes)
        ]
        if others:
            found[one.id] = min(others)
    return found


def reason_not_to_meet(starts_at: datetime, now: datetime) -> str:
    """The code of why no meeting can be agreed for then; empty where it can."""
    if starts_at < now - timedelta(minutes=30):
        return "in_past"
    return "far_ahead" if starts_at > now + timedelta(days=2 * 366) else ""


def reason_not_to_settle(state: str, new_state: str, starts_at: datetime, now: datetime) -> str:
    """The code of why a meeting cannot get this end; empty where it can."""
    if state != "PLANNED":
        return "settled"
    return "not_yet" if new_state != "CANCELLED" and starts_at > now else ""

"""Days on which something can have happened to people: none before they came or were known, none still to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.cases import queries, rules
from shanyraq.cases.actions.justice import has_child, is_of_justice
from shanyraq.cases.models import Case
from shanyraq.people.rules import DAY_REASONS, first_day_of_all, reason_against_day

Reason = tuple[str, str]
"""The code of why something cannot have been then, and the words; both empty where it can."""


def reason_against(
    cases: Sequence[Case], kind: str, happened_at: datetime, at: datetime, said: datetime | None = None
) -> Reason:
    """Why something of this kind cannot have happened to these people then.

    `said` is what an entry told that is put right: its day stays possible, as an older source may have told it.
    """
    reason = rules.reason_not_to_record(happened_at, at, min(case.opened_at for case in cases))
    day, today = localdate(happened_at), localdate(at)
    if reason == "in_future" and day == today:
        reason = "time_ahead"
    is_new_day = said is None or localdate(said) != day
    if not reason and is_new_day and is_too_early(cases, day, follows_arrival=_follows_arrival(kind)):
        reason = "too_early"
    if reason:
        return reason, _(rules.REASONS[reason])
    with computing("days"):  # also for who is not told when somebody was born
        births = [(case.person.birth_date, case.person.birth_precision) for case in cases]
    reason = reason_against_day(min(day, today), today, born=first_day_of_all(births))
    if reason:
        return reason, _(DAY_REASONS[reason])
    if is_of_justice(kind) and has_child(cases, day):
        return "child", _(rules.REASONS["child"])
    return "", ""


def reason_against_plans(told: Mapping[str, Any], at: datetime) -> Reason:
    """Why the days that what is told names as planned or expected cannot be."""
    for key in ("on", "expected_on"):
        if told.get(key):
            reason = reason_against_day(date.fromisoformat(told[key]), localdate(at), lies_ahead=True)
            if reason:
                return reason, _(DAY_REASONS[reason])
    return "", ""


def is_too_early(cases: Sequence[Case], day: date, *, follows_arrival: bool = False) -> bool:
    """Whether one of these people had not come yet that day, or, unless it follows the arrival, was not even known."""
    return any(
        day
        < rules.first_day_for(
            localdate(case.opened_at),
            localdate(case.arrived_at) if case.arrived_at else None,
            follows_arrival=follows_arrival,
        )
        for case in cases
    )


def _follows_arrival(kind: str) -> bool:
    """Whether all services that this kind closes belong to phases after the flight: those of who came by herself."""
    pack = queries.pack()
    phases = [pack.phase(action.phase) for action in pack.actions_closed_by(kind)]
    return bool(phases) and not any("self" in phase.not_for_entry for phase in phases)

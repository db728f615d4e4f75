"""Whether somebody opens files, or searches, faster than her role needs. The record counts, so all workers share it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import record_refusal
from shanyraq.oversight.actions.findings import Found, write_findings
from shanyraq.oversight.models import Finding
from shanyraq.oversight.queries import limits
from shanyraq.oversight.queries import reading as read
from shanyraq.oversight.rules import findings as rules

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def pull_if_too_many_files(*, file: uuid.UUID, by: Actor, at: datetime) -> bool:
    """Whether she has to wait before she opens one more file; the data-protection officer is told at once.

    What she has opened within the hour stays open to her. One query where all is well.
    """
    most = limits.files_an_hour(by)
    people = read.people_opened(by.audit_id, at - HOUR)
    if people < most or read.is_open_already(by.audit_id, file, at - HOUR):
        return False
    if not _is_told(rules.PACE, by, at):
        openings = read.openings_of(by.audit_id, at - HOUR, at)
        write_findings(found=[Found(rules.PACE, by, openings, people, usual=most)], at=at)
    return True


def pull_if_too_many_searches(*, by: Actor, at: datetime) -> bool:
    """Whether she has to wait before she searches once more; the data-protection officer is told at once."""
    times = read.searches(by.audit_id, at - MINUTE)
    if times < limits.searches_a_minute():
        return False
    if not _is_told(rules.SEARCH, by, at):
        here = rules.Opening(read.last_seq(), at, "", frozenset())
        write_findings(found=[Found(rules.SEARCH, by, [here], 0, usual=limits.searches_a_minute())], at=at)
    return True


def stop_opening_keys(*, most: int, by: Actor, at: datetime) -> None:
    """She reached her budget of keys: the record says that a key was not opened, and the officer is told at once."""
    record_refusal("sealed.open", by.audit_id, "over_budget")
    if not _is_told(rules.PACE, by, at):
        here = rules.Opening(read.last_seq(), at, "", frozenset())
        write_findings(found=[Found(rules.PACE, by, [here], 0, usual=most)], at=at)


def tell_invented(*, people: frozenset[uuid.UUID], by: Actor, at: datetime) -> None:
    """Tell at once that somebody invented was shown, before the answer leaves."""
    here = rules.Opening(read.last_seq() + 1, at, "", people)
    write_findings(found=[Found(rules.INVENTED, by, [here], len(people), people)], at=at)


def tell_forced(by: Actor, at: datetime) -> None:
    """Tell at once that somebody came in with her second password."""
    here = rules.Opening(read.last_seq(), at, "", frozenset())
    write_findings(found=[Found(rules.FORCED, by, [here], 0)], at=at)


def _is_told(kind: str, by: Actor, at: datetime) -> bool:
    with computing("oversight.brakes"):
        rows = Finding.objects.filter(kind=kind, colleague=by.staff_id, on=timezone.localdate(at))
        return rows.filter(state__in=rules.WAITING_STATES).exists()

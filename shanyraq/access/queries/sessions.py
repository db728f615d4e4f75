"""Open sessions, and what the last one did."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Count, Max, Min, Q

from shanyraq.access.models import Account
from shanyraq.access.queries.second_steps import has_second_step
from shanyraq.access.rules.doors import is_halfway, is_proved
from shanyraq.audit.models import Entry

# What a session knows of itself: instants in seconds since 1970, the kind of second step that was shown, whose
# password fitted where nobody is in yet, the role that is worked in, and whether somebody forces her.
WORKS_AS, FORCED = "works_as", "forced"
BEGUN, SEEN, PROVED, SECOND_STEP, HALFWAY = "begun", "seen", "proved", "second_step", "halfway"

READ = "records.read"
DOORSTEP = (
    "account.first_step",
    "account.second_step",
    "account.forced",
)  # on the record before the session begins


@dataclass(frozen=True)
class LastSession:
    """The session before this one: when, how many pages with records it read, how much it changed."""

    begun: datetime
    ended: datetime
    read: int
    done: int


def mark_of(session_key: str | None) -> str:
    """What the record knows a session by: the key itself would open it."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16] if session_key else ""


def sessions_of(account: Account) -> list[UserSession]:
    """An account's sessions that are still open, the newest first."""
    held = UserSession.objects.filter(user_id=account.pk).order_by("-created_at", "-pk")
    is_open = set(
        Session.objects.filter(session_key__in=[one.session_key for one in held]).values_list("pk", flat=True)
    )
    return [one for one in held if one.session_key in is_open]


def last_session(account: Account, *, now: str) -> LastSession | None:
    """What the session before `now` (its mark in the record) left there."""
    mine = (
        Entry.objects.filter(actor=str(account.pk))
        .exclude(session__in=["", now])
        .exclude(action__in=DOORSTEP)
    )
    last = mine.order_by("-seq").values_list("session", flat=True).first()
    if last is None:
        return None
    is_read, is_done = Q(action=READ), Q(decision=Entry.ALLOWED)
    is_door = Q(action__startswith="account.")
    found = mine.filter(session=last).aggregate(
        begun=Min("at"),
        ended=Max("at"),
        read=Count("pk", filter=is_read & is_done),
        done=Count("pk", filter=is_done & ~is_read & ~is_door),
    )
    return LastSession(**found)


def has_proved(session: Mapping[str, Any], account: Account, at: datetime) -> bool:
    """Whether she showed within five minutes that it is she. Who has nothing to show it with is not asked."""
    proved = session.get(PROVED)
    if is_proved(None if proved is None else instant(proved), at):
        return True
    return not account.has_usable_password() and not has_second_step(account)


def halfway(session: Mapping[str, Any], at: datetime) -> tuple[Account, str] | None:
    """Whose password fitted a moment ago and where she wanted to go; None where nobody stands there any more."""
    held = session.get(HALFWAY)
    if not held or not is_halfway(instant(held["at"]), at):
        return None
    account = Account.objects.filter(pk=UUID(held["account"]), is_active=True).first()
    if account is None:
        return None
    account.is_forced = bool(held.get(FORCED))
    return account, held["next"]


def instant(seconds: float) -> datetime:
    """An instant of a session."""
    return datetime.fromtimestamp(seconds, UTC)

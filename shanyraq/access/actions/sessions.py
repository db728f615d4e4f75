"""Sessions: beginning one, seeing them all, ending them. At most three at a time; each ends by itself."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shanyraq.access.actions.knocks import forget_knocks_of
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.queries.sessions import BEGUN, HALFWAY, PROVED, SECOND_STEP, SEEN, mark_of, sessions_of
from shanyraq.access.rules import Actor
from shanyraq.access.rules.doors import MOST_SESSIONS
from shanyraq.audit.actions import reading, recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import writing


class CannotBegin(Refusal):
    """Access ended while somebody stood at the door."""


def begin_session(
    *, request: HttpRequest, account: Account, second_step: str = "", at: datetime, action: str = ""
) -> None:
    """Let somebody in: a new session under a new key; her oldest ones beyond three end. Raises CannotBegin.

    `second_step` is the kind that she showed; `action` names a way in other than her own words.
    """
    with recorded(action or "account.log_in", by=actor_of(account, at), purpose=second_step) as act:
        act.about(account.pk, kind="account")
        if not Account.objects.filter(pk=account.pk, is_active=True).exists():
            raise CannotBegin(_("This access has ended."), code="ended")
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")
        # Not before the second step: whoever knows the password could else guess at the codes without end.
        forget_knocks_of(login=account.login)
        seconds = at.timestamp()
        request.session.update({BEGUN: seconds, SEEN: seconds, PROVED: seconds, SECOND_STEP: second_step})
        request.session.save()
        if seen := reading.get():
            seen.session = mark_of(request.session.session_key)
        UserSession.objects.create_from_request(request)
        if not action:
            _end(sessions_of(account)[MOST_SESSIONS:])


def stand_halfway(*, request: HttpRequest, account: Account, wanted: str, at: datetime) -> None:
    """Remember whose password fitted and where she wanted to go, until the second step. Nobody is in yet."""
    request.session[HALFWAY] = {"account": account.pk.hex, "at": at.timestamp(), "next": wanted}


def remember_proof(*, request: HttpRequest, by: Actor, at: datetime, second_step: str = "") -> None:
    """She has just shown once more that it is she. Her session goes on under a new key."""
    with recorded("account.proved", by=by, purpose=second_step) as act:
        act.about(by.account_id, kind="account")
        before = request.session.session_key
        request.session.cycle_key()
        request.session[PROVED] = at.timestamp()
        if second_step:
            request.session[SECOND_STEP] = second_step
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def keep_listed(*, before: str | None, now: str | None) -> None:
    """A session that goes on under another key is listed under it. Not in the record: nobody was let in or kept out."""
    with writing():
        UserSession.objects.filter(session_key=before).update(session_key=now)


def end_session(*, account: Account, session_id: int, by: Actor) -> bool:
    """End one of one's own sessions, wherever it is open. Returns whether there was one."""
    with recorded("account.end_session", by=by) as act:
        act.about(account.pk, kind="account")
        going = [one for one in sessions_of(account) if one.pk == session_id]
        _end(going)
        return bool(going)


def end_other_sessions(*, account: Account, but: str, by: Actor) -> int:
    """End all sessions of an account but the one with this key. Returns how many there were."""
    with recorded("account.end_sessions", by=by) as act:
        act.about(account.pk, kind="account")
        return end_sessions_of(account, but=but)


def end_sessions_of(account: Account, *, but: str = "") -> int:
    """End what is open of an account. Part of the caller's recorded act."""
    going = [one for one in sessions_of(account) if one.session_key != but]
    _end(going)
    return len(going)


def _end(sessions: list[UserSession]) -> None:
    for one in sessions:
        one.end()

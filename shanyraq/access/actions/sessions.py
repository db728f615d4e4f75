"""Sessions: beginning one, seeing them all, ending them. At most three at a time; each ends by itself."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shanyraq.access.actions.forced import tell_forced
from shanyraq.access.actions.knocks import forget_knocks_of
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of, actors_of
from shanyraq.access.queries.sessions import (
    BEGUN,
    FORCED,
    HALFWAY,
    PROVED,
    SECOND_STEP,
    SEEN,
    WORKS_AS,
    mark_of,
    sessions_of,
)
from shanyraq.access.rules import Actor
from shanyraq.access.rules.doors import MOST_SESSIONS
from shanyraq.audit.actions import reading, recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import writing


class CannotBegin(Refusal):
    """Access ended while somebody stood at the door."""


class CannotWork(Refusal):
    """The role is not hers, or not any more."""


def begin_session(
    *, request: HttpRequest, account: Account, second_step: str = "", at: datetime, action: str = ""
) -> None:
    """Let somebody in: a new session under a new key; her oldest ones beyond three end. Raises CannotBegin.

    She works in the role that she last worked in. `second_step` is the kind that she showed; `action` names a way in
    other than her own words.
    """
    actor = actor_of(account, at)
    if account.is_forced:
        tell_forced(account=account, by=actor, at=at)
    with recorded(action or "account.log_in", by=actor, purpose=second_step) as act:
        act.about(account.pk, kind="account")
        if not Account.objects.filter(pk=account.pk, is_active=True).exists():
            raise CannotBegin(_("This access has ended."), code="ended")
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")
        # Not before the second step: whoever knows the password could else guess at the codes without end.
        forget_knocks_of(login=account.login)
        seconds = at.timestamp()
        request.session.update({BEGUN: seconds, SEEN: seconds, PROVED: seconds, SECOND_STEP: second_step})
        if account.is_forced:  # what she proves is answered as ever; what that opens changes nothing
            request.session[FORCED] = True
        _remember_role(request, account, actor.role)
        request.session.save()
        _mark(request)
        UserSession.objects.create_from_request(request)
        if not action:
            _end(sessions_of(account)[MOST_SESSIONS:])


def work_as(*, request: HttpRequest, account: Account, role: str, by: Actor, at: datetime) -> None:
    """Go on in another role of hers, and begin in it the next time. The session goes on under a new key.

    What the role before opened is closed from here on; what she proved stays proved. Raises CannotWork.
    """
    with recorded("session.role", by=by) as act:
        act.about(account.pk, kind="account")
        if role not in [one.role for one in actors_of(account, at)]:
            raise CannotWork(_("You do not hold this role now."), code="role")
        act.purpose = role
        _go_on_under_new_key(request)
        _remember_role(request, account, role)
        _mark(request)


def stand_halfway(*, request: HttpRequest, account: Account, wanted: str, at: datetime) -> None:
    """Remember whose password fitted and where she wanted to go, until the second step. Nobody is in yet."""
    request.session[HALFWAY] = {
        "account": account.pk.hex,
        "at": at.timestamp(),
        "next": wanted,
        FORCED: account.is_forced,
    }


def remember_proof(*, request: HttpRequest, by: Actor, at: datetime, second_step: str = "") -> None:
    """She has just shown once more that it is she. Her session goes on under a new key."""
    with recorded("account.proved", by=by, purpose=second_step) as act:
        act.about(by.account_id, kind="account")
        _go_on_under_new_key(request)
        request.session[PROVED] = at.timestamp()
        if second_step:
            request.session[SECOND_STEP] = second_step


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


def _go_on_under_new_key(request: HttpRequest) -> None:
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def _remember_role(request: HttpRequest, account: Account, role: str) -> None:
    """The role of this session, and of her next one."""
    request.session[WORKS_AS] = role
    if account.last_role != role:
        account.last_role = role
        account.save(update_fields=["last_role"])


def _mark(request: HttpRequest) -> None:
    """What is done from here on in this request stands in the record under the session's new key."""
    if seen := reading.get():
        seen.session = mark_of(request.session.session_key)


def _end(sessions: list[UserSession]) -> None:
    for one in sessions:
        one.end()

"""Regular work about accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.access.actions.knocks import forget_old_knocks
from shanyraq.access.actions.second_steps import forget_used_codes
from shanyraq.access.sessions import SessionStore
from shanyraq.foundation import keeping, sending
from shanyraq.foundation.jobs import chore


@chore("access.sessions", timedelta(hours=6))
def forget_ended_sessions(at: datetime) -> None:
    """Delete the sessions whose time is over."""
    SessionStore.clear_expired()


@chore("access.sent_forms", timedelta(hours=6))
def forget_sent_forms(at: datetime) -> None:
    """Delete the keys of forms whose pages nobody has open any more."""
    sending.forget_sent_forms(at)


@chore("access.kept_forms", timedelta(minutes=5))
def forget_kept_forms(at: datetime) -> None:
    """Delete the forms that waited an hour for whoever sent them."""
    keeping.forget_kept_forms(at)


@chore("access.knocks", timedelta(hours=1))
def forget_knocks(at: datetime) -> None:
    """Delete the tries and the used codes that nothing counts any more."""
    forget_old_knocks(at=at)
    forget_used_codes(at=at)

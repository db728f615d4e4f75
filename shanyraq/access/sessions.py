"""Sessions in the database, written through the gate of writers.

Django holds every fault of the database to be a session that was ended meanwhile, and answers "bad request". Here only
one that was ended is; a database out of reach is told as what it is.
"""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError

from shanyraq.foundation.writing import one_at_a_time


class SessionStore(db.SessionStore):
    """The site's session engine (`SESSION_ENGINE`)."""

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raises UpdateError where it was ended meanwhile, OperationalError where nobody answers."""
        try:
            with one_at_a_time():
                super().save(must_create)
        except UpdateError as ended:
            fault = ended.__context__
            if isinstance(fault, OperationalError):
                raise fault from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        """End the session, or the one with this key."""
        with one_at_a_time():
            super().delete(session_key)

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions whose time is over."""
        with one_at_a_time():
            super().clear_expired()

"""Coming in and going out: log in, log out, the entries of a demonstration, the language somebody reads."""

from __future__ import annotations

import hashlib
import threading
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.core.cache import cache
from django.utils.translation import gettext as _

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal

MOST_TRIES, TRIES_FORGOTTEN_AFTER = 10, timedelta(minutes=15)
NOBODY = Actor(account_id=None, staff_id=None)

# A password's hash takes 100 MB for a moment: two at a time, however many knock.
hashing = threading.BoundedSemaphore(2)


class CannotLogIn(Refusal):
    """The user name and the password do not fit, or access was ended: the answer does not say which."""


def log_in(*, login: str, password: str, at: datetime) -> Account:
    """The account that these words open. Raises CannotLogIn, with the same words whatever was wrong."""
    key = f"tries-{hashlib.sha256(login.encode()).hexdigest()}"
    tries = cache.get(key, 0)
    account = None
    if tries < MOST_TRIES:
        with hashing:
            account = authenticate(username=login, password=password)
    by = actor_of(account, at) if isinstance(account, Account) else NOBODY
    with recorded("account.log_in", by=by) as act:
        meant = Account.objects.filter(login=login).values_list("pk", flat=True).first()
        act.about(meant, kind="account")
        if isinstance(account, Account):
            cache.delete(key)
            return account
        cache.set(key, tries + 1, TRIES_FORGOTTEN_AFTER.total_seconds())
        if tries >= MOST_TRIES:
            raise CannotLogIn(
                _("That was wrong too often. Wait a quarter of an hour, then try again."), code="too_often"
            )
        raise CannotLogIn(
            _("The user name and the password do not fit. Check both and try again."), code="wrong"
        )


def log_out(*, by: Actor) -> None:
    """Leave a row that she went; the session ends in the view."""
    with recorded("account.log_out", by=by):
        pass


def enter_demo(*, account: Account, at: datetime) -> None:
    """Leave a row that somebody took this invented person's place."""
    with recorded("demo.enter", by=actor_of(account, at)) as act:
        act.about(account.pk, kind="account")


def choose_language(*, language: str, by: Actor) -> None:
    """Remember the language that somebody reads."""
    with recorded("account.language", by=by):
        Account.objects.filter(pk__in=[by.account_id]).update(language=language)

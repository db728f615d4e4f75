"""Coming in and going out: the password, the entries of a demonstration, the language somebody reads."""

from __future__ import annotations

import threading
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from shanyraq.access.actions.forced import CannotSet, fits, fits_again, hashed, refuse_where_forced
from shanyraq.access.actions.knocks import knock
from shanyraq.access.models import Account, ForcedPassword
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import record_refusal, recorded
from shanyraq.foundation.errors import Refusal

NOBODY = Actor(account_id=None, staff_id=None)

# A password's hash takes 100 MB for a moment: two at a time, however many knock.
hashing = threading.BoundedSemaphore(2)


class CannotLogIn(Refusal):
    """What was shown at the door does not open it: the answer does not say why."""


def log_in(*, login: str, password: str, address: str, at: datetime) -> Account:
    """The account that these words open, as the first step. Raises CannotLogIn, with the same words whatever was wrong.

    Nobody is in yet: `begin_session` lets her in, after the second step where her account has one.
    """
    may_try = knock(login=login, address=address, at=at)
    account = None
    if may_try:
        with hashing:
            account = _whose(login, password)
    hers = account
    with recorded(
        "account.first_step" if hers else "account.log_in", by=actor_of(hers, at) if hers else NOBODY
    ) as act:
        meant = Account.objects.filter(login=login).values_list("pk", flat=True).first()
        act.about(meant, kind="account")
        if hers:
            return hers
        raise _wrong() if may_try else _too_often()


def _whose(login: str, password: str) -> Account | None:
    """Whose these words are, if anybody's. Something is hashed once, whoever knocks."""
    account = Account.objects.filter(login=login).first()
    if account is None or not account.has_usable_password():
        make_password(password)
        return None
    return account if fits(account, password) and account.is_active else None


def prove_by_password(*, account: Account, password: str, address: str, at: datetime) -> None:
    """Show once more that it is she, where nothing but a password protects her account. Raises CannotLogIn.

    Where she came by force both of her passwords fit, so that whoever knows one of them sees nothing unusual.
    """
    refuse_too_often(account=account, address=address, at=at)
    with hashing:
        is_hers = fits_again(account, password)
    with recorded("account.prove", by=actor_of(account, at)) as act:
        act.about(account.pk, kind="account")
        if not is_hers:
            raise CannotLogIn(_("This password does not fit. Try again."), code="wrong")


def refuse_too_often(*, account: Account, address: str, at: datetime) -> None:
    """Count a try for this account and raise CannotLogIn, on the record, where it is one too many."""
    if not knock(login=account.login, address=address, at=at):
        record_refusal("account.second_step", actor_of(account, at).audit_id, "too_often")
        raise _too_often()


def change_password(*, account: Account, password: str, by: Actor, at: datetime) -> None:
    """Set another password, with the salt of the one before: her second one goes on. Raises CannotSet where it is that.

    Her other sessions end in the view's next step.
    """
    with hashing:
        said = hashed(password, like=account.password)
    with recorded("account.password", by=by) as act:
        act.about(account.pk, kind="account")
        refuse_where_forced(by)
        if ForcedPassword.objects.filter(account=account, hash=said).exists():
            raise CannotSet(_("This is your second password. Take another one."), code="same")
        account.password = said
        account.save(update_fields=["password"])


def log_out(*, by: Actor) -> None:
    """Leave a row that she went; the session ends in the view."""
    with recorded("account.log_out", by=by):
        pass


def choose_language(*, language: str, by: Actor) -> None:
    """Remember the language that somebody reads."""
    with recorded("account.language", by=by):
        Account.objects.filter(pk__in=[by.account_id]).update(language=language)


def _too_often() -> CannotLogIn:
    return CannotLogIn(
        _("That was wrong too often. Wait a quarter of an hour, then try again."), code="too_often"
    )


def _wrong() -> CannotLogIn:
    return CannotLogIn(
        _("The user name and the password do not fit. Check both and try again."), code="wrong"
    )

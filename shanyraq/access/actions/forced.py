"""A second password, for when somebody forces its owner to come in: it opens little, and tells others at once.

At the door it costs what any password costs, one hash, and leads where her own one leads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from shanyraq.access.models import Account, ForcedPassword
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.text import N_

Tell = Callable[[Actor, datetime], None]
_told: list[Tell] = []


GUESSABLE = N_("This password is one of those that are tried first. Take another one.")


class CannotSet(Refusal):
    """This will not do as a second password."""


def tell_also(tell: Tell) -> None:
    """Have something told at once, wherever somebody comes in by force. Called from ready()."""
    _told.append(tell)


def fits(account: Account, typed: str) -> bool:
    """Whether this is her password, or her second one: then `account.is_forced` says so. What is typed is hashed once.

    Only where the cost of hashes was raised since they were made, each is asked by itself until it is set anew.
    """
    second = ForcedPassword.objects.filter(account=account).values_list("hash", flat=True).first()
    said = hashed(typed, like=account.password)
    if not _are_alike(said, account.password):
        is_own = account.check_password(typed)
    else:
        is_own = constant_time_compare(said, account.password)
    if second is None:
        return is_own
    alike = _are_alike(said, second)
    is_second = constant_time_compare(said, second) if alike else check_password(typed, second)
    account.is_forced = is_second and not is_own
    return is_own or is_second


def fits_again(account: Account, typed: str) -> bool:
    """Whether this shows once more that it is she: her password, and where she came by force her second one too."""
    if not account.is_forced:
        return account.check_password(typed)
    is_hers = fits(account, typed)
    account.is_forced = True  # whichever was typed: her session goes on as it began
    return is_hers


def refuse_where_forced(by: Actor) -> None:
    """Raise CannotSet, in words in which anybody may be refused, where somebody forces her."""
    if by.is_forced:
        raise CannotSet(_(GUESSABLE), code="guessable")


def hashed(typed: str, *, like: str) -> str:
    """A password hashed with the salt of another one; with one of its own where that is none."""
    try:
        salt = identify_hasher(like).decode(like)["salt"]
    except ValueError:
        salt = None
    return make_password(typed, salt=salt)


def set_forced_password(*, account: Account, password: str, by: Actor, at: datetime) -> None:
    """Keep a second password, in the place of one that there may be. Raises CannotSet."""
    held = Account.objects.get(pk=account.pk).password
    said = hashed(password, like=held)
    with recorded("account.second_password", by=by) as act:
        act.about(account.pk, kind="account")
        refuse_where_forced(by)
        if constant_time_compare(said, held):
            raise CannotSet(_("This is your password. Take another one."), code="same")
        ForcedPassword.objects.update_or_create(
            account=account, defaults={"hash": said, "set_at": at, "used_at": None}
        )


def take_forced_password_away(*, account: Account, by: Actor) -> None:
    """Keep no second password any more, if there was one: nobody is told whether there was.

    Where somebody forces her it stays, and the answer is the same.
    """
    with recorded("account.second_password", by=by, purpose="away") as act:
        act.about(account.pk, kind="account")
        if not by.is_forced:
            forget_forced_password(account=account, act=act)


def forget_forced_password(*, account: Account, act: Act) -> None:
    """Forget a second password: access is restored, and she sets a new one. Part of the caller's recorded act."""
    act.about(account.pk, kind="account")
    ForcedPassword.objects.filter(account=account).delete()


def tell_forced(*, account: Account, by: Actor, at: datetime) -> None:
    """She comes in by force: it is noted, and told at once, before anything is shown to whoever forces her."""
    with recorded("account.forced", by=by) as act:
        act.about(account.pk, kind="account")
        ForcedPassword.objects.filter(account=account).update(used_at=at)
        for tell in _told:
            tell(by, at)


def _are_alike(one: str, other: str) -> bool:
    """Whether two hashes differ by nothing but what was hashed: kind, cost and salt are the same."""
    return one.rpartition("$")[0] == other.rpartition("$")[0]

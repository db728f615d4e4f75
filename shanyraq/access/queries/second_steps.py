"""What accounts are protected with."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from shanyraq.access.models import Account

FULL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def authenticators_of(account: Account, *types: str) -> list[Authenticator]:
    """An account's authenticators, the oldest first; all of them, or those of the types."""
    found = Authenticator.objects.filter(user_id=account.pk).order_by("created_at", "pk")
    return list(found.filter(type__in=types) if types else found)


def has_second_step(account: Account) -> bool:
    """Whether an app or a key is asked for when she comes in. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=FULL).exists())

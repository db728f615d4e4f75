"""The links with which owners of accounts choose a password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from shanyraq.access.models import Account, Invitation, StaffMember
from shanyraq.access.queries.staff import hash_of
from shanyraq.access.rules import Actor

INVITATION_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """A colleague and the secret of her link, which is shown once and kept nowhere.

    The secret is empty where there is no link: a second person has to agree first, or she has come in before.
    """

    staff: StaffMember
    secret: str
    is_alone: bool = False  # done by one person, as nobody could agree yet


def new_link(*, account: Account, by: Actor, at: datetime) -> str:
    """A link's secret; the older links stop. Part of the caller's recorded act."""
    secret = secrets.token_urlsafe(32)
    Invitation.objects.filter(account=account, used_at=None, expires_at__gt=at).update(expires_at=at)
    Invitation.objects.create(
        account=account,
        secret_hash=hash_of(secret),
        made_at=at,
        expires_at=at + INVITATION_LASTS,
        made_by=by.account_id,
    )
    return secret

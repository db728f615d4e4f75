"""One minimal valid row of each table. Nothing random: what a test does not name is always the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from django.test import Client

from shanyraq.access.models import Account, Invitation, RoleGrant, StaffMember
from shanyraq.access.queries.staff import hash_of
from shanyraq.access.rules import Actor


class Worker(Protocol):
    """Somebody of the cast, as the fixtures `admin`, `aigul`, `daniyar` give her."""

    staff: StaffMember
    account: Account
    client: Client

    @property
    def actor(self) -> Actor: ...


SINCE = datetime(2019, 1, 1, tzinfo=UTC)
FAR = datetime(2099, 1, 1, tzinfo=UTC)
PASSWORD = "a long sentence of mine "  # the space at its end belongs to it


def make_staff(**fields: Any) -> StaffMember:
    return StaffMember.objects.create(
        **{
            "given_name": "Gulnara",
            "family_name": "Toktarova",
            "discipline": "teacher",
            "region": "KAR",
            "joined_on": date(2019, 1, 1),
        }
        | fields
    )


def make_account(staff: StaffMember | None = None, *, password: str = "", **fields: Any) -> Account:
    """An account that can log in where a password is given."""
    given: dict[str, Any] = {"login": "gulnara", "made_at": SINCE} | fields
    account = Account.objects.create_account(staff=staff or make_staff(), **given)
    if password:
        account.set_password(password)
        account.save()
    return account


def make_grant(staff: StaffMember, role: str = "teacher", **fields: Any) -> RoleGrant:
    return RoleGrant.objects.create(staff=staff, role=role, **{"starts_at": SINCE} | fields)


def make_invitation(account: Account, secret: str = "a-secret", **fields: Any) -> Invitation:
    fields = {"made_at": SINCE, "expires_at": FAR - timedelta(days=1)} | fields
    return Invitation.objects.create(account=account, secret_hash=hash_of(secret), **fields)

"""Whose place one can take in a demonstration."""

from __future__ import annotations

from shanyraq.access.models import Account

LOGIN = "demo-"


def faces() -> dict[str, Account]:
    """The invented colleague of each role, by role; her login is `demo-` and the role. One query."""
    found = Account.objects.filter(login__startswith=LOGIN, is_active=True).select_related("staff")
    return {account.login.removeprefix(LOGIN): account for account in found if account.staff is not None}


def face_of(role: str) -> Account | None:
    """The invented colleague of one role."""
    return faces().get(role)

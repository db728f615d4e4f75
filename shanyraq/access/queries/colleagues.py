"""Everybody who can act now, as the policy sees her."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import acting
from shanyraq.access.rules import Actor


def actors_at(at: datetime) -> list[Actor]:
    """Everybody whose account is open at this instant, with the roles that hold then. One query."""
    rows = RoleGrant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at, staff__account__is_active=True
    )
    held: dict[Account, list[RoleGrant]] = {}
    for row in rows.select_related("staff__account").order_by("pk"):
        held.setdefault(row.staff.account, []).append(row)
    return [acting(account, of_hers) for account, of_hers in held.items()]

"""Everybody who can act now, as the policy sees her."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import in_each_role
from shanyraq.access.rules import Actor


def actors_at(at: datetime) -> list[Actor]:
    """Everybody whose account is open at this instant, once for each of the roles that hold then. One query."""
    rows = RoleGrant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at, staff__account__is_active=True
    )
    held: dict[Account, list[RoleGrant]] = {}
    for row in rows.select_related("staff__account").order_by("pk"):
        held.setdefault(row.staff.account, []).append(row)
    return [one for account, of_hers in held.items() for one in in_each_role(account, of_hers)]

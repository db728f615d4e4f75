"""Who an account is to the policy: in which of the roles that it holds at an instant, and what that role is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.rules import Actor, Grant, Role, role_in_hand
from shanyraq.access.rules.emergencies import opened_by

NO_ROLE = Role("", "", "none")
_roles: dict[str, Role] = {}


def register_roles(roles: Iterable[Role]) -> None:
    """Give the policy the roles of the pack in force. Called once, by the app that loads the pack."""
    _roles.clear()
    _roles.update({role.code: role for role in roles})


def role_catalogue() -> dict[str, Role]:
    """The roles of the pack in force, by code."""
    return dict(_roles)


def actor_of(account: Account, at: datetime, role: str = "") -> Actor:
    """The actor behind an account at this instant, in one of the roles that hold then: in this one if she holds it,
    else in the one she last worked in, else in the first by the pack's order. One query.

    Who else may do what, or sees whom, is asked of every role of hers: `actors_of`.
    """
    return acting(account, _grants_of(account, at), role)


def actors_of(account: Account, at: datetime) -> list[Actor]:
    """One actor for each role that somebody holds at this instant: their answers may be joined, never their rights.
    One query.
    """
    return in_each_role(account, _grants_of(account, at))


def acting(account: Account, rows: Iterable[RoleGrant], role: str = "") -> Actor:
    """An account as the policy sees it, in one of the roles of these rows."""
    held = _by_role(rows)
    code = role_in_hand(held, role, account.last_role)
    others = tuple(one for one in held if one != code)
    return replace(_in_role(account, code, held.get(code, ())), others=others)


def in_each_role(account: Account, rows: Iterable[RoleGrant]) -> list[Actor]:
    """An account as the policy sees it, once in each of the roles of these rows, by the pack's order."""
    return [_in_role(account, code, of_role) for code, of_role in _by_role(rows).items()]


def _grants_of(account: Account, at: datetime) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), staff=account.staff_id, starts_at__lte=at
    )


def _by_role(rows: Iterable[RoleGrant]) -> dict[str, list[RoleGrant]]:
    """The rows of each role, in the order of the pack, which alone says which roles there are."""
    found: dict[str, list[RoleGrant]] = {}
    for row in rows:
        found.setdefault(row.role, []).append(row)
    return {code: found[code] for code in _roles if code in found}


def _in_role(account: Account, code: str, rows: Iterable[RoleGrant]) -> Actor:
    """An account in one role, wherever she holds it."""
    staff, role = account.staff, _roles.get(code, NO_ROLE)
    return Actor(
        account_id=account.pk,
        staff_id=account.staff_id,
        name=staff.short_name if staff else account.login,
        discipline=staff.discipline if staff else "",
        grants=tuple(Grant(role.code, role.reach, row.region, row.centre) for row in rows),
        rights=dict(role.compartments),
        own=role.own,
        may=role.may,
        emergency=opened_by(role.compartments, role.emergency),
        cards=role.cards,
    )

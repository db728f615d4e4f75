"""Who works here: lists, one colleague, and the links that are still open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from shanyraq.access.models import Account, Invitation, Proposal, RoleGrant, StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.foundation.spellings import DIVIDER


def colleagues(
    q: str = "", region: str = "", discipline: str = "", ended: bool = False
) -> QuerySet[StaffMember, StaffMember]:
    """Staff whose given or family name begins with each word, there, of that discipline; with the roles held now."""
    found = _whole().filter(left_on__isnull=not ended)
    for word in q.split():
        # SQLite folds only Latin letters, so the usual ways to write a name are asked for one by one.
        written = {word, word.capitalize(), word.title(), word.upper()}
        found = found.filter(
            Q(pk__in=[])
            | Q(*(_begins("given_name", one) for one in written), _connector=Q.OR)
            | Q(*(_begins("family_name", one) for one in written), _connector=Q.OR)
        )
    if region:
        found = found.filter(region=region)
    return found.filter(discipline=discipline) if discipline else found


def _begins(field: str, word: str) -> Q:
    """Whether a name, in any of its spellings, begins like this."""
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": DIVIDER + word})


def colleague(staff_id: UUID) -> StaffMember | None:
    """One colleague, with account, supervisor and the roles held now."""
    return _whole().filter(pk=staff_id).first()


def supervisors() -> list[StaffMember]:
    """Those who hold a role that reaches a team, by name."""
    leading = [role.code for role in role_catalogue().values() if role.reach == "team"]
    held = RoleGrant.objects.filter(role__in=leading, ends_at=None).values("staff")
    found = StaffMember.objects.filter(pk__in=held, left_on=None)
    return sorted(found, key=lambda staff: staff.by_name)


def open_invitation(secret: str, at: datetime) -> Invitation | None:
    """The invitation that a link's secret opens now.

    The database says whether it is open: a row that was found and then refused would take longer than none.
    """
    still = Q(used_at=None, expires_at__gt=at, account__is_active=True)
    found = Invitation.objects.filter(still, secret_hash=hash_of(secret))
    return found.select_related("account__staff").first()


def is_open(invitation: Invitation, at: datetime) -> bool:
    """Whether a link can still be used."""
    return invitation.used_at is None and invitation.expires_at > at and invitation.account.is_active


def hash_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _whole() -> QuerySet[StaffMember, StaffMember]:
    held = RoleGrant.objects.filter(ends_at=None).order_by("starts_at", "role")
    return StaffMember.objects.select_related("account", "supervisor").prefetch_related(
        Prefetch("grants", queryset=held)
    )


def has_come_in(staff: StaffMember) -> bool:
    """Whether a colleague has chosen a password: from then on a new link takes two officers."""
    account = getattr(staff, "account", None)
    return account is not None and account.has_usable_password()


def still_outside(staff_ids: Iterable[UUID | None]) -> set[UUID | None]:
    """Those colleagues who were given a link and have not chosen a password: they hold roles, and cannot come in."""
    accounts = Account.objects.filter(staff__in=staff_ids, invitations__isnull=False).distinct()
    return {one.staff_id for one in accounts if not one.has_usable_password()}


def waiting_recoveries(at: datetime) -> list[Proposal]:
    """Requests to restore somebody's access that wait for a second officer, the oldest first."""
    waiting = Proposal.objects.filter(kind="account.recover", outcome=Proposal.WAITING, expires_at__gt=at)
    return list(waiting.select_related("asked_by").order_by("asked_at", "pk"))

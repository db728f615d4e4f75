"""As whom the data-protection officer looks at the site, and the last wall before a page leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import actors_of, computing
from shanyraq.access.rules import Actor
from shanyraq.foundation.spellings import spellings_of
from shanyraq.oversight.rules.viewing import is_over
from shanyraq.people.models import FamilyMembership, PersonName

KEPT = "view_as"  # in the session of her who looks
LEAST_WORD = 3  # letters; shorter words of a name stand on any page


@dataclass(frozen=True)
class Looking:
    """Somebody looks as a colleague: who she is herself, as whom she sees, since when."""

    own: Actor
    seen_as: Actor
    begun_at: datetime


def looking(session: Any, own: Actor, at: datetime) -> Looking | None:
    """As whom she looks now; None where she does not, the time is over, or the colleague works in that role no more."""
    told = session.get(KEPT)
    if not told:
        return None
    begun_at = datetime.fromisoformat(told["begun_at"])
    if is_over(begun_at, at):
        return None
    seen_as = colleague_as_actor(UUID(told["colleague"]), told["role"], at)
    if seen_as is None:
        return None
    return Looking(own, replace(seen_as, account_id=own.account_id), begun_at)


def colleague_as_actor(staff_id: UUID, role: str, at: datetime) -> Actor | None:
    """A colleague as the policy sees her in this role; None where she works here in it no more."""
    account = Account.objects.select_related("staff").filter(staff=staff_id, is_active=True).first()
    held = actors_of(account, at) if account is not None else []
    return next((one for one in held if one.role == role), None)


def holders(role: str) -> list[RoleGrant]:
    """Who holds a role now, by name."""
    held = RoleGrant.objects.filter(
        role=role, ends_at=None, staff__left_on=None, staff__account__is_active=True
    )
    return sorted(held.select_related("staff"), key=lambda one: one.staff.by_name)


def roles_held() -> frozenset[str]:
    """The roles that somebody holds now."""
    held = RoleGrant.objects.filter(ends_at=None, staff__left_on=None, staff__account__is_active=True)
    return frozenset(held.values_list("role", flat=True).distinct())


def names_left(page: str, people: Iterable[UUID]) -> bool:
    """Whether a name of one of these people, or the label of her family, stands on a page all the same.

    A word that is a colleague's name too says nothing by itself: only the whole name does.
    """
    wanted = list(people)
    with computing("oversight.view_as"):
        texts = {*PersonName.objects.filter(person__in=wanted).values_list("text", flat=True)}
        homes = FamilyMembership.objects.filter(person__in=wanted, ends_on=None)
        texts |= {*homes.values_list("family__label", flat=True)}
    words = {word for text in texts for word in text.split() if len(word) >= LEAST_WORD}
    looked_for = (words - _names_of_colleagues()) | {text for text in texts if " " in text}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", page) for one in looked_for)


def _names_of_colleagues() -> set[str]:
    told = StaffMember.objects.values_list("given_name", "family_name")
    return {word for names in told for name in names for one in spellings_of(name) for word in one.split()}

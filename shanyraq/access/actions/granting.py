"""Writing down a role, and why one cannot be given. Part of the acts that give roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access import rules
from shanyraq.access.actions.proposals import agreeing
from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import Actor
from shanyraq.access.rules.ceiling import faults_of_roles_together
from shanyraq.access.rules.second_person import takes_two
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.text import N_

REASONS = {
    "unknown_role": N_("The country pack has no such role for staff."),
    "needs_region": N_("This role reaches as far as a region: say which one."),
    "works_in_region": N_("Who has this role is given people of a region: say which one."),
    "needs_centre": N_("This role belongs to a centre: say which one."),
}


class CannotGiveRole(Refusal):
    """This role cannot be given to this person like this."""


def grant_role(
    *, staff: StaffMember, role: str, region: str, centre: str, by: Actor, at: datetime
) -> RoleGrant:
    """Write down a role. Part of the caller's recorded act. Raises CannotGiveRole."""
    refuse_place(role, region, centre)
    return RoleGrant.objects.create(
        staff=staff, role=role, region=region, centre=centre, starts_at=at, granted_by=by.account_id
    )


def given_by_two(roles: Sequence[str]) -> list[str]:
    """Those of the roles that nobody gives alone."""
    known = role_catalogue()
    return [role for role in roles if role in known and takes_two(known[role], agreeing())]


def refuse_place(role: str, region: str, centre: str) -> None:
    """Raise CannotGiveRole where there is no such role, or it does not say where it reaches."""
    if reason := rules.reason_not_to_give(role_catalogue().get(role), region, centre):
        raise CannotGiveRole(_(REASONS[reason]), code=reason)


def refuse_beside_held(staff: StaffMember, roles: Sequence[str], region: str, centre: str) -> None:
    """Raise CannotGiveRole where she left, holds one of these there already, or may not hold them with her others."""
    held = list(RoleGrant.objects.filter(staff=staff, ends_at=None))
    if any(one.role in roles and (one.region, one.centre) == (region, centre) for one in held):
        raise CannotGiveRole(_("She holds this role there already."), code="held")
    if staff.left_on is not None:
        raise CannotGiveRole(_("Her access has ended. Invite her as a new colleague."), code="ended")
    refuse_together([*(one.role for one in held), *roles])


def refuse_together(roles: Sequence[str]) -> None:
    """Raise CannotGiveRole where one person may not hold all these roles."""
    known = role_catalogue()
    faults = faults_of_roles_together(known[role] for role in roles if role in known)
    if faults:
        raise CannotGiveRole(
            _("These roles cannot be held together: %(reason)s.") % {"reason": _(faults[0])}, code="together"
        )

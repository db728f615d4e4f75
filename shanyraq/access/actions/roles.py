"""Giving roles, taking them back, and ending access. Nobody does it to herself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access import rules
from shanyraq.access.models import Account, Invitation, RoleGrant, StaffMember
from shanyraq.access.permissions import STAFF_END, STAFF_INVITE, require
from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import Actor
from shanyraq.access.rules.ceiling import faults_of_roles_together
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_

REASONS = {
    "unknown_role": N_("The country pack has no such role for staff."),
    "needs_region": N_("This role reaches as far as a region: say which one."),
    "works_in_region": N_("Who has this role is given people of a region: say which one."),
    "needs_centre": N_("This role belongs to a centre: say which one."),
}


class CannotGiveRole(Refusal):
    """This role cannot be given to this person like this."""


class CannotEndAccess(Refusal):
    """This access cannot be ended by this person."""


def give_role(*, staff_id: UUID, role: str, region: str, centre: str, by: Actor, at: datetime) -> RoleGrant:
    """Give a colleague one more role, there. Raises CannotGiveRole."""
    with recorded("staff.give_role", by=by) as act:
        staff = StaffMember.objects.select_for_update().get(pk=staff_id)
        require(by, STAFF_INVITE)
        act.about(staff.pk, kind="staff")
        _refuse_own(staff_id, by)
        held = list(RoleGrant.objects.filter(staff=staff, ends_at=None))
        if any((one.role, one.region, one.centre) == (role, region, centre) for one in held):
            raise CannotGiveRole(_("She holds this role there already."), code="held")
        if staff.left_on is not None:
            raise CannotGiveRole(_("Her access has ended. Invite her as a new colleague."), code="ended")
        refuse_together([*(one.role for one in held), role])
        return grant_role(staff=staff, role=role, region=region, centre=centre, by=by, at=at)


def end_role(*, grant_id: UUID, by: Actor, at: datetime) -> RoleGrant:
    """Take a role back, from now on. Raises CannotEndAccess for one's own, NotAllowed."""
    with recorded("staff.end_role", by=by) as act:
        _lock_both(RoleGrant.objects.get(pk=grant_id).staff_id, by)
        grant = RoleGrant.objects.select_for_update().get(pk=grant_id)
        _require_still(by, STAFF_END)
        act.about(grant.staff_id, kind="staff")
        if grant.staff_id == by.staff_id:
            raise CannotEndAccess(_("Another administrator ends your role, not you."), code="own")
        if grant.ends_at is None:
            grant.ends_at = at
            grant.save(update_fields=["ends_at"])
        return grant


def end_access(*, staff_id: UUID, by: Actor, at: datetime, today: date) -> StaffMember:
    """End somebody's access at once: roles, links, every page she has open.

    `at` is the real instant, which doors go by; `today` the programme's day, which her colleagues' work goes by.
    Raises CannotEndAccess for one's own, NotAllowed.
    """
    with recorded("staff.end_access", by=by) as act:
        staff = _lock_both(staff_id, by)
        _require_still(by, STAFF_END)
        act.about(staff.pk, kind="staff")
        if staff.pk == by.staff_id:
            raise CannotEndAccess(_("Another administrator ends your access, not you."), code="own")
        RoleGrant.objects.filter(staff=staff, ends_at=None).update(ends_at=at)
        Account.objects.filter(staff=staff, is_active=True).update(is_active=False, ended_at=at)
        Invitation.objects.filter(account__staff=staff, used_at=None, expires_at__gt=at).update(expires_at=at)
        staff.left_on = today
        staff.save(update_fields=["left_on"])
        return staff


def grant_role(
    *, staff: StaffMember, role: str, region: str, centre: str, by: Actor, at: datetime
) -> RoleGrant:
    """Write down a role. Part of the caller's recorded act. Raises CannotGiveRole."""
    reason = rules.reason_not_to_give(role_catalogue().get(role), region, centre)
    if reason:
        raise CannotGiveRole(_(REASONS[reason]), code=reason)
    return RoleGrant.objects.create(
        staff=staff, role=role, region=region, centre=centre, starts_at=at, granted_by=by.account_id
    )


def refuse_together(roles: Sequence[str]) -> None:
    """Raise CannotGiveRole where one person may not hold all these roles."""
    known = role_catalogue()
    faults = faults_of_roles_together(known[role] for role in roles if role in known)
    if faults:
        raise CannotGiveRole(
            _("These roles cannot be held together: %(reason)s.") % {"reason": _(faults[0])}, code="together"
        )


def _lock_both(staff_id: UUID, by: Actor) -> StaffMember:
    """Lock a colleague and whoever acts, in one order, so that of two who end each other's access one waits."""
    both = StaffMember.objects.select_for_update().filter(pk__in=[staff_id, by.staff_id]).order_by("pk")
    return next(one for one in both if one.pk == staff_id)


def _require_still(by: Actor, action: str) -> None:
    """Raise NotAllowed unless she may do this now that her row is locked.

    Her own access may have ended since her page was asked for. So whoever ends another's access keeps hers, and
    somebody is left who can let people in.
    """
    require(by, action)
    held = RoleGrant.objects.filter(staff=by.staff_id, staff__account__is_active=True, ends_at=None)
    known = role_catalogue()
    still = {one for role in held.values_list("role", flat=True) if role in known for one in known[role].may}
    if not by.is_system and action not in still:
        raise NotAllowed(_("Your role does not allow this."), code="ended")


def _refuse_own(staff_id: UUID, by: Actor) -> None:
    if staff_id == by.staff_id:
        raise CannotGiveRole(_("Nobody gives a role to herself: ask another administrator."), code="own")

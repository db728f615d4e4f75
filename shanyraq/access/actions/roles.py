"""Giving roles, taking them back, and ending access. Nobody does it to herself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.actions.granting import CannotGiveRole, grant_role, refuse_beside_held
from shanyraq.access.actions.role_requests import (
    ROLE,
    RolesAsked,
    alone,
    ask_roles,
    waits_for_second,
)
from shanyraq.access.models import Account, Invitation, RoleGrant, StaffMember
from shanyraq.access.permissions import ROLE_AGREE, STAFF_END, STAFF_INVITE, require
from shanyraq.access.queries import role_catalogue
from shanyraq.access.queries.colleagues import actors_at
from shanyraq.access.queries.staff import has_come_in, still_outside
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import NotAllowed, Refusal


class CannotEndAccess(Refusal):
    """This access cannot be ended by this person."""


@dataclass(frozen=True)
class Given:
    """A role that holds now; or, where `grant` is None, one that waits for a second person."""

    grant: RoleGrant | None
    is_alone: bool = False  # given by one person, as nobody could agree yet


def give_role(
    *, staff_id: UUID, role: str, region: str, centre: str, by: Actor, at: datetime, why: str = ""
) -> Given:
    """Give a colleague one more role, there; one that opens people waits for a second person.

    Raises CannotGiveRole, CannotPropose.
    """
    staff = StaffMember.objects.get(pk=staff_id)
    asked = RolesAsked(staff_id, (role,), region, centre, why, ROLE, link=not has_come_in(staff))
    if waits_for_second(asked.roles, by, at):
        ask_roles(asked=asked, by=by, at=at, then=partial(_check, asked, by))
        return Given(None)
    with recorded("staff.give_role", by=by) as act:
        require(by, STAFF_INVITE)
        act.about(staff_id, kind="staff")
        staff = _check(asked, by)
        is_alone = alone(asked=asked, by=by, at=at)
        return Given(grant_role(staff=staff, role=role, region=region, centre=centre, by=by, at=at), is_alone)


def end_role(*, grant_id: UUID, by: Actor, at: datetime) -> RoleGrant:
    """Take a role back, from now on. Raises CannotEndAccess for one's own, NotAllowed."""
    with recorded("staff.end_role", by=by) as act:
        _lock_both(RoleGrant.objects.get(pk=grant_id).staff_id, by)
        grant = RoleGrant.objects.select_for_update().get(pk=grant_id)
        _require_still(by, STAFF_END)
        act.about(grant.staff_id, kind="staff")
        if grant.staff_id == by.staff_id:
            raise CannotEndAccess(_("Another administrator ends your role, not you."), code="own")
        _keep_who_agrees(grant.staff, [grant.role], at)
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
        held = RoleGrant.objects.filter(staff=staff, ends_at=None)
        _keep_who_agrees(staff, held.values_list("role", flat=True), at)
        RoleGrant.objects.filter(staff=staff, ends_at=None).update(ends_at=at)
        Account.objects.filter(staff=staff, is_active=True).update(is_active=False, ended_at=at)
        Invitation.objects.filter(account__staff=staff, used_at=None, expires_at__gt=at).update(expires_at=at)
        staff.left_on = today
        staff.save(update_fields=["left_on"])
        return staff


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
    held = RoleGrant.objects.filter(
        staff=by.staff_id, role=by.role, staff__account__is_active=True, ends_at=None
    )
    if not by.is_system and not held.exists():
        raise NotAllowed(_("Your role does not allow this."), code="ended")


def why_not_to_end(staff: StaffMember, roles: Iterable[str], at: datetime) -> str:
    """Why roles of hers cannot be ended now, and what to do first, as a sentence; empty where they can.

    Of the last who may agree to roles: without her one person would invent the next.
    """
    known = role_catalogue()
    may = any(ROLE_AGREE in known[role].may for role in roles if role in known)
    if not may or not has_come_in(staff):
        return ""
    others = {one.staff_id for one in actors_at(at) if ROLE_AGREE in one.may} - {staff.pk, None}
    if others - still_outside(others):
        return ""
    return _(
        "Nobody but %(name)s may agree to roles, and nobody could let a successor in after her. Invite the successor "
        "first; %(name)s agrees to that. Once the successor has logged in, come back and end this."
    ) % {"name": staff.full_name}


def _keep_who_agrees(staff: StaffMember, roles: Iterable[str], at: datetime) -> None:
    """Raise CannotEndAccess for the last who may agree to roles."""
    if why := why_not_to_end(staff, roles, at):
        raise CannotEndAccess(why, code="last")


def _check(asked: RolesAsked, by: Actor) -> StaffMember:
    """The colleague, locked, if she can be given this now."""
    staff = StaffMember.objects.select_for_update().get(pk=asked.staff_id)
    _refuse_own(staff.pk, by)
    refuse_beside_held(staff, asked.roles, asked.region, asked.centre)
    return staff


def _refuse_own(staff_id: UUID, by: Actor) -> None:
    if staff_id == by.staff_id:
        raise CannotGiveRole(_("Nobody gives a role to herself: ask another administrator."), code="own")

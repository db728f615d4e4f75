"""Roles that open people are given by two: one asks, another who may agree does, and only then is there anything.

Where nobody may agree yet, one person alone gives the roles that bring somebody who may, and that is told afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.actions.granting import (
    CannotGiveRole,
    given_by_two,
    grant_role,
    refuse_beside_held,
    refuse_place,
)
from shanyraq.access.actions.links import Invited, new_link
from shanyraq.access.actions.proposals import (
    LASTS,
    LEAST_REASON,
    CannotAgree,
    Kind,
    agree_to,
    decline,
    fingerprint_of,
    propose,
    register_kind,
)
from shanyraq.access.models import Account, Agreement, Proposal, StaffMember
from shanyraq.access.permissions import ROLE_AGREE, ROLE_OVERSEE, STAFF_INVITE, require
from shanyraq.access.queries import actor_of, role_catalogue
from shanyraq.access.queries.colleagues import actors_at
from shanyraq.access.queries.role_requests import KIND, staff_of
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import acting, recorded
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.text import N_

INVITE, ROLE, MACHINE = "INVITE", "ROLE", "MACHINE"
GROUNDS = {
    INVITE: N_("A new colleague"),
    ROLE: N_("One more role"),
    MACHINE: N_("Made from the machine itself"),
}


@dataclass(frozen=True)
class RolesAsked:
    """Which roles a colleague is to hold, where, and why; `link` where she also needs one to come in."""

    staff_id: UUID
    roles: tuple[str, ...]
    region: str
    centre: str
    why: str
    ground: str
    link: bool

    @property
    def details(self) -> dict[str, Any]:
        """The exact request, as it is agreed to."""
        told = {"roles": list(self.roles), "region": self.region, "centre": self.centre, "link": self.link}
        return {"staff": self.staff_id.hex} | told


def ask_roles(
    *, asked: RolesAsked, by: Actor, at: datetime, then: Callable[[], object] | None = None
) -> Proposal:
    """Ask a second person to agree to roles. `then` is done with it. Raises CannotGiveRole, CannotPropose."""

    def check(proposal: Proposal) -> None:
        for role in asked.roles:
            refuse_place(role, asked.region, asked.centre)
        if then is not None:
            then()
        _about(asked.staff_id)

    return propose(
        kind=KIND,
        subject=None,
        details=asked.details,
        ground=asked.ground,
        reason=asked.why,
        by=by,
        at=at,
        then=check,
    )


def agree_to_roles(*, proposal_id: UUID, fingerprint: str, by: Actor, at: datetime) -> Invited:
    """Agree: the roles hold from now on, and where she needs a link it is yours to hand over. Raises CannotAgree."""
    links: list[str] = []

    def check(proposal: Proposal) -> None:
        _refuse_own(proposal, by)
        _refuse_stand_in(proposal, by, at)
        links.append(_link_of(proposal, by, at))

    proposal = agree_to(proposal_id=proposal_id, fingerprint=fingerprint, by=by, at=at, then=check)
    return Invited(staff_of(proposal), links[0])


def decline_roles(*, proposal_id: UUID, why: str, by: Actor, at: datetime) -> Proposal:
    """Say no, and why. Raises CannotAgree."""
    if len(why.strip()) < LEAST_REASON:
        raise CannotAgree(
            _("Say why in at least %(least)s characters.") % {"least": LEAST_REASON}, code="reason"
        )
    return decline(proposal_id=proposal_id, by=by, at=at, then=partial(_keep_answer, why.strip()))


def why_not(proposal: Proposal, actor: Actor, at: datetime) -> str:
    """Why she does not answer this request, as a sentence; empty where she may."""
    if proposal.outcome == Proposal.AGREED:
        return ""
    if proposal.asked_by_id == actor.staff_id:
        return _("You asked for this yourself: others decide.")
    try:
        require(actor, ROLE_AGREE)
        _refuse_own(proposal, actor)
        _refuse_stand_in(proposal, actor, at)
    except (CannotAgree, NotAllowed) as refusal:
        return str(refusal)
    return ""


def look_at_alone(*, proposal_id: UUID, by: Actor, at: datetime) -> Proposal:
    """Say that one has looked at what somebody gave alone; it waits for nobody any more. Raises CannotAgree."""
    with recorded(f"{KIND}.look_at", by=by) as act:
        require(by, ROLE_AGREE)
        proposal = Proposal.objects.select_for_update().get(pk=proposal_id, kind=KIND)
        act.about(proposal.pk, kind="proposal")
        _about(staff_of(proposal).pk)
        if proposal.outcome != Proposal.AGREED or proposal.agreements.exists() or by.staff_id is None:
            raise CannotAgree(_("This was decided already."), code="decided")
        Agreement.objects.create(
            proposal=proposal, by_id=by.staff_id, fingerprint=fingerprint_of(proposal), at=at
        )
        return proposal


def waits_for_second(roles: Sequence[str], by: Actor, at: datetime) -> bool:
    """Whether these roles, given by her, wait for a second person: one of them takes two, and somebody may agree."""
    return bool(given_by_two(roles)) and somebody_agrees(besides=by.staff_id, at=at)


def somebody_agrees(*, besides: UUID | None, at: datetime) -> bool:
    """Whether anybody else may agree to roles."""
    return any(ROLE_AGREE in one.may for one in actors_at(at) if one.staff_id != besides)


def alone(*, asked: RolesAsked, by: Actor, at: datetime) -> bool:
    """Whether these roles are given by one person who should be two; keeps that for whoever may agree one day.

    Part of the caller's recorded act. Raises CannotGiveRole where they bring nobody who could agree to the next ones.
    """
    known, two = role_catalogue(), given_by_two(asked.roles)
    if not two:
        return False
    if any(ROLE_AGREE not in known[role].may for role in two) and asked.ground != MACHINE:
        raise CannotGiveRole(
            _("Nobody could agree to this yet: invite the data-protection officer first."), code="nobody"
        )
    proposal = Proposal.objects.create(
        kind=KIND,
        details=asked.details,
        asked_by_id=by.staff_id or asked.staff_id,
        ground=asked.ground,
        reason=asked.why.strip(),
        asked_at=at,
        expires_at=at + LASTS,
        outcome=Proposal.AGREED,
        ended_at=at,
    )
    if act := acting.get():
        act.purpose = "alone"
        act.about(proposal.pk, kind="proposal")
    return True


def register() -> None:
    """Say that this can be asked for. Called from ready()."""
    register_kind(
        Kind(
            code=KIND,
            asks=STAFF_INVITE,
            agrees=ROLE_AGREE,
            needs=1,
            grounds=(INVITE, ROLE),
            carry_out=_give,
        )
    )


def _give(*, proposal: Proposal, at: datetime) -> None:
    """The roles hold. Part of the caller's recorded act."""
    told = proposal.details
    staff = StaffMember.objects.select_for_update().get(pk=UUID(told["staff"]))
    refuse_beside_held(staff, told["roles"], told["region"], told["centre"])
    asker = actor_of(_account_of(proposal.asked_by), at)
    for role in told["roles"]:
        grant_role(staff=staff, role=role, region=told["region"], centre=told["centre"], by=asker, at=at)
    _about(staff.pk)


def _link_of(proposal: Proposal, by: Actor, at: datetime) -> str:
    """The link for whom a request is about; none where she came in meanwhile. Part of the caller's recorded act."""
    account = _account_of(staff_of(proposal))
    if not proposal.details["link"] or account.has_usable_password():
        return ""
    return new_link(account=account, by=by, at=at)


def _keep_answer(why: str, proposal: Proposal) -> None:
    """Part of the caller's recorded act."""
    proposal.answer = why
    proposal.save(update_fields=["answer"])


def _refuse_own(proposal: Proposal, by: Actor) -> None:
    if staff_of(proposal).pk == by.staff_id:
        raise CannotAgree(_("This is about your own roles: somebody else agrees."), code="own")


def _refuse_stand_in(proposal: Proposal, by: Actor, at: datetime) -> None:
    """The data-protection officer agrees; others who may do so stand in where there is none besides who is meant."""
    if ROLE_OVERSEE in by.may:
        return
    meant = {staff_of(proposal).pk, proposal.asked_by_id}
    if any(ROLE_OVERSEE in one.may for one in actors_at(at) if one.staff_id not in meant):
        raise CannotAgree(_("The data-protection officer decides about this."), code="officer")


def _account_of(staff: StaffMember) -> Account:
    account = Account.objects.filter(staff=staff, is_active=True).first()
    if account is None:
        raise CannotGiveRole(_("Her access has ended. Invite her as a new colleague."), code="ended")
    return account


def _about(staff_id: UUID) -> None:
    if act := acting.get():
        act.about(staff_id, kind="staff")

"""What nobody does alone: one asks, others agree to exactly that, and it is done once. The only road to doing it.

A room registers what can be proposed (`Kind`): how many must agree, who may ask, who may agree, and what is then done.
Nobody is exempt, no administrator either: whoever asks does not agree, and nobody agrees twice. Authority is asked for
again at the moment of doing, of everybody who took part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.models import Account, Agreement, Proposal
from shanyraq.access.permissions import decide, require
from shanyraq.access.queries import actors_of
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.foundation.errors import Refusal

LASTS = timedelta(hours=24)
LEAST_REASON = 30  # characters


class CannotPropose(Refusal):
    """This cannot be asked for like this."""


class CannotAgree(Refusal):
    """This colleague cannot agree to this, or not any more."""


@dataclass(frozen=True)
class Kind:
    """Something that can be proposed. `carry_out(proposal=, at=)` does it, inside the last agreement's act."""

    code: str
    asks: str  # the action that whoever asks must have
    agrees: str  # the action that whoever agrees must have
    needs: int  # how many agree, besides the one who asks
    grounds: tuple[str, ...]
    carry_out: Callable[..., None]


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Say what can be proposed. Called once a kind, from ready()."""
    _kinds[kind.code] = kind
    return kind


def agreeing() -> frozenset[str]:
    """The rights to agree to anything: whoever holds one is somebody's second person."""
    return frozenset(kind.agrees for kind in _kinds.values())


def fingerprint_of(proposal: Proposal) -> str:
    """The hash that an agreement is bound to: of everything that is asked for, by whom, why and until when."""
    told = [
        proposal.pk.hex,
        proposal.kind,
        proposal.subject.hex if proposal.subject else "",
        proposal.details,
        proposal.asked_by_id.hex,
        proposal.ground,
        proposal.reason,
        proposal.expires_at.timestamp(),
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def propose(
    *,
    kind: str,
    subject: UUID | None,
    details: Mapping[str, Any],
    ground: str,
    reason: str,
    by: Actor,
    at: datetime,
    then: Callable[[Proposal], None] | None = None,
) -> Proposal:
    """Ask for something that others must agree to. `then` adds what belongs to it. Raises CannotPropose."""
    what = _kinds[kind]
    with recorded(f"{kind}.ask", by=by, purpose=ground) as act:
        act.about(subject)
        require(by, what.asks)
        if by.staff_id is None or ground not in what.grounds:
            raise CannotPropose(_("Choose one of the grounds."), code="ground")
        if len(reason.strip()) < LEAST_REASON:
            raise CannotPropose(
                _("Say why in at least %(least)s characters.") % {"least": LEAST_REASON}, code="reason"
            )
        proposal = Proposal.objects.create(
            kind=kind,
            subject=subject,
            details=dict(details),
            asked_by_id=by.staff_id,
            ground=ground,
            reason=reason.strip(),
            asked_at=at,
            expires_at=at + LASTS,
        )
        act.about(proposal.pk, kind="proposal")
        if then is not None:
            then(proposal)
        return proposal


def agree_to(
    *,
    proposal_id: UUID,
    fingerprint: str,
    by: Actor,
    at: datetime,
    then: Callable[[Proposal], None] | None = None,
) -> Proposal:
    """Agree to exactly what was shown; the last agreement that is needed does it. Raises CannotAgree.

    `fingerprint` is that of the page which was read. `then` keeps what this agreement brings along.
    """
    with recorded("proposal.agree", by=by) as act:
        proposal = _waiting(proposal_id, by, at, act)
        if fingerprint != fingerprint_of(proposal):
            raise CannotAgree(_("The request is not what you read. Open it again."), code="changed")
        assert by.staff_id is not None  # _waiting() answers nobody without one
        Agreement.objects.create(proposal=proposal, by_id=by.staff_id, fingerprint=fingerprint, at=at)
        if then is not None:
            then(proposal)
        _do_if_agreed(proposal, at, act)
        return proposal


def decline(
    *,
    proposal_id: UUID,
    by: Actor,
    at: datetime,
    then: Callable[[Proposal], None] | None = None,
) -> Proposal:
    """Say no: one no ends it. `then` keeps what this answer brings along. Raises CannotAgree."""
    with recorded("proposal.decline", by=by) as act:
        proposal = _waiting(proposal_id, by, at, act)
        _end(proposal, Proposal.DECLINED, at)
        if then is not None:
            then(proposal)
        return proposal


def expire(*, by: Actor, at: datetime) -> int:
    """End what nobody agreed to in time. Returns how many; leaves no row where there is nothing to end."""
    over = Proposal.objects.filter(outcome=Proposal.WAITING, expires_at__lte=at)
    if not over.exists():
        return 0
    with recorded("proposal.expire", by=by) as act:
        late = list(over.select_for_update())
        for proposal in late:
            act.about(proposal.pk, kind="proposal")
            _end(proposal, Proposal.EXPIRED, at)
        return len(late)


def _waiting(proposal_id: UUID, by: Actor, at: datetime, act: Act) -> Proposal:
    """The proposal, locked, if this colleague may answer it now."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    act.about(proposal.subject)
    act.about(proposal.pk, kind="proposal")
    act.action = act.action.replace("proposal", proposal.kind)
    act.purpose = proposal.ground
    require(by, _kinds[proposal.kind].agrees)
    if proposal.asked_by_id == by.staff_id or by.staff_id is None:
        raise CannotAgree(_("You asked for this yourself: others decide."), code="own")
    if proposal.outcome != Proposal.WAITING:
        raise CannotAgree(_("This was decided already."), code="decided")
    if proposal.expires_at <= at:
        raise CannotAgree(_("Nobody agreed in time. It has to be asked for again."), code="expired")
    if proposal.agreements.filter(by=by.staff_id).exists():
        raise CannotAgree(_("You have agreed already: somebody else must agree too."), code="twice")
    return proposal


def _do_if_agreed(proposal: Proposal, at: datetime, act: Act) -> None:
    """Do it once enough have agreed, if all of them may still agree and the one who asked may still ask."""
    kind = _kinds[proposal.kind]
    agreed = list(proposal.agreements.all())
    if len(agreed) < kind.needs:
        return
    for agreement in agreed:
        _require_still(agreement.by_id, kind.agrees, at)
        if agreement.fingerprint != fingerprint_of(proposal):
            raise CannotAgree(_("The request is not what you read. Open it again."), code="changed")
    _require_still(proposal.asked_by_id, kind.asks, at)
    _end(proposal, Proposal.AGREED, at)
    act.action = f"{proposal.kind}.done"
    kind.carry_out(proposal=proposal, at=at)


def _require_still(staff_id: UUID, action: str, at: datetime) -> None:
    """She may, in a role of hers: in which one she works at this instant is no matter."""
    account = Account.objects.filter(staff=staff_id, is_active=True).first()
    if account is None or not any(decide(one, action) for one in actors_of(account, at)):
        raise CannotAgree(
            _("Somebody who took part may do this no longer. It has to be asked for again."), code="demoted"
        )


def _end(proposal: Proposal, outcome: str, at: datetime) -> None:
    """Part of the caller's recorded act."""
    proposal.outcome, proposal.ended_at = outcome, at
    proposal.save(update_fields=["outcome", "ended_at"])

"""Setting, renewing and lifting legal holds. A hold freezes deletion; it opens nothing to anybody.

One officer sets and renews. To lift one takes a second person, who agrees to exactly that.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime
from functools import partial

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import Kind, propose, register_kind
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, acting, recorded
from shanyraq.cases.permissions import CONTROL_AGREE
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import programme_day
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_
from shanyraq.rights import permissions
from shanyraq.rights.models import LegalHold
from shanyraq.rights.queries.holds import in_force
from shanyraq.rights.queries.people import newest_case
from shanyraq.rights.rules import holds as rules

LIFT = "hold.lift"
GROUNDS = {"fell_away": N_("The act that it was set for fell away")}


class CannotHold(Refusal):
    """A hold that cannot be set, renewed or lifted like this."""


def set_hold(
    *,
    person_id: uuid.UUID,
    act: str,
    parts: Collection[str],
    starts_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> LegalHold:
    """Keep parts of a file from being deleted. Raises CannotHold, NotAllowed."""
    with recorded("hold.set", by=by) as done:
        done.about(person_id)
        require(by, permissions.HOLD_SET)
        case = newest_case(person_id)
        if by.staff_id is None or case is None:
            raise NotAllowed(_("You may not see this person."), code="scope")
        _refuse(act, parts, starts_on, ends_on, at)
        keyring.ensure_keys([(person_id, "C12")])
        hold = LegalHold.objects.create(
            person_id=person_id,
            case=case,
            act=act.strip(),
            parts=sorted(parts),
            starts_on=starts_on,
            ends_on=ends_on,
            set_by_id=by.staff_id,
            set_at=at,
        )
        done.about(hold.pk, kind="hold")
        return hold


def renew_hold(*, hold_id: uuid.UUID, act: str, ends_on: date, by: Actor, at: datetime) -> LegalHold:
    """Let a hold that is in force go on from today, for six months at most. Raises CannotHold, NotAllowed."""
    with recorded("hold.renew", by=by) as done:
        hold = _locked(hold_id, by, localdate(at), done)
        assert by.staff_id is not None
        _refuse(act, hold.parts, localdate(at), ends_on, at)
        return LegalHold.objects.create(
            person_id=hold.person_id,
            case_id=hold.case_id,
            act=act.strip(),
            parts=hold.parts,
            starts_on=localdate(at),
            ends_on=ends_on,
            set_by_id=by.staff_id,
            set_at=at,
            renews=hold,
        )


def ask_to_lift(*, hold_id: uuid.UUID, reason: str, by: Actor, at: datetime, today: date) -> Proposal:
    """Ask a second person to agree that a hold ends before its day. `at`: the real time.

    Raises CannotHold, CannotPropose, NotAllowed.
    """
    hold = LegalHold.objects.visible_to(by).filter(pk=hold_id).first()
    if hold is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    return propose(
        kind=LIFT,
        subject=hold.person_id,
        details={"hold": hold.pk.hex, "parts": hold.parts, "ends_on": hold.ends_on.isoformat()},
        ground="fell_away",
        reason=reason,
        by=by,
        at=at,
        then=partial(_still_held, by=by, at=at, today=today),
    )


def _still_held(proposal: Proposal, *, by: Actor, at: datetime, today: date) -> None:
    """Part of the caller's recorded act."""
    act = acting.get()
    assert act is not None
    _locked(uuid.UUID(proposal.details["hold"]), by, today, act)
    waiting = Proposal.objects.filter(kind=LIFT, outcome=Proposal.WAITING, expires_at__gt=at)
    if waiting.filter(details__hold=proposal.details["hold"]).exclude(pk=proposal.pk).exists():
        raise CannotHold(_("This is asked for already: a second person answers."), code="waiting")


def register() -> None:
    """Say that lifting a hold can be proposed. Called once, from ready()."""
    register_kind(Kind(LIFT, permissions.HOLD_SET, CONTROL_AGREE, 1, tuple(GROUNDS), _lift))


def _lift(*, proposal: Proposal, at: datetime) -> None:
    """What the agreement does: what the hold kept may be deleted again. Part of the caller's recorded act."""
    with computing("hold.lift"):
        rows = LegalHold.objects.select_for_update(of=("self",)).filter(in_force(programme_day(at)))
        hold = rows.filter(pk=uuid.UUID(proposal.details["hold"])).first()
        if hold is None:
            raise CannotHold(_(rules.REASONS["over"]), code="over")
        hold.lifted_by_id, hold.lifted_at = proposal.asked_by_id, at + (programme_day(at) - localdate(at))
        hold.save(update_fields=["lifted_by", "lifted_at"])


def _refuse(act: str, parts: Collection[str], starts_on: date, ends_on: date, at: datetime) -> None:
    reason = rules.reason_not_to_hold(
        act=act, parts=parts, starts_on=starts_on, ends_on=ends_on, today=localdate(at)
    )
    if reason:
        raise CannotHold(_(rules.REASONS[reason]), code=reason)


def _locked(hold_id: uuid.UUID, by: Actor, today: date, done: Act) -> LegalHold:
    """The hold, if it is in force and hers to change."""
    hold = LegalHold.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=hold_id).first()
    if hold is None or by.staff_id is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    done.about(hold.person_id)
    done.about(hold.pk, kind="hold")
    require(by, permissions.HOLD_SET)
    if hold.lifted_at is not None or hold.ends_on < today or _is_renewed(hold, by):
        raise CannotHold(_(rules.REASONS["over"]), code="over")
    return hold


def _is_renewed(hold: LegalHold, by: Actor) -> bool:
    return LegalHold.objects.visible_to(by).filter(renews=hold).exists()

"""Setting, renewing and lifting legal holds. A hold freezes deletion; it opens nothing to anybody."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.rights import permissions
from shanyraq.rights.models import LegalHold
from shanyraq.rights.queries.people import newest_case
from shanyraq.rights.rules import holds as rules


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
        hold = _locked(hold_id, by, at, done)
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


def lift_hold(*, hold_id: uuid.UUID, by: Actor, at: datetime) -> LegalHold:
    """End a hold before its day: what it kept may be deleted again. Raises CannotHold, NotAllowed."""
    with recorded("hold.lift", by=by) as done:
        hold = _locked(hold_id, by, at, done)
        hold.lifted_by_id, hold.lifted_at = by.staff_id, at
        hold.save(update_fields=["lifted_by", "lifted_at"])
        return hold


def _refuse(act: str, parts: Collection[str], starts_on: date, ends_on: date, at: datetime) -> None:
    reason = rules.reason_not_to_hold(
        act=act, parts=parts, starts_on=starts_on, ends_on=ends_on, today=localdate(at)
    )
    if reason:
        raise CannotHold(_(rules.REASONS[reason]), code=reason)


def _locked(hold_id: uuid.UUID, by: Actor, at: datetime, done: Act) -> LegalHold:
    """The hold, if it is in force and hers to change."""
    hold = LegalHold.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=hold_id).first()
    if hold is None or by.staff_id is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    done.about(hold.person_id)
    done.about(hold.pk, kind="hold")
    require(by, permissions.HOLD_SET)
    if hold.lifted_at is not None or hold.ends_on < localdate(at) or _is_renewed(hold, by):
        raise CannotHold(_(rules.REASONS["over"]), code="over")
    return hold


def _is_renewed(hold: LegalHold, by: Actor) -> bool:
    return LegalHold.objects.visible_to(by).filter(renews=hold).exists()

"""Writing down a breach, what was done about it, and that it is closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.emergencies import register_breaches
from shanyraq.cases.models import EmergencyOpening
from shanyraq.foundation.clock import programme_time
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.oversight.models import Breach, BreachStep, Finding
from shanyraq.oversight.permissions import BREACH_KEEP
from shanyraq.oversight.rules import breaches as rules
from shanyraq.oversight.rules.findings import WHY


class CannotKeepBreach(Refusal):
    """This cannot be written into the register like this."""


def enter_breach(
    *,
    what: str,
    noticed_at: datetime,
    people: int,
    whom: str,
    risk: str,
    risk_words: str,
    finding_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Breach:
    """Write a breach down; its 72 hours run from when it was noticed. Raises CannotKeepBreach, NotAllowed."""
    with recorded("breach.enter", by=by) as act:
        require(by, BREACH_KEEP)
        if noticed_at > at:
            raise CannotKeepBreach(_("It was noticed before now."), code="noticed")
        if risk not in rules.RISKS:
            raise CannotKeepBreach(_("Say how likely it is that somebody is harmed."), code="risk")
        if finding_id is not None and not Finding.objects.visible_to(by).filter(pk=finding_id).exists():
            finding_id = None
        assert by.staff_id is not None
        breach = Breach.objects.create(
            what=what.strip(),
            noticed_at=noticed_at,
            people=people,
            whom=whom.strip(),
            risk=risk,
            risk_words=risk_words.strip(),
            finding_id=finding_id,
            entered_by_id=by.staff_id,
            entered_at=at,
        )
        act.about(breach.pk, kind="breach")
        return breach


def breach_of_finding(*, finding: Finding, risk: str, words: str, by_id: UUID, at: datetime) -> Breach:
    """The entry of a reading that was not for anybody's work, noticed now. Part of the caller's recorded act."""
    return Breach.objects.create(
        what=WHY[finding.kind],
        noticed_at=programme_time(at),
        people=finding.people,
        whom="",
        risk=risk,
        risk_words=words.strip(),
        finding=finding,
        entered_by_id=by_id,
        entered_at=programme_time(at),
    )


def breach_of_opening(*, opening: EmergencyOpening, risk: str, by_id: UUID, at: datetime) -> UUID:
    """The entry of an emergency opening that its review found not justified, noticed now.

    Part of the caller's recorded act. What the review says stays sealed with the part that was opened.
    """
    with computing("emergency.breach"):
        breach = Breach.objects.create(
            what=rules.NOT_JUSTIFIED,
            noticed_at=programme_time(at),
            people=1,
            whom="",
            risk=risk,
            risk_words="",
            opening=opening,
            entered_by_id=by_id,
            entered_at=programme_time(at),
        )
    return breach.pk


def register() -> None:
    """Have what a review finds not justified written into the register. Called once, from ready()."""
    register_breaches(breach_of_opening)


def add_breach_step(*, breach_id: UUID, kind: str, words: str, by: Actor, at: datetime) -> BreachStep:
    """Write down what was done; closing needs what was told to whom, and a reason. Raises CannotKeepBreach."""
    with recorded("breach.step", by=by) as act:
        require(by, BREACH_KEEP)
        breach = Breach.objects.visible_to(by).select_for_update().filter(pk=breach_id).first()
        if breach is None:
            raise NotAllowed(_("You may not see this."), code="scope")
        act.about(breach.pk, kind="breach")
        done = list(BreachStep.objects.visible_to(by).filter(breach=breach).values_list("kind", flat=True))
        reason = rules.reason_not_to_add(kind, words, risk=breach.risk, done=done)
        if reason:
            raise CannotKeepBreach(_(rules.REASONS[reason]), code=reason)
        assert by.staff_id is not None
        step = BreachStep.objects.create(
            breach=breach, kind=kind, words=words.strip(), by_id=by.staff_id, at=at
        )
        if kind == rules.CLOSED:
            breach.closed_at = at
            breach.save(update_fields=["closed_at"])
        return step

"""Whether a colleague who opened more than two parts of files in a month goes on: decided by somebody else."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.access.rules import emergencies as rules
from shanyraq.audit.actions import Act, recorded
from shanyraq.cases import permissions
from shanyraq.cases.models import EmergencyOpening, OpenerReview
from shanyraq.foundation.clock import programme_day
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_

REASONS = {
    "own": N_("This is about you: somebody else decides."),
    "over": N_("This was decided already."),
    "verdict": N_("Choose whether she goes on."),
    "reason": N_("Say why in a sentence of at least 30 characters."),
    "until": N_("Choose the last day, within a year."),
}


class CannotDecide(Refusal):
    """It cannot be decided like this, or not by this colleague."""


def ask_about_opener(*, opening: EmergencyOpening, act: Act) -> None:
    """Have somebody else decide whether she goes on; once while it waits. Part of the caller's recorded act."""
    with computing("emergency.open"):
        waiting = OpenerReview.objects.filter(colleague=opening.opened_by_id, decided_at=None)
        if waiting.exists():
            return
        made = OpenerReview.objects.create(
            colleague_id=opening.opened_by_id, opening=opening, asked_at=opening.opened_at
        )
    act.about(made.pk, kind="opener")


def decide_opener(
    *, review_id: uuid.UUID, verdict: str, reason: str, until: date | None = None, by: Actor, at: datetime
) -> OpenerReview:
    """Say that a colleague goes on, or opens nothing until a day. Raises CannotDecide, NotAllowed.

    What says suspended can be decided anew before its day; the record keeps that it was decided before.
    """
    with recorded("emergency.decide_opener", by=by) as act:
        require(by, permissions.EMERGENCY_OVERSEE)
        rows = OpenerReview.objects.visible_to(by).select_for_update(of=("self",))
        found = rows.filter(pk=review_id).first()
        if found is None or by.staff_id is None:
            raise NotAllowed(_("You may not see this."), code="scope")
        act.about(found.pk, kind="opener")
        today = programme_day(at)
        is_over = found.decided_at is not None and (found.until is None or found.until < today)
        code = "own" if found.colleague_id == by.staff_id else "over" if is_over else ""
        code = code or rules.reason_not_to_decide(verdict, until, reason, today=today)
        if code:
            raise CannotDecide(_(REASONS[code]), code=code)
        found.verdict, found.reason = verdict, reason.strip()
        found.until = until if verdict == rules.SUSPENDED else None
        found.decided_by_id, found.decided_at = by.staff_id, at
        found.save(update_fields=["verdict", "reason", "until", "decided_by", "decided_at"])
        return found

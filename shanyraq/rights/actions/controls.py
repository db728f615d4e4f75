"""Agreeing that a legal hold or the protection of a file is lifted, or saying no: the second person's part."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.actions import proposals
from shanyraq.access.rules import Actor
from shanyraq.foundation.errors import NotAllowed
from shanyraq.rights.queries.controls import waiting_control


def agree_to_lift(*, proposal_id: uuid.UUID, fingerprint: str, by: Actor, at: datetime) -> None:
    """Agree to exactly what was shown: it is lifted by this. `at`: the real time. Raises CannotAgree, NotAllowed."""
    _refuse_unknown(proposal_id, by, at)
    proposals.agree_to(proposal_id=proposal_id, fingerprint=fingerprint, by=by, at=at)


def decline_to_lift(*, proposal_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Say no: it stays as it is. Raises CannotAgree, NotAllowed."""
    _refuse_unknown(proposal_id, by, at)
    proposals.decline(proposal_id=proposal_id, by=by, at=at)


def _refuse_unknown(proposal_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Nobody agrees about a person of whom she may not know."""
    if waiting_control(by, proposal_id, at, "en") is None:
        raise NotAllowed(_("You may not see this."), code="scope")

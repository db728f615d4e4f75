"""Controls that somebody asked to lift, and that wait for a second person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shanyraq.access.models import Proposal
from shanyraq.access.rules import Actor
from shanyraq.rights.queries.people import Subject, subjects_of
from shanyraq.rights.rules.codes import CONTROLS


def waiting_controls(actor: Actor, at: datetime, language: str) -> list[tuple[Proposal, Subject]]:
    """Those about people whom the actor may know of, the oldest first. At most three queries."""
    rows = Proposal.objects.filter(kind__in=CONTROLS, outcome=Proposal.WAITING, expires_at__gt=at)
    found = list(rows.select_related("asked_by").order_by("asked_at", "pk"))
    subjects = subjects_of(actor, {one.subject for one in found if one.subject}, language)
    return [(one, subjects[one.subject]) for one in found if one.subject in subjects]


def waiting_control(
    actor: Actor, proposal_id: UUID, at: datetime, language: str
) -> tuple[Proposal, Subject] | None:
    """One of them; None where it is not the actor's to know of."""
    return next((one for one in waiting_controls(actor, at, language) if one[0].pk == proposal_id), None)

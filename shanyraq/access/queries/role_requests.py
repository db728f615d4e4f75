"""Roles that wait for a second person, and those that one gave alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shanyraq.access.models import Proposal, StaffMember

KIND = "staff.role"
LATEST = 3


def staff_of(proposal: Proposal) -> StaffMember:
    """Whose roles a request is about."""
    return StaffMember.objects.get(pk=UUID(proposal.details["staff"]))


def waiting_roles(at: datetime) -> list[Proposal]:
    """Requests for roles that wait for a second person, the oldest first."""
    return list(_all().filter(outcome=Proposal.WAITING, expires_at__gt=at).order_by("asked_at", "pk"))


def given_alone() -> QuerySet[Proposal, Proposal]:
    """Roles that one person gave alone and nobody has looked at since, the oldest first."""
    return _all().filter(outcome=Proposal.AGREED, agreements=None).order_by("asked_at", "pk")


def requests_about(staff_id: UUID) -> list[Proposal]:
    """What was asked for about one colleague and came to nothing yet, the newest first."""
    rows = _all().filter(details__staff=staff_id.hex).exclude(outcome=Proposal.AGREED)
    return list(rows.order_by("-asked_at", "pk")[:LATEST])


def _all() -> QuerySet[Proposal, Proposal]:
    return Proposal.objects.filter(kind=KIND).select_related("asked_by")

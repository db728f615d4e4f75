"""How a test leads what takes two through the second person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.tests.factories import Worker

WHY = "She begins in the centre on Monday; I have seen her contract."


def waiting() -> Proposal:
    """The one request that waits."""
    return Proposal.objects.get(outcome=Proposal.WAITING)


def page_of(proposal: Proposal) -> str:
    return reverse("access:recovery", args=[proposal.pk])


def agree(officer: Worker, proposal: Proposal | None = None, **more: str) -> Any:
    """Send the second person's yes to exactly what waits."""
    asked = proposal or waiting()
    told = {"fingerprint": fingerprint_of(asked)} | more
    return officer.client.post(page_of(asked), told)

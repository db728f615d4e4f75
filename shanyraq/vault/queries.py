"""Requests to open a seal, and who keeps it. What is inside is in no query: only `actions.openings` opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.vault.models import Custodian, Opening
from shanyraq.vault.permissions import SEAL_AGREE


@dataclass(frozen=True)
class Subject:
    """Whom a request is about, as the room of people's files tells it: a code that says nothing about her."""

    code: str
    url: str = ""  # her file, for those who open it


_subjects: list[Callable[[Actor, UUID], Subject | None]] = []


def register_subjects(subject_of: Callable[[Actor, UUID], Subject | None]) -> None:
    """Say how a person's code and file are found; None for who is not there, or not the actor's to ask about."""
    _subjects[:] = [subject_of]


def subject_of(actor: Actor, person: UUID) -> Subject | None:
    """Whom a request would be about, if the actor may see her; for a custodian the code alone."""
    return _subjects[0](actor, person) if _subjects else None


def requests_for(actor: Actor) -> list[Opening]:
    """Requests that the actor asked, or may agree to: waiting ones first, then the newest; at most 200."""
    mine = Q(proposal__asked_by=actor.staff_id)
    with computing("seal.requests"):
        rows = Opening.objects.filter(Q() if SEAL_AGREE in actor.may else mine)
        found = rows.select_related("proposal", "proposal__asked_by").defer("sealed")
        newest = found.prefetch_related("proposal__agreements").order_by("-proposal__asked_at")[:200]
        return sorted(newest, key=lambda one: one.proposal.outcome != Proposal.WAITING)


def request_of(actor: Actor, opening_id: UUID) -> Opening | None:
    """One such request, with who agreed; None where it is not hers to see."""
    mine = Q(proposal__asked_by=actor.staff_id)
    with computing("seal.requests"):
        rows = Opening.objects.filter(Q() if SEAL_AGREE in actor.may else mine, pk=opening_id)
        wanted = rows.select_related("proposal", "proposal__asked_by").defer("sealed")
        return wanted.prefetch_related("proposal__agreements__by").first()


def waiting_for(actor: Actor, at: datetime) -> int:
    """How many requests wait for this custodian's answer."""
    rows = Proposal.objects.filter(kind="seal.open", outcome=Proposal.WAITING, expires_at__gt=at)
    return rows.exclude(asked_by=actor.staff_id).exclude(agreements__by=actor.staff_id).count()


def openings_of(person: UUID) -> list[Opening]:
    """When something sealed about a person was opened and why: for her file, which shows that it happened."""
    with computing("seal.told"):
        opened = Opening.objects.filter(person=person).exclude(opened_at=None).defer("sealed")
        return list(opened.select_related("proposal", "proposal__asked_by").order_by("-opened_at"))


def custodians() -> list[Custodian]:
    """Who keeps the seal now, in the order in which they came."""
    return list(Custodian.objects.filter(until=None).select_related("staff").order_by("number"))


def custodian_of(actor: Actor) -> Custodian | None:
    """The actor's own key, if she holds one."""
    return Custodian.objects.filter(staff=actor.staff_id, until=None).first()

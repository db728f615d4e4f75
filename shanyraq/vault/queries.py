"""Requests to open a seal, and who keeps it. What is inside is in no query: only `actions.openings` opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shanyraq.access.models import Account, Proposal
from shanyraq.access.queries import actors_of, computing
from shanyraq.access.rules import Actor
from shanyraq.foundation.installation import installation
from shanyraq.vault.models import Custodian, Item, Opening
from shanyraq.vault.rules import SEAL_AGREE


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


_practice_words: list[Callable[[int], str]] = []


def register_practice_words(words_of: Callable[[int], str]) -> None:
    """Say which words an invented custodian has, by her number; empty where she chose her own."""
    _practice_words[:] = [words_of]


def practice_words(custodian: Custodian | None) -> str:
    """The words that the pages of a demonstration show to its custodian: none where people are real."""
    if custodian is None or not _practice_words or not installation().is_demo:
        return ""
    return _practice_words[0](custodian.number)


def holds_sealed(person: UUID) -> bool:
    """Whether anything is sealed about a person. Part of her own page, for whoever may ask for it to be opened."""
    with computing("vault.ask"):
        return Item.objects.filter(person=person).exists()


def sees_file(actor: Actor, person: UUID) -> bool:
    """Whether a person's file is the actor's to open: who does not work with her asks for nothing of hers."""
    subject = subject_of(actor, person)
    return subject is not None and bool(subject.url)


def requests_for(actor: Actor) -> list[Opening]:
    """Requests that the actor asked, or may agree to: waiting ones first, then the newest; at most 200."""
    mine = Q(proposal__asked_by=actor.staff_id)
    with computing("seal.requests"):
        rows = Opening.objects.filter(Q() if SEAL_AGREE in actor.may else mine)
        found = rows.select_related("proposal", "proposal__asked_by")
        newest = found.prefetch_related("proposal__agreements").order_by("-proposal__asked_at")[:200]
        return sorted(newest, key=lambda one: one.proposal.outcome != Proposal.WAITING)


def request_of(actor: Actor, opening_id: UUID) -> Opening | None:
    """One such request, with who agreed; None where it is not hers to see."""
    mine = Q(proposal__asked_by=actor.staff_id)
    with computing("seal.requests"):
        rows = Opening.objects.filter(Q() if SEAL_AGREE in actor.may else mine, pk=opening_id)
        wanted = rows.select_related("proposal", "proposal__asked_by")
        return wanted.prefetch_related("proposal__agreements__by").first()


def waiting_for(actor: Actor, at: datetime) -> int:
    """How many requests wait for this custodian's answer."""
    rows = Proposal.objects.filter(kind="seal.open", outcome=Proposal.WAITING, expires_at__gt=at)
    return rows.exclude(asked_by=actor.staff_id).exclude(agreements__by=actor.staff_id).count()


def openings_of(person: UUID) -> list[Opening]:
    """When something sealed about a person was opened and why: for her file, which shows that it happened."""
    with computing("seal.told"):
        opened = Opening.objects.filter(person=person).exclude(opened_at=None)
        return list(opened.select_related("proposal", "proposal__asked_by").order_by("-opened_at"))


def keepers() -> QuerySet[Custodian]:
    """Who keeps the seal now: those let in, in the order in which they came."""
    return Custodian.objects.filter(until=None).exclude(let_in_at=None).order_by("number")


def waiting_to_be_let_in() -> QuerySet[Custodian]:
    """Who has made her key and keeps nothing yet."""
    return Custodian.objects.filter(until=None, let_in_at=None).order_by("number")


def of_today() -> QuerySet[Custodian]:
    """All whose key was not ended, let in or not yet, with who they are."""
    return Custodian.objects.filter(until=None).select_related("staff").order_by("number")


def custodian_of(actor: Actor) -> Custodian | None:
    """The actor's own key, if she holds one, let in or not yet."""
    return Custodian.objects.filter(staff=actor.staff_id, until=None).first()


def may_still_keep(custodian: Custodian, at: datetime) -> bool:
    """Whether she has her role and her access still: whoever has lost either can be taken out by the others."""
    account = Account.objects.filter(staff=custodian.staff_id, is_active=True).first()
    return account is not None and any(SEAL_AGREE in one.may for one in actors_of(account, at))

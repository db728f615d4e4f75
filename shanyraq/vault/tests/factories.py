"""One minimal valid row of the vault, and what custodians and the one who asks them do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.test import Client

from shanyraq.access.actions.proposals import fingerprint_of
from shanyraq.access.models import Account, Proposal, StaffMember
from shanyraq.access.rules import Actor
from shanyraq.vault.actions import put
from shanyraq.vault.actions.custodians import Present, become_custodian, lock_anew
from shanyraq.vault.actions.openings import agree_to_open, ask_to_open, read_opened
from shanyraq.vault.models import Custodian, Item, Opening

AT = datetime(2021, 5, 20, 9, tzinfo=UTC)
SOMEBODY, ANOTHER = UUID(int=1), UUID(int=2)
REASON = "The registry office needs the name on the birth paper."


class Worker(Protocol):
    """Somebody of the cast, as the fixtures `zhanna`, `aida`, `berik` give her."""

    staff: StaffMember
    account: Account

    @property
    def actor(self) -> Actor: ...

    @property
    def client(self) -> Client: ...

    def works_as(self, role: str) -> None: ...


def make_item(person: UUID = SOMEBODY, kind: str = "name", text: str = "Maryam Omarova") -> Item:
    return put(person=person, kind=kind, content={"text": text}, at=AT)


def passphrase(worker: Worker) -> str:
    return f"a long sentence that only {worker.staff.given_name} knows"


def keeps(*workers: Worker) -> list[Custodian]:
    """They make their keys; the first two of them let in those who have to wait."""
    made = [become_custodian(passphrase=passphrase(one), by=one.actor, at=AT) for one in workers]
    waiting = [one.pk for one in made if one.let_in_at is None]
    if waiting and len(made) > 2:
        lets_in(*workers[:2], let_in=waiting)
        made = [Custodian.objects.get(pk=one.pk) for one in made]
    return made


def lets_in(own: Worker, other: Worker, *, let_in: Collection[UUID] = ()) -> int:
    """Two custodians lock the vault, and let these in."""
    keys = {one.staff_id: one.pk for one in Custodian.objects.filter(until=None)}
    first, second = (Present(keys[one.staff.pk], passphrase(one)) for one in (own, other))
    return lock_anew(present=(first, second), let_in=let_in, by=own.actor, at=AT)


def asks(worker: Worker, person: UUID = SOMEBODY, **changes: Any) -> Any:
    given: dict[str, Any] = {
        "person": person,
        "ground": "birth_papers",
        "reason": REASON,
        "by": worker.actor,
        "at": AT,
    }
    return ask_to_open(**given | changes)


def proposal_of(asked: Any) -> Proposal:
    return Proposal.objects.get(opening=asked.opening.pk)


def agrees(worker: Worker, asked: Any, *, at: datetime = AT, **changes: Any) -> Opening:
    given = {
        "opening_id": asked.opening.pk,
        "fingerprint": fingerprint_of(proposal_of(asked)),
        "passphrase": passphrase(worker),
        "by": worker.actor,
        "at": at,
    }
    return agree_to_open(**given | changes)


def reads(worker: Worker, asked: Any, *, at: datetime = AT, pickup: str = "") -> list[dict[str, str]]:
    return read_opened(
        opening_id=asked.opening.pk, pickup_words=pickup or asked.words, by=worker.actor, at=at
    )

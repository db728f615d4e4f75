"""Three of five papers lock everything for the custodians of today: at the beginning, and when custodians are lost.

It goes on in steps, each an act of its own, and leaves out what is locked for the circle of today already: where it
breaks off, the same command goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import update_rows
from shanyraq.vault.actions.custodians import FEWEST, let_in_waiting
from shanyraq.vault.actions.items import recovery_key, sealer_now
from shanyraq.vault.actions.openings import is_under_way
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.queries import keepers, may_still_keep, waiting_to_be_let_in
from shanyraq.vault.rules import boxes
from shanyraq.vault.rules.boxes import Sealer

AT_ONCE = 500


class CannotRecover(Refusal):
    """This key does not recover this vault, or there is nobody to lock it for."""


@dataclass(frozen=True)
class Locked:
    """How many items were locked anew, and how many do not open with the papers, because they were altered."""

    many: int
    damaged: int


def belongs_here(private: bytes) -> bool:
    """Whether a private key is the other half of this installation's recovery key."""
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return public == recovery_key()


def circle_of(at: datetime) -> list[Custodian]:
    """Whom the papers would lock the vault for: who keeps the seal, and who waits to be let in and may still."""
    waiting = [one for one in waiting_to_be_let_in().select_related("staff") if may_still_keep(one, at)]
    return [*keepers().select_related("staff"), *waiting]


def lock_from_paper(*, private: bytes, by: Actor, at: datetime) -> Locked:
    """Let in who waits, and lock every item for the circle of then. Raises CannotRecover."""
    with recorded("vault.lock_from_paper", by=by) as act:
        if not belongs_here(private):
            raise CannotRecover(_("These papers belong to another installation."), code="other_key")
        if is_under_way():
            raise CannotRecover(
                _(
                    "A request is under way: what was given for it would not fit any more. Wait until it is over."
                ),
                code="under_way",
            )
        circle = circle_of(at)
        if len(circle) < FEWEST:
            raise CannotRecover(
                _("Two custodians are needed before the vault is locked for them."), code="few"
            )
        let_in_waiting(ids=[one.pk for one in circle if one.let_in_at is None], act=act, at=at)
        act.about(*(one.pk for one in circle), kind="custodian")
    done, after = Locked(0, 0), None
    while (step := _step(private, after, by)).last is not None:
        done, after = Locked(done.many + step.many, done.damaged + step.damaged), step.last
    return done


@dataclass(frozen=True)
class _Step:
    """What one step did, and the last item it looked at; None where there was none left."""

    many: int
    damaged: int
    last: UUID | None


def _step(private: bytes, after: UUID | None, by: Actor) -> _Step:
    """Lock what is not locked for the circle of today among the next few items."""
    with recorded("vault.lock_from_paper.step", by=by), computing("vault.lock_from_paper"):
        sealer = sealer_now()
        wanted = list(combinations(sealer.circle, 2))
        rest = (
            Item.objects.order_by("pk") if after is None else Item.objects.order_by("pk").filter(pk__gt=after)
        )
        items, changed, damaged = list(rest[:AT_ONCE]), [], 0
        for item in items:
            if item.box and boxes.pairs_of(bytes(item.box)) == wanted:
                continue
            try:
                changed.append(_locked(item, private, sealer))
            except boxes.DoesNotOpen:
                damaged += 1
        update_rows(changed, ["box", "sealed"])
        return _Step(len(changed), damaged, items[-1].pk if items else None)


def _locked(item: Item, private: bytes, sealer: Sealer) -> Item:
    """The item for the circle of today; one of the first format is sealed anew."""
    if item.box:
        item.box = sealer.lock(boxes.key_recovered(bytes(item.box), item.pk, private), item.pk)
    else:
        plain = boxes.content_of_first_format(private, bytes(item.sealed), item.pk)
        sealed = sealer.seal(plain, item.pk)
        item.box, item.sealed = sealed.box, sealed.content
    return item

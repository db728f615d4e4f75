"""When custodians are lost: three of five papers lock everything for the custodians of today."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import update_rows
from shanyraq.vault.actions.items import recovery_key, sealer_now
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.rules import boxes
from shanyraq.vault.rules.boxes import Sealer

AT_ONCE = 500


class CannotRecover(Refusal):
    """This key does not recover this vault, or there is nobody to lock it for."""


def belongs_here(private: bytes) -> bool:
    """Whether a private key is the other half of this installation's recovery key."""
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return public == recovery_key()


def lock_from_paper(*, private: bytes, by: Actor, at: datetime) -> int:
    """Lock every item for today's custodians with the recovery key. Returns how many. Raises CannotRecover."""
    with recorded("vault.lock_from_paper", by=by) as act, computing("vault.lock_from_paper"):
        if not belongs_here(private):
            raise CannotRecover(_("These papers belong to another installation."), code="other_key")
        keepers = list(Custodian.objects.filter(until=None))
        if len(keepers) < 2:
            raise CannotRecover(
                _("Two custodians are needed before the vault is locked for them."), code="few"
            )
        act.about(*(one.pk for one in keepers), kind="custodian")
        sealer, many = sealer_now(), 0
        waiting: list[Item] = []
        for item in Item.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
            waiting.append(_locked(item, private, sealer))
            if len(waiting) >= AT_ONCE:
                update_rows(waiting, ["box", "sealed"])
                many, waiting = many + len(waiting), []
        update_rows(waiting, ["box", "sealed"])
        return many + len(waiting)


def _locked(item: Item, private: bytes, sealer: Sealer) -> Item:
    """The item for the circle of today; one of the first format is sealed anew."""
    if item.box:
        item.box = sealer.lock(boxes.key_recovered(bytes(item.box), item.pk, private), item.pk)
    else:
        plain = boxes.content_of_first_format(private, bytes(item.sealed), item.pk)
        sealed = sealer.seal(plain, item.pk)
        item.box, item.sealed = sealed.box, sealed.content
    return item

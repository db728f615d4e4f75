"""Custodians come and go. A new one can open what others open only after two of them have locked it for her too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import update_rows
from shanyraq.vault.actions.items import sealer_now
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.permissions import SEAL_AGREE
from shanyraq.vault.rules import boxes, words

AT_ONCE = 500
LEAST_WORDS = 15  # characters, as for a password


class CannotKeep(Refusal):
    """This colleague cannot become a custodian like this."""


class CannotRelock(Refusal):
    """These two cannot lock the vault for the circle of today."""


@dataclass(frozen=True)
class Present:
    """A custodian who is here, with her words."""

    custodian_id: UUID
    words: str


def become_custodian(*, passphrase: str, by: Actor, at: datetime) -> Custodian:
    """Make one's own custodian's key, locked under words of one's own. Raises CannotKeep.

    From now on what is put into the vault is locked for her too; what is there already only after `lock_anew`.
    """
    if len(passphrase) < LEAST_WORDS:
        raise CannotKeep(
            _("Choose at least %(least)s characters: a sentence is good.") % {"least": LEAST_WORDS},
            code="short",
        )
    pair = words.key_pair(passphrase)
    with recorded("custodian.begin", by=by) as act:
        require(by, SEAL_AGREE)
        if by.staff_id is None:
            raise CannotKeep(_("This account belongs to nobody."), code="nobody")
        held = list(Custodian.objects.select_for_update().order_by("number"))
        if any(one.staff_id == by.staff_id and one.until is None for one in held):
            raise CannotKeep(_("You hold a custodian's key already."), code="held")
        number = max((one.number for one in held), default=0) + 1
        if number > 255:
            raise CannotKeep(_("No more custodians can be counted in this installation."), code="many")
        act.about(by.staff_id, kind="staff")
        return Custodian.objects.create(
            staff_id=by.staff_id, number=number, public_key=pair.public, locked_key=pair.locked, since=at
        )


def end_custodian(*, custodian_id: UUID, by: Actor, at: datetime) -> int:
    """Take a custodian's locks away from everything. Needs no key. Returns how many items; the others still open.

    Raises CannotKeep where then nobody could open what is sealed.
    """
    with recorded("custodian.end", by=by) as act, computing("vault.custodian.end"):
        leaving = Custodian.objects.select_for_update().get(pk=custodian_id)
        act.about(leaving.staff_id, kind="staff")
        staying = Custodian.objects.filter(until=None).exclude(pk=custodian_id).count()
        if staying < 2:
            raise CannotKeep(
                _(
                    "Two custodians must stay. Let somebody else become one first, and lock the vault for her."
                ),
                code="too_few",
            )
        Custodian.objects.filter(pk=custodian_id).update(until=at)
        return _change(lambda item: boxes.without(bytes(item.box), leaving.number))


def lock_anew(*, present: tuple[Present, Present], by: Actor, at: datetime) -> int:
    """Lock every item for the circle of today, with the words of two custodians. Returns how many.

    An item that these two cannot open stays as it is. Raises CannotRelock.
    """
    private = private_keys(present)
    with recorded("vault.lock_anew", by=by) as act, computing("vault.lock_anew"):
        act.about(*(one.custodian_id for one in present), kind="custodian")
        sealer = sealer_now()

        def locked(item: Item) -> bytes:
            box = bytes(item.box)
            if not box or tuple(sorted(private)) not in boxes.pairs_of(box):
                return box
            parts = {number: boxes.part_of(key, box, item.pk) for number, key in private.items()}
            return sealer.lock(boxes.key_from(box, item.pk, parts), item.pk)

        return _change(locked)


def private_keys(present: Iterable[Present]) -> dict[int, bytes]:
    """The private keys of custodians who are here, by number. Raises CannotRelock for wrong words."""
    keys = {}
    for one in present:
        custodian = Custodian.objects.filter(pk=one.custodian_id, until=None).first()
        try:
            if custodian is None:
                raise words.WrongWords
            keys[custodian.number] = words.unlock(bytes(custodian.locked_key), one.words)
        except words.WrongWords:
            raise CannotRelock(_("These words do not open the custodian's key."), code="words") from None
    return keys


def _change(new_box: Callable[[Item], bytes]) -> int:
    """Give every item the box that `new_box` makes of it. Part of the caller's recorded act. Returns how many."""
    changed: list[Item] = []
    count = 0
    for item in Item.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        box = new_box(item)
        if box != bytes(item.box):
            item.box = box
            changed.append(item)
        if len(changed) >= AT_ONCE:
            count += _saved(changed)
    return count + _saved(changed)


def _saved(changed: list[Item]) -> int:
    """Part of the caller's recorded act."""
    update_rows(changed, ["box"])
    many = len(changed)
    changed.clear()
    return many

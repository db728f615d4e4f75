"""Custodians come and go. A key counts once it is let in: the first two are, later ones by two who keep the seal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from shanyraq.access.actions.doors import hashing
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import update_rows
from shanyraq.vault.actions.items import sealer_now
from shanyraq.vault.actions.keys import key_of
from shanyraq.vault.actions.openings import is_under_way
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.queries import keepers, may_still_keep, waiting_to_be_let_in
from shanyraq.vault.rules import SEAL_AGREE, boxes, words

AT_ONCE = 500
FEWEST = 2
LEAST_WORDS = 15  # characters, as for a password


class CannotKeep(Refusal):
    """This colleague cannot become a custodian, or stop being one, like this."""


class CannotRelock(Refusal):
    """These two cannot lock the vault, or not for these."""


@dataclass(frozen=True)
class Present:
    """A custodian who is here, with her words."""

    custodian_id: UUID
    words: str


def become_custodian(*, passphrase: str, by: Actor, at: datetime) -> Custodian:
    """Make one's own custodian's key, locked under words of one's own. Raises CannotKeep.

    The first two keys of an installation count at once. Every later one waits until two custodians let it in
    (`lock_anew`), so that whoever gives roles makes nobody a keeper of the seal.
    """
    if len(passphrase) < LEAST_WORDS:
        raise CannotKeep(
            _("Choose at least %(least)s characters: a sentence is good.") % {"least": LEAST_WORDS},
            code="short",
        )
    with hashing:
        pair = words.key_pair(passphrase)
    try:
        with recorded("custodian.begin", by=by) as act:
            require(by, SEAL_AGREE)
            if by.staff_id is None:
                raise CannotKeep(_("This account belongs to nobody."), code="nobody")
            act.about(by.staff_id, kind="staff")
            return _new_custodian(by.staff_id, pair, at)
    except IntegrityError:
        raise CannotKeep(
            _("Somebody else made her key at the same instant. Try again."), code="race"
        ) from None


def end_custodian(*, custodian_id: UUID, by: Actor, at: datetime) -> int:
    """Take a custodian's locks away from everything. Needs no key. Returns how many items; the others still open.

    One ends one's own key; that of another only after her role or her access has ended: so no custodian drives
    another out alone. Raises CannotKeep, also where then no two would be left.
    """
    with recorded("custodian.end", by=by) as act, computing("vault.custodian.end"):
        require(by, SEAL_AGREE)
        all_of_them = list(Custodian.objects.select_for_update().filter(until=None).order_by("pk"))
        leaving = next((one for one in all_of_them if one.pk == custodian_id), None)
        if leaving is None:
            raise CannotKeep(_("She keeps the seal no longer."), code="ended")
        act.about(leaving.staff_id, kind="staff")
        if leaving.staff_id != by.staff_id and may_still_keep(leaving, at):
            raise CannotKeep(
                _("Only she ends her key. The administrator ends her role first, if she cannot."),
                code="other",
            )
        staying = [one for one in all_of_them if one.let_in_at and one.pk != custodian_id]
        if leaving.let_in_at and len(staying) < FEWEST:
            raise CannotKeep(
                _(
                    "Two custodians must stay. Let somebody else become one first, and lock the vault for her."
                ),
                code="too_few",
            )
        Custodian.objects.filter(pk=custodian_id).update(until=at)
        return _change(lambda item: boxes.without(bytes(item.box), leaving.number))


def lock_anew(
    *, present: tuple[Present, Present], let_in: Collection[UUID] = (), by: Actor, at: datetime
) -> int:
    """Let new custodians in, and lock every item for the circle of then, with the words of two. Returns how many.

    An item that these two cannot open stays as it is. Raises CannotRelock, WrongWords.
    """
    private = keys_of_two(present=present, by=by, at=at)
    with recorded("vault.lock_anew", by=by) as act, computing("vault.lock_anew"):
        require(by, SEAL_AGREE)
        act.about(*(one.custodian_id for one in present), kind="custodian")
        if is_under_way():
            raise CannotRelock(
                _(
                    "A request is under way: what was given for it would not fit any more. Wait until it is over."
                ),
                code="under_way",
            )
        let_in_waiting(ids=let_in, act=act, at=at)
        sealer = sealer_now()

        def locked(item: Item) -> bytes:
            box = bytes(item.box)
            if tuple(sorted(private)) not in boxes.pairs_of(box):  # of the first format: for no pair
                return box
            parts = {number: boxes.part_of(key, box, item.pk) for number, key in private.items()}
            try:
                return sealer.lock(boxes.key_from(box, item.pk, parts), item.pk)
            except boxes.DoesNotOpen:  # it was altered: the others are locked all the same
                return box

        return _change(locked)


def keys_of_two(*, present: tuple[Present, Present], by: Actor, at: datetime) -> dict[int, bytes]:
    """The private keys of two custodians who are here, by number: one of them asks, or a command asks both.

    Raises CannotRelock where they are not two who may, WrongWords.
    """
    found = {one.pk: one for one in keepers().filter(pk__in=[one.custodian_id for one in present])}
    is_one_of_them = by.is_system or by.staff_id in {one.staff_id for one in found.values()}
    if len(found) != FEWEST or not is_one_of_them:
        raise CannotRelock(_("You and another custodian are needed, each with her own words."), code="two")
    if not all(may_still_keep(one, at) for one in found.values()):
        raise CannotRelock(_("One of the two may keep the seal no longer."), code="demoted")
    return {
        found[one.custodian_id].number: key_of(
            custodian_id=one.custodian_id, passphrase=one.words, by=by, at=at
        )
        for one in present
    }


def let_in_waiting(*, ids: Collection[UUID], act: Act, at: datetime) -> None:
    """Let these in, if they wait and have their role still. Part of the caller's recorded act. Raises CannotRelock."""
    chosen = list(waiting_to_be_let_in().select_for_update().filter(pk__in=ids))
    if len(chosen) != len(set(ids)) or not all(may_still_keep(one, at) for one in chosen):
        raise CannotRelock(_("Who waits has changed. Look again at whom you let in."), code="changed")
    act.about(*(one.staff_id for one in chosen), kind="staff")
    Custodian.objects.filter(pk__in=[one.pk for one in chosen]).update(let_in_at=at)


def _new_custodian(staff_id: UUID, pair: words.KeyPair, at: datetime) -> Custodian:
    """Part of the caller's recorded act."""
    known = list(Custodian.objects.select_for_update().order_by("number"))
    if any(one.staff_id == staff_id and one.until is None for one in known):
        raise CannotKeep(_("You hold a custodian's key already."), code="held")
    number = max((one.number for one in known), default=0) + 1
    if number > 255:
        raise CannotKeep(_("No more custodians can be counted in this installation."), code="many")
    is_founding = sum(one.let_in_at is not None for one in known) < FEWEST
    return Custodian.objects.create(
        staff_id=staff_id,
        number=number,
        public_key=pair.public,
        locked_key=pair.locked,
        since=at,
        let_in_at=at if is_founding else None,
    )


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

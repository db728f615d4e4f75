"""Another recovery key, for the day on which three papers may be in one wrong hand: two custodians make it.

First the key, so that whatever is sealed from then on is sealed to it; then every item is locked anew. Where it breaks
off, the same command goes on with the same key.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.keyfiles import make_key_file, sync_folder, write_key_file
from shanyraq.vault.actions.custodians import CannotRelock, Present, keys_of_two, lock_anew
from shanyraq.vault.actions.openings import is_under_way
from shanyraq.vault.actions.recovery import CannotRecover, Locked
from shanyraq.vault.models import Item

PRIVATE, PUBLIC = "vault.private", "vault.public"
NEXT = f"{PRIVATE}.next"  # while everything is being locked anew


def make_key_anew(*, present: tuple[Present, Present], by: Actor, at: datetime) -> Locked:
    """Make another recovery key, and lock everything to it and to who keeps the seal: older papers open nothing then.

    Its private half waits in its file, as in a new installation. Counts what these two could not open, too: that stays
    as it was. Raises CannotRelock, CannotRecover, WrongWords; then nothing has changed.
    """
    keys_of_two(present=present, by=by, at=at)
    with recorded("keys.vault", by=by) as act, computing("vault.new_key"):
        act.about(*(one.custodian_id for one in present), kind="custodian")
        if is_under_way():
            raise CannotRelock(
                _(
                    "A request is under way: what was given for it would not fit any more. Wait until it is over."
                ),
                code="under_way",
            )
        if Item.objects.filter(box=b"").exists():
            raise CannotRecover(
                _(
                    "Some things are locked for the papers alone: run `shanyraq seal recover` with them first."
                ),
                code="first_format",
            )
        folder = Path(settings.DATA / "keys")
        private = X25519PrivateKey.from_private_bytes(make_key_file(folder, NEXT))
        write_key_file(folder, PUBLIC, private.public_key().public_bytes_raw())
    many = lock_anew(present=present, by=by, at=at)
    (folder / NEXT).replace(folder / PRIVATE)
    sync_folder(folder)
    with computing("vault.new_key"):
        return Locked(many, Item.objects.count() - many)

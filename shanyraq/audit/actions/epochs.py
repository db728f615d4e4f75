"""Epochs of the key that signs the record: another key from here on, and no way back to the one before."""

from __future__ import annotations

from datetime import UTC, datetime

from shanyraq.audit.actions import HasId, recorded
from shanyraq.audit.actions.checkpoints import CannotSign, page_for, sign_checkpoint
from shanyraq.audit.actions.watching import ALIVE
from shanyraq.audit.models import Checkpoint, Head
from shanyraq.audit.queries.signing import epoch_at_hand, first_key, seed_in
from shanyraq.audit.rules import epochs
from shanyraq.foundation.keyfiles import AUDIT, FIRST_PUBLIC, key_file, replace_key_file, write_key_file
from shanyraq.foundation.wrapping import keys_folder


def begin_epoch(*, by: HasId, at: datetime) -> int:
    """Have another key sign the record from the next row on, vouched for by the one before, which is then destroyed.

    Returns the number of the epoch. Where it is broken off between the database and the key file, the next one, or
    `settle_key`, brings it to its end; the site works meanwhile. Raises CannotSign, MissingKey, OSError.
    """
    settle_key()
    sign_checkpoint(at=at)  # what is long to read is read before the head is locked
    return _begin(by, at)


def follow_month(*, by: HasId, at: datetime) -> int | None:
    """Begin an epoch where the month (UTC) in which the last one began is over. Its number; None where none began.

    The first one begins by command, which says what has to be carried away before: without that no backup of before
    could be restored. Raises as `begin_epoch`.
    """
    epoch, since = epoch_at_hand()
    if epoch == 0 or since is None or _month(since) >= _month(at):
        return None
    settle_key()
    sign_checkpoint(at=at)
    with recorded(
        ALIVE, by=by
    ):  # behind walls the site may replace no checkpoint: the epoch ends one row later
        pass
    return _begin(by, at)


def _month(at: datetime) -> tuple[int, int]:
    day = at.astimezone(UTC)
    return day.year, day.month


def _begin(by: HasId, at: datetime) -> int:
    with recorded("keys.record", by=by) as act:
        head = Head.objects.select_for_update().filter(pk=1).first()
        if head is None:
            raise CannotSign("the record is empty")
        seed = epochs.following(seed_in(keys_folder(), head.epoch))
        page = page_for(head, at, following=epochs.public_of(seed))
        same = Checkpoint.objects.filter(size=page.size)
        if same.exists():
            same.delete()
        page.save()
        Head.objects.filter(pk=1).update(epoch=head.epoch + 1)
        act.about(str(head.epoch + 1), kind="epoch")
    settle_key()
    return head.epoch + 1


def settle_key() -> bool:
    """Have the key file hold the key of the epoch at hand, and none before it. Whether it had to be changed.

    What is destroyed with the first key, and an inspector needs, is kept: its public half. Raises MissingKey, OSError.
    """
    folder = keys_folder()
    if not (folder / FIRST_PUBLIC).exists():
        write_key_file(folder, FIRST_PUBLIC, first_key().public_bytes_raw())
    epoch = Head.objects.filter(pk=1).values_list("epoch", flat=True).first() or 0
    seed = seed_in(folder, epoch)
    if key_file(folder, AUDIT) == seed:
        return False
    replace_key_file(folder, AUDIT, seed)
    return True

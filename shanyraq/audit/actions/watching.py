"""The regular watch over the record: a sign of life, a checkpoint, and a word of it to the witness outside."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from shanyraq.audit.actions import recorded
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.models import Checkpoint, Entry, Witness
from shanyraq.audit.queries.signing import epoch_pages

ALIVE = "record.alive"
QUIET = timedelta(seconds=55)  # a row is written each minute in which nothing else was
PATIENCE = 5.0  # seconds for a witness to take a page

_hanging: list[threading.Thread] = []


@dataclass(frozen=True)
class Watch:
    """The site itself, at work without anybody asking."""

    audit_id: str = "system"


def watch(*, at: datetime) -> None:
    """Give a sign of life where the record was quiet, sign a checkpoint, tell the witness. Raises CannotSign."""
    give_sign_of_life(at=at)
    checkpoint = sign_checkpoint(at=at)
    if checkpoint is not None:
        tell_witness(checkpoint=checkpoint, at=at)


def give_sign_of_life(*, at: datetime) -> bool:
    """A row that says that nothing happened, so that silence tells of rows that are gone. Whether one was needed."""
    last = Entry.objects.order_by("-seq").values_list("at", flat=True).first()
    if last is None or at - last < QUIET:
        return False
    with recorded(ALIVE, by=Watch()):
        pass
    return True


def tell_witness(*, checkpoint: Checkpoint, at: datetime) -> str:
    """Add a checkpoint to the witness's file. Why it could not be added; empty where all is well, or there is none.

    The file stands where somebody else keeps it, so it may be gone, full or silent: it is waited for a few seconds, in
    a thread of its own, and what is wrong is kept for `shanyraq doctor`. Nobody's page waits for it.
    """
    path: Path | None = settings.WITNESS
    if path is None:
        return ""
    known = Witness.objects.filter(pk=1).first() or Witness(pk=1)
    if known.size == checkpoint.size and not known.fault:
        return ""
    known.fault = _added(path, _not_told(known.size, checkpoint), is_new=known.told_at is None)
    if not known.fault:
        known.size, known.told_at = checkpoint.size, at
    known.save()
    return known.fault


def _not_told(size: int, checkpoint: Checkpoint) -> str:
    """What the witness has to be told: a checkpoint, and before it the ones with which an epoch ended since."""
    ends = [page for page in epoch_pages(since=size) if page != checkpoint.page]
    return "\n".join([*ends, checkpoint.page])


def _added(path: Path, page: str, *, is_new: bool) -> str:
    """Add a page within a few seconds; else why not."""
    _hanging[:] = [thread for thread in _hanging if thread.is_alive()]
    if _hanging:
        return f"{path} does not answer"
    said: list[str] = []
    thread = threading.Thread(target=_add, args=(path, page, is_new, said), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():
        _hanging.append(thread)
        return f"{path} does not answer"
    return said[0] if said else ""


def _add(path: Path, page: str, is_new: bool, said: list[str]) -> None:
    try:
        flags = (
            os.O_WRONLY | os.O_APPEND | (os.O_CREAT if is_new else 0)
        )  # one that is gone is not made again
        descriptor = os.open(path, flags, 0o600)
        try:
            text = f"\n{page}".encode()
            if os.write(descriptor, text) != len(text):
                said.append(f"{path} did not take all")
            if os.path.isfile(path):
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        said.append(f"{path} cannot be written: {error.strerror}")

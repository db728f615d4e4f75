"""Signing checkpoints: how long the record is, and the one root that stands for all of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from shanyraq.audit import rules
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.queries import AT_ONCE, signing_key
from shanyraq.audit.queries.signing import first_key, known_epochs, mark_of_record
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.checkpoints import Start, key_at, start_at
from shanyraq.audit.rules.tree import grown, leaf, root_of
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.writing import writing

EVERY = 100  # rows
LOOKED_BACK = timedelta(days=40)  # for checkpoints that were followed by others of their days
# Acts after which a checkpoint is signed at once: who opens, who may, what leaves, what goes.
GRAVE = (
    "seal.",
    "custodian.",
    "vault.",
    "staff.",
    "emergency.open",
    "export.",
    "copy.",
    "erasure.",
    "keys.",
    "walls.",
    "record.restored",
    "record.damage",
)


class CannotSign(Exception):
    """The record does not go on from the last checkpoint as it should: no checkpoint is put under it."""


def sign_after(action: str, before: int, seq: int) -> None:
    """Have a checkpoint signed once the transaction at hand is committed, where an act or its number asks for it.

    What fails there is logged, and the act stands.
    """
    if before // EVERY != seq // EVERY or action.startswith(GRAVE):
        transaction.on_commit(sign_checkpoint, robust=True)


def sign_checkpoint(*, at: datetime | None = None) -> Checkpoint | None:
    """Sign a checkpoint of all rows so far; the one there is, where no row came since; None for an empty record.

    Of each day (UTC) only the last stays, and those with which an epoch ended. Raises CannotSign.
    """
    at = at or real_now()
    head = Head.objects.filter(pk=1).first()
    last = Checkpoint.objects.order_by("-size").first()
    if head is None or (last is not None and last.size >= head.seq):
        return last
    row = page_for(head, at)
    with writing():
        Checkpoint.objects.bulk_create([row], ignore_conflicts=True)  # another process may have been as quick
        if _may_delete():
            _delete_followed(row)
    return Checkpoint.objects.get(size=row.size)


def _may_delete() -> bool:
    """Whether this role of the database may: behind walls the site's own may not, and the next backup does it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'DELETE')", [Checkpoint._meta.db_table])
        return bool(cursor.fetchone()[0])


def _delete_followed(row: Checkpoint) -> None:
    """Delete those that a later one of the same day followed. Part of the caller's recorded act."""
    found = Checkpoint.objects.filter(at__gte=row.at - LOOKED_BACK, size__lte=row.size)
    found = found.exclude(page__contains=f"\n{checkpoints.NEXT}").order_by("size")
    last: dict[date, int] = {}
    followed = []
    for size, at in found.values_list("size", "at"):
        day = at.astimezone(UTC).date()
        if day in last:
            followed.append(last[day])
        last[day] = size
    Checkpoint.objects.filter(size__in=followed).delete()


def page_for(head: Head, at: datetime, *, following: str = "") -> Checkpoint:
    """The checkpoint of the record up to its head, signed and not yet saved. `following` is the public key (hex) of the
    epoch that begins behind it, where one does. Raises CannotSign.
    """
    start = _start(Checkpoint.objects.order_by("-size").first())
    frontier, size, end = start.frontier, start.size, start.head
    for links in _links(start.size, head.seq):
        for number, (prev_hash, stored) in enumerate(links, size + 1):
            if prev_hash != end:
                raise CannotSign(f"row {number} does not follow the row before")
            end = stored
        frontier, size = grown(frontier, size, (leaf(one) for _, one in links))
    if (size, end) != (head.seq, head.hash):
        raise CannotSign(f"the rows end at {size} and the head at {head.seq}")
    made = checkpoints.Checkpoint(origin(), size, root_of(frontier), end, rules.instant(at), following)
    page = checkpoints.signed(made, signing_key(head.epoch))
    return Checkpoint(size=size, at=at, page=page, frontier=b"".join(frontier))


def origin() -> str:
    """Whose record it is: the beginning of the SHA-256 of the public key that signed it first."""
    return mark_of_record(first_key().public_bytes_raw().hex())


def _start(last: Checkpoint | None) -> Start:
    if last is None:
        return Start()
    try:
        return start_at(last.size, last.page, bytes(last.frontier), key_at(known_epochs(), last.size))
    except checkpoints.NoCheckpoint as fault:
        raise CannotSign(f"the last checkpoint cannot be used: {fault}") from None


def _links(after: int, last: int) -> Iterator[list[tuple[str, str]]]:
    """The links of the rows (hash of the one before, hash), some thousand at a time."""
    while after < last:
        some = Entry.objects.filter(seq__gt=after, seq__lte=min(after + AT_ONCE, last)).order_by("seq")
        links = list(some.values_list("prev_hash", "hash"))
        if not links:
            return
        yield links
        after += AT_ONCE

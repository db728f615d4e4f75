"""How the record of who did and saw what stands. Counts and a signature; no person, no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature

from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries import signing_key
from shanyraq.audit.rules import head_message

DAYS = 30


@dataclass(frozen=True)
class RecordState:
    """How many rows, when the last was written, how many acts were turned down lately, whether the end fits."""

    rows: int
    last_at: datetime | None
    declined: int
    is_whole_at_end: bool


def state_of_record(at: datetime) -> RecordState:
    """The record's state at this (real) instant. The whole chain is checked by `shanyraq audit verify`."""
    head = Head.objects.filter(pk=1).first()
    last = Entry.objects.order_by("-seq").first()
    declined = Entry.objects.filter(decision=Entry.DECLINED, at__gte=at - timedelta(days=DAYS)).count()
    return RecordState(
        rows=last.seq if last else 0,
        last_at=last.at if last else None,
        declined=declined,
        is_whole_at_end=_fits(head, last),
    )


def _fits(head: Head | None, last: Entry | None) -> bool:
    if head is None or last is None:
        return head is None and last is None
    try:
        message = head_message(head.seq, head.hash)
        signing_key(head.epoch).public_key().verify(bytes.fromhex(head.signature), message)
    except (InvalidSignature, ValueError):
        return False
    return (head.seq, head.hash) == (last.seq, last.hash)

"""How the record stands, in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shanyraq.audit.models import Checkpoint, Entry, Witness


@dataclass(frozen=True)
class Kept:
    """How many rows, when the last was written, signed, and told to the witness."""

    rows: int
    last_at: datetime | None
    signed_at: datetime | None
    told_at: datetime | None


def state() -> Kept:
    """The record's state. Three queries."""
    last = Entry.objects.order_by("-seq").values_list("seq", "at").first()
    signed = Checkpoint.objects.order_by("-size").values_list("at", flat=True).first()
    told = Witness.objects.filter(pk=1).values_list("told_at", flat=True).first()
    return Kept(last[0] if last else 0, last[1] if last else None, signed, told)

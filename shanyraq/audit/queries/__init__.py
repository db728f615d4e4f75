"""Reading the record. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet

from shanyraq.audit import triggers
from shanyraq.audit.models import Checkpoint, Entry, Witness
from shanyraq.audit.queries.signing import signing_key

__all__ = ["signing_key"]
AT_ONCE = 2000
LATE = timedelta(minutes=5)  # checkpoints are signed each minute


def about(person: UUID, *, since: datetime | None = None) -> QuerySet[Entry]:
    """The rows that name a person, newest first: who did what about her, who read what. Asks the index."""
    rows = Entry.objects.filter(abouts__person=person)
    return (rows if since is None else rows.filter(at__gte=since)).order_by("-seq")


def acts_since(people: Iterable[object], *, beginning: str, but: Collection[str]) -> bool:
    """Whether anything was done about one of these people since the act `beginning`, other than the acts in `but`."""
    rows = Entry.objects.filter(decision=Entry.ALLOWED, abouts__person__in=[UUID(str(one)) for one in people])
    began = rows.filter(action=beginning).order_by("-seq").values_list("seq", flat=True).first() or 0
    return rows.filter(seq__gt=began).exclude(action__in=[beginning, *but]).exists()


def last_act(about: str, *, by: str, among: Collection[str]) -> str | None:
    """The latest of some acts that an actor did about one thing (`draft:…`); None where there is none."""
    mine = Entry.objects.filter(actor=by, action__in=among, decision=Entry.ALLOWED)
    found = mine.filter(objects_json__contains=f'"{about}"').order_by("-seq").values_list("action", flat=True)
    return found.first()


def count_for(person_id: object) -> int:
    """How many rows speak of a person."""
    return about(UUID(str(person_id))).count()


def unguarded() -> list[str]:
    """The triggers that keep rows from being changed and are not there."""
    return triggers.missing(connection)


def checkpoints_late(at: datetime) -> str:
    """Why rows are without a checkpoint while the site is at work; empty where all is well."""
    last = Entry.objects.order_by("-seq").values_list("seq", "at").first()
    if last is None or at - last[1] > LATE:
        return ""  # nobody is at work
    size = Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0
    waiting = Entry.objects.filter(seq__gt=size, at__lt=at - LATE)
    if not waiting.exists():
        return ""
    return f"none for the rows after {size}: is `shanyraq work` running? Look at its log"


def witness_fault(at: datetime) -> str:
    """Why the witness was not told of the last checkpoint; empty where it was, or has some minutes left."""
    told = Witness.objects.filter(pk=1).first() or Witness()
    if told.fault:
        return told.fault
    if Checkpoint.objects.filter(size__gt=told.size, at__lt=at - LATE).exists():
        return f"not told of the rows after {told.size}: is `shanyraq work` running?"
    return ""


def witness_told() -> tuple[datetime, int] | None:
    """When the witness last took a checkpoint, and of how many rows; None where it never did."""
    row = Witness.objects.filter(pk=1).first()
    return None if row is None or row.told_at is None else (row.told_at, row.size)

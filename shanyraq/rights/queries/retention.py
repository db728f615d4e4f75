"""What has been kept for as long as it may be, for the desk of the data-protection officer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import saw
from shanyraq.cases.models import Case, Evidence, FactChange, Note, Record, SummaryCard
from shanyraq.cases.queries import pack
from shanyraq.foundation.erasing import erasers
from shanyraq.people.models import CareSituation, Kinship
from shanyraq.rights.models import Erasure
from shanyraq.rights.queries.holds import held_parts
from shanyraq.rights.rules import retention
from shanyraq.rights.rules.codes import oversees
from shanyraq.rights.rules.holds import frozen
from shanyraq.vault.models import Item

LISTED, AT_ONCE = 200, 500
BY_ROW = (FactChange, Record, SummaryCard)  # like evidence and notes their rows say which part they are of
BELOW = ("cases.", "people.", "vault.")


@dataclass(frozen=True)
class Due:
    """One file, known by its code, of which some parts (all where there are none) are due since a day."""

    person: UUID
    code: str
    parts: tuple[str, ...]
    since: date
    is_held: bool  # a legal hold keeps it: nothing can be done before that ends


def due(actor: Actor, at: datetime, limit: int = LISTED) -> list[Due]:
    """What is due on this day, the files that were closed first first. Nothing for who does not oversee rights.

    One query a table for 500 files; no name is read.
    """
    if not oversees(actor):
        return []
    found: list[Due] = []
    with computing("retention.due"):
        for cases in (*_closed(at), *_not_returned(at), *_open(at)):
            found += _due_of(cases, localdate(at))
            if len(found) >= limit:
                break
    return found[:limit]


def list_due(actor: Actor, at: datetime) -> list[Due]:
    """The same by the day since when, for a page that lists them: the row of the record names whose files they are."""
    found = sorted(due(actor, at), key=lambda one: (one.since, one.code))
    saw(Case._meta.label, [one.person for one in found])
    return found


def bases() -> dict[str, retention.Basis]:
    """The parts whose time runs from another day than closing."""
    return {one.part: retention.Basis(one.ended, one.begun) for one in pack().keep_from}


def periods() -> retention.Periods:
    """How long things are kept here."""
    return retention.periods_of(pack().params.model_dump())


@dataclass(frozen=True)
class _File:
    """A file of which something may be due: its person, since when it is closed (None: open); `is_over`: all of it is
    due since then, whatever it is.
    """

    person: UUID
    code: str
    birth_date: date | None
    since: date | None
    is_over: bool = False


@dataclass
class _Held:
    """What files hold: the parts of each, the newest day told in a part, and of each kind that dates one."""

    kept: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    entered: dict[tuple[UUID, str], date] = field(default_factory=dict)
    told: dict[UUID, dict[str, date]] = field(default_factory=lambda: defaultdict(dict))

    def note(self, person: UUID, part: str, day: date | None, kind: str = "") -> None:
        """One part of one file, and the newest day in it; None where all of it was taken back."""
        self.kept[person].add(part)
        if day is None:
            return
        self.entered[person, part] = max(day, self.entered.get((person, part), day))
        if kind:
            self.told[person][kind] = max(day, self.told[person].get(kind, day))


def _closed(at: datetime) -> Iterator[list[_File]]:
    """Files that are closed, of people without an open one, the oldest first, some hundred at a time."""
    later = Case.objects.filter(person=OuterRef("person"), episode__gt=OuterRef("episode"))
    rows = Case.objects.filter(closed_at__lte=at, person__merged_into=None).filter(~Exists(later))
    rows = rows.exclude(Exists(_erased())).order_by("closed_at", "pk")
    columns = ("person", "person__code", "person__birth_date", "closed_at")
    for start in range(0, 1_000_000, AT_ONCE):
        some = list(rows.values_list(*columns)[start : start + AT_ONCE])
        if not some:
            return
        yield [_File(pk, code, born, localdate(closed)) for pk, code, born, closed in some]
        if len(some) < AT_ONCE:
            return


def _not_returned(at: datetime) -> Iterator[list[_File]]:
    """Files of people who never came, long after the last word of them."""
    over = retention.months_after(localdate(at), -periods().not_returned)
    rows = Case.objects.filter(arrived_at=None, closed_at=None, opened_at__date__lte=over)
    last = rows.annotate(last=Max("evidence__at")).exclude(last__date__gt=over).order_by("opened_at", "pk")
    columns = ("person", "person__code", "person__birth_date", "opened_at", "last")
    some = list(last.values_list(*columns)[:AT_ONCE])
    if some:
        yield [
            _File(
                pk,
                code,
                born,
                retention.months_after(localdate(word or opened), periods().not_returned),
                True,
            )
            for pk, code, born, opened, word in some
        ]


def _open(at: datetime) -> Iterator[list[_File]]:
    """Open files in which something ended whose part is not kept until closing; those of who never came are above."""
    ended = [kind for basis in bases().values() for kind in basis.ended]
    told = Evidence.objects.filter(case=OuterRef("pk"), kind__in=ended, at__lte=at, corrected_by=None)
    rows = Case.objects.filter(Exists(told), closed_at=None, person__merged_into=None)
    columns = ("person", "person__code", "person__birth_date")
    some = list(rows.order_by("opened_at", "pk").values_list(*columns)[:AT_ONCE])
    if some:
        yield [_File(pk, code, born, None) for pk, code, born in some]


def _own_days(files: Sequence[_File], held: _Held) -> dict[UUID, dict[str, date | None]]:
    """From which day the parts of these files run that do not run from closing."""
    return {
        one.person: {
            part: retention.runs_from(
                basis,
                held.told[one.person],
                closed_on=one.since,
                last_entry=held.entered.get((one.person, part)),
            )
            for part, basis in bases().items()
        }
        for one in files
    }


def _erased() -> QuerySet[Erasure]:
    done = [Erasure.ERASED, Erasure.DONE]
    return Erasure.objects.filter(person=OuterRef("person"), parts=[], state__in=done)


def _due_of(files: Sequence[_File], today: date) -> list[Due]:
    people = [one.person for one in files]
    of_files, held = _held(people), held_parts(people, today)
    kept, own = of_files.kept, _own_days(files, of_files)
    found = []
    for one in files:
        parts: tuple[str, ...] = ()
        since = one.since
        if not one.is_over:
            days = retention.due_parts(
                kept[one.person],
                closed_on=one.since,
                birth_date=one.birth_date,
                periods=periods(),
                today=today,
                own_days=own[one.person],
            )
            if not days:
                continue
            since = min(days.values())
            parts = () if "C0" in days else tuple(sorted(days))
        is_held = bool(frozen([held.get(one.person, frozenset())], parts))
        assert since is not None  # what is over says since when, what is due has days
        found.append(Due(one.person, one.code, parts, since, is_held))
    return found


def _above() -> list[Any]:
    """Tables of rooms above whose rows say which part they are of: those that are emptied by it."""
    known = (one for one in erasers() if one.goes and one.part == ".compartment")
    return [one.model for one in known if not one.table.startswith(BELOW)]


def _held(people: Sequence[UUID]) -> _Held:
    """What each file still holds something of; one query a table."""
    found = _Held()
    kinds = {kind for basis in bases().values() for kind in basis.kinds}
    telling = When(kind__in=kinds, then=F("kind"))
    standing = Evidence.objects.filter(person__in=people).order_by()
    dated = Q(corrected_by=None, is_retraction=False)
    told = standing.annotate(tells=Choice(telling, default=Value("")))
    by_part = told.values_list("person", "compartment", "tells").annotate(last=Max("at", filter=dated))
    for person, part, kind, last in by_part:
        found.note(person, part, localdate(last) if last else None, kind)
    notes = Note.objects.filter(person__in=people).order_by()
    for person, part, last in notes.values_list("person", "compartment").annotate(Max("written_at")):
        found.note(person, part, localdate(last))
    for table in (*BY_ROW, *_above()):
        rows = table.objects.filter(person__in=people).order_by()
        for person, part in rows.values_list("person", "compartment").distinct():
            found.kept[person].add(part)
    for person in Item.objects.filter(person__in=people).values_list("person", flat=True):
        found.kept[person].add("C2")
    for model in (Kinship, CareSituation):
        for person in model.objects.filter(person__in=people).values_list("person", flat=True):
            found.kept[person].add("C7")
    return found

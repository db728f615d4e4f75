"""Looking through the rows of the record that are new: each is read once, however long the record is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import Actor
from shanyraq.oversight.actions.findings import Found, write_findings
from shanyraq.oversight.models import Norm, Seen
from shanyraq.oversight.queries import limits
from shanyraq.oversight.queries import reading as read
from shanyraq.oversight.queries.findings import settled_people
from shanyraq.oversight.queries.watched import invented_people, kin_of
from shanyraq.oversight.rules import findings as rules

MOST_IN_ONE_GO = 50  # times AT_ONCE rows; what is left waits for the next minute
SHIFTS = "centre"  # whoever reaches a centre works by shifts, nights among them
HOUR = timedelta(hours=1)


def look_through(*, at: datetime) -> int:
    """Look at the rows that are new since the last time. Returns how many findings are new.

    In the beginning it starts with the rows of that day: what lies before was not watched, and nobody was told so.
    """
    seen = Seen.objects.filter(pk=1).first() or _begin(at)
    new = 0
    for _turn in range(MOST_IN_ONE_GO):
        rows = read.new_rows(seen.seq)
        if not rows:
            break
        last = rows[-1][0]
        found = [*_invented_among(seen.seq, last, at), *_found_in(rows, at)]
        new += write_findings(found=found, at=at)
        seen.seq = last
        seen.save(update_fields=["seq"])
    return new


def count_day(*, at: datetime) -> None:
    """Add the days that are over to the norm of each role: sums, of nobody in particular."""
    seen = Seen.objects.filter(pk=1).first()
    today = timezone.localdate(at)
    if seen is None or seen.counted_on is None or seen.counted_on >= today:
        return
    begins = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for account, people in read.people_by_account(begins, begins + timedelta(days=1)).items():
        reader = read.reader_of(account, at)
        if reader is not None and reader.role:
            _add(reader.role, people)
    seen.counted_on = today
    seen.save(update_fields=["counted_on"])


def _begin(at: datetime) -> Seen:
    """Where the looking begins. Part of no act: how far the record was read is nothing of anybody's."""
    return Seen.objects.create(pk=1, seq=read.last_seq(), counted_on=timezone.localdate(at))


def _add(role: str, people: int) -> None:
    norm = Norm.objects.filter(pk=role).first() or Norm(role=role)
    sums = norm.sums.with_day(people)
    norm.days, norm.total, norm.squares = sums.days, sums.total, sums.squares
    norm.save()


def _found_in(rows: list[tuple[int, datetime, str, str]], at: datetime) -> Iterator[Found]:
    """What is unusual about the new rows, colleague by colleague."""
    new: dict[str, list[rules.Opening]] = {}
    for seq, when, account, objects in rows:
        opening = read.opening_in(seq, when, objects)
        if opening is not None:
            new.setdefault(account, []).append(opening)
    for account, openings in new.items():
        reader = read.reader_of(account, at)
        if reader is not None:
            yield from _found_of(reader, account, openings, at)


def _found_of(reader: Actor, account: str, new: list[rules.Opening], at: datetime) -> Iterator[Found]:
    told = partial(Found, reader=reader)
    nightly = rules.at_night(new, limits.night()) if SHIFTS not in _reaches(reader) else []
    if nightly:
        yield told(kind=rules.NIGHT, openings=nightly, people=len(rules.people_of(nightly)))
    yield from _of_her_own(reader, new, at)
    last = new[-1].at
    lately = read.openings_of(account, new[0].at - HOUR, last)
    hers = read.hers_among(rules.people_of(lately), reader)
    row = rules.in_a_row(lately, hers, limits.in_a_row())
    if row:
        yield told(kind=rules.SEQUENCE, openings=row, people=len(row))
    yield from _above_norm(reader, account, new[-1])


def _of_her_own(reader: Actor, new: list[rules.Opening], at: datetime) -> Iterator[Found]:
    """Kin, from when it was said that they are, and people of her surname who are not hers to support."""
    if reader.staff_id is None:
        return
    shown = rules.people_of(new)
    staff = StaffMember.objects.get(pk=reader.staff_id)
    alike = read.of_surname(shown, staff.family_name)
    strangers = alike - read.hers_among(alike, reader) if alike else alike
    since = rules.since_said(new, kin_of(reader.staff_id))
    for kind, among, people in (
        (rules.KIN, since, rules.people_of(since)),
        (rules.SURNAME, new, strangers),
    ):
        asked = people - (settled_people(kind, reader.staff_id, at) if people else frozenset())
        openings = rules.of_these(among, asked)
        if openings:
            yield Found(kind, reader, openings, len(asked), asked)


def _above_norm(reader: Actor, account: str, last: rules.Opening) -> Iterator[Found]:
    kept = Norm.objects.filter(pk=reader.role).first()
    if kept is None or kept.days < rules.LEAST_DAYS:
        return
    morning = timezone.localtime(last.at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = read.openings_of(account, morning, last.at)
    people = len(rules.people_of(today))
    if rules.is_far_above(people, kept.sums):
        yield Found(rules.NORM, reader, today, people, usual=round(kept.sums.usual))


def _invented_among(after: int, until: int, at: datetime) -> Iterator[Found]:
    """Rows that name somebody invented: a second look, should a request not have told it itself."""
    people = invented_people()
    told: dict[str, list[rules.Opening]] = {}
    for seq, when, account, person in read.rows_about(people, after, until) if people else ():
        told.setdefault(account, []).append(rules.Opening(seq, when, "", frozenset({person})))
    for account, openings in told.items():
        reader = read.reader_of(account, at)
        if reader is not None:
            shown = rules.people_of(openings)
            yield Found(rules.INVENTED, reader, openings, len(shown), shown)


def _reaches(reader: Actor) -> set[str]:
    """How far any of her roles reaches: in which she read stands in no row of the record."""
    catalogue = role_catalogue()
    return {catalogue[code].reach for code in (reader.role, *reader.others) if code in catalogue}

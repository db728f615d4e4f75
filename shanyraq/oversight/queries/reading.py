"""What the record says about who opened which files. Reads new rows once, and one colleague's last hour or day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of, computing
from shanyraq.access.rules import Actor
from shanyraq.audit.models import About, Entry
from shanyraq.audit.rules import people_in
from shanyraq.cases.models import Assignment, Case
from shanyraq.foundation.spellings import spellings_of
from shanyraq.oversight.rules.findings import Opening
from shanyraq.people.models import NameKey, Person
from shanyraq.people.names import fold, tokens

AT_ONCE = 2000  # rows of the record looked at in one go
# What the gate of this room adds to the row of a request, besides the people it showed.
OPENED, SEARCHED = "opened:", "searched:"
_opened = f'"{OPENED}'
_searched = f'"{SEARCHED}'


def new_rows(after: int) -> list[tuple[int, datetime, str, str]]:
    """The next rows of the record: number, instant, account, what they name. At most AT_ONCE."""
    rows = Entry.objects.filter(seq__gt=after).order_by("seq")
    return list(rows.values_list("seq", "at", "actor", "objects_json")[:AT_ONCE])


def last_seq() -> int:
    """The number of the record's last row."""
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def openings_of(account: str, since: datetime, until: datetime) -> list[Opening]:
    """The files that one account opened in a stretch of time, in their order."""
    rows = Entry.objects.filter(
        actor=account, at__gte=since, at__lte=until, objects_json__contains=_opened
    ).order_by("seq")
    found = [opening_in(*row) for row in rows.values_list("seq", "at", "objects_json")]
    return [one for one in found if one is not None]


def opening_in(seq: int, at: datetime, objects_json: str) -> Opening | None:
    """The opening of a file that a row tells of; None where it tells of none."""
    if _opened not in objects_json:
        return None
    file = next(one for one in json.loads(objects_json) if one.startswith(OPENED))
    return Opening(seq, at, file, frozenset(people_in(objects_json)))


def people_opened(account: str, since: datetime) -> int:
    """How many people's files an account has opened since then. One query."""
    rows = Entry.objects.filter(actor=account, at__gte=since, objects_json__contains=_opened)
    return About.objects.filter(entry__in=rows).values("person").distinct().count()


def is_open_already(account: str, file: UUID, since: datetime) -> bool:
    """Whether an account has opened this file since then."""
    marked = f'"{OPENED}{file}"'
    return Entry.objects.filter(actor=account, at__gte=since, objects_json__contains=marked).exists()


def searches(account: str, since: datetime) -> int:
    """How often an account has searched for people since then. One query."""
    return Entry.objects.filter(actor=account, at__gte=since, objects_json__contains=_searched).count()


def people_by_account(since: datetime, until: datetime) -> dict[str, int]:
    """How many people's files each account opened in a stretch of time. One query."""
    rows = Entry.objects.filter(at__gte=since, at__lt=until, objects_json__contains=_opened)
    counted = rows.values("actor").annotate(people=Count("abouts__person", distinct=True)).order_by()
    return {one["actor"]: one["people"] for one in counted}


def rows_about(people: Collection[UUID], after: int, until: int) -> list[tuple[int, datetime, str, UUID]]:
    """The rows that name one of these people: number, instant, account, person. Asks the index."""
    found = About.objects.filter(person__in=list(people), entry__seq__gt=after, entry__seq__lte=until)
    return list(found.order_by("entry__seq").values_list("entry__seq", "entry__at", "entry__actor", "person"))


def reader_of(account: str, at: datetime) -> Actor | None:
    """The colleague behind an account of the record, in the role she last worked in; None for the system."""
    try:
        key = UUID(account)
    except ValueError:
        return None
    found = Account.objects.select_related("staff").filter(pk=key).first()
    return actor_of(found, at) if found is not None and found.staff_id else None


def hers_among(people: Iterable[UUID], reader: Actor) -> frozenset[UUID]:
    """Those of these people whom she was given to work with, now or before."""
    wanted = list(people)
    with computing("oversight.findings"):
        led = Case.objects.filter(person__in=wanted, case_manager=reader.staff_id)
        stands_in = Case.objects.filter(person__in=wanted, deputy=reader.staff_id)
        given = Assignment.objects.filter(case__person__in=wanted, staff=reader.staff_id)
        return frozenset(
            [
                *led.values_list("person", flat=True),
                *stands_in.values_list("person", flat=True),
                *given.values_list("case__person", flat=True),
            ]
        )


def of_surname(people: Iterable[UUID], family_name: str) -> frozenset[UUID]:
    """Those of these people in whose names the surname stands, in any script, with either ending."""
    spelt = {fold(word) for one in spellings_of(family_name) for word in tokens(one)}
    keys = {one for word in spelt if len(word) > 2 for one in (word, word + "a", word.removesuffix("a"))}
    if not keys:
        return frozenset()
    with computing("oversight.findings"):
        found = NameKey.objects.filter(person__in=list(people), kind="F", key__in=keys)
        return frozenset(found.values_list("person", flat=True))


def codes_of(people: Iterable[UUID]) -> list[str]:
    """The codes of people: never a name."""
    with computing("oversight.codes"):
        return sorted(Person.objects.filter(pk__in=list(people)).values_list("code", flat=True))

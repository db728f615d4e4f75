"""Who can read a person's records now: the policy asked the other way round, from her to the colleagues."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import IntegerField, QuerySet, Value

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing, scope
from shanyraq.access.queries.colleagues import actors_at
from shanyraq.access.rules import FAR, PERSONAL, Actor, Grant
from shanyraq.cases.models import Assignment, Case
from shanyraq.people.models import Person

PARTS = (*PERSONAL, "C4n")
AT_ONCE = 100  # questions in one query: a database takes some hundreds

# Why a colleague sees her: how far the role reaches, and of those near to her, which of them it is.
LEADS, WORKS, SUPERVISES, FINDS = "leads", "works", "supervises", "finds"


@dataclass(frozen=True)
class Reader:
    """One colleague who sees one person now: in which role, why, and which parts of her file she reads in it.

    `why` is LEADS, WORKS, SUPERVISES, FINDS (nobody leads yet, and she looks for somebody), or the reach of her role.
    `own` are the parts in which she reads nothing but what she wrote herself.
    """

    actor: Actor
    role: str
    why: str
    reads: frozenset[str]
    own: frozenset[str]

    def opens(self, part: str) -> bool:
        """Whether she reads anything of a part."""
        return part in self.reads or part in self.own


def readers_of(person: uuid.UUID, at: datetime) -> list[Reader]:
    """Everybody who can read something of a person's records at this instant, as the scopes have it.

    The scopes themselves are asked, once for each place of a colleague's role, many in one query; who sees her in two
    of her roles is there twice. Names are not read.
    """
    with computing("sheet.readers"):
        cases = list(Case.objects.filter(person=person))
        asked = list(_place_by_place(actors_at(at)))
        seen = _which_see(asked, person, has_case=bool(cases))
        near = _nearness(cases)
    found: dict[tuple[uuid.UUID, str], Actor] = {}
    for one in asked:
        if _key(one) in seen and one.staff_id is not None:
            found.setdefault((one.staff_id, one.role), one)
    return [_reader(one, near) for one in found.values()]


def _place_by_place(actors: Sequence[Actor]) -> Iterator[Actor]:
    """Each colleague once for each place of each of her roles."""
    for actor in actors:
        for grant in actor.grants:
            yield replace(actor, grants=(grant,))


def _key(one: Actor) -> tuple[object, ...]:
    """What the answer depends on: whoever has the same sees the same. Nobody is near who reaches a whole place."""
    grant = one.grants[0]
    place: tuple[object, ...] = (grant.reach, grant.region, grant.centre)
    return (*place, one.reads("C1"), one.reads("C7"), None if grant.reach in FAR else one.staff_id)


def _which_see(asked: Sequence[Actor], person: uuid.UUID, *, has_case: bool) -> set[tuple[object, ...]]:
    keys = list(dict.fromkeys(_key(one) for one in asked))
    number, by_key = {key: n for n, key in enumerate(keys)}, {_key(one): one for one in asked}
    questions = [_question(by_key[key], number[key], person, has_case) for key in keys]
    seen: set[tuple[object, ...]] = set()
    for start in range(0, len(questions), AT_ONCE):
        first, *others = questions[start : start + AT_ONCE]
        seen.update(keys[n] for n in (first.union(*others, all=True) if others else first))
    return seen


def _question(one: Actor, number: int, person: uuid.UUID, has_case: bool) -> QuerySet[Case | Person, int]:
    rows = (
        Case.objects.filter(scope(one, Case), person=person)
        if has_case
        else Person.objects.filter(scope(one, Person), pk=person)
    )
    return rows.order_by().values_list(Value(number, IntegerField()), flat=True)


@dataclass(frozen=True)
class _Near:
    """Who leads, who works with her, who supervises those."""

    leads: frozenset[uuid.UUID]
    works: frozenset[uuid.UUID]
    supervise: frozenset[uuid.UUID]


def _nearness(cases: Sequence[Case]) -> _Near:
    open_cases = [case for case in cases if case.is_open]
    leads = frozenset(
        staff for case in open_cases for staff in (case.case_manager_id, case.deputy_id) if staff is not None
    )
    parts = Assignment.objects.filter(case__in=[case.pk for case in open_cases], ends_at=None)
    managers = [case.case_manager_id for case in cases if case.case_manager_id]
    above = StaffMember.objects.filter(pk__in=managers).exclude(supervisor=None)
    works = frozenset(parts.values_list("staff", flat=True))
    return _Near(leads, works, frozenset(one for one in above.values_list("supervisor", flat=True) if one))


def _reader(one: Actor, near: _Near) -> Reader:
    reads = frozenset(part for part in PARTS if one.reads(part))
    own = one.owns_only & frozenset(PARTS)
    return Reader(one, one.role, _why(one.staff_id, one.grants[0], near), reads, own)


def _why(staff: uuid.UUID | None, grant: Grant, near: _Near) -> str:
    if grant.reach in FAR:
        return grant.reach
    if staff in near.leads:
        return LEADS
    if staff in near.works:
        return WORKS
    return SUPERVISES if staff in near.supervise else FINDS

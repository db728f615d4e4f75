"""Opening support files for families, many at once. For lists, by hand, and for what fills a demonstration."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils.timezone import localdate

from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases import queries, rules
from shanyraq.cases.actions.arrivals import arrival_instant
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.models import Arrival, Assignment, Case, RosterImport
from shanyraq.foundation import keyring
from shanyraq.people import actions as people
from shanyraq.people.models import CareSituation, Family, Kinship, Person

AT_ONCE = 1000


@dataclass(frozen=True)
class NewMember:
    """A person of a new family. One without a case of her own is a relative who lives with them."""

    person: people.NewPerson
    opens_case: bool = True


@dataclass(frozen=True)
class NewFamily:
    """A family to register. `kinships` reads: member i is `kind` of member j, known by `proof`; `care` names children
    without their family. `terms` are fields of its files that differ from those shared by all families. `since` is the
    day since when they live so, where that is not the day of arrival, or on which the files open if that is earlier."""

    label: str
    members: tuple[NewMember, ...]
    kinships: tuple[tuple[int, str, int, str], ...] = ()
    care: tuple[tuple[int, str], ...] = ()
    code: str | None = None
    id: uuid.UUID | None = None
    since: date | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)


def open_cases(
    *,
    families: Sequence[NewFamily],
    entry: str,
    opened_at: datetime,
    arrival: Arrival | None = None,
    arrived_at: datetime | None = None,
    phase_entry: str = "",
    region: str = "",
    centre: str = "",
    case_manager: StaffMember | None = None,
    roster_import: RosterImport | None = None,
    by: Actor,
    at: datetime,
    refresh: bool = True,
) -> list[Case]:
    """Make the people, families and support files, in the order given. Part of the caller's recorded act.

    With an arrival and no hour the day counts from its noon. Without `refresh` no plan is worked out yet.
    """
    made = people.create_people(people=[m.person for f in families for m in f.members], at=at)
    grouped = _grouped(families, made)
    arrived_at = arrived_at or (arrival_instant(arrival, at) if arrival else None)
    since = localdate(min(opened_at, arrived_at or opened_at))
    homes = people.create_families(families=_texts(families, grouped, since), at=at)
    _relate(families, grouped, since)
    shared = _beginning(entry, phase_entry, opened_at) | {
        "arrival": arrival,
        "arrived_at": arrived_at,
        "region": region,
        "centre": centre,
        "case_manager": case_manager,
        "roster_import": roster_import,
    }
    cases = Case.objects.bulk_create(_rows(families, grouped, homes, shared), batch_size=AT_ONCE)
    _assign(cases, by)
    if refresh:
        refresh_plans(cases=cases, at=at)
    return cases


def first_phase(entry: str) -> str:
    """The phase in which a file begins that came this way."""
    word = "self" if entry == "SELF" else "organised"
    return next(phase.id for phase in queries.pack().phases if word not in phase.not_for_entry)


def _beginning(entry: str, phase_entry: str, opened_at: datetime) -> dict[str, Any]:
    """Where a file stands before its first plan: in the phase it begins with, under the pack in force."""
    pack = queries.pack()
    return {
        "entry": entry,
        "opened_at": opened_at,
        "phase_entry": phase_entry,
        "phase": phase_entry or first_phase(entry),
        "phase_since": opened_at,
        "pack": pack.id,
        "pack_version": pack.version,
    }


def _grouped(families: Sequence[NewFamily], made: Sequence[Person]) -> list[list[Person]]:
    remaining: Iterator[Person] = iter(made)
    return [list(islice(remaining, len(family.members))) for family in families]


def _texts(
    families: Sequence[NewFamily], grouped: Sequence[Sequence[Person]], starts_on: date
) -> list[people.FamilyText]:
    return [
        people.FamilyText(
            family.label or members[0].sort_name,
            tuple((person, new.person.relation) for person, new in zip(members, family.members, strict=True)),
            family.since or starts_on,
            family.code,
            family.id,
        )
        for family, members in zip(families, grouped, strict=True)
    ]


def _relate(families: Sequence[NewFamily], grouped: Sequence[Sequence[Person]], since: date) -> None:
    kin = [
        Kinship(person=members[i], relative=members[j], kind=kind, proof=proof)
        for family, members in zip(families, grouped, strict=True)
        for i, kind, j, proof in family.kinships
    ]
    care = [
        CareSituation(person=members[i], kind=kind, starts_on=_no_sooner(members[i], family.since or since))
        for family, members in zip(families, grouped, strict=True)
        for i, kind in family.care
    ]
    keyring.ensure_keys([*((one.person_id, "C7") for one in kin), *((one.person_id, "C7") for one in care)])
    Kinship.objects.bulk_create(kin, batch_size=AT_ONCE)
    CareSituation.objects.bulk_create(care, batch_size=AT_ONCE)


def _no_sooner(person: Person, since: date) -> date:
    """Since then, or since she was born."""
    return max(since, person.birth_date or since)


def _rows(
    families: Sequence[NewFamily],
    grouped: Sequence[Sequence[Person]],
    homes: Sequence[Family],
    shared: Mapping[str, object],
) -> list[Case]:
    return [
        Case(person=person, family=home, **{**shared, **family.terms})
        for family, members, home in zip(families, grouped, homes, strict=True)
        for new, person in zip(family.members, members, strict=True)
        if new.opens_case
    ]


def _assign(cases: Sequence[Case], by: Actor) -> None:
    """Whoever leads a file works with its person from its first day."""
    Assignment.objects.bulk_create(
        (
            Assignment(
                case=case,
                staff_id=case.case_manager_id,
                discipline=rules.CASE_MANAGER,
                starts_at=case.opened_at,
                assigned_by=by.staff_id,
            )
            for case in cases
            if case.case_manager_id
        ),
        batch_size=AT_ONCE,
    )

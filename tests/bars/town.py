"""A world for the crawls: families near and far, two colleagues of every role, a word of its own everywhere.

Of each role the first colleague works with the family `near` (or reaches the family of her centre, of the time before
return); the second works elsewhere, and her part with `near` has ended. Nobody who crawls works with `far`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.test import Client

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.rules import COMPARTMENTS
from shanyraq.cases.actions.registration import NewFamily, NewMember, register_families
from shanyraq.cases.models import Arrival, Case
from shanyraq.cases.tests import factories as make
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.families import SYSTEM
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.actions.creating import Tongue
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import (
    AT,
    make_merge,
    make_person,
)
from tests.bars import town_desks, town_rows
from tests.bars.canaries import Cage, Canary, plant
from tests.bars.entitled import Reader, may_read, reached_by, roles
from tests.bars.further import further, sent

PARTS = [part for part in COMPARTMENTS if part.startswith("C") and part != "C13"]
HERE, ELSEWHERE = ("ALR", "MAN-A"), ("KAR", "KOS-R")
EARLY = {"early", "operation"}


@dataclass
class Colleague:
    """Somebody who crawls: her place, her browser, and what she may read (`None` before it was worked out)."""

    name: str
    worker: Worker
    reader: Reader
    home: str  # the family she reaches, or reached
    reached: tuple[set[UUID], set[UUID]] = (set(), set())
    opened: set[tuple[UUID, str]] = field(default_factory=set)

    @property
    def client(self) -> Client:
        return self.worker.client

    def looks_again(self) -> None:
        """Work out anew whom she reaches: after an assignment or a role has ended."""
        self.reached = reached_by(self.reader)

    def may_read(self, canary: Canary) -> bool:
        return may_read(self.reader, canary, self.reached, self.opened)


@dataclass
class Town:
    """The world: who crawls, the families' people by name of the family, and the canaries."""

    colleagues: dict[str, Colleague]
    people: dict[str, list[UUID]]
    cage: Cage
    told: dict[tuple[str, Any], set[UUID]] = field(default_factory=dict)
    further: dict[str, list[str]] = field(default_factory=dict)  # addresses that rows of families do not open
    sent: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # what an act that shows no form of its own takes

    def first(self, role: str) -> Worker:
        return self.colleagues[f"{role} here"].worker

    def telling(self, row: models.Model, *staff: StaffMember) -> None:
        """These colleagues are told a row, whatever their parts."""
        self.told.setdefault((row._meta.label, row.pk), set()).update(one.pk for one in staff)

    def told_of(self, row: models.Model) -> frozenset[UUID]:
        return frozenset(self.told.get((row._meta.label, row.pk), ()))


def make_town(only: Collection[str] = (), parts: Collection[str] = town_rows.PARTS) -> Town:
    """Everybody and everything. `only`: the roles that crawl; `parts`: the parts of files with entries of their own."""
    install(fixed_day=AT.date(), at=AT)
    town = Town(_colleagues(), {}, Cage())
    _families(town)
    for colleague in town.colleagues.values():
        _assign(colleague)
    town_rows.files(town, parts)
    town_rows.sealed(town)
    town_desks.rights_and_oversight(town)
    town.further = further(town)
    plant(town.cage, town.told_of)
    town.sent = sent()
    town_desks.lists_taken_along(town)
    for colleague in town.colleagues.values():
        colleague.looks_again()
    if only:
        town.colleagues = {name: one for name, one in town.colleagues.items() if name.split()[0] in only}
    return town


# --- who crawls -------------------------------------------------------------------------------------------------------


def _colleagues() -> dict[str, Colleague]:
    found: dict[str, Colleague] = {}
    for where, (region, centre) in (("here", HERE), ("elsewhere", ELSEWHERE)):
        for code, role in sorted(roles().items(), key=lambda one: one[0] != "supervisor"):
            lead = found.get(f"supervisor {where}")
            worker = make_worker(
                f"{code}.{where}",
                code,
                discipline=role.get("discipline", code),
                region="MAN" if role["reach"] == "centre" and where == "here" else region,
                centre=centre if role["reach"] == "centre" else "",
                supervisor=lead.worker if lead and code == "case_manager" else None,
            )
            home = {"centre": "centre", "early": "early", "operation": "early"}.get(role["reach"], "near")
            grant = RoleGrant.objects.get(staff=worker.staff)
            reader = Reader(worker.staff.pk, code, grant.region, grant.centre)
            found[f"{code} {where}"] = Colleague(f"{code} {where}", worker, reader, home)
    return found


def nobody() -> Colleague:
    """Somebody who is not logged in."""
    stranger = Colleague("nobody", Worker(StaffMember(), Account()), Reader(), "near")
    stranger.worker.__dict__["client"] = Client()
    return stranger


def gone(town: Town) -> Colleague:
    """Somebody who led a family and whose access has ended, her page still open."""
    worker = make_worker("gone", "case_manager", region=HERE[0])
    make.make_assignment(Case._base_manager.get(person=town.people["near"][0]), worker.staff)
    assert worker.client.get("/families/").status_code == 200
    Account.objects.filter(pk=worker.account.pk).update(is_active=False, ended_at=real_now())
    RoleGrant.objects.filter(staff=worker.staff).update(ends_at=real_now())
    return Colleague("gone", worker, Reader(), "near")


def _assign(colleague: Colleague) -> None:
    """The first of a role works with `near`; the part of the second has ended."""
    ended = {} if colleague.name.endswith(" here") else {"ends_at": AT - timedelta(days=5)}
    if roles()[colleague.reader.role]["reach"] not in ("assigned", "dossier"):
        return
    for case in Case._base_manager.filter(region="ALR", closed_at=None):
        if case.case_manager_id != colleague.worker.staff.pk:
            make.make_assignment(case, colleague.worker.staff, **ended)


# --- the families -----------------------------------------------------------------------------------------------------


def _member(given: str, relation: str, born: int, *, opens_case: bool = True) -> NewMember:
    names = (
        NameText("Latn", f"{given} Saparova", given=given),
        NameText("Cyrl", f"{given}-Сапарова", given="Сапар"),
        NameText("Arab", f"{given} سابار", given="سابار"),
    )
    tongue = (Tongue("kk", "MOTHER", dialect="southern"),)
    day = date(born, 1, 1)
    person = NewPerson(
        names=names, sex="F", relation=relation, birth_date=day, birth_precision="day", languages=tongue
    )
    return NewMember(person, opens_case)


def _families(town: Town) -> None:
    lead = make_worker("lead.far", "case_manager", region="SHY").staff
    arrival = Arrival.objects.create(
        operation="one", arrived_on=AT.date() - timedelta(days=100), entry="ORGANISED"
    )
    later = Arrival.objects.create(
        operation="two", arrived_on=AT.date() - timedelta(days=4), entry="ORGANISED"
    )
    long_ago, lately = AT - timedelta(days=100), AT - timedelta(days=4)
    home: dict[str, Any] = {"opened_at": long_ago, "arrived_at": long_ago, "arrival": arrival}
    _family(town, "near", 3, **home, region="ALR", case_manager=town.first("case_manager").staff)
    _family(town, "far", 3, **home, region="SHY", case_manager=lead)
    _family(
        town, "centre", 1, opened_at=lately, arrived_at=lately, arrival=later, region="MAN", centre="MAN-A"
    )
    _family(town, "early", 1, opened_at=lately, phase_entry="P1")
    _family(town, "closed", 1, **home, region="ALR", case_manager=town.first("case_manager").staff)
    for name in ("near", "far"):
        _joined(town, name)
    Case._base_manager.filter(person__in=town.people["closed"]).update(
        closed_at=AT - timedelta(days=1), closed_reason="GOALS_MET", closed_by=lead
    )


def _family(town: Town, name: str, members: int, **how: Any) -> None:
    """A mother, and where there are three a child and a grandmother without a file of her own."""
    people = (
        _member("Aliya", "head", 1988),
        _member("Botagoz", "child", 2012),
        _member("Kulyash", "grandparent", 1960, opens_case=False),
    )
    ties = ((0, "PARENT", 1, "DOCUMENT"), (2, "PARENT", 0, "DOCUMENT")) if members == 3 else ()
    new = NewFamily(name, people[:members], kinships=ties)
    made = register_families(families=[new], entry="ORGANISED", by=SYSTEM, at=AT, **how)
    family = made[0].family
    places = family.memberships(manager="_base_manager").order_by("-relation")
    order = {"head": 0, "child": 1, "grandparent": 2}
    town.people[name] = [one.person_id for one in sorted(places, key=lambda one: order[one.relation])]


def _joined(town: Town, name: str) -> None:
    """A second record of the mother, joined to hers."""
    mother = Person._base_manager.get(pk=town.people[name][0])
    second = make_person("", merged_into=mother)
    nothing: dict[str, Any] = {
        key: [] for key in ("names", "languages", "places", "kin", "kin_of", "care", "vault")
    }
    make_merge(mother, second, moved={**nothing, "facts": {}, "elsewhere": {}})

"""A little town drawn at random, with rows in every table that has a wall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from inspect import signature
from itertools import count
from random import Random
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from shanyraq.access.models import Proposal, RoleGrant, StaffMember
from shanyraq.access.queries import role_catalogue
from shanyraq.access.queries.walls.statements import walled
from shanyraq.access.rules import COMPARTMENTS
from shanyraq.access.rules.ceiling import faults_of_roles_together
from shanyraq.cases.models import Assignment, Case
from shanyraq.cases.tests import factories as cases
from shanyraq.cases.tests.cast import SINCE, Worker, make_worker
from shanyraq.foundation import keyring
from shanyraq.oversight.models import LegalRequest
from shanyraq.oversight.tests.factories import make_finding, make_finding_answer
from shanyraq.people.models import Person
from shanyraq.people.tests import factories as people
from shanyraq.people.tests.factories import AT
from shanyraq.vault.models import Item, Opening

REGIONS, CENTRES = ("ALR", "SHY", ""), ("MAN-A", "ALR-B", "")
PHASES = ("P0", "P1", "P2", "P3", "P4", "P5", "P6", "")
PARTS = tuple(one for one in COMPARTMENTS if one.startswith("C") and one != "C13")
TOPICS = ("avoid", "attacks", "safety", "travel", "visits", "court-dates")

_numbers = count(1)
NOBODY = uuid4()


@dataclass
class Town:
    """Who works there, and whose files there are."""

    workers: list[Worker] = field(default_factory=list, repr=False)  # a report of a fault would be all names
    cases: list[Case] = field(default_factory=list, repr=False)


def colleagues(chance: Random, *, each_role: bool) -> list[Worker]:
    """One of each role; or a few with one to three roles that one person may hold together, some of them ended."""
    roles = sorted(code for code in role_catalogue() if code != "person")
    chosen = [[code] for code in roles] if each_role else [_together(chance, roles) for _ in range(4)]
    made: list[Worker] = []
    for first, *others in chosen:
        worker = make_worker(
            f"Worker{next(_numbers)}",
            first,
            region=chance.choice(REGIONS),
            centre=chance.choice(CENTRES),
            discipline=chance.choice(("case_manager", "health", "legal")),
            supervisor=chance.choice(made) if made else None,
        )
        made.append(worker)
        for role in others:
            place = {"region": chance.choice(REGIONS), "centre": chance.choice(CENTRES)}
            when = chance.choice(({}, {}, {"ends_at": AT}, {"starts_at": AT + timedelta(days=36500)}))
            RoleGrant.objects.create(
                **{"staff": worker.staff, "role": role, "starts_at": SINCE} | place | when
            )
    return made


def town(chance: Random, *, each_role: bool = False, families: int = 5) -> Town:
    """A town in which everything is as chance will have it."""
    made = Town(colleagues(chance, each_role=each_role))
    StaffMember.objects.filter(pk=chance.choice(made.workers).staff.pk).update(left_on=AT.date())
    for _ in range(families):
        family = people.make_family()
        members = [people.make_person() for _ in range(chance.randint(1, 3))]
        keyring.ensure_keys((one.pk, part) for one in members for part in PARTS)
        for number, person in enumerate(members):
            ends_on = AT.date() if chance.random() < 0.2 else None
            people.make_membership(family, person, ends_on=ends_on)
            people.make_language(person)
            cases.make_fact_change(
                person, compartment=chance.choice(PARTS), changed_by=_somebody(chance, made)
            )
            if number == 0 or chance.random() < 0.6:
                made.cases.append(_file(chance, made, person, family))
        if len(members) > 1:
            people.make_kinship(members[0], members[1])
            people.make_care_situation(members[1])
        if len(members) > 2 and chance.random() < 0.5:
            Person._base_manager.filter(pk=members[2].pk).update(merged_into=members[0].pk)
            people.make_merge(members[0], members[2])
    _others(chance, made)
    for model in walled():
        if not model._base_manager.exists():
            for case in made.cases[:4]:  # fewer where a factory's rows are alike in what must differ
                with suppress(IntegrityError), transaction.atomic():
                    _made_by_its_room(model, case, chance.choice(made.workers).staff)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return made


def _made_by_its_room(model: type[Model], case: Case, staff: StaffMember) -> Any:
    """A row of a table that the town does not know: its room's own factory says what it takes, another such row too."""
    factories = import_module(f"shanyraq.{model._meta.app_label}.tests.factories")
    make = getattr(factories, "make_" + re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower(), None)
    if make is None:
        return None  # a test says that the table stayed empty
    known = {"Case": case, "StaffMember": staff, "Person": case.person, "Family": case.family}
    above = {one.__name__: one for one in walled()}
    taken = [
        str(one.annotation)
        for one in signature(make).parameters.values()
        if one.kind is one.POSITIONAL_OR_KEYWORD and one.default is one.empty
    ]
    for name in {*taken} - {*known}:
        found = above[name]._base_manager.filter(person=case.person_id).first()
        known[name] = found or _made_by_its_room(above[name], case, staff)
    return make(*[known[name] for name in taken])


def _file(chance: Random, made: Town, person: Person, family: Any) -> Case:
    """A support file with an entry of each kind, each in a part of the file that chance names."""
    case = cases.make_case(
        person,
        family,
        region=chance.choice(REGIONS),
        centre=chance.choice(CENTRES),
        phase=chance.choice(PHASES),
        closed_at=None,
    )
    manager = chance.choice([None, *made.workers])
    Case._base_manager.filter(pk=case.pk).update(
        case_manager=manager.staff if manager else None,
        **(
            {"closed_at": AT, "closed_reason": "GOALS_MET", "closed_by": made.workers[0].staff}
            if chance.random() < 0.2
            else {}
        ),
    )
    Case._base_manager.filter(pk=case.pk).update(is_protected=chance.random() < 0.2)
    for worker in chance.sample(made.workers, min(2, len(made.workers))):
        ended = {"ended_at": AT, "ended_by": worker.staff} if chance.random() < 0.3 else {}
        cases.make_colleague_kin(person, worker.staff, **ended)
    for worker in chance.sample(made.workers, min(3, len(made.workers))):
        cases.make_assignment(case, worker.staff, ends_at=AT if chance.random() < 0.3 else None)
    by = _somebody(chance, made)
    for make, author in (
        (cases.make_record, "recorded_by"),
        (cases.make_evidence, "recorded_by"),
        (cases.make_note, "written_by"),
        (cases.make_summary_card, "written_by"),
    ):
        for _ in range(2):
            make(case, **{author: by, "compartment": chance.choice(PARTS)})
    cases.make_summary_card(case, topic=chance.choice(TOPICS))
    for number in range(2):
        discipline = chance.choice(("case_manager", "health", "legal"))
        cases.make_plan_step(case, key=f"S{number}", discipline=discipline, compartment=chance.choice(PARTS))
    cases.make_consent(case)
    return case


def _others(chance: Random, made: Town) -> None:
    """What is not of one file: meetings, questions, lists, openings, findings."""
    for case in made.cases:
        cases.make_appointment(case, chance.choice(made.workers).staff, interpreter=_somebody(chance, made))
        cases.make_review(case, chance.choice(made.workers).staff)
        opener, lead = chance.choice(made.workers).staff, _somebody(chance, made)
        cases.make_emergency_opening(case.person, opener, lead=lead, supervisor=_somebody(chance, made))
        Item.objects.create(person=case.person_id, kind="name", sealed=b"x", put_at=AT)
        demand = {"authority": "a court", "act": "x", "received_on": AT.date(), "answer_by": AT.date()}
        LegalRequest.objects.create(**demand, person=case.person_id, entered_by=opener, entered_at=AT)
    for worker in made.workers:
        told = {"kind": "seal", "ground": "birth_papers", "reason": "x", "asked_at": AT, "expires_at": AT}
        asked = Proposal.objects.create(asked_by=worker.staff, **told)
        Opening.objects.create(proposal=asked, person=made.cases[0].person_id, salt=b"", pickup_key=b"")
        cases.make_roster_draft(worker.staff)
        cases.make_roster_import(worker.staff)
        finding = make_finding(worker.staff, first_seq=next(_numbers))
        make_finding_answer(finding, made.workers[0].staff)


def _somebody(chance: Random, made: Town) -> StaffMember | None:
    worker = chance.choice([None, *made.workers])
    return worker.staff if worker else None


def _together(chance: Random, roles: Sequence[str]) -> list[str]:
    """One to three roles that the ceiling lets one person hold."""
    known = role_catalogue()
    chosen = chance.sample(list(roles), chance.randint(1, 3))
    while faults_of_roles_together([known[code] for code in chosen]):
        chosen.pop()
    return chosen


def end_all_work_of(worker: Worker) -> None:
    """Nothing is hers any more."""
    Assignment._base_manager.filter(staff=worker.staff).update(ends_at=AT)
    Case._base_manager.filter(case_manager=worker.staff).update(case_manager=None)

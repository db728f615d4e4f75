"""Families with their people, support files, colleagues and past, brought in act by act."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from shanyraq.access.models import StaffMember
from shanyraq.audit.actions import recorded
from shanyraq.cases.actions.history import Happening, bring_history
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.registration import NewFamily, NewMember, get_arrival, open_cases
from shanyraq.cases.models import Arrival, Assignment, Case
from shanyraq.demo.actions.around import agree, meet
from shanyraq.demo.actions.cards import tell
from shanyraq.demo.actions.team import CENTRE, MAKER, Team
from shanyraq.demo.making.history import ROUNDS, WRITTEN_AFTER, events_of, life_of
from shanyraq.demo.making.humans import Household, Human
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.demo.making.world import Event, Life
from shanyraq.foundation.spellings import spelt
from shanyraq.foundation.writing import update_rows
from shanyraq.pathway import Pack
from shanyraq.people.actions import NameText, NewPerson, SealedName, Tongue

MOST_ENTRIES, MOST_ENTRIES_OF_MANY = 10_000, 20
FEW_ROUNDS = 6
NO_MANAGER = 0.03
# Who works with a person besides her case manager, and with whom.
ALONGSIDE: dict[str, Callable[[Human], bool]] = {
    "psychologist": lambda human: True,
    "health_worker": lambda human: True,
    "lawyer": lambda human: True,
    "family_tracing_officer": lambda human: bool(human.care),
    "teacher": lambda human: human.is_child,
    "livelihoods_adviser": lambda human: not human.is_child,
}


@dataclass(frozen=True)
class Making:
    """What all families of one demonstration have in common."""

    pack: Pack
    team: Team
    seed: int
    is_small: bool
    arrivals: dict[tuple[str, date, str], Arrival] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The morning of the fixed day."""
        return datetime.combine(DEMO_DAY, time(8), self.pack.time_zone)

    def life_of(self, house: Household) -> Life:
        """When the family came. Of many people, those who came long ago were taken over from an older register."""
        return life_of(house, self.pack, self.seed, is_taken_over=not self.is_small)

    def arrival_of(self, house: Household) -> Arrival:
        """The arrival of the family's stage and day, asked for once. Part of the caller's recorded act."""
        key = house.stage.operation, house.day, house.stage.entry
        if key not in self.arrivals:
            operation, day, entry = key
            self.arrivals[key] = get_arrival(operation=operation, arrived_on=day, entry=entry)
        return self.arrivals[key]


@dataclass(frozen=True)
class Lived:
    """A family that was brought in: its members with a support file, by their index."""

    house: Household
    life: Life
    members: list[tuple[int, Case]]


def bring(houses: Sequence[Household], making: Making) -> int:
    """Bring these families in, in one act: people, files, colleagues, what happened, meetings.

    Returns how many people have a file.
    """
    with recorded("demo.families", by=MAKER) as act:
        lives = [making.life_of(house) for house in houses]
        cases = open_cases(
            families=[_family(house, life, making) for house, life in zip(houses, lives, strict=True)],
            entry="ORGANISED",
            opened_at=making.now,
            by=MAKER,
            at=making.now,
            refresh=False,
        )
        remaining = iter(cases)
        lived = [
            Lived(house, life, [(i, next(remaining)) for i, m in enumerate(house.members) if m.has_case])
            for house, life in zip(houses, lives, strict=True)
        ]
        _assign_colleagues(lived, making)
        happenings = [one for home in lived for one in _happenings(home, making)]
        bring_history(cases=cases, happenings=happenings, by=MAKER, at=making.now)
        _close(cases, happenings, making)
        if making.is_small:
            asked = {one.case.pk for one in happenings if one.kind == "case.consent.given"}
            for home in lived:
                dice = dice_of(home.house, making.seed + 1)
                agree(home.house, home.members, asked, dice)
                meet(home.house, home.members, making.team, making.now, dice)
                tell(home.house, home.members, making.now, dice_of(home.house, making.seed + 2))
        act.about(*[case.person_id for case in cases])
    return len(cases)


def dice_of(house: Household, seed: int) -> random.Random:
    """The dice of one family: the same each time."""
    first = house.members[0]
    return random.Random(f"{seed}|{first.given.latn}|{first.born}|{house.day}|{house.region}")


def _family(house: Household, life: Life, making: Making) -> NewFamily:
    is_home = house.stage.key != "waiting"
    stage = house.stage
    arrival = making.arrival_of(house) if is_home else None
    return NewFamily(
        label=spelt(house.members[0].surname),
        members=tuple(NewMember(_person(member), opens_case=member.has_case) for member in house.members),
        kinships=tuple(house.kin),
        care=tuple((index, member.care) for index, member in enumerate(house.members) if member.care),
        since=life.since,
        terms={
            "entry": stage.entry,
            "arrival": arrival,
            "opened_at": life.opened_at,
            "phase_since": life.opened_at,
            "arrived_at": life.arrived_at,
            "phase_entry": life.phase_entry,
            "phase": "P3" if stage.entry == "SELF" else "P0",
            "region": house.region,
            "centre": CENTRE if is_home else "",
            "case_manager": _manager(house, making) if is_home else None,
        },
    )


def _manager(house: Household, making: Making) -> StaffMember | None:
    """Somebody of the region with room; a few families have nobody yet, so that a supervisor has work."""
    if not house.is_pinned and dice_of(house, making.seed).random() < NO_MANAGER:
        return None
    people = sum(member.has_case for member in house.members)
    manager = making.team.manager_for(house.region, people, house.is_pinned)
    if manager:
        making.team.load[manager.pk] += people
    return manager


def _person(human: Human) -> NewPerson:
    def full(script: str) -> str:
        given, surname = getattr(human.given, script), getattr(human.surname, script)
        return f"{given} {surname}"

    return NewPerson(
        names=tuple(
            NameText(script.title(), full(script), getattr(human.given, script), "SELF")
            for script in ("latn", "cyrl", "arab")
        ),
        sealed=(SealedName(human.kunya, "Latn", "kunya"),) if human.kunya else (),
        sex=human.sex,
        birth_date=human.born,
        birth_precision=human.precision,
        nationality="KZ",
        languages=tuple(Tongue(*one) for one in human.languages),
        relation=human.relation,
    )


def _assign_colleagues(lived: Sequence[Lived], making: Making) -> None:
    roles = ALONGSIDE if making.is_small else {"psychologist": ALONGSIDE["psychologist"]}
    rows = []
    for home in lived:
        for index, case in home.members if home.life.arrived_at else ():
            for role, works_with in roles.items():
                colleague = making.team.one(role, home.house.region)
                if colleague and works_with(home.house.members[index]):
                    rows.append(_assignment(case, colleague))
    Assignment.objects.bulk_create(rows, batch_size=1000)


def _assignment(case: Case, colleague: StaffMember) -> Assignment:
    return Assignment(case=case, staff=colleague, discipline=colleague.discipline, starts_at=case.opened_at)


def _happenings(home: Lived, making: Making) -> Iterator[Happening]:
    together = defaultdict[str, uuid.UUID](uuid.uuid4)
    most, rounds = (MOST_ENTRIES, ROUNDS) if making.is_small else (MOST_ENTRIES_OF_MANY, FEW_ROUNDS)
    for index, case in home.members:
        for event in events_of(home.house, index, making.pack, home.life, making.seed, most, rounds):
            yield Happening(
                case=case,
                kind=event.kind,
                at=event.at,
                together=together[event.together],
                compartment=event.compartment,
                discipline=event.discipline,
                details=event.details,
                payload=event.payload,
                written_by=_writer(event, case, home.house, making.team),
                written_at=event.at + WRITTEN_AFTER,
            )


def _writer(event: Event, case: Case, house: Household, team: Team) -> uuid.UUID | None:
    roles = {"legal": "lawyer", "health": "health_worker", "family_tracing": "family_tracing_officer"}
    if event.discipline == "case_manager" and case.case_manager_id:
        return case.case_manager_id
    colleague = team.one(roles.get(event.discipline, event.discipline), house.region)
    return colleague.pk if colleague else case.case_manager_id


def _close(cases: Sequence[Case], happenings: Sequence[Happening], making: Making) -> None:
    """Files whose closing was approved in the history are closed by the supervisor of whoever led them."""
    closed_at = {one.case.pk: one.at for one in happenings if one.kind == "case.file.closed"}
    team = making.team
    supervisors = {member.pk: member.supervisor for member in team.by_key.values()}
    for case in cases:
        if case.pk not in closed_at or case.case_manager_id is None:
            continue
        case.closed_at, case.closed_reason = closed_at[case.pk], "GOALS_MET"
        case.closed_by = supervisors[case.case_manager_id]
    closed = [case for case in cases if case.closed_at]
    update_rows(closed, ["closed_at", "closed_reason", "closed_by"])
    refresh_plans(cases=closed, at=making.now)

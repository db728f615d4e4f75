"""Filling an empty database with the invented programme. Uses the rooms' own actions; there is no second way in."""

from __future__ import annotations

import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import role_catalogue, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import queries
from shanyraq.cases.actions.history import Happening, bring_history
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.registration import NewFamily, NewMember, get_arrival, open_cases
from shanyraq.cases.models import Appointment, AppointmentMember, Assignment, Case, Consent, Note
from shanyraq.demo.making.history import ROUNDS, Event, Life, events_of, life_of
from shanyraq.demo.making.households import Household, Human, households
from shanyraq.demo.making.staff import Colleague, colleagues
from shanyraq.demo.making.stages import DEMO_DAY, scaled
from shanyraq.foundation import keyring
from shanyraq.foundation.installation import installation
from shanyraq.foundation.writing import update_rows
from shanyraq.pathway import Pack
from shanyraq.people.actions import NameText, NewPerson, SealedName, Tongue

SEED = 2021
CENTRE = "MAN-A"
SMALL = 5_000  # above this many people: larger acts, fewer entries a person
MOST_ENTRIES_OF_MANY = 20
FEW_ROUNDS = 6
FAMILIES_AT_ONCE = 400
NO_MANAGER = 0.03
Tell = Callable[[str], None]
MAKER = system_actor("demo")
# Who works with a person besides her case manager, and with whom.
ALONGSIDE: dict[str, Callable[[Human], bool]] = {
    "psychologist": lambda human: True,
    "health_worker": lambda human: True,
    "lawyer": lambda human: True,
    "family_tracing_officer": lambda human: bool(human.care),
    "teacher": lambda human: human.is_child,
    "livelihoods_adviser": lambda human: not human.is_child,
}


@dataclass
class Team:
    """The colleagues that were made: by key, by role and region; and how many people each case manager has."""

    by_key: dict[str, StaffMember]
    plans: Mapping[str, Colleague]
    load: Counter[uuid.UUID] = field(default_factory=Counter)
    by_role: dict[tuple[str, str], list[StaffMember]] = field(default_factory=lambda: defaultdict(list))

    def one(self, role: str, region: str) -> StaffMember | None:
        """Somebody of this role in the region, or at headquarters."""
        found = (
            self.by_role.get((role, region))
            or self.by_role.get((role, ""))
            or self.by_role.get((role, "MAN"))
        )
        return found[0] if found else None

    def manager_for(self, region: str, people: int, is_pinned: bool) -> StaffMember | None:
        """The case manager of the region with room for these people: the first one fills up first."""
        candidates = self.by_role.get(("case_manager", region), [])
        if is_pinned and candidates:
            return candidates[0]
        for ceiling in (22, 25, 10_000):
            for one in candidates:
                if self.load[one.pk] + people <= ceiling:
                    return one
        return None


def make_programme(*, people: int = 700, seed: int = SEED, tell: Tell = lambda words: None) -> int:
    """Make the whole programme in an empty demonstration. Returns how many people have a support file.

    The same numbers give the same people, families and services. Raises RuntimeError outside a demonstration.
    """
    if not installation().is_demo:
        raise RuntimeError("invented people may only be put into a demonstration")
    pack = queries.pack()
    houses = households(scaled(people), seed)
    lives = {id(house): life_of(house, pack, seed, is_taken_over=people > SMALL) for house in houses}
    team = _make_team(houses, pack, seed)
    tell(f"{len(team.by_key)} colleagues")
    most = 10_000 if people <= SMALL else MOST_ENTRIES_OF_MANY
    at_once = families_at_once(people)
    made, done = 0, 0
    for batch in _batches(houses, at_once):
        made += _bring(batch, lives, team, pack, seed, most, is_small=people <= SMALL)
        done += len(batch)
        if done % 50 < at_once:
            tell(f"{made} of {people} people")
    keyring.forget()
    tell(f"{made} people in {len(houses)} families")
    return made


def families_at_once(people: int) -> int:
    """Families brought in one act: each in its own up to SMALL people."""
    return 1 if people <= SMALL else FAMILIES_AT_ONCE


def _batches(houses: Sequence[Household], at_once: int) -> Iterator[Sequence[Household]]:
    for start in range(0, len(houses), at_once):
        yield houses[start : start + at_once]


# --- colleagues -------------------------------------------------------------------------------------------------------


def _make_team(houses: Sequence[Household], pack: Pack, seed: int) -> Team:
    load = Counter({place.code: 0 for place in pack.places_of("region")})
    for house in houses:
        load[house.region] += sum(member.has_case for member in house.members)
    plans = colleagues(load, CENTRE, seed)
    joined = DEMO_DAY - timedelta(days=1100)
    catalogue = pack.roles
    staff = {
        one.key: StaffMember(
            given_name=one.given,
            family_name=one.family,
            discipline=catalogue[one.role].discipline or one.role,
            region=one.region,
            centre=one.centre,
            languages=list(one.languages),
            sex=one.sex,
            joined_on=joined,
        )
        for one in plans
    }
    for one in plans:
        staff[one.key].supervisor = staff.get(one.supervisor)
    since = datetime.combine(joined, time(9), pack.time_zone)
    with recorded("demo.team", by=MAKER) as act:
        leads = [one for one in plans if not one.supervisor]
        StaffMember.objects.bulk_create([staff[one.key] for one in leads], batch_size=500)
        StaffMember.objects.bulk_create([staff[one.key] for one in plans if one.supervisor], batch_size=500)
        RoleGrant.objects.bulk_create(
            [
                RoleGrant(
                    staff=staff[one.key], role=one.role, region=one.region, centre=one.centre, starts_at=since
                )
                for one in plans
                if one.role in role_catalogue()
            ],
            batch_size=500,
        )
        Account.objects.bulk_create([_account(one, staff[one.key], since) for one in plans], batch_size=500)
        act.about(*[member.pk for member in staff.values()], kind="staff")
    team = Team(staff, {one.key: one for one in plans})
    for one in plans:
        team.by_role[one.role, one.region].append(staff[one.key])
    return team


def _account(one: Colleague, member: StaffMember, since: datetime) -> Account:
    account = Account(login=one.login or one.key.lower(), staff=member, made_at=since)
    account.set_unusable_password()
    return account


# --- families ---------------------------------------------------------------------------------------------------------


def _bring(
    houses: Sequence[Household],
    lives: Mapping[int, Life],
    team: Team,
    pack: Pack,
    seed: int,
    most: int,
    *,
    is_small: bool,
) -> int:
    now = datetime.combine(DEMO_DAY, time(8), pack.time_zone)
    with recorded("demo.families", by=MAKER) as act:
        families = [_family(house, lives[id(house)], team, _dice(house, seed)) for house in houses]
        cases = open_cases(
            families=families, entry="ORGANISED", opened_at=now, by=MAKER, at=now, refresh=False
        )
        remaining = iter(cases)
        lived = [
            (house, [(i, next(remaining)) for i, m in enumerate(house.members) if m.has_case])
            for house in houses
        ]
        _assign_colleagues(lived, team, is_small)
        happenings = [
            one
            for house, members in lived
            for one in _happenings(house, members, lives, team, pack, seed, most)
        ]
        bring_history(cases=cases, happenings=happenings, by=MAKER, at=now)
        _close(cases, happenings, team, now)
        if is_small:
            for house, members in lived:
                dice = _dice(house, seed + 1)
                _agree(house, members, dice)
                _meet(house, members, team, now, dice)
        act.about(*[case.person_id for case in cases])
    return len(cases)


def _dice(house: Household, seed: int) -> random.Random:
    first = house.members[0]
    return random.Random(f"{seed}|{first.given.latn}|{first.born}|{house.day}|{house.region}")


def _family(house: Household, life: Life, team: Team, dice: random.Random) -> NewFamily:
    members = sum(member.has_case for member in house.members)
    pinned = house.is_pinned
    manager = None
    if pinned or house.stage.key == "waiting" or dice.random() > NO_MANAGER:
        manager = team.manager_for(house.region, members, pinned) if house.stage.key != "waiting" else None
    if manager:
        team.load[manager.pk] += members
    arrival = None
    if house.stage.key != "waiting":
        arrival = get_arrival(operation=house.stage.operation, arrived_on=house.day, entry=house.stage.entry)
    head = house.members[0]
    return NewFamily(
        label=head.surname.latn,
        members=tuple(NewMember(_person(member), opens_case=member.has_case) for member in house.members),
        kinships=tuple(house.kin),
        care=tuple((index, member.care) for index, member in enumerate(house.members) if member.care),
        terms={
            "entry": house.stage.entry,
            "arrival": arrival,
            "opened_at": life.opened_at,
            "phase_since": life.opened_at,
            "arrived_at": life.arrived_at,
            "phase_entry": life.phase_entry,
            "phase": "P3" if house.stage.entry == "SELF" else "P0",
            "region": house.region,
            "centre": CENTRE if house.stage.key != "waiting" else "",
            "case_manager": manager,
        },
    )


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


Lived = tuple[Household, list[tuple[int, Case]]]


def _assign_colleagues(lived: Sequence[Lived], team: Team, is_small: bool) -> None:
    roles = ALONGSIDE if is_small else {"psychologist": ALONGSIDE["psychologist"]}
    rows = []
    for house, members in lived:
        for index, case in members:
            for role, works_with in roles.items():
                colleague = team.one(role, house.region)
                if colleague and works_with(house.members[index]) and house.stage.key != "waiting":
                    rows.append(
                        Assignment(
                            case=case,
                            staff=colleague,
                            discipline=colleague.discipline,
                            starts_at=case.opened_at,
                        )
                    )
    Assignment.objects.bulk_create(rows, batch_size=1000)


def _happenings(
    house: Household,
    members: Sequence[tuple[int, Case]],
    lives: Mapping[int, Life],
    team: Team,
    pack: Pack,
    seed: int,
    most: int,
) -> Iterator[Happening]:
    life, together = lives[id(house)], defaultdict[str, uuid.UUID](uuid.uuid4)
    for index, case in members:
        for event in events_of(
            house, index, pack, life, seed, most, ROUNDS if most > MOST_ENTRIES_OF_MANY else FEW_ROUNDS
        ):
            yield Happening(
                case=case,
                kind=event.kind,
                at=event.at,
                together=together[event.together],
                compartment=event.compartment,
                discipline=event.discipline,
                details=event.details,
                payload=event.payload,
                written_by=_writer(event, case, house, team),
                written_at=event.at + timedelta(hours=2),
            )


def _writer(event: Event, case: Case, house: Household, team: Team) -> uuid.UUID | None:
    roles = {"legal": "lawyer", "health": "health_worker", "family_tracing": "family_tracing_officer"}
    if event.discipline == "case_manager" and case.case_manager_id:
        return case.case_manager_id
    colleague = team.one(roles.get(event.discipline, event.discipline), house.region)
    return colleague.pk if colleague else case.case_manager_id


def _close(cases: Sequence[Case], happenings: Sequence[Happening], team: Team, now: datetime) -> None:
    """Files whose closing was approved in the history are closed by the supervisor of whoever led them."""
    closed_at = {one.case.pk: one.at for one in happenings if one.kind == "case.file.closed"}
    supervisors = {member.pk: member.supervisor for member in team.by_key.values()}
    for case in cases:
        if case.pk not in closed_at or case.case_manager_id is None:
            continue
        case.closed_at, case.closed_reason = closed_at[case.pk], "GOALS_MET"
        case.closed_by = supervisors[case.case_manager_id]
        team.load[case.case_manager_id] -= 1
    closed = [case for case in cases if case.closed_at]
    update_rows(closed, ["closed_at", "closed_reason", "closed_by"])
    refresh_plans(cases=closed, at=now)


def _agree(house: Household, members: Sequence[tuple[int, Case]], dice: random.Random) -> None:
    """The answers to the purposes of consent, given in the first days."""
    rows = []
    for index, case in members:
        if case.arrived_at is None:
            continue
        human, on = house.members[index], (case.arrived_at + timedelta(days=3)).date()
        for purpose in queries.pack().consents.values():
            if purpose.adults_only and human.is_child:
                continue
            usual = {"testimony": 0.02, "faith_counselling": 0.3}.get(purpose.code, 0.93)
            giver = "SELF" if not human.is_child else "GUARDIAN" if human.care else "CAREGIVER"
            rows.append(
                Consent(
                    person_id=case.person_id,
                    case=case,
                    purpose=purpose.code,
                    answer="YES" if dice.random() < usual else "NO",
                    given_by=giver,
                    has_assent=dice.random() < 0.95 if 6 <= human.age_on(on) < 15 else None,
                    language=human.languages[0][0] if human.languages else "",
                    on=on,
                    recorded_by_id=case.case_manager_id,
                    recorded_at=case.arrived_at + timedelta(days=3),
                )
            )
    Consent.objects.bulk_create(rows, batch_size=1000)


MEETINGS = (
    ("Home visit", "At home", "The family"),
    ("Family doctor", "Polyclinic, room 14", "Dr Yerzhan A."),
    ("Class teacher", "School 27", "The class teacher"),
    ("Documents", "Public service centre", "The document office"),
)


def _meet(
    house: Household, members: Sequence[tuple[int, Case]], team: Team, now: datetime, dice: random.Random
) -> None:
    """A next meeting for most families that somebody leads, some of them today; and a note."""
    led = [case for _, case in members if case.case_manager_id and case.is_open]
    if not led:
        return
    first, today = led[0], now.date()
    family, manager = first.family_id, first.case_manager_id
    assert family is not None and manager is not None  # led by somebody, in the family she came with
    keyring.ensure_keys((case.person_id, c) for case in led for c in ("C7", "C0"))
    if house.is_pinned or dice.random() < 0.8:
        hour, ahead = dice.choice((9, 10, 11, 14, 15, 16)), dice.choice((0, 0, 0, 1, 4, 6, 12))
        title, place, whom = dice.choice(MEETINGS)
        if house.is_pinned:
            hour, ahead, (title, place, whom) = 15, 0, MEETINGS[0]
        arabic = any(code == "ar" for human in house.members for code, _, _ in human.languages)
        meeting = Appointment.objects.create(
            family_id=family,
            person_id=first.person_id,
            title=title,
            starts_at=now.replace(hour=hour) + timedelta(days=ahead),
            place=place,
            with_whom=whom,
            staff_id=manager,
            language="ar" if arabic else "kk",
            interpreter=team.one("interpreter", house.region) if arabic else None,
            made_by_id=first.case_manager_id,
            made_at=now - timedelta(days=6),
        )
        AppointmentMember.objects.bulk_create(
            AppointmentMember(appointment=meeting, person_id=case.person_id, case=case) for case in led
        )
    if house.is_pinned or dice.random() < 0.4:
        text = dice.choice(
            (
                "Prefers to talk in the morning.",
                "Likes to be called before noon.",
                f"Since {today:%Y}: all well.",
            )
        )
        Note.objects.create(
            person_id=first.person_id,
            case=first,
            compartment="C0",
            text="Prefers to talk in the morning, with a woman." if house.is_pinned else text,
            written_by_id=first.case_manager_id,
            written_at=now - timedelta(days=dice.randrange(1, 40)),
        )

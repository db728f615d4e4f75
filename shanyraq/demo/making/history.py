"""Two and a half years of services, found by running the pack itself: what falls due is done, mostly in time. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from shanyraq.demo.making.households import Household, Human
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.pathway import Evidence, OverlayFact, Pack, PersonFacts, Step, evaluate

ROUNDS = 40
TAKEN_OVER_AT = "P7"
WAIVED, DECLINED = "case.step.waived", "case.step.declined"
# Services that took longest in practice: courts and offices answer slowly.
SLOW = {"legal": 4.0, "livelihoods": 1.8, "psychologist": 1.4, "school": 1.2}
SLOW_PAPERS = ("P6-07", "P4-14", "P5-07")
BUSY_REGIONS = {"KAR": 1.7, "AKT": 1.6, "TUR": 1.3}
PHRASES = {
    "home": "Everyone at home and well. We agreed the next day together.",
    "learning": "Works willingly; reads a little more than last time.",
    "care": "Seen in the morning, with the mother. Nothing urgent.",
    "papers": "Papers complete; the office gave a date.",
    "case": "Talked it through with the family in their own language.",
    "supplies": "Handed over and signed for.",
}


@dataclass(frozen=True)
class Event:
    """One past event of one member (by index in the household)."""

    member: int
    kind: str
    at: datetime
    together: str
    compartment: str
    discipline: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Life:
    """How one person's case stands in the world: what the pathway needs besides evidence."""

    opened_at: datetime
    arrived_at: datetime | None
    phase_entry: str = ""


def life_of(house: Household, pack: Pack, seed: int, *, is_taken_over: bool = False) -> Life:
    """When the family's cases were opened and when they arrived. One answer for a household.

    `is_taken_over`: who came long ago was brought in from an older register, in the follow-up: what a country of a
    hundred thousand would do.
    """
    dice = _dice(seed, house, "life")
    if house.stage.key == "waiting":
        return Life(_at(house.day, pack, 9), None)
    arrived = _at(house.day, pack, 6)
    if house.stage.entry == "SELF":
        return Life(arrived, arrived)
    if is_taken_over and house.day < DEMO_DAY - timedelta(days=200):
        return Life(_at(DEMO_DAY - timedelta(days=dice.randrange(60, 150)), pack, 9), arrived, TAKEN_OVER_AT)
    return Life(arrived - timedelta(days=dice.randrange(60, 150)), arrived)


def events_of(
    house: Household, index: int, pack: Pack, life: Life, seed: int, most: int, rounds: int = ROUNDS
) -> list[Event]:
    """Everything that happened to one member until the demonstration's day, at most `most` entries.

    The world's own events come first (decision, flight, moving in, school); then the pack is evaluated again and again,
    and each service that it says is due is done, declined, set aside or left, until nothing new is due.
    """
    human = house.members[index]
    events = list(_world(house, human, index, pack, life, seed))
    facts = facts_of(human, house, life)
    end = _at(DEMO_DAY, pack, 8)
    decided: set[str] = set()
    for _ in range(rounds):
        plan = evaluate(pack, facts, _as_evidence(events), end)
        news = [
            event
            for step in plan.steps
            if step.is_open and step.key not in decided and step.due_at is not None
            for event in _outcome(house, index, step, pack, life, seed, end, decided)
        ]
        room = most - len(events)
        if not news or room <= 0:
            break
        events += sorted(news, key=lambda event: event.at)[:room]
    return events


def facts_of(human: Human, house: Household, life: Life) -> PersonFacts:
    """What the pathway reads of this invented person."""
    care = {"UNACCOMPANIED": "unaccompanied", "SEPARATED": "separated"}.get(human.care)
    return PersonFacts(
        sex=human.sex,
        birth_date=human.born,
        birth_precision=human.precision,
        entry="self" if house.stage.entry == "SELF" else "organised",
        overlays=(OverlayFact(care, life.opened_at.date()),) if care else (),
        opened_at=life.opened_at,
        arrived_at=life.arrived_at,
        phase_entry=life.phase_entry or None,
    )


def _world(house: Household, human: Human, index: int, pack: Pack, life: Life, seed: int) -> Iterator[Event]:
    """What happened whatever the programme did: decisions, the flight, the centre, moving in, school."""
    dice, own = _dice(seed, house, "world"), _dice(seed, house, "own", index)

    def event(kind: str, at: datetime, hour: int = 10, **payload: Any) -> Event:
        known = pack.kinds[kind]
        moment = at.replace(hour=hour, minute=0)
        return Event(index, kind, moment, f"{kind}|{moment:%Y%m%d}", known.compartment, known.room, payload)

    if own.random() < 0.7 and human.is_child:
        yield event("papers.paper.found_missing", life.opened_at + timedelta(days=3))
    if dice.random() < 0.85:
        yield event("home.relative.identified", life.opened_at + timedelta(days=20))
    if house.stage.key == "waiting":
        if house.day < DEMO_DAY - timedelta(days=95):
            yield event("operations.return.decided", life.opened_at + timedelta(days=92))
        return
    arrived = life.arrived_at
    assert arrived is not None  # everybody but those who wait has arrived
    if life.phase_entry:
        yield event("case.review.stepped_down", arrived + timedelta(days=400))
        return
    if house.stage.entry == "ORGANISED":
        yield event("operations.return.decided", arrived - timedelta(days=24))
        yield event("operations.manifest.final", arrived - timedelta(days=3))
        yield event("operations.departure.recorded", arrived, 2)
    yield event("operations.arrival.recorded", arrived, 6)
    yield from _overlays(house, human, event, arrived, own)
    if human.is_charged and human.sex == "M":
        yield event("centre.stay.not_needed", arrived, 12)
        return
    stay = dice.randrange(25, 37)
    if house.stage.entry == "SELF" and dice.random() < 0.45:
        yield event("centre.stay.not_needed", arrived, 12)
        stay = dice.randrange(0, 8)
    else:
        yield event("centre.stay.started", arrived, 7)
    yield from _afterwards(human, event, arrived + timedelta(days=stay), dice, own, pack)


def _overlays(
    house: Household, human: Human, event: Any, arrived: datetime, own: random.Random
) -> Iterator[Event]:
    if human.is_charged:
        yield event("justice.charge.notified", arrived, 9)
    if own.random() < 0.8:
        yield event("case.consent.given", arrived + timedelta(days=3), 11, purpose="mhpss")
    shared = _dice(0, house, "kin")
    if shared.random() < 0.1:
        yield event("home.contact.declined", arrived + timedelta(days=6), 15)
    elif shared.random() < 0.9:
        yield event("home.relative.willing", arrived + timedelta(days=5), 15)
        yield event("home.contact.agreed", arrived + timedelta(days=5), 16)
    has_children = any(member.is_child for member in house.members)
    if not human.is_child and human.sex == "F" and has_children:
        yield event("home.caregiver.recorded", arrived + timedelta(days=2))
    if human.is_child and own.random() < 0.05:
        yield event("care.nutrition.needed", arrived + timedelta(days=1))
        yield event("care.nutrition.recovered", arrived + timedelta(days=own.randrange(20, 60)))


def _afterwards(
    human: Human, event: Any, left: datetime, dice: random.Random, own: random.Random, pack: Pack
) -> Iterator[Event]:
    """Leaving the centre, moving in, school, the review that steps down, closing: as far as the time went."""
    end = _at(DEMO_DAY, pack, 8)
    placed = left + timedelta(days=dice.randrange(0, 3))
    school = placed + timedelta(days=dice.randrange(8, 50))
    needs_longer = dice.random() < 0.45  # the review at twelve months planned anew
    stepped_down = placed + timedelta(
        days=dice.randrange(660, 900) if needs_longer else dice.randrange(368, 430)
    )
    closing = stepped_down + timedelta(days=dice.randrange(240, 420))
    plan = [("home.placement.started", placed)]
    if "centre.stay.ended" in pack.kinds:
        plan.insert(0, ("centre.stay.ended", left))
    if human.is_child and human.age_on(school.date()) >= 6:
        plan.append(("learning.school.started", school))
    plan.append(("case.review.stepped_down", stepped_down))
    if dice.random() < 0.3 and not human.care:
        plan.append(("case.closure.agreed", closing))
        plan.append(("case.closure.approved", closing + timedelta(days=9)))
        plan.append(("case.file.closed", closing + timedelta(days=9)))
    for kind, at in plan:
        if at < end:
            yield event(kind, at)


def _outcome(
    house: Household,
    index: int,
    step: Step,
    pack: Pack,
    life: Life,
    seed: int,
    end: datetime,
    decided: set[str],
) -> Iterator[Event]:
    """What became of one service that is due: at most one event. Left alone, it stays due or goes late."""
    assert step.due_at is not None
    action = pack.actions[step.action_id]
    shared = _dice(seed, house, step.key)  # one visit for everybody: the same day, the same answer
    own = _dice(seed, house, step.key, index)
    if step.due_at > end + timedelta(days=7):
        return
    decided.add(step.key)
    age = (end - step.due_at).days
    slowness = SLOW.get(step.discipline, 1.0) * BUSY_REGIONS.get(house.region, 0.8)
    together = f"{step.key}"
    if step.voluntary and own.random() < 0.05:
        at = _between(step, life, shared, end)
        payload = {"action": step.action_id, "occurrence": step.occurrence}
        yield Event(
            index, DECLINED, at, f"{together}|no|{index}", step.compartment, step.discipline, payload, payload
        )
        return
    if step.waivable_by and own.random() < 0.006 and age > 20:
        at = _between(step, life, shared, end)
        text = "The family had this service elsewhere in the same week."
        payload = {"action": step.action_id, "occurrence": step.occurrence, "reason": text}
        yield Event(
            index,
            WAIVED,
            at,
            f"{together}|set-aside",
            step.compartment,
            step.discipline,
            payload,
            {"text": text},
        )
        return
    if action.waiting_after and age < 45 and shared.random() < 0.6:
        at = min(step.due_at - timedelta(days=shared.randrange(5, 30)), end - timedelta(days=1))
        kind = action.waiting_after[0]
        yield Event(
            index,
            kind,
            _not_before(at, life),
            f"{together}|asked",
            pack.kinds[kind].compartment,
            step.discipline,
        )
        return
    if shared.random() < min(0.9, _left_open(age, step.action_id) * slowness):
        return
    kind = action.done_by[0]
    at = _between(step, life, shared, end)
    details = _details(pack, kind, shared)
    yield Event(
        index,
        kind,
        at,
        f"{together}|{at:%Y%m%d%H}",
        pack.kinds[kind].compartment,
        step.discipline,
        {},
        details,
    )


def _left_open(age: int, action: str) -> float:
    """The share of services that nobody has done yet, by the days since they were due."""
    if age < 0:
        return 0.8
    if age < 14:
        return 0.22
    if age < 40:
        return 0.05
    if action in SLOW_PAPERS:
        return 0.018
    return 0.006 if age < 120 else 0.0006


def _between(step: Step, life: Life, dice: random.Random, end: datetime) -> datetime:
    """A working hour shortly before the service was due; one in eight some days after."""
    assert step.due_at is not None
    days = dice.randrange(1, 9) if dice.random() < 0.12 else -dice.randrange(0, 4)
    at = (step.due_at + timedelta(days=days)).replace(
        hour=dice.randrange(9, 17), minute=dice.choice((0, 15, 30, 45))
    )
    opens = step.opens_at
    if opens is not None and at < opens:
        at = opens + timedelta(hours=3)
    return min(_not_before(at, life), end - timedelta(hours=dice.randrange(1, 30)))


def _not_before(at: datetime, life: Life) -> datetime:
    return max(at.replace(second=0, microsecond=0), life.opened_at + timedelta(hours=1))


def _details(pack: Pack, kind: str, dice: random.Random) -> dict[str, Any]:
    room = kind.split(".")[0]
    if room not in PHRASES or dice.random() > 0.25:
        return {}
    return {"minutes": dice.choice((30, 45, 60)), "text": PHRASES[room]}


def _as_evidence(events: Iterable[Event]) -> list[Evidence]:
    ordered = sorted(events, key=lambda event: (event.at, event.kind))
    return [
        Evidence(id=str(number), seq=number, kind=event.kind, at=event.at, payload=event.payload)
        for number, event in enumerate(ordered, 1)
    ]


def _dice(seed: int, house: Household, *words: object) -> random.Random:
    first = house.members[0]
    return random.Random(f"{seed}|{first.surname.latn}|{first.given.latn}|{first.born}|{house.day}|{words}")


def _at(day: date, pack: Pack, hour: int) -> datetime:
    return datetime.combine(day, time(hour), pack.time_zone)

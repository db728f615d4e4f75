"""What happened whatever the programme did: decisions, the flight, the centre, moving in, school. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from shanyraq.demo.making.humans import Household, Human
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.pathway import Pack


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

    @property
    def since(self) -> date:
        """The day since when the family lives as it does: it came, or was known before."""
        return min(self.opened_at, self.arrived_at or self.opened_at).date()


def world_events(
    house: Household, human: Human, index: int, pack: Pack, life: Life, seed: int
) -> Iterator[Event]:
    """What happened whatever the programme did: decisions, the flight, the centre, moving in, school."""
    dice, own = dice_for(seed, house, "world"), dice_for(seed, house, "own", index)

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
        yield from _taken_over(house, human, event, arrived, life.phase_entry)
        return
    if house.stage.entry == "ORGANISED":
        yield event("operations.return.decided", arrived - timedelta(days=24))
        yield event("operations.manifest.final", arrived - timedelta(days=3))
        yield event("operations.departure.recorded", arrived, 2)
    yield event("operations.arrival.recorded", arrived, 6)
    yield from _overlays(house, human, index, event, arrived, own)
    if human.is_away:
        yield from _in_custody(event, arrived, own)
        return
    stay = dice.randrange(25, 37)
    if house.stage.entry == "SELF" and dice.random() < 0.45:
        yield event("centre.stay.not_needed", arrived, 12)
        stay = dice.randrange(0, 8)
    else:
        yield event("centre.stay.started", arrived, 7)
    yield from _afterwards(human, event, arrived + timedelta(days=stay), dice, own, pack)


def _in_custody(event: Any, arrived: datetime, own: random.Random) -> Iterator[Event]:
    """Custody is no phase of the programme, and the centre is not his.

    Once his needs are known and his plan was reviewed, a contact every quarter goes on, which is the follow-up; his
    family's support goes its own way.
    """
    yield event("centre.stay.not_needed", arrived, 12)
    yield event("case.review.stepped_down", arrived + timedelta(days=own.randrange(62, 95)), 11)


def _taken_over(house: Household, human: Human, event: Any, arrived: datetime, phase: str) -> Iterator[Event]:
    """What an older register told of her: no more than the phase she has come to hangs on."""
    if human.is_charged:
        yield event("justice.charge.notified", arrived, 9)
    if human.is_away or house.stage.entry == "SELF":
        yield event("centre.stay.not_needed", arrived, 12)
    elif phase == "P4":
        yield event("centre.stay.started", arrived, 7)
    if human.is_away or phase == "P7":
        yield event("case.review.stepped_down", arrived + timedelta(days=70 if human.is_away else 400), 11)
    elif phase in ("P5", "P6"):
        placed = arrived + timedelta(days=28)
        yield event("home.placement.started", placed)
        if human.is_child and human.age_on(placed.date()) >= 6:
            yield event("learning.school.started", placed)


def _overlays(
    house: Household, human: Human, index: int, event: Any, arrived: datetime, own: random.Random
) -> Iterator[Event]:
    if human.is_charged:
        yield event("justice.charge.notified", arrived, 9)
    if any(
        house.members[parent].is_away
        for parent, kind, child, _ in house.kin
        if (kind, child) == ("PARENT", index)
    ):
        yield event("home.parent.detained", arrived, 9)
    if own.random() < 0.8:
        yield event("case.consent.given", arrived + timedelta(days=3), 11, purpose="mhpss")
    shared = dice_for(0, house, "kin")
    if shared.random() < 0.1:
        yield event("home.contact.declined", arrived + timedelta(days=6), 15)
    elif shared.random() < 0.9:
        yield event("home.relative.willing", arrived + timedelta(days=5), 15)
        yield event("home.contact.agreed", arrived + timedelta(days=5), 16)
    if human.is_child and own.random() < 0.05:
        yield event("care.nutrition.needed", arrived + timedelta(days=1))
        yield event("care.nutrition.recovered", arrived + timedelta(days=own.randrange(20, 60)))


def _afterwards(
    human: Human, event: Any, left: datetime, dice: random.Random, own: random.Random, pack: Pack
) -> Iterator[Event]:
    """Leaving the centre, moving in, school, the review that steps down, closing: as far as the time went."""
    end = instant(DEMO_DAY, pack, 8)
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
        plan.append(("case.closure.asked", closing))
        plan.append(("case.closure.approved", closing + timedelta(days=9)))
        plan.append(("case.file.closed", closing + timedelta(days=9)))
    for kind, at in plan:
        if at < end:
            yield event(kind, at)


def dice_for(seed: int, house: Household, *words: object) -> random.Random:
    """Dice that fall the same for the same family and question."""
    first = house.members[0]
    return random.Random(f"{seed}|{first.surname.latn}|{first.given.latn}|{first.born}|{house.day}|{words}")


def instant(day: date, pack: Pack, hour: int) -> datetime:
    """An hour of a day in the pack's time zone."""
    return datetime.combine(day, time(hour), pack.time_zone)

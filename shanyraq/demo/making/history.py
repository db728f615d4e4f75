"""Two and a half years of services, found by running the pack itself: what falls due is done, mostly in time. Pure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shanyraq.cases.rules import ALONE, CARING
from shanyraq.demo.making.humans import Household, Human
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.demo.making.wordings import ELSEWHERE, PHRASES, written_in
from shanyraq.demo.making.world import Event, Life, dice_for, instant, world_events
from shanyraq.pathway import Evidence, OverlayFact, Pack, PersonFacts, Step, evaluate
from shanyraq.people.rules import last_day_as_child

ROUNDS = 40
# Where an older register is taken over, who came so many days ago begins in that phase.
NEEDS_LONGER = 0.4  # of those whose review after a year planned anew
TAKEN_OVER_AT = ((420, "P7"), (60, "P6"), (30, "P5"), (8, "P4"))
WEEK = timedelta(days=7)
WRITTEN_AFTER = timedelta(hours=2)  # when colleagues write down what happened
WAIVED, DECLINED = "case.step.waived", "case.step.declined"
# Services that took longest in practice: courts and offices answer slowly.
SLOW = {"legal": 4.0, "livelihoods": 1.8, "psychologist": 1.4, "school": 1.2}
SLOW_PAPERS = ("P6-07", "P4-14", "P5-07")
# For how many days a service may stay undone, by the phase it belongs to: before the flight none is forgotten, and
# nobody goes hungry for a year. What has waited longer was done after all. Courts and offices take the longest.
PATIENCE = {"P1": 0, "P2": 0, "P3": 20, "P4": 60, "P5": 60}
# A visit may fill the place of an earlier one that was set aside: then there is another one.
TRIES = 3
MOST_PATIENCE, PATIENCE_WITH_PAPERS = 90, 180
BUSY_REGIONS = {"KAR": 1.7, "AKT": 1.6, "TUR": 1.3}


def life_of(house: Household, pack: Pack, seed: int, *, is_taken_over: bool = False) -> Life:
    """When the family's cases were opened and when they arrived. One answer for a household.

    `is_taken_over`: whoever has been home for more than a week was brought in from an older register, in the phase she
    had come to: what a country of a hundred thousand would do.
    """
    dice = dice_for(seed, house, "life")
    if house.stage.key == "waiting":
        return Life(instant(house.day, pack, 9), None)
    arrived = instant(house.day, pack, 6)
    home_for = (DEMO_DAY - house.day).days
    phase = next((phase for days, phase in TAKEN_OVER_AT if home_for >= days), "")
    if is_taken_over and phase:
        taken_over = instant(DEMO_DAY - timedelta(days=dice.randrange(20, 80)), pack, 9)
        if phase == "P7" and dice.random() < NEEDS_LONGER:
            phase = "P6"
        return Life(max(arrived, taken_over), arrived, phase)
    if house.stage.entry == "SELF":
        return Life(arrived, arrived)
    return Life(arrived - timedelta(days=dice.randrange(60, 150)), arrived)


def events_of(
    house: Household, index: int, pack: Pack, life: Life, seed: int, most: int, rounds: int = ROUNDS
) -> list[Event]:
    """Everything that happened to one member until the demonstration's day, at most `most` entries.

    The world's own events come first (decision, flight, moving in, school); then the pack is evaluated again and again,
    and each service that it says is due is done, declined, set aside or left, until nothing new is due.
    """
    human = house.members[index]
    facts = facts_of(human, house, life)
    end = instant(DEMO_DAY, pack, 8)
    world = world_events(house, human, index, pack, life, seed)
    events = [event for event in world if event.at + WRITTEN_AFTER <= end]
    tries: Counter[str] = Counter()
    for _ in range(rounds):
        plan = evaluate(pack, facts, _as_evidence(events), end)
        news = []
        for step in plan.steps:
            if step.is_open and tries[step.key] < TRIES and step.due_at and step.due_at <= end + WEEK:
                event = _outcome(_Due(house, index, step, pack, life, seed, end, tries[step.key]))
                is_done = event is not None and event.kind in pack.actions[step.action_id].done_by
                tries[step.key] += 1 if is_done else TRIES
                news += [event] if event else []
        room = most - len(events)
        if not news or room <= 0:
            break
        events += sorted(news, key=lambda event: event.at)[:room]
    return events


def facts_of(human: Human, house: Household, life: Life) -> PersonFacts:
    """What the pathway reads of this invented person."""
    return PersonFacts(
        sex=human.sex,
        birth_date=human.born,
        birth_precision=human.precision,
        entry="self" if house.stage.entry == "SELF" else "organised",
        overlays=tuple(_circumstances(human, house, life)),
        opened_at=life.opened_at,
        arrived_at=life.arrived_at,
        phase_entry=life.phase_entry or None,
    )


def _circumstances(human: Human, house: Household, life: Life) -> Iterator[OverlayFact]:
    """What her kin and her care tell, as the site will read it from its tables."""
    if human.care in ALONE:
        yield OverlayFact(ALONE[human.care], max(life.since, human.born))
    for first, kind, second, _ in house.kin:
        child = house.members[second]
        if house.members[first] is human and kind in CARING:
            yield OverlayFact(CARING[kind], child.born, last_day_as_child(child.born, child.precision))


@dataclass(frozen=True)
class _Due:
    """One service that is due to one member: everything its outcome hangs on."""

    house: Household
    member: int
    step: Step
    pack: Pack
    life: Life
    seed: int
    end: datetime
    tried: int = 0

    @property
    def due_at(self) -> datetime:
        assert self.step.due_at is not None
        return self.step.due_at

    @property
    def age(self) -> int:
        """Days since it was due."""
        return (self.end - self.due_at).days

    def event(self, kind: str, at: datetime, word: str, compartment: str = "", **values: Any) -> Event:
        """An event about this service; members with the same word share it."""
        found = compartment or self.pack.kinds[kind].compartment
        return Event(self.member, kind, at, f"{self.step.key}|{word}", found, self.step.discipline, **values)

    def about_step(self, **more: Any) -> dict[str, Any]:
        """What a decision about the step says of it."""
        return {"action": self.step.action_id, "occurrence": self.step.occurrence, **more}


def _outcome(due: _Due) -> Event | None:
    """What became of one service that is due. Left alone, it stays due or goes late."""
    # One visit for everybody: the same day, the same answer.
    shared = dice_for(due.seed, due.house, due.step.key, *([due.tried] if due.tried else []))
    own = dice_for(due.seed, due.house, due.step.key, due.member)
    step, action = due.step, due.pack.actions[due.step.action_id]
    if step.voluntary and own.random() < 0.05:
        said = due.about_step()
        at = _between(due, shared)
        return due.event(DECLINED, at, f"no|{due.member}", step.compartment, payload=said, details=said)
    if step.waivable_by and own.random() < 0.006 and due.age > 20:
        why = ELSEWHERE[written_in(due.house.region, shared)]
        said, at = due.about_step(reason=why), _between(due, shared)
        return due.event(WAIVED, at, "set-aside", step.compartment, payload=said, details={"text": why})
    if action.waiting_after and due.age < 45 and shared.random() < 0.6:
        at = min(due.due_at - timedelta(days=shared.randrange(5, 30)), due.end - timedelta(days=1))
        return due.event(action.waiting_after[0], _not_before(at, due.life), "asked")
    slowness = SLOW.get(step.discipline, 1.0) * BUSY_REGIONS.get(due.house.region, 0.8)
    if shared.random() < min(0.9, _left_open(due.age, step) * slowness):
        return None
    kind, at = action.done_by[0], _between(due, shared)
    return due.event(kind, at, f"{at:%Y%m%d%H}", details=_details(kind, due.house.region, shared))


def _left_open(age: int, step: Step) -> float:
    """The share of services that nobody has done yet, by the days since they were due."""
    is_slow = step.action_id in SLOW_PAPERS
    if age > (PATIENCE_WITH_PAPERS if is_slow else PATIENCE.get(step.phase, MOST_PATIENCE)):
        return 0.0
    if age < 0:
        return 0.8
    if age < 14:
        return 0.22
    if age < 40:
        return 0.05
    return 0.05 if is_slow else 0.02


def _between(due: _Due, dice: random.Random) -> datetime:
    """A working hour shortly before the service was due; one in eight some days after."""
    days = dice.randrange(1, 9) if dice.random() < 0.12 else -dice.randrange(0, 4)
    at = (due.due_at + timedelta(days=days)).replace(
        hour=dice.randrange(9, 17), minute=dice.choice((0, 15, 30, 45))
    )
    opens = due.step.opens_at
    if opens is not None and at < opens:
        at = opens + timedelta(hours=3)
    return min(_not_before(at, due.life), due.end - WRITTEN_AFTER - timedelta(hours=dice.randrange(0, 29)))


def _not_before(at: datetime, life: Life) -> datetime:
    return max(at.replace(second=0, microsecond=0), life.opened_at + timedelta(hours=1))


def _details(kind: str, region: str, dice: random.Random) -> dict[str, Any]:
    room = kind.split(".")[0]
    if room not in PHRASES["en"] or dice.random() > 0.25:
        return {}
    return {"minutes": dice.choice((30, 45, 60)), "text": PHRASES[written_in(region, dice)][room]}


def _as_evidence(events: Iterable[Event]) -> list[Evidence]:
    ordered = sorted(events, key=lambda event: (event.at, event.kind))
    return [
        Evidence(id=str(number), seq=number, kind=event.kind, at=event.at, payload=event.payload)
        for number, event in enumerate(ordered, 1)
    ]

"""The plan: what one person is owed at one instant, each step with its state and reason.

`evaluate` sorts the evidence, asks who the person is on that day, dates the triggers, then goes through the
pack's actions in order. It never fails, whatever was recorded; it reads no clock and nothing outside its
arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shanyraq.pathway.applies import KindOfPerson, Ready, Way, way_for
from shanyraq.pathway.days import NEVER
from shanyraq.pathway.found import Found, closers_of, consents_given, find, of_this_episode
from shanyraq.pathway.occurrences import steps_of
from shanyraq.pathway.opening import Known, Turns, open_by_day, open_by_hour, open_undated
from shanyraq.pathway.owed import Owed
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.phases import Progress, phase_states
from shanyraq.pathway.profiles import Age, age_on, latest_says_yes, moment, overlays_of, profiles_of
from shanyraq.pathway.program import Opening, Program
from shanyraq.pathway.rows import Row
from shanyraq.pathway.since import Circumstances
from shanyraq.pathway.triggers import trigger_dates
from shanyraq.pathway.types import OPEN_STATES, Evidence, PersonFacts, Plan, Step

_REMEMBERED_DAYS_OF_TRIGGER = 4096


def evaluate(pack: Pack, person: PersonFacts, evidence: Iterable[Evidence], at: datetime) -> Plan:
    """The plan of a person at an aware instant. Evidence of later the same day counts already."""
    program = pack.program
    day = program.day(at)
    found = find(program, evidence, day.horizon)
    age = age_on(program, person, day.today_date)
    profiles = profiles_of(program, person, age)
    overlays, overlay_turns = overlays_of(program, person, found.by_kind, day.today)
    kind = KindOfPerson(
        profiles=profiles,
        overlays=overlays,
        sex=person.sex,
        entry=person.entry,
        months=age.band,
        told=program.telling_kinds.intersection(found.by_kind),
        consents=consents_given(program, found.by_kind),
        first_phase=_first_phase(program, person),
        is_closed=latest_says_yes(found.by_kind, pack.closed_by, pack.reopened_by),
        came_of_age=_came_of_age(program, person, age, day.today),
    )
    way = way_for(program, kind)
    instants, days = trigger_dates(program, person, found.by_kind, way.expected, age, day)
    circumstances = Circumstances(program, person, found.by_kind, kind, day.today)
    known = Known(program, program.calendar, day, at, instants, days, circumstances)
    turns = Turns(min(age.next_birthday, overlay_turns, found.next_day))
    if person.arrived_at is not None and person.arrived_at > day.horizon:
        turns.on(program.calendar.ordinal(person.arrived_at))
    progress = Progress(turns, len(program.phases))
    steps = _walk(known, of_this_episode(program, found), way, progress)
    phase, phases = phase_states(known, person, found, kind.first_phase, progress)
    return Plan(phase, phases, tuple(steps), profiles, overlays, turns.first(program.calendar))


def _came_of_age(program: Program, person: PersonFacts, age: Age, today: int) -> bool:
    """Whether she turned eighteen since her file was opened; not where nothing is known of her age."""
    turns = age.turns_18_on
    return turns is not None and program.calendar.ordinal(person.opened_at) < turns <= today


def _first_phase(program: Program, person: PersonFacts) -> int:
    """The phase at which this person's pathway begins."""
    first = program.phase_index.get(person.phase_entry or "", 0)
    phases = program.pack.phases
    while first < len(phases) - 1 and person.entry in phases[first].not_for_entry:
        first += 1
    return first


def _walk(known: Known, found: Found, way: Way, progress: Progress) -> list[Step]:
    """The steps of every action, in the order of the pack."""
    steps: list[Step] = []
    instants, days, openings, gates = known.instants, known.days, known.day.opened, progress.gates
    by_kind, waits, claims, _ = found
    touched = waits.keys() | claims.keys()
    next_day = progress.turns.next_day
    is_short = way.closing.isdisjoint(by_kind) and way.passed.isdisjoint(claims)
    for row, ready in way.short if is_short else way.full:
        if row is None:
            steps += ready or ()
            continue
        closers = by_kind.get(row.closed_by) if row.closed_by is not None else closers_of(row, by_kind)
        if closers is not None and row.closing is not None:
            steps.append(row.closing(closers[0], instants, days))
            if row.enters:
                progress.closed[row.index] = closers[0].at
        elif closers is not None or row.index in touched:
            steps += _recorded(known, row, ready, closers or (), found, progress)
        elif ready is not None:
            steps += ready
        elif row.by_day_alone or (row.by_hour_alone and instants[row.trigger] is None):
            plain, turns, keys = openings[row.index].get(days[row.trigger]) or _open_plainly(known, row)
            steps += plain
            if turns < next_day:
                next_day = turns
            for phase in row.gates:
                gates[phase] += keys
        elif row.by_hour_alone:
            steps += _open_by_hour(known, row, progress)
        else:
            steps += _recorded(known, row, ready, (), found, progress)
    progress.turns.on(next_day)
    return steps


def _open_plainly(known: Known, row: Row) -> Opening:
    """The open steps of an action about which nothing is recorded: they follow from the trigger's day alone."""
    trigger = known.days[row.trigger]
    if row.series is not None:
        turns = Turns()
        steps = steps_of(Owed(known, row, (), (), (), (), applies=True), turns)
        next_day = turns.next_day
    elif trigger is None or row.by_hour_alone:
        steps = [open_undated(row, number, due).step for number, due in enumerate(row.dues, 1)]
        next_day = NEVER
    else:
        opened = [open_by_day(known, row, number, due, trigger) for number, due in enumerate(row.dues, 1)]
        steps = [each.step for each in opened]
        next_day = min([each.next_day for each in opened])
    keys = tuple([step.key for step in steps if step.state in OPEN_STATES]) if row.gates else ()
    opening = tuple(steps), next_day, keys
    remembered = known.day.opened[row.index]
    if len(remembered) >= _REMEMBERED_DAYS_OF_TRIGGER:
        remembered.clear()
    remembered[trigger] = opening
    return opening


def _open_by_hour(known: Known, row: Row, progress: Progress) -> list[Step]:
    """The open steps of an action about which nothing is recorded, counted from its trigger's instant."""
    instant = known.instants[row.trigger]
    assert instant is not None
    opened = [open_by_hour(known, row, number, due, instant) for number, due in enumerate(row.dues, 1)]
    steps = [progress.turns.note(each) for each in opened]
    for phase in row.gates:
        progress.gates[phase] += [step.key for step in steps if step.state in OPEN_STATES]
    return steps


def _recorded(
    known: Known,
    row: Row,
    ready: Ready | None,
    closers: Sequence[Evidence],
    found: Found,
    progress: Progress,
) -> Sequence[Step]:
    """The steps of an action that has a history, or that hangs on hours or events."""
    index = row.index
    events: Sequence[Evidence] = ()
    if row.events:
        events = sorted((entry for kind in row.events for entry in found.by_kind.get(kind, ())), key=moment)
    claims, waits = found.claims.get(index, ()), found.waits.get(index, ())
    since = known.circumstances.since(row.action.for_) if row.by_circumstance else None
    steps = steps_of(Owed(known, row, closers, claims, waits, events, ready is None, since), progress.turns)
    if not steps and ready is not None:
        return ready
    for phase in row.gates:
        progress.gates[phase] += [step.key for step in steps if step.state in OPEN_STATES]
    if row.enters and (closed := [step.closed_at for step in steps if step.closed_at is not None]):
        progress.closed[index] = min(closed)
    return steps

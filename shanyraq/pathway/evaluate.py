"""The plan: what one person is owed at one instant, each step with its state and reason.

`evaluate` sorts the evidence, asks who the person is on that day, dates the triggers, then goes through the
pack's actions in order. It never fails, whatever was recorded; it reads no clock and nothing outside its
arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shanyraq.pathway.applies import KindOfPerson, rows_for
from shanyraq.pathway.found import Found, consents_given, find
from shanyraq.pathway.occurrences import Known, steps_of
from shanyraq.pathway.opening import open_by_day, open_by_hour, open_undated
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.phases import Progress, phase_states
from shanyraq.pathway.profiles import age_on, latest_says_yes, moment, overlays_of, profiles_of
from shanyraq.pathway.program import NEVER, Day, Mode, Program, Row
from shanyraq.pathway.triggers import trigger_dates
from shanyraq.pathway.types import OPEN_STATES, Evidence, PersonFacts, Plan, Step, StepState

_DONE = StepState.DONE
_new_step = tuple.__new__


def evaluate(pack: Pack, person: PersonFacts, evidence: Iterable[Evidence], at: datetime) -> Plan:
    """The plan of a person at an aware instant. Evidence of later the same day counts already."""
    program = pack.program
    day = program.day(at)
    found = find(program, evidence, day.horizon)
    by_kind = found.by_kind
    age = age_on(program, person, day.today_date)
    profiles = profiles_of(program, person, age)
    overlays, overlay_turns = overlays_of(program, person, by_kind, day.today)
    first_phase = _first_phase(program, person)
    kind = KindOfPerson(
        profiles=profiles,
        overlays=overlays,
        sex=person.sex,
        entry=person.entry,
        months=program.age_band(age.months),
        told=program.telling_kinds.intersection(by_kind),
        consents=consents_given(program, by_kind),
        first_phase=first_phase,
        is_closed=latest_says_yes(by_kind, pack.closed_by, pack.reopened_by),
    )
    instants, days = trigger_dates(program, person, by_kind, kind, age, day)
    progress = Progress(min(age.next_birthday, overlay_turns, found.next_day))
    if person.arrived_at is not None and person.arrived_at > day.horizon:
        progress.turns_on(program.ordinal(person.arrived_at))
    steps = _walk(program, found, kind, day, at, instants, days, progress)
    phase, phases = phase_states(program, person, found, first_phase, day, instants, progress)
    return Plan(phase, phases, tuple(steps), profiles, overlays, progress.next_change_at(program))


def _first_phase(program: Program, person: PersonFacts) -> int:
    """The phase at which this person's pathway begins."""
    first = program.phase_index.get(person.phase_entry or "", 0)
    phases = program.pack.phases
    while first < len(phases) - 1 and person.entry in phases[first].not_for_entry:
        first += 1
    return first


def _walk(
    program: Program,
    found: Found,
    kind: KindOfPerson,
    day: Day,
    at: datetime,
    instants: list[datetime | None],
    days: list[int | None],
    progress: Progress,
) -> list[Step]:
    """The steps of every action, in the order of the pack."""
    steps: list[Step] = []
    closers_of, claims_of, waits_of = found.closers, found.claims, found.waits
    opened = day.opened
    for row, not_owed in zip(program.rows, rows_for(program, kind), strict=True):
        index = row.index
        closers = closers_of.get(index)
        if closers is None and index not in claims_of and not (row.may_wait and index in waits_of):
            if not_owed is not None:
                steps += not_owed
                continue
            if row.by_day_alone:
                trigger = days[row.dues[0].trigger]
                remembered = opened[index].get(trigger)
                if remembered is None:
                    remembered = _open_plainly(program, row, day, trigger)
                    opened[index][trigger] = remembered
                plain, turns = remembered
                steps += plain
                if turns < progress.next_day:
                    progress.next_day = turns
                if row.gates:
                    progress.keep_open(row, plain)
                continue
        elif closers is not None and row.mode is Mode.ONCE and not row.skip:
            first = closers[0] if len(closers) == 1 else min(closers, key=moment)
            steps.append(_done(program, row, first, instants, days))
            if index in program.entry_steps:
                progress.closed_on(index, first.at)
            continue
        _recorded(program, found, row, day, at, instants, days, progress, not_owed, steps)
    return steps


def _open_plainly(program: Program, row: Row, day: Day, trigger: int | None) -> tuple[tuple[Step, ...], int]:
    """The open steps of an action about which nothing is recorded: they depend on the trigger's day alone."""
    found = [
        open_undated(row, number, due)
        if trigger is None
        else open_by_day(program, row, number, due, day, trigger)
        for number, due in enumerate(row.dues, 1)
    ]
    return tuple(opened.step for opened in found), min(opened.next_day for opened in found)


def _done(
    program: Program, row: Row, entry: Evidence, instants: list[datetime | None], days: list[int | None]
) -> Step:
    """The step of an action that happens once and was done. Built by hand: it is the commonest of all."""
    action, due = row.action, row.dues[0]
    opens = due_at = None
    if due.trigger >= 0:
        trigger = days[due.trigger]
        if due.hours is not None:
            opens = instants[due.trigger]
            due_at = None if opens is None else program.hour_due(opens, due.hours)
        elif trigger is not None:
            due_at = program.last_second(trigger // 2 + due.days)
            opens = None if due.is_before else instants[due.trigger]
    fields = (
        row.first_key,
        action.id,
        1,
        row.phase,
        _DONE,
        program.done_reason(entry.kind),
        opens,
        due_at,
        due.discipline,
        action.with_,
        action.compartment,
        (entry.id,),
        entry.at,
        action.voluntary,
        action.waivable_by,
    )
    return _new_step(Step, fields)


def _recorded(
    program: Program,
    found: Found,
    row: Row,
    day: Day,
    at: datetime,
    instants: list[datetime | None],
    days: list[int | None],
    progress: Progress,
    not_owed: tuple[Step, ...] | None,
    steps: list[Step],
) -> None:
    """The steps of an action that has a history, or that comes more than once."""
    index = row.index
    events = [entry for kind in row.action.event for entry in found.by_kind.get(kind, ())]
    known = Known(
        program=program,
        row=row,
        day=day,
        at=at,
        closers=sorted(found.closers.get(index, ()), key=moment)[row.skip :],
        claims=found.claims.get(index, []),
        waits=found.waits.get(index, []),
        events=sorted(events, key=moment),
        applies=not_owed is None,
        instants=instants,
        days=days,
    )
    before = len(steps)
    for opened in steps_of(known):
        steps.append(opened.step)
        progress.turns_on(opened.next_day)
        if opened.next_instant is not None:
            progress.turns_at(opened.next_instant)
        if opened.step.closed_at is not None and index in program.entry_steps:
            progress.closed_on(index, opened.step.closed_at)
    if len(steps) == before and not_owed is not None:
        steps += not_owed
    elif row.gates:
        progress.keep_open(row, [step for step in steps[before:] if step.state in OPEN_STATES])

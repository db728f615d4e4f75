"""The plan: what one person is owed at one instant, each step with its state and reason.

`evaluate` sorts the evidence, asks who the person is on that day, dates the triggers, then goes through the
pack's actions in order. It never fails, whatever was recorded; it reads no clock and nothing outside its
arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shanyraq.pathway.applies import KindOfPerson, Way, way_for
from shanyraq.pathway.found import Found, consents_given, find
from shanyraq.pathway.occurrences import Owed, steps_of
from shanyraq.pathway.opening import Known, Turns, open_by_day, open_undated
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.phases import Progress, phase_states
from shanyraq.pathway.profiles import age_on, latest_says_yes, moment, overlays_of, profiles_of
from shanyraq.pathway.program import Opening, Program, Row, Table
from shanyraq.pathway.triggers import trigger_dates
from shanyraq.pathway.types import OPEN_STATES, Evidence, PersonFacts, Plan, Step, StepState

_DONE = StepState.DONE
_new = tuple.__new__  # twice as fast as calling the class, which matters for a million steps
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
        months=program.age_band(age.months),
        told=program.telling_kinds.intersection(found.by_kind),
        consents=consents_given(program, found.by_kind),
        first_phase=_first_phase(program, person),
        is_closed=latest_says_yes(found.by_kind, pack.closed_by, pack.reopened_by),
    )
    instants, days = trigger_dates(program, person, found.by_kind, kind, age, day)
    known = Known(program, day, at, instants, days)
    turns = Turns(min(age.next_birthday, overlay_turns, found.next_day))
    if person.arrived_at is not None and person.arrived_at > day.horizon:
        turns.on(program.ordinal(person.arrived_at))
    progress = Progress(turns)
    steps = _walk(known, found, way_for(program, kind), progress)
    phase, phases = phase_states(known, person, found, kind.first_phase, progress)
    return Plan(phase, phases, tuple(steps), profiles, overlays, turns.first(program))


def _first_phase(program: Program, person: PersonFacts) -> int:
    """The phase at which this person's pathway begins."""
    first = program.phase_index.get(person.phase_entry or "", 0)
    phases = program.pack.phases
    while first < len(phases) - 1 and person.entry in phases[first].not_for_entry:
        first += 1
    return first


def _walk(known: Known, found: Found, way: Way, progress: Progress) -> list[Step]:
    """The steps of every action, in the order of the pack."""
    program, _, _, instants, days = known
    steps: list[Step] = []
    closers_of, claims_of, waits_of = found.closers, found.claims, found.waits
    tables = _tables(known)
    last_seconds, reasons, next_day = program.last_seconds, program.done, progress.turns.next_day
    is_short = way.not_owed.isdisjoint(closers_of) and way.not_owed.isdisjoint(claims_of)
    for passed, row, not_owed in way.short if is_short else way.full:
        steps += passed
        if row is None:
            break
        index = row.index
        closers = closers_of.get(index)
        if closers is None:
            if index not in claims_of and not (row.may_wait and index in waits_of):
                if not_owed is not None:
                    steps += not_owed
                    continue
                if row.by_day_alone:
                    table = tables[row.first_due.trigger]
                    plain, turns, keys = table[row.slot] or _open_plainly(known, row, table)
                    steps += plain
                    if turns < next_day:
                        next_day = turns
                    if row.gates:
                        progress.keep_open(row, keys)
                    continue
        elif row.done_plainly:
            # By far the commonest step of all is built right here.
            entry = closers[0] if len(closers) == 1 else min(closers, key=moment)
            due = row.first_due
            trigger = days[due.trigger]
            due_at = None
            if due.hours is not None:
                if (instant := instants[due.trigger]) is not None:
                    due_at = program.hour_due(instant, due.hours)
            elif trigger is not None:
                due_day = trigger // 2 + due.days
                due_at = last_seconds.get(due_day) or program.last_second(due_day)
            fields = (
                row.first_key,
                row.action_id,
                1,
                row.phase,
                _DONE,
                reasons[entry.kind],
                None if due.is_before else instants[due.trigger],
                due_at,
                due.discipline,
                row.co_disciplines,
                row.compartment,
                (entry.id,),
                entry.at,
                row.voluntary,
                row.waivable_by,
            )
            steps.append(_new(Step, fields))
            if row.enters:
                progress.closed_on(index, entry.at)
            continue
        _recorded(known, row, not_owed, found, progress, steps)
    progress.turns.on(next_day)
    return steps


def _tables(known: Known) -> list[Table]:
    """For each trigger the openings remembered for the day on which it happened to this person."""
    program, day, _, _, days = known
    tables = []
    for number, (trigger, remembered) in enumerate(zip(days, day.opened, strict=True)):
        table = remembered.get(trigger)
        if table is None:
            if len(remembered) >= _REMEMBERED_DAYS_OF_TRIGGER:
                remembered.clear()
            table = remembered[trigger] = [None] * program.slots[number]
        tables.append(table)
    return tables


def _open_plainly(known: Known, row: Row, table: Table) -> Opening:
    """The open steps of an action about which nothing is recorded: they follow from the trigger's day alone."""
    turns = Turns()
    trigger = known.days[row.first_due.trigger]
    if row.series is not None:
        plain = tuple(steps_of(Owed(known, row, [], [], [], [], applies=True), turns))
    elif trigger is None:
        plain = tuple(open_undated(row, number, due).step for number, due in enumerate(row.dues, 1))
    else:
        plain = tuple(
            turns.note(open_by_day(known, row, number, due, trigger))
            for number, due in enumerate(row.dues, 1)
        )
    opening = plain, turns.next_day, [step.key for step in plain if step.state in OPEN_STATES]
    table[row.slot] = opening
    return opening


def _recorded(
    known: Known,
    row: Row,
    not_owed: tuple[Step, ...] | None,
    found: Found,
    progress: Progress,
    steps: list[Step],
) -> None:
    """The steps of an action that has a history, or that hangs on hours or events."""
    index = row.index
    events = [entry for kind in row.events for entry in found.by_kind.get(kind, ())]
    closers = found.closers.get(index, [])
    if len(closers) > 1:
        closers = sorted(closers, key=moment)[row.skip :]
    elif row.skip:
        closers = []
    if len(events) > 1:
        events.sort(key=moment)
    claims, waits = found.claims.get(index, []), found.waits.get(index, [])
    owed = Owed(known, row, closers, claims, waits, events, not_owed is None)
    new = steps_of(owed, progress.turns)
    if not new and not_owed is not None:
        steps += not_owed
        return
    steps += new
    if row.gates:
        progress.keep_open(row, [step.key for step in new if step.state in OPEN_STATES])
    if row.enters and (closed := [step.closed_at for step in new if step.closed_at is not None]):
        progress.closed_on(index, min(closed))

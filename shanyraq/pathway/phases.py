"""Which phase a person is in: the furthest one entered. Paper that is still open keeps nobody back."""

from __future__ import annotations

from datetime import datetime

from shanyraq.pathway.found import Found
from shanyraq.pathway.opening import Known, Turns
from shanyraq.pathway.program import Row, WayIn
from shanyraq.pathway.types import PersonFacts, PhaseState


class Progress:
    """What the walk through the actions notes down for the phases."""

    __slots__ = ("closed", "gates", "turns")

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.gates: dict[int, list[str]] = {}
        self.closed: dict[int, datetime] = {}

    def keep_open(self, row: Row, keys: list[str]) -> None:
        """Keys of steps that are still open in an exit gate."""
        for phase in row.gates:
            if phase in self.gates:
                self.gates[phase] += keys
            else:
                self.gates[phase] = [*keys]

    def closed_on(self, index: int, at: datetime) -> None:
        """A step that opens a phase was closed."""
        self.closed[index] = min(at, self.closed.get(index, at))


def phase_states(
    known: Known, person: PersonFacts, found: Found, first_phase: int, progress: Progress
) -> tuple[str, tuple[PhaseState, ...]]:
    """The current phase and where each phase stands. Entering a later one never waits for an earlier one."""
    program, _, _, instants, _ = known
    phases = program.pack.phases
    since: list[datetime | None] = [None] * len(phases)
    arrival = instants[program.arrival] if program.arrival >= 0 else None
    came_late = first_phase > 0 and person.phase_entry is None
    since[first_phase] = (arrival if came_late else None) or person.opened_at
    current = first_phase
    for number, way in program.ways_in:
        if number > first_phase:
            entered = _entered(known, way, found, progress) if way.is_indirect else instants[way.trigger]
            if entered is not None:
                before = since[number]
                since[number] = entered if before is None or entered < before else before
                current = max(current, number)
    gates = progress.gates
    states = []
    for number, phase in enumerate(phases):
        if number < first_phase:
            state = "na"
        else:
            state = "done" if number < current else "now" if number == current else "ahead"
        gate = tuple(gates[number]) if number in gates else ()
        states.append(_new(PhaseState, (phase.id, state, since[number], gate)))
    return phases[current].id, tuple(states)


def _entered(known: Known, way: WayIn, found: Found, progress: Progress) -> datetime | None:
    """When a way into a phase was open; None if it is not yet."""
    program, day, _, instants, _ = known
    if way.trigger >= 0:
        instant = instants[way.trigger]
        if instant is None:
            return None
        begins = program.ordinal(instant) + way.days
        if begins <= day.today:
            return program.midnight(begins)
        progress.turns.on(begins)
        return None
    if way.kinds:
        return min([entry.at for kind in way.kinds for entry in found.by_kind.get(kind, ())], default=None)
    if way.steps <= progress.closed.keys():
        return max(progress.closed[step] for step in way.steps)
    return None


_new = tuple.__new__

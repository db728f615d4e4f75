"""Which phase a person is in: the furthest one entered. Paper that is still open keeps nobody back."""

from __future__ import annotations

from datetime import datetime

from shanyraq.pathway.found import Found
from shanyraq.pathway.opening import Known, Turns
from shanyraq.pathway.program import WayIn
from shanyraq.pathway.types import PersonFacts, PhaseState


class Progress:
    """What the walk through the actions notes down for the phases."""

    __slots__ = ("closed", "gates", "turns")

    def __init__(self, turns: Turns, phases: int) -> None:
        self.turns = turns
        self.gates: list[list[str]] = [[] for _ in range(phases)]  # keys of steps still open, by phase
        self.closed: dict[int, datetime] = {}  # by action: when a step that leads into a phase was closed


def phase_states(
    known: Known, person: PersonFacts, found: Found, first_phase: int, progress: Progress
) -> tuple[str, tuple[PhaseState, ...]]:
    """The current phase and where each phase stands. Entering a later one never waits for an earlier one."""
    program, instants = known.program, known.instants
    since: list[datetime | None] = [None] * len(program.phases)
    arrival = instants[program.triggers.arrival] if program.triggers.arrival >= 0 else None
    came_late = first_phase > 0 and person.phase_entry is None
    since[first_phase] = (arrival if came_late else None) or person.opened_at
    current = first_phase
    for number, way in program.ways_in:
        if number > first_phase:
            entered = _entered(known, way, found, progress) if way.is_indirect else instants[way.trigger]
            if entered is not None:
                before = since[number]
                if before is None or entered < before:
                    since[number] = entered
                if number > current:
                    current = number
    ahead = len(since) - current - 1
    standing = ["na"] * first_phase + ["done"] * (current - first_phase) + ["now"] + ["ahead"] * ahead
    fields = zip(program.phases, standing, since, map(tuple, progress.gates), strict=True)
    return program.phases[current], tuple([_new(PhaseState, each) for each in fields])


def _entered(known: Known, way: WayIn, found: Found, progress: Progress) -> datetime | None:
    """When a way into a phase was open; None if it is not yet."""
    if way.needs and found.by_kind.keys().isdisjoint(way.needs):
        return None
    if way.trigger >= 0:
        instant = known.instants[way.trigger]
        if instant is None:
            return None
        begins = (known.days[way.trigger] or 0) // 2 + way.days
        if begins <= known.day.today:
            return known.calendar.midnight(begins)
        progress.turns.on(begins)
        return None
    if way.kinds:
        return min([found.by_kind[kind][0].at for kind in way.kinds if kind in found.by_kind], default=None)
    if way.steps <= progress.closed.keys():
        return max([progress.closed[step] for step in way.steps])
    return None


_new = tuple.__new__

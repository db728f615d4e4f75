"""The words of the pathway: what goes into `evaluate` and what comes out.

Everything here is a plain value. Steps and reasons are named tuples because a plan has a hundred of them
and is computed for thousands of people at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple


class StepState(StrEnum):
    """How a service stands. It never says anything about the person."""

    LATE = "LATE"
    DUE = "DUE"
    WAITING = "WAITING"
    DONE = "DONE"
    DECLINED = "DECLINED"
    WAIVED = "WAIVED"
    AHEAD = "AHEAD"
    NOT_APPLICABLE = "NOT_APPLICABLE"

    __hash__ = str.__hash__  # the same number, but an enum's own takes a call of Python each time


OPEN_STATES = frozenset({StepState.LATE, StepState.DUE, StepState.WAITING, StepState.AHEAD})
CLOSED_STATES = frozenset({StepState.DONE, StepState.DECLINED, StepState.WAIVED})


@dataclass(frozen=True, slots=True)
class OverlayFact:
    """A circumstance that holds for a time, such as `unaccompanied`; the last day is included."""

    code: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the plan needs to know about one person, and nothing else.

    `sex` is "F", "M" or None; `birth_precision` is day, month, year, estimated or unknown; `entry` is
    organised or self; `opened_at` and `arrived_at` are aware; `phase_entry` is the phase at which the case
    entered the pathway when it did not start at the first.
    """

    sex: str | None
    birth_date: date | None
    birth_precision: str
    entry: str
    opened_at: datetime
    overlays: tuple[OverlayFact, ...] = ()
    arrived_at: datetime | None = None
    phase_entry: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that really happened, as a room recorded it. `at` is aware and says when it happened.

    `corrects` is the id of an earlier entry that this one replaces. A retracted entry does not count; if it also
    corrects an earlier one, it says that the earlier never happened. Ids are unique. `was_at` are the dates that the
    entries it replaces gave, the latest first; `evaluate` looks them up itself where it is given those too.
    """

    id: str
    seq: int
    kind: str
    at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    corrects: str | None = None
    retracted: bool = False
    was_at: tuple[datetime, ...] = ()


class Reason(NamedTuple):
    """Why a step stands as it does: a code of `explain.MESSAGES` and the values its sentence needs."""

    code: str
    params: Mapping[str, Any] = {}


class Stem(NamedTuple):
    """What the pack alone says of an occurrence of an action: alike for everybody, so `rows` keeps it ready."""

    key: str
    action_id: str
    occurrence: int
    phase: str
    discipline: str
    co_disciplines: tuple[str, ...]
    compartment: str
    voluntary: bool
    waivable_by: tuple[str, ...]


class Step(NamedTuple):
    """One occurrence of one action for one person.

    `key` is the action's id, followed by `#n` where an action happens more than once. `due_at` is the last
    second of the due day (or the exact hour where hours are counted); `opens_at` is when the time for it began.
    """

    stem: Stem
    state: StepState
    reason: Reason
    opens_at: datetime | None
    due_at: datetime | None
    closed_by: tuple[str, ...]
    closed_at: datetime | None

    @property
    def key(self) -> str:
        return self.stem.key

    @property
    def action_id(self) -> str:
        return self.stem.action_id

    @property
    def occurrence(self) -> int:
        return self.stem.occurrence

    @property
    def phase(self) -> str:
        return self.stem.phase

    @property
    def discipline(self) -> str:
        """Whose service it is."""
        return self.stem.discipline

    @property
    def co_disciplines(self) -> tuple[str, ...]:
        """Who else takes part."""
        return self.stem.co_disciplines

    @property
    def compartment(self) -> str:
        return self.stem.compartment

    @property
    def voluntary(self) -> bool:
        return self.stem.voluntary

    @property
    def waivable_by(self) -> tuple[str, ...]:
        return self.stem.waivable_by

    @property
    def is_open(self) -> bool:
        """Somebody still owes this service, now or later."""
        return self.state in OPEN_STATES

    @property
    def is_closed(self) -> bool:
        """Done, declined or waived: new evidence does not open it again."""
        return self.state in CLOSED_STATES


class PhaseState(NamedTuple):
    """Where one phase stands: done, now, ahead or na. `gate` holds the keys of its exit steps still open."""

    id: str
    state: str
    since: datetime | None
    gate: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a person is owed at one instant, in the order of the pack.

    `next_change_at` is the next instant at which the plan would differ although nothing new is recorded.
    """

    phase: str
    phases: tuple[PhaseState, ...]
    steps: tuple[Step, ...] = field(repr=False)
    profiles: frozenset[str]
    overlays: frozenset[str]
    next_change_at: datetime | None

    def step(self, key: str) -> Step | None:
        """The step with this key, if the plan has it."""
        return next((step for step in self.steps if step.key == key), None)


class Fault(NamedTuple):
    """One thing wrong in a pack, told so that its writer can mend it. `line` is 0 where no line is to blame.

    A fault that is not `fatal` (a missing translation) is reported and does not keep the pack from loading.
    """

    file: str
    line: int
    field: str
    message: str
    remedy: str
    fatal: bool = True

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.message} {self.remedy}".strip()


class PackError(Exception):
    """The pack cannot be used; `faults` says why, one by one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))

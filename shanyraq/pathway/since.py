"""Since when a circumstance has held that opens a service. Before that day nobody can have owed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from shanyraq.pathway.applies import KindOfPerson, reason_unmet
from shanyraq.pathway.days import NEVER, hours_after
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.program import Program
from shanyraq.pathway.rows import DueRow
from shanyraq.pathway.schema import Condition, Overlay
from shanyraq.pathway.triggers import PLANNED
from shanyraq.pathway.types import Evidence, PersonFacts, Reason


class Since(NamedTuple):
    """When a circumstance began. Of a dated fact only the day is known: hours count from its end."""

    begins: datetime
    day: int
    counts_from: datetime
    overlay: str

    @property
    def reason(self) -> Reason:
        """Why a service is due that counts from here."""
        return Reason("due_since", {"since": self.begins, "overlays": (self.overlay,)})

    def moved(
        self, due: DueRow, instant: datetime | None, day: int | None
    ) -> tuple[datetime | None, int | None]:
        """What a due date hangs on: the circumstance's beginning instead of a trigger that came earlier.

        What is due before its trigger is due when the circumstance begins, at the earliest.
        """
        first = self.day - due.days if due.is_before else self.day
        if day is not None and day // 2 < first:
            day = first * 2 + (day & PLANNED)
        if due.hours is not None and instant is not None:
            lead = -due.hours if due.is_before else timedelta()
            if instant < hours_after(self.begins, lead):
                instant = hours_after(self.counts_from, lead)
        return instant, day

    def is_past(self, due: DueRow, day: int | None) -> bool:
        """Whether what a service was to come before had happened on a day before the circumstance began."""
        return due.is_before and day is not None and not day & PLANNED and day // 2 < self.day


@dataclass(slots=True)
class Circumstances:
    """What tells since when a person's circumstances have held. Nothing is worked out before it is asked."""

    program: Program
    person: PersonFacts
    found: dict[str, list[Evidence]]
    kind: KindOfPerson
    today: int

    def since(self, condition: Condition) -> Since | None:
        """Since when a condition has been met, as far as circumstances decide it; None where none has to hold."""
        asked = [self._began(condition.overlay)] if condition.overlay else []
        ways = [part for part in condition.any_of if reason_unmet(part, self.kind) is None]
        began = [self.since(part) for part in ways or condition.any_of]
        known = [since for since in began if since is not None]
        if known and len(known) == len(
            began
        ):  # an alternative without a circumstance has been there all along
            asked.append(min(known))
        return max((since for since in asked if since is not None), default=None)

    def _began(self, overlays: tuple[str, ...]) -> Since | None:
        """When one of these began, and has gone on without a day between: as one of them, or as several in turn."""
        first: Since | None = None
        until = 0
        for since, end in sorted(self._times(overlays)):
            if first is None or since.day > until:
                first = since
            until = max(until, end)
        return first

    def _times(self, overlays: tuple[str, ...]) -> Iterator[tuple[Since, int]]:
        """Every time one of these has held, and the day after its last."""
        calendar = self.program.calendar
        for fact in self.person.overlays:
            starts = fact.starts_on.toordinal()
            ends = fact.ends_on.toordinal() + 1 if fact.ends_on else NEVER
            midnight = calendar.midnight(starts)
            if fact.code in overlays and starts <= self.today and starts < ends and midnight is not None:
                yield Since(midnight, starts, calendar.last_second[starts], fact.code), ends
        for overlay in self.program.overlays_by_evidence:
            if overlay.code in overlays:
                yield from self._times_recorded(overlay)

    def _times_recorded(self, overlay: Overlay) -> Iterator[tuple[Since, int]]:
        ordinal = self.program.calendar.ordinal
        turns = [(moment(entry), True) for kind in overlay.starts_with for entry in self.found.get(kind, ())]
        turns += [(moment(entry), False) for kind in overlay.ends_with for entry in self.found.get(kind, ())]
        since: Since | None = None
        for (at, *_), holds in sorted(turns):
            if holds and since is None:
                since = Since(at, ordinal(at), at, overlay.code)
            elif not holds and since is not None:
                yield since, ordinal(at) + 1
                since = None
        if since is not None:
            yield since, NEVER

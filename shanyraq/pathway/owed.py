"""One action as it concerns one person: what closed its occurrences, what was decided about them, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from shanyraq.pathway.days import NEVER
from shanyraq.pathway.found import Claim, date_in
from shanyraq.pathway.opening import (
    Known,
    Opened,
    Turns,
    open_by_day,
    open_by_hour,
    open_on,
    open_undated,
    waiting,
)
from shanyraq.pathway.profiles import moment
from shanyraq.pathway.rows import DueRow, Mode, Row
from shanyraq.pathway.since import Since
from shanyraq.pathway.steps import done_step, make_step
from shanyraq.pathway.types import Evidence, Reason, Step, StepState

Closing = Evidence | Claim
# Looking a member up in its enum is slow.
ONCE, SERIES, NOT_APPLICABLE = Mode.ONCE, Mode.SERIES, StepState.NOT_APPLICABLE


@dataclass(slots=True)
class Owed:
    """What is known of one person about one action."""

    known: Known
    row: Row
    closers: Sequence[Evidence]  # by date, without those that belong to another action
    claims: Sequence[Claim]  # waived, then declined, then not applicable
    waits: Sequence[Evidence]
    events: Sequence[Evidence]  # by date
    applies: bool
    since: Since | None = None  # when the circumstance began that opens it, where one does

    def trigger(self, due: DueRow) -> tuple[datetime | None, int | None]:
        """The instant and the day that a due date hangs on: the trigger's own, or what `since` makes of them."""
        return self.moved(due, *self.happened(due))

    def moved(
        self, due: DueRow, instant: datetime | None, day: int | None
    ) -> tuple[datetime | None, int | None]:
        """The same, but not before the circumstance began that opens the action."""
        return (instant, day) if self.since is None else self.since.moved(due, instant, day)

    def happened(self, due: DueRow) -> tuple[datetime | None, int | None]:
        """The instant and the day of a due date's trigger; an action's own event is its latest."""
        if due.trigger >= 0:
            return self.known.instants[due.trigger], self.known.days[due.trigger]
        if not self.events:
            return None, None
        event = self.events[-1]
        planned = date_in(event.payload, "on") if due.is_before else None
        return event.at, (self.known.calendar.ordinal(event.at) if planned is None else planned) * 2


class Decisions:
    """What was decided about the occurrences of an action, as far as it holds today.

    Where occurrences have due dates of their own, a decision keeps the place that it names. In a series it takes
    its place by its own day, as a record does: a number would fall to another turn when an older record comes in.
    """

    __slots__ = ("_not_owed", "ask_again", "placed", "unplaced")

    def __init__(self) -> None:
        self.placed: dict[int, Claim] = {}  # waived or declined, naming their occurrence
        self.unplaced: list[Claim] = []  # waived or declined, naming none
        self.ask_again: int | None = None  # the day since which a declined service may be offered again
        self._not_owed: list[Claim] = []

    def add(self, claim: Claim, row: Row, today: int) -> None:
        """Take in a decision; what may be asked again from some day holds until then."""
        if claim.ask_again <= today:
            self.ask_again = max(claim.ask_again, self.ask_again or 0)
        elif claim.state is NOT_APPLICABLE:
            self._not_owed.append(claim)
        elif claim.occurrence and row.mode is not ONCE and row.mode is not SERIES:
            self.placed.setdefault(claim.occurrence, claim)
        else:
            self.unplaced.append(claim)

    def not_owed(self, number: int) -> Claim | None:
        """The decision that this occurrence does not apply."""
        for claim in self._not_owed:
            if claim.occurrence in (0, number):
                return claim
        return None

    def not_owed_since(self, last: datetime | None) -> Claim | None:
        """The decision that the turn of a series does not apply which followed this last one."""
        for claim in self._not_owed:
            if not claim.occurrence or last is None or claim.entry.at >= last:
                return claim
        return None


_NONE = Decisions()


def decisions_of(owed: Owed, dues: Sequence[tuple[int, ...]] = ()) -> Decisions:
    """The decisions that hold today; mostly there are none. `dues` as in `_by_due_day`, where numbers move."""
    if not owed.claims:
        return _NONE
    decisions, today = Decisions(), owed.known.day.today
    for claim in _by_due_day(owed.claims, dues, today) if dues else owed.claims:
        decisions.add(claim, owed.row, today)
    return decisions


def _by_due_day(claims: Sequence[Claim], dues: Sequence[tuple[int, ...]], today: int) -> Iterator[Claim]:
    """The decisions with the numbers that their steps have now: `dues` are the days these are due, in order, each
    followed by those it was due on before the date of its event was corrected.

    An event told later with an earlier date moves the numbers of all that follow. A decision of before due days were
    kept goes by its number; one whose event was taken back goes with it.
    """
    free = set(range(1, len(dues) + 1))
    for claim in claims:
        if not claim.occurrence or claim.due_day is None or claim.ask_again <= today:
            yield claim
            continue
        same = [number for number in sorted(free) if claim.due_day in dues[number - 1]]
        same.sort(key=lambda number: dues[number - 1][0] != claim.due_day)
        if same:
            number = claim.occurrence if claim.occurrence in same else same[0]
            free.remove(number)
            yield claim._replace(occurrence=number)


def records_of(owed: Owed, decisions: Decisions) -> Sequence[Closing]:
    """What fills the occurrences that no decision names, in order. What happens once is done rather than waived."""
    if not decisions.unplaced:
        return owed.closers
    if owed.row.mode is ONCE:
        return [*owed.closers, *decisions.unplaced]
    return sorted([*owed.closers, *decisions.unplaced], key=order)


def order(closing: Closing) -> tuple[datetime, int, str]:
    """What records and decisions are sorted by."""
    return moment(closing.entry if isinstance(closing, Claim) else closing)


def still_open(owed: Owed, decisions: Decisions, number: int, due: DueRow, since: datetime | None) -> Opened:
    """One occurrence that nothing closes: not owed after all, asked again, waiting, or simply open."""
    known, row = owed.known, owed.row
    happened = owed.happened(due)
    if (claim := decisions.not_owed(number)) is not None:
        return decided_not_owed(known, row, number, due, claim)
    if owed.since is not None and owed.since.is_past(due, happened[1]):
        reason = Reason("na_past", {"trigger": due.reason.params["trigger"]})
        return Opened(make_step(row, number, NOT_APPLICABLE, reason, None, None))
    if decisions.ask_again is not None:
        again = decisions.ask_again if owed.since is None else max(decisions.ask_again, owed.since.day)
        opened = open_on(known, row, number, due, again, Reason("due_ask_again"), happened[0])
    else:
        opened = open_by_trigger(owed, number, due, happened)
    return waiting(known, opened, owed.waits, since) if owed.waits else opened


def open_by_trigger(
    owed: Owed, number: int, due: DueRow, happened: tuple[datetime | None, int | None]
) -> Opened:
    """One open occurrence, due by its trigger, or by the circumstance that opens it where that began later."""
    known, row = owed.known, owed.row
    instant, trigger = moved = owed.moved(due, *happened)
    if due.hours is not None and instant is not None:
        opened = open_by_hour(known, row, number, due, instant)
    elif due.hours is None and trigger is not None:
        opened = open_by_day(known, row, number, due, trigger)
    else:
        return open_undated(row, number, due)
    if owed.since is None or moved == happened:
        return opened
    opens = None if opened.step.opens_at is None else owed.since.begins
    step = opened.step._replace(reason=owed.since.reason, opens_at=opens)
    return Opened(step, opened.next_day, opened.next_instant)


def closed(
    known: Known,
    row: Row,
    number: int,
    due: DueRow,
    closing: Closing,
    opens: datetime | None,
    due_at: datetime | None,
    turns: Turns,
) -> Step:
    """A closed occurrence: done, or waived or declined by a decision."""
    if type(closing) is Evidence:
        return done_step(row, number, closing, opens, due_at)
    assert isinstance(closing, Claim)
    turns.on(closing.ask_again)
    entry, reason = closing.entry, _claim_reason(known, closing)
    return make_step(row, number, closing.state, reason, opens, due_at, (entry.id,), entry.at)


def decided_not_owed(known: Known, row: Row, number: int, due: DueRow, claim: Claim) -> Opened:
    """An occurrence that somebody decided does not apply."""
    reason, ids = _claim_reason(known, claim), (claim.entry.id,)
    return Opened(make_step(row, number, NOT_APPLICABLE, reason, None, None, ids))


def _claim_reason(known: Known, claim: Claim) -> Reason:
    if claim.state is StepState.DECLINED:
        if claim.ask_again != NEVER:
            return Reason("declined_for_now", {"on": known.calendar.last_second[claim.ask_again]})
        return Reason("declined")
    code = "waived" if claim.state is StepState.WAIVED else "na_decided"
    why = claim.entry.payload.get("reason")
    return Reason(f"{code}_because", {"why": why}) if isinstance(why, str) and why else Reason(code)

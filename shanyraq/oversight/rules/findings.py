"""What is unusual about reading files. Pure: openings in, what to ask about out.

A finding is a question to a colleague, never a verdict: nothing here adds up, ranks or scores anybody.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from shanyraq.foundation.text import N_

NIGHT, KIN, SURNAME, SEQUENCE, NORM = "NIGHT", "KIN", "SURNAME", "SEQUENCE", "NORM"
INVENTED, PACE, SEARCH, FORCED = "INVENTED", "PACE", "SEARCH", "FORCED"
KINDS = (FORCED, INVENTED, PACE, SEARCH, KIN, SURNAME, SEQUENCE, NORM, NIGHT)

OPEN, ASKED, EXPLAINED, BREACH, SAFE = "OPEN", "ASKED", "EXPLAINED", "BREACH", "SAFE"
STATES = (OPEN, ASKED, EXPLAINED, BREACH, SAFE)
WAITING_STATES = (OPEN, ASKED)
NEXT = {OPEN: (ASKED, EXPLAINED, BREACH), ASKED: (EXPLAINED, BREACH), EXPLAINED: (), BREACH: (), SAFE: ()}
LEAST_WORDS = 30  # characters

IN_A_ROW_WITHIN = timedelta(minutes=10)  # a longer pause ends a row
LEAST_DAYS = 20  # days of a role before it has a norm
LEAST_ABOVE = 20  # people: below it no day is unusual, whatever the norm

WHY = {
    FORCED: N_("She came in with her second password: somebody may be forcing her."),
    NIGHT: N_("Files were opened at night, and her role does not work by shifts."),
    KIN: N_("She opened the file of somebody to whom she is kin, as was said before."),
    SURNAME: N_("She opened the file of somebody who has her own surname and is not hers to support."),
    SEQUENCE: N_("She opened many files one after the other of people whom she does not work with."),
    NORM: N_("She opened the files of far more people in one day than is usual in her role."),
    INVENTED: N_("She was shown somebody who is invented: nobody needs to read about her."),
    PACE: N_("She opened files faster than her role needs, and was asked to wait."),
    SEARCH: N_("She searched for people faster than anybody types, and was asked to wait."),
}


@dataclass(frozen=True)
class Opening:
    """One request that opened a file: its number in the record, when, which file, and who was shown."""

    seq: int
    at: datetime
    file: str
    people: frozenset[UUID]


@dataclass(frozen=True)
class Norm:
    """How many people a colleague of one role opens in a day: sums over days, of nobody in particular."""

    days: int = 0
    total: int = 0
    squares: int = 0

    def with_day(self, people: int) -> Norm:
        """The same with one more day of somebody's."""
        return Norm(self.days + 1, self.total + people, self.squares + people * people)

    @property
    def usual(self) -> float:
        """The mean of a day."""
        return self.total / self.days if self.days else 0.0

    @property
    def spread(self) -> float:
        """The standard deviation of a day."""
        if not self.days:
            return 0.0
        return math.sqrt(max(self.squares / self.days - self.usual**2, 0.0))


@dataclass(frozen=True)
class Night:
    """The hours in which nobody who works by day opens files; over midnight where it begins later than it ends."""

    begins: int
    ends: int
    zone: tzinfo

    def holds(self, at: datetime) -> bool:
        """Whether an instant is at night."""
        hour = at.astimezone(self.zone).hour
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends


def at_night(openings: Sequence[Opening], night: Night) -> list[Opening]:
    """Those at night."""
    return [one for one in openings if night.holds(one.at)]


def of_these(openings: Sequence[Opening], people: Collection[UUID]) -> list[Opening]:
    """Those that showed one of these people."""
    wanted = frozenset(people)
    return [one for one in openings if not wanted.isdisjoint(one.people)]


def since_said(openings: Sequence[Opening], said: Mapping[UUID, datetime]) -> list[Opening]:
    """What these showed of people of whom something was said, from the instant at which it was: nothing before."""
    told = [
        replace(one, people=frozenset(p for p in one.people if p in said and said[p] <= one.at))
        for one in openings
    ]
    return [one for one in told if one.people]


def in_a_row(openings: Sequence[Opening], hers: Collection[UUID], least: int) -> list[Opening]:
    """The longest row of different files one after the other, nobody in them hers; empty where it is below `least`.

    Opening a file of hers, or a pause, ends a row; opening the same file again does not lengthen it.
    """
    mine, best, row, files = frozenset(hers), list[Opening](), list[Opening](), set[str]()
    for one in sorted(openings, key=lambda opening: opening.seq):
        if (row and one.at - row[-1].at > IN_A_ROW_WITHIN) or not mine.isdisjoint(one.people):
            row, files = [], set()
        if not mine.isdisjoint(one.people) or one.file in files:
            continue
        row.append(one)
        files.add(one.file)
        if len(row) > len(best):
            best = list(row)
    return best if len(best) >= least else []


def is_far_above(people: int, norm: Norm) -> bool:
    """Whether one day is more than three standard deviations above what is usual in the role."""
    if norm.days < LEAST_DAYS or people < LEAST_ABOVE:
        return False
    return people > norm.usual + 3 * norm.spread


def people_of(openings: Sequence[Opening]) -> frozenset[UUID]:
    """Everybody whom these showed."""
    return frozenset().union(*(one.people for one in openings))


def answers(kind: str, now: str) -> tuple[str, ...]:
    """What can be said of a finding now. Whoever is forced is not asked, and nothing explains it: she is safe again,
    or people's data were seen as well.
    """
    following = NEXT.get(now, ())
    return (SAFE, BREACH) if kind == FORCED and following else following


def reason_not_to_answer(kind: str, now: str, then: str, words: str, *, is_shut_out: bool = False) -> str:
    """The code of why a finding cannot be answered like this; empty where it can.

    `is_shut_out`: she came in by force, and nobody has restored her access since.
    """
    if then not in answers(kind, now):
        return "state"
    if then == SAFE and is_shut_out:
        return "restore"
    return "words" if len(words.strip()) < LEAST_WORDS else ""

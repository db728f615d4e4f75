"""How long parts of a file are kept after it was closed, and what falls due when. Pure.

Every period is a default of the country pack, for the authority's sign-off. What falls due is not deleted by itself:
the data-protection officer asks, two others decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from shanyraq.rights.rules import erasures

# Where the pack names no other: months after the file was closed.
MONTHS: Mapping[str, int] = {
    "C0": 84,
    "C1": 84,
    "C2": 0,
    "C3": 12,
    "C4": 120,
    "C4n": 12,
    "C5": 0,
    "C6": 84,
    "C7": 84,
    "C8": 84,
    "C9": 12,
    "C10": 24,
    "C11": 120,
    "C12": 84,
}
# What somebody may need who was a child: never before she is so many months past eighteen.
FOR_CHILDREN = frozenset({"C0", "C1", "C4", "C6", "C7", "C8", "C11", "C12"})
AFTER_18 = 84  # months
NOT_RETURNED = 12  # months after the last contact with somebody who did not return
FILE = ("C0", "C1", "C12")  # what goes only with the whole file


@dataclass(frozen=True)
class Periods:
    """How long each part is kept after closing, in months; and the two that hang on something else."""

    months: Mapping[str, int]
    after_18: int = AFTER_18
    not_returned: int = NOT_RETURNED


@dataclass(frozen=True)
class Basis:
    """From which day a part's time runs, where the country pack says so: kinds of evidence that end what it was for,
    and kinds that begin it again.
    """

    ended: tuple[str, ...]
    begun: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """All that has to be known of a file."""
        return (*self.ended, *self.begun)


def runs_from(
    basis: Basis | None, told: Mapping[str, date], *, closed_on: date | None, last_entry: date | None = None
) -> date | None:
    """The day from which a part's time runs; None while nothing dates it: the file is open, or what it is for goes on.

    `told`: the newest day of each kind. What was entered in the part later than its end is kept as long as the rest:
    the time runs from the later of both.
    """
    if basis is None:
        return closed_on
    ended = max((told[kind] for kind in basis.ended if kind in told), default=None)
    begun = max((told[kind] for kind in basis.begun if kind in told), default=None)
    if begun is not None and (ended is None or ended < begun):
        return None
    if ended is None:
        return closed_on
    return max(ended, last_entry or ended)


def periods_of(params: Mapping[str, object]) -> Periods:
    """The pack's own periods (`keep_c10_months`, `keep_child_after_18_months`), else the defaults."""

    def own(name: str, otherwise: int) -> int:
        found = params.get(name)
        return found if isinstance(found, int) else otherwise

    return Periods(
        {part: own(f"keep_{part.lower()}_months", months) for part, months in MONTHS.items()},
        own("keep_child_after_18_months", AFTER_18),
        own("keep_not_returned_months", NOT_RETURNED),
    )


def due_on(part: str, *, since: date, birth_date: date | None, periods: Periods) -> date:
    """The first day on which a part is no longer kept, its time running `since` a day. A child's parts wait until she
    is grown up.
    """
    due = months_after(since, periods.months[part])
    if part in FOR_CHILDREN and birth_date is not None:
        due = max(due, months_after(birth_date, 18 * 12 + periods.after_18))
    return due


def due_parts(
    kept: Collection[str],
    *,
    closed_on: date | None,
    birth_date: date | None,
    periods: Periods,
    today: date,
    own_days: Mapping[str, date | None] | None = None,
) -> dict[str, date]:
    """Which of the parts that a file holds are due today, with their days; `FILE` where all of it is.

    `own_days`: the parts whose time runs from another day than closing; None while nothing dates them. Of an open
    file (`closed_on` None) only those can be due.
    """
    own = own_days or {}
    since = {part: own.get(part, closed_on) for part in {*kept, *FILE}}
    days = {
        part: None if day is None else due_on(part, since=day, birth_date=birth_date, periods=periods)
        for part, day in since.items()
    }
    due = {part: day for part, day in days.items() if day is not None and day <= today}
    return (
        due if len(due) == len(days) else {part: day for part, day in due.items() if part in erasures.PARTS}
    )


def months_after(day: date, months: int) -> date:
    """So many months later; of a month that has no such day its last one."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, min(day.day, 28))

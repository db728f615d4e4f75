"""Who makes up a panel: complete before the first vote, and fixed from then on but for whoever drops out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Seated:
    """Somebody who was named. `is_barred`: she may not decide, perhaps only since; `is_gone`: she has left, or holds
    no role any more that sits in panels.
    """

    member: UUID
    seat: str
    is_chair: bool = False
    has_voted: bool = False
    is_barred: bool = False
    is_gone: bool = False

    @property
    def is_out(self) -> bool:
        """Whether she takes no part any more."""
        return self.is_barred or self.is_gone

    @property
    def counts(self) -> bool:
        """Whether her vote counts, given or to come: what somebody voted who left afterwards does."""
        return not self.is_barred and (self.has_voted or not self.is_gone)

    @property
    def may_be_replaced(self) -> bool:
        """Whether she is taken out though others have voted: never who has voted herself."""
        return self.is_out and not self.has_voted


def is_complete(sitting: Sequence[Seated], *, quorum: int, seats: Collection[str]) -> bool:
    """Whether those decide who sit: as many as it takes, for each of these views; in a hurry none is needed."""
    valid = [one for one in sitting if one.counts]
    return len(valid) >= quorum and {one.seat for one in valid} >= set(seats)


def may_be_added(
    sitting: Sequence[Seated], seat: str, *, is_chair: bool, quorum: int, seats: Collection[str]
) -> bool:
    """Whether somebody may still be named for this view: anybody until the first vote, then only in the place of who
    dropped out. `seats`: the views that are needed, in a hurry none.
    """
    if not any(one.has_voted for one in sitting):
        return True
    if is_chair and not has_chair(sitting):
        return True
    valid = [one for one in sitting if one.counts]
    missing = set(seats) - {one.seat for one in valid}
    return seat in missing if missing else len(valid) < quorum


def has_chair(sitting: Sequence[Seated]) -> bool:
    """Whether somebody is in the chair; who has not voted and takes no part any more is taken out first."""
    return any(one.is_chair and not (one.is_out and one.has_voted) for one in sitting)


def may_go(sitting: Sequence[Seated]) -> list[UUID]:
    """Who may be taken out: anybody until the first vote, then who takes no part any more and has not voted."""
    is_fixed = any(one.has_voted for one in sitting)
    return [one.member for one in sitting if one.may_be_replaced or not is_fixed]

"""Worlds that grow: each is the one before and one or two hidden differences more, all are compared with the first.

Everything she can ask is asked in the first world and in the last one of each row; in those between, each question at
least in every third, and addresses of rows that only they have. So each world is a pair with the first, and a leak has
to show in one of the next worlds at the latest. What the database says to a page word for word as before is not made
into a page again (`replaying.py`); of those answers some are asked for in full all the same, and have to be the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from random import Random

from shanyraq.access.queries import computing
from tests.bars.two_worlds.asking import Answer, same_dice, undone
from tests.bars.two_worlds.comparing import Question, Telling, keys, new_addresses, parting
from tests.bars.two_worlds.differences import Choose, Difference

EVERY = 3  # of the worlds of a row each question is asked in one of so many, and in the last
LOOKED_AT = 20  # of answers that were not made anew one of so many is, to see that it would be the same
NEW_ROWS = 4  # addresses that are asked for rows that only one world has


@dataclass
class Tally:
    """What was compared, and where answers parted."""

    pairs: int = 0
    answers: int = 0
    made: int = 0  # of them, with those of the first world: pages that were made
    drawn: dict[str, set[str]] = field(default_factory=dict)  # the differences, by role
    addresses: dict[str, set[str]] = field(default_factory=dict)  # where rows had a say, by role
    leaks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        names = set().union(*self.addresses.values()) if self.addresses else set()
        each = sum(len(asked) for asked in self.addresses.values())
        return (
            f"{self.pairs} pairs of worlds, {len(self.addresses)} roles, {len(names)} addresses where rows have a say "
            f"({each} with the role that asks), {self.answers} answers compared, {self.made} pages made"
        )


def compare_a_row(
    telling: Telling, hidden: Sequence[Difference], dice: Random, most: int, tally: Tally
) -> int:
    """Compare a row of worlds, at most so many, in which each difference is drawn once. Returns how many."""
    role, asked, made = telling.who.role.code, telling.open_to_her(), telling.made
    deck, number = dice.sample(hidden, len(hidden)), 0
    since: list[str] = []
    fresh: dict[Question, Answer] = {}
    with undone():
        while deck and number < most:
            drawn = [deck.pop() for _one in range(ceil(len(deck) / (most - number)))]
            since += [one.name for one in drawn]
            before = keys()
            _make(telling, drawn, dice)
            number += 1
            is_last = not deck or number == most
            share = asked if is_last else asked[number % EVERY :: EVERY]
            there = {question: telling.answer(question) for question in share}
            tally.leaks += [
                f"{one} (after {', '.join(since[-3 * EVERY :])})" for one in parting(telling, there)
            ]
            tally.leaks += [
                f"{role} at {question.name} is answered otherwise than the database says"
                for question in share[number % LOOKED_AT :: LOOKED_AT]
                if telling.in_full(question).answer != there[question]
            ]
            for question in new_addresses(telling, before, Choose(dice.choice), NEW_ROWS):
                fresh[question] = telling.answer(question)
            tally.answers += len(there)
    tally.leaks += parting(telling, fresh)
    tally.answers += len(fresh)
    tally.pairs += number
    tally.made += telling.made - (made if role in tally.drawn else 0)
    tally.drawn.setdefault(role, set()).update(since)
    tally.addresses.setdefault(role, set()).update(one.name for one in asked)
    return number


def _make(telling: Telling, drawn: Sequence[Difference], dice: Random) -> None:
    with same_dice(dice.getrandbits(64)), computing("two worlds"):
        for one in drawn:
            one.make(telling.world, telling.who, Choose(dice.choice))

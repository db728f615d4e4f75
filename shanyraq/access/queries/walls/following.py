"""Every answer that a scope can give, found by asking it on behalf of somebody of whom nothing is known yet.

A scope asks of an actor what she reads, may and is. This actor answers each question in every way, one way after the
other, and notes what was assumed. Where a scope takes a value of hers (who she is, which compartments she reads) it is
given a sign, for which the database puts in its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from shanyraq.access.rules import LISTED, READS, RIGHTS, WRITES, Actor, Grant

MOST_WAYS = 200
# Signs: what stands for a value of the actor's.
STAFF = uuid.UUID("5a000000-0000-4000-8000-000000000001")
ROWS = uuid.UUID("5a000000-0000-4000-8000-000000000002")  # those that her role lets her see, place by place
DISCIPLINE, ROLE, REGION, CENTRE = "§discipline", "§role", "§region", "§centre"
SETS = ("readable", "owns_only", "may", "own", "emergency", "cards")

Scope = Callable[[Actor], Q]
Question = tuple[str, str]  # ("right", "C7"), ("may", "emergency.see"), ("cards", "avoid")
Assumed = Mapping[Question, frozenset[str]]  # of each question, the answers among which hers is


class CannotFollow(Exception):
    """A scope that does what the database cannot be told; the message names what."""


@dataclass(frozen=True)
class Way:
    """One answer of a scope, and what must be true of the actor for it to be the answer."""

    assumed: Assumed
    rows: Q


class _Answers:
    """The answers of one run: those laid down, then the first ones; which others there are is noted."""

    def __init__(self, laid_down: list[bool]) -> None:
        self.laid_down, self.given = laid_down, list[bool]()
        self.known: dict[Question, frozenset[str]] = {}

    def among(self, question: Question, possible: Collection[str], wanted: Collection[str]) -> bool:
        """Whether the answer is one of those wanted."""
        now = self.known.get(question, frozenset(possible))
        both = (now & frozenset(wanted), now - frozenset(wanted))
        if not both[0] or not both[1]:
            return bool(both[0])
        turn = len(self.given)
        answer = self.laid_down[turn] if turn < len(self.laid_down) else True
        self.given.append(answer)
        self.known[question] = both[0] if answer else both[1]
        return answer


class _Right(str):
    """The strongest right in a compartment, not known yet: it can be compared, and nothing else."""

    ask: Callable[[Collection[str]], bool]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.ask({str.__str__(other)})

    def __hash__(self) -> int:
        raise CannotFollow(
            "a right is looked for in a set: compare it with a tuple, or ask reads() and writes()"
        )


class _Some(frozenset[str]):
    """A set of the actor's, not known yet: whether something is in it can be asked, and it can be put into a filter."""

    ask: Callable[[str], bool]
    sign: str

    def __contains__(self, word: object) -> bool:
        return self.ask(str(word))

    def __iter__(self) -> Iterator[str]:
        return iter((self.sign,))

    def __len__(self) -> int:
        return 1  # a filter by an empty set finds nothing, as it should


class _Said:
    """Whether something is so of her, not known yet."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self.ask = ask

    def __bool__(self) -> bool:
        return self.ask()


class _Name(str):
    """The name of her role, not known yet: it can be put into a filter, and compared with no other. It is not empty."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and other and not other.startswith("§"):
            raise CannotFollow(
                "a scope asks what an actor reads, may or is, never whether her role is this one"
            )
        return str.__eq__(self, other)

    __hash__ = str.__hash__


@dataclass(frozen=True)
class Anybody(Actor):
    """An actor of whom nothing is known but what was answered so far."""

    answers: _Answers = field(default_factory=lambda: _Answers([]))

    @property
    def reaches_far(self) -> bool:
        return False  # how a question is put, not what is seen

    def right(self, compartment: str) -> str:
        right = _Right("?")
        right.ask = lambda wanted: self._is(compartment, wanted)
        return right

    def reads(self, compartment: str) -> bool:
        return compartment in ("SYSTEM", "STAFF") or self._is(compartment, READS)

    def writes(self, compartment: str) -> bool:
        return self._is(compartment, WRITES) or compartment in self.own

    def _is(self, compartment: str, rights: Collection[str]) -> bool:
        return self.answers.among(("right", compartment), RIGHTS, rights)

    def _some(self, name: str) -> frozenset[str]:
        some = _Some()
        some.sign = f"§{name}"
        some.ask = lambda word: self.answers.among((name, word), ("yes", "no"), ("yes",))
        return some

    @property
    def readable(self) -> frozenset[str]:
        some = self._some("readable")
        some.ask = self.reads  # type: ignore[attr-defined]
        return some

    @property
    def owns_only(self) -> frozenset[str]:
        return self._some("owns_only")

    @property
    def role(self) -> str:
        return _Name(ROLE)

    @property
    def has_role(self) -> bool:
        return self.answers.among(("role", ""), ("yes", "no"), ("yes",))


def anybody(answers: _Answers | None = None, grants: tuple[Grant, ...] = ()) -> Anybody:
    """Somebody who has an account, works here, and holds a role in these places."""
    someone = Anybody(
        account_id=None, staff_id=STAFF, discipline=DISCIPLINE, grants=grants, answers=answers or _Answers([])
    )
    for name in ("may", "own", "emergency", "cards"):
        object.__setattr__(someone, name, someone._some(name))
    is_forced = _Said(lambda: someone.answers.among(("forced", ""), ("yes", "no"), ("yes",)))
    object.__setattr__(someone, "is_forced", is_forced)
    return someone


def listed() -> tuple[Grant, ...]:
    """One role by which exactly the rows are seen that the database lists itself."""
    return (Grant("", LISTED, region=str(ROWS)),)


def ways(scope: Scope) -> list[Way]:
    """Every answer of a scope. Raises CannotFollow where there are too many, or where it asks what cannot be told."""
    found, waiting = list[Way](), [list[bool]()]
    while waiting:
        laid_down = waiting.pop()
        answers = _Answers(laid_down)
        rows = scope(anybody(answers, listed()))
        found.append(Way(dict(answers.known), rows))
        waiting += [[*answers.given[:n], False] for n in range(len(laid_down), len(answers.given))]
        if len(found) > MOST_WAYS:
            raise CannotFollow(
                "it asks too many questions: ask for a set of the actor's, not each part of it"
            )
    return found


def joined(conditions: list[Assumed]) -> list[Assumed]:
    """The same conditions said shorter: two that differ in one answer only are one with both."""
    rest = [dict(one) for one in conditions]
    while pair := _alike(rest):
        first, second, question = pair
        both = first[question] | second[question]
        rest = [one for one in rest if one is not first and one is not second] + [first | {question: both}]
    return [
        {question: answers for question, answers in one.items() if not _is_any(question, answers)}
        for one in rest
    ]


def _alike(conditions: list[dict[Question, frozenset[str]]]) -> tuple[Any, Any, Question] | None:
    for n, first in enumerate(conditions):
        for second in conditions[n + 1 :]:
            if first.keys() == second.keys():
                differing = [question for question in first if first[question] != second[question]]
                if len(differing) == 1:
                    return first, second, differing[0]
    return None


def _is_any(question: Question, answers: frozenset[str]) -> bool:
    return answers == frozenset(RIGHTS if question[0] == "right" else ("yes", "no"))

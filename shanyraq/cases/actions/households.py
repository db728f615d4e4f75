"""Who moves together, and which child nobody parts from a parent alone: of a move, and of a tie that is ended."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases import rules
from shanyraq.cases.actions.changes import MOVED, note_change
from shanyraq.cases.actions.deciding import SEPARATION, refuse_to_move_undecided, refuse_undecided
from shanyraq.cases.actions.doubts import Doubt, Doubtful, judge_place
from shanyraq.cases.actions.facts import locked_person
from shanyraq.cases.models import Case
from shanyraq.cases.queries.relations import children_left, live_together, lives_with_parent
from shanyraq.foundation.errors import Refusal
from shanyraq.people import actions as people
from shanyraq.people.models import Family, FamilyMembership, Kinship, Person
from shanyraq.people.rules import LEAVES_CHILDREN, LEAVES_PARENT, may_be_child_on
from shanyraq.people.rules.home import relation_beside


@dataclass(frozen=True)
class Move:
    """A move into a family from a day on; the history of whoever moves tells the reason."""

    family: Family
    starts_on: date
    reason: str
    by: Actor
    at: datetime


def place_of(person: Person) -> tuple[uuid.UUID | None, str]:
    """The family she lives in now, and what she is there."""
    with computing("family.move"):
        places = FamilyMembership.objects.filter(person=person, ends_on=None)
        return places.values_list("family", "relation").first() or (None, "")


def refuse_moving_child(child: Person, move: Move, error: type[Refusal]) -> None:
    """A child leaves a mother or father only as a panel has decided, and the history tells what it did; so it is of
    every move of a child who is here without them.
    """
    refuse_to_move_undecided(child, move.at, error)
    if not lives_with_parent(move.by, child, localdate(move.at)):
        return
    if len(move.reason) < rules.SHORTEST_REASON:
        raise error(_(LEAVES_PARENT), code="reason_short")
    refuse_undecided(SEPARATION, [child.pk], move.at, error)


def who_moves(
    person: Person, relation: str, move: Move, *, with_children: bool, error: type[Refusal]
) -> list[tuple[Person, str]]:
    """Everybody who moves, locked, with what each is in the new household: she, and her children where they go with
    her. Where children would stay without mother or father, raises `error` as of a child who leaves, until a panel
    has said yes about each. Part of the caller's recorded act.
    """
    left = children_left(move.by, person, localdate(move.at))
    if left and not with_children:
        if len(move.reason) < rules.SHORTEST_REASON:
            raise error(_(LEAVES_CHILDREN), code="reason_short")
        refuse_undecided(SEPARATION, [child.pk for child, _parent in left], move.at, error)
        left = []
    moving = {person.pk: (person, relation)}
    for child, parent in left:
        beside = relation_beside(moving[parent][1])
        moving[child.pk] = (locked_person(person_id=child.pk, by=move.by), beside)
    return list(moving.values())


def settle(
    *, moving: list[tuple[Person, str]], move: Move, sure: Collection[str], error: type[Refusal]
) -> None:
    """Give each of these people a place in the family. What is unlikely is asked of all at once. Part of the caller's
    recorded act. Raises `error`, CannotMove, Doubtful.
    """
    doubts: list[Doubt] = []
    for person, relation in moving:
        try:
            judge_place(person, move.family, relation, sure=sure, by=move.by, at=move.at, error=error)
        except Doubtful as doubtful:
            doubts += doubtful.doubts
    if doubts:
        raise Doubtful(doubts)
    for person, relation in moving:
        _give_place(person, relation, move)


def _give_place(person: Person, relation: str, move: Move) -> None:
    was = place_of(person)
    people.move_to_family(person=person, family=move.family, relation=relation, starts_on=move.starts_on)
    told = {
        "family": [str(was[0] or ""), str(move.family.pk)],
        "relation": [was[1], relation],
        "on": str(move.starts_on),
    } | ({"reason": move.reason} if move.reason else {})
    note_change(person=person, kind=MOVED, compartment="C1", told=told, by=move.by, at=move.at)
    with computing("family.move"):
        Case.objects.filter(person=person, closed_at=None).update(family=move.family)


def refuse_parting(tie: Kinship, by: Actor, at: datetime, error: type[Refusal]) -> None:
    """That somebody is no mother or father of the child who lives with her takes away what keeps the two together:
    nobody says so alone.
    """
    child = tie.relative
    if str(tie.kind) != "PARENT" or not may_be_child_on(
        child.birth_date, child.birth_precision, localdate(at)
    ):
        return
    if live_together(by, child.pk, [tie.person_id]):
        refuse_undecided(SEPARATION, [child.pk], at, error)

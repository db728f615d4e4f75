"""Where somebody lives and with whom: moving between families, kinship, a child's time without her family."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.changes import CARE, KIN, note_change
from shanyraq.cases.actions.doubts import ask_about_kin_at_home, judge_kin
from shanyraq.cases.actions.facts import locked_person, refresh_person
from shanyraq.cases.actions.households import (
    Move,
    place_of,
    refuse_moving_child,
    refuse_parting,
    settle,
    who_moves,
)
from shanyraq.cases.queries.relations import ties_within_sight
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.people import actions as people
from shanyraq.people.models import CareSituation, Family, Kinship, Person
from shanyraq.people.rules import (
    ADULT,
    DAY_REASONS,
    first_day_of_all,
    may_be_child_on,
    reason_against_day,
)
from shanyraq.people.rules.kin import Tie


class CannotChangeFamily(Refusal):
    """What was to be recorded about a family cannot be so."""


def move_person(
    *,
    person_id: uuid.UUID,
    family_id: uuid.UUID | None,
    label: str = "",
    relation: str,
    starts_on: date,
    reason: str = "",
    with_children: bool = False,
    sure: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Family:
    """Record that a person lives with another family from a day on; without `family_id` with a new one of that label.

    A child leaves her mother or father, or is left by the last of them in a household, only after a panel's yes, with
    a reason, which the history tells; `with_children`: those who would be left move too.
    Raises CannotChangeFamily, CannotMove, Doubtful, NotAllowed. Returns the family.
    """
    with recorded("family.move", by=by) as act:
        person = locked_person(person_id=person_id, by=by)
        require(by, permissions.FAMILY_MOVE, person)
        act.about(person.pk)
        _refuse_day(starts_on, at, person)
        family = _family(family_id, by) if family_id else _new_family(label, starts_on, at)
        act.about(family.pk, kind="family")
        move, was = Move(family, starts_on, reason.strip(), by, at), place_of(person)
        if was == (family.pk, relation):
            raise CannotChangeFamily(_(rules.NOTHING_CHANGED), code="unchanged")
        moving = [(person, relation)]
        if was[0] != family.pk:
            refuse_moving_child(person, move, CannotChangeFamily)
            moving = who_moves(person, relation, move, with_children=with_children, error=CannotChangeFamily)
            _refuse_day(starts_on, at, *[one for one, _relation in moving])
        for one, _relation in moving[1:]:
            require(by, permissions.FAMILY_MOVE, one)
            act.about(one.pk)
        settle(moving=moving, move=move, sure=sure, error=CannotChangeFamily)
        return family


def add_kin(
    *,
    person_id: uuid.UUID,
    relative_id: uuid.UUID,
    kind: str,
    proof: str,
    starts_on: date | None = None,
    sure: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Kinship:
    """Record what a person is to another, both visible to the actor.

    Raises CannotRelate, CannotChangeFamily, Doubtful, NotAllowed.
    """
    with recorded("kinship.add", by=by) as act:
        person = locked_person(person_id=person_id, by=by)
        relative = locked_person(person_id=relative_id, by=by)
        require(by, permissions.FAMILY_MOVE, person)
        act.about(person.pk, relative.pk)
        if starts_on is not None:
            _refuse_day(starts_on, at, person, relative)
        kinship = people.add_kinship(
            person=person, relative=relative, kind=kind, proof=proof, starts_on=starts_on
        )
        judge_kin(
            people=[person, relative],
            new=[Tie(person.pk, kind, relative.pk)],
            sure=sure,
            by=by,
            today=localdate(at),
            error=CannotChangeFamily,
        )
        _note_kin(kinship, by, at)
        refresh_person(people=[person], at=at)
        return kinship


def end_kin(*, kinship_id: uuid.UUID, ends_on: date, by: Actor, at: datetime) -> Kinship:
    """Record that a kinship holds no more, or never did; of a child and the parent she lives with only after a panel's
    yes. Raises CannotChangeFamily, NotAllowed.
    """
    with recorded("kinship.end", by=by) as act:
        kinship = (
            ties_within_sight(by)
            .filter(pk=kinship_id, ends_on=None)
            .select_related("person", "relative")
            .select_for_update(of=("self",))
            .first()
        )
        if kinship is None:
            raise NotAllowed(_("This was ended already, or is not yours to see."), code="scope")
        require(by, permissions.FAMILY_MOVE, kinship.person)
        act.about(kinship.person_id, kinship.relative_id)
        _refuse_day(ends_on, at, kinship.person, kinship.relative)
        refuse_parting(kinship, by, at, CannotChangeFamily)
        people.end_kinship(kinship=kinship, ends_on=ends_on)
        _note_kin(kinship, by, at)
        refresh_person(people=[kinship.person], at=at)
        return kinship


def set_care(
    *,
    person_id: uuid.UUID,
    kind: str,
    starts_on: date,
    sure: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> CareSituation:
    """Record that a child is without her family. Her plan changes with it.

    Raises CannotSetCare, CannotChangeFamily, Doubtful where her kin live with her, NotAllowed.
    """
    with recorded("care.set", by=by) as act:
        person = locked_person(person_id=person_id, by=by)
        require(by, permissions.FAMILY_MOVE, person)
        act.about(person.pk)
        _refuse_day(starts_on, at, person)
        if not may_be_child_on(person.birth_date, person.birth_precision, localdate(at)):
            raise CannotChangeFamily(_(ADULT), code="adult")
        ask_about_kin_at_home(person=person, kind=kind, sure=sure, by=by, today=localdate(at))
        was = _care_of(person)
        situation = people.set_care_situation(person=person, kind=kind, starts_on=starts_on)
        told = {"care": [was, kind], "since": str(starts_on)}
        note_change(person=person, kind=CARE, compartment="C7", told=told, by=by, at=at)
        refresh_person(people=[person], at=at)
        return situation


def end_care(*, situation_id: uuid.UUID, ends_on: date, by: Actor, at: datetime) -> CareSituation:
    """Record until which day a child was without her family. Raises NotAllowed."""
    with recorded("care.end", by=by) as act:
        situation = (
            CareSituation.objects.visible_to(by)
            .filter(pk=situation_id, ends_on=None)
            .select_related("person")
            .select_for_update(of=("self",))
            .first()
        )
        if situation is None:
            raise NotAllowed(_("This was ended already, or is not yours to see."), code="scope")
        require(by, permissions.FAMILY_MOVE, situation.person)
        act.about(situation.person_id)
        _refuse_day(ends_on, at, situation.person)
        people.end_care_situation(situation=situation, ends_on=ends_on)
        told = {"care": [str(situation.kind), ""], "until": str(situation.ends_on)}
        note_change(person=situation.person, kind=CARE, compartment="C7", told=told, by=by, at=at)
        refresh_person(people=[situation.person], at=at)
        return situation


def _care_of(person: Person) -> str:
    """In which way a child is without her family now; empty where she is not."""
    with computing("care.set"):
        now = CareSituation.objects.filter(person=person, ends_on=None).first()
        return str(now.kind) if now else ""


def _note_kin(kinship: Kinship, by: Actor, at: datetime) -> None:
    told = {
        "relative": str(kinship.relative_id),
        "is": str(kinship.kind),
        "proof": str(kinship.proof),
        "until": str(kinship.ends_on or ""),
    }
    note_change(person=kinship.person, kind=KIN, compartment="C7", told=told, by=by, at=at)


def _refuse_day(day: date, at: datetime, *people: Person) -> None:
    """Raise CannotChangeFamily for a day that cannot be: to come, or before one of them was born."""
    births = [(one.birth_date, one.birth_precision) for one in people]
    reason = reason_against_day(day, localdate(at), born=first_day_of_all(births))
    if reason:
        raise CannotChangeFamily(_(DAY_REASONS[reason]), code=reason)


def _family(family_id: uuid.UUID, by: Actor) -> Family:
    family = Family.objects.visible_to(by).filter(pk=family_id).select_for_update(of=("self",)).first()
    if family is None:
        raise NotAllowed(_("You may not see this family."), code="scope")
    return family


def _new_family(label: str, starts_on: date, at: datetime) -> Family:
    if not label.strip():
        raise CannotChangeFamily(_("Give the new family a name."), code="no_label")
    return people.create_family(label=label, members=(), starts_on=starts_on, at=at)

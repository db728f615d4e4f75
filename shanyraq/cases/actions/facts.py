"""Putting right who somebody is: her names in use, her facts, her languages."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.changes import CORRECTED, known_of, note_change, told_between
from shanyraq.cases.actions.doubts import facts_of_kin, judge_kin
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.models import Case
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.people import actions as people
from shanyraq.people.models import Kinship, Person


class CannotCorrect(Refusal):
    """There is nothing to put right."""


def correct_person(
    *,
    person_id: uuid.UUID,
    names: Sequence[people.NameText],
    drop: Collection[str] = (),
    facts: people.Facts,
    tongues: Sequence[people.Tongue],
    sure: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Person:
    """Put right what is known of a person. Raises CannotSetName, CannotRelate, CannotCorrect, Doubtful, NotAllowed.

    A name that makes way goes to the vault; what stood there before of every other fact stays readable. Her plan is
    worked out anew: it follows her age and sex.
    """
    with recorded("person.correct", by=by) as act:
        person = locked_person(person_id=person_id, by=by)
        require(by, permissions.PERSON_CORRECT, person)
        act.about(person.pk)
        before = known_of(person)
        was = facts_of_kin(person)
        changed = list(people.correct_facts(person=person, facts=facts))
        if {"birth_date", "birth_precision", "sex"}.intersection(changed):
            judge_kin(
                people=[person],
                before={person.pk: was},
                sure=sure,
                by=by,
                today=localdate(at),
                error=people.CannotRelate,
            )
        if people.set_names(person=person, names=names, drop=drop, at=at):
            changed.append("name")
        if people.set_languages(person=person, tongues=tongues):
            changed.append("languages")
        if not changed:
            raise CannotCorrect(_(rules.NOTHING_CHANGED), code="unchanged")
        told = told_between(before, known_of(person))
        note_change(person=person, kind=CORRECTED, compartment="C1", told=told, by=by, at=at)
        act.fields.extend(f"people.Person.{field}" for field in changed)
        refresh_person(people=[person], at=at)
        return person


def locked_person(*, person_id: uuid.UUID, by: Actor) -> Person:
    """The person, locked, if the actor sees her. Raises NotAllowed."""
    found = Person.objects.visible_to(by).filter(pk=person_id).select_for_update(of=("self",)).first()
    if found is None:
        raise NotAllowed(_("You may not see this person's record."), code="scope")
    return found


def refresh_person(*, people: Sequence[Person], at: datetime) -> None:
    """Work out anew the plans of people whose facts changed, and of whoever is something to them: a child's age tells
    how long her mother cares for a child. Part of the caller's recorded act.
    """
    with computing("person.plan"):
        carers = Kinship.objects.filter(relative__in=people, ends_on=None).values("person")
        cases = list(
            Case.objects.filter(Q(person__in=people) | Q(person__in=carers), closed_at=None)
            .select_related("person")
            .select_for_update(of=("self",))
        )
    if cases:
        refresh_plans(cases=cases, at=at)

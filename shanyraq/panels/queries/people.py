"""Whom panels are about, as their readers know them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case
from shanyraq.people.models import Person
from shanyraq.people.queries import display_name, names_prefetch


def names_of(actor: Actor, people: Iterable[UUID], language: str) -> dict[UUID, str]:
    """What these people are called on the page: two queries."""
    visible = Person.objects.visible_to(actor).filter(pk__in=set(people))
    return {one.pk: display_name(one, language) for one in visible.prefetch_related(names_prefetch(actor))}


def open_case(actor: Actor, person: UUID) -> Case | None:
    """Her open file, if the actor sees it."""
    return Case.objects.visible_to(actor).filter(person=person, closed_at=None).first()


def born(person: UUID) -> tuple[date | None, str]:
    """When she was born, and how sure that is: to know which decisions can be about her."""
    with computing("panel.ask"):
        return Person.objects.filter(pk=person).values_list("birth_date", "birth_precision").get()

"""Who has which place in a family: one head, and a child only where no adult is there. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

from shanyraq.people.rules import ADULT_AT, age_on, latest_birth
from shanyraq.people.rules.kin import NOBODY, Fault, Known, is_child


def faults_in_places(
    relations: Mapping[Hashable, str], people: Mapping[Hashable, Known], today: date
) -> list[Fault]:
    """What cannot be about the places of people in one family, or hardly: it has at most one head, and that is a child
    only where no adult is there.

    Of several adults the eldest is told, so that a question asked twice is the same question.
    """
    heads = [person for person, relation in relations.items() if relation == "head"]
    second = [Fault("two_heads", (heads[0], other)) for other in heads[1:]]
    adults = [person for person in relations if _is_adult(people.get(person, NOBODY), today)]
    eldest = min(adults, key=lambda person: _born(people[person]), default=None)
    young = [head for head in heads[:1] if is_child(people.get(head, NOBODY), today)]
    return [*second, *(Fault("young_head", (head, eldest)) for head in young if eldest is not None)]


def _is_adult(known: Known, today: date) -> bool:
    """Certainly of age."""
    age = age_on(latest_birth(known.birth_date, known.birth_precision), today)
    return age is not None and age >= ADULT_AT


def _born(known: Known) -> date:
    """The last day on which she can have been born."""
    return latest_birth(known.birth_date, known.birth_precision) or date.max

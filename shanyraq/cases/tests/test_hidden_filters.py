"""Rows are picked, sorted and worked out only by what their reader reads: which of them come would tell her of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.closed import NotReadable
from shanyraq.people.models import Person

pytestmark = pytest.mark.django_db
DAY = date(2000, 1, 1)
# What each of these colleagues does not read of the people whom she sees: whole names and facts, or family and care.
HIDDEN = {
    "shift_worker": "birth_date",
    "teacher": "care_situations__starts_on",
    "justice_liaison": "kin__ends_on",
}
QUESTIONS: dict[str, Callable[[Any, str], Any]] = {
    "a filter": lambda rows, field: rows.filter(**{f"{field}__gte": DAY}),
    "whether there is any": lambda rows, field: rows.filter(**{f"{field}__isnull": True}),
    "what is left out": lambda rows, field: rows.exclude(**{field: DAY}),
    "one of two conditions": lambda rows, field: rows.filter(Q(code="K-0000-00") | Q(**{field: DAY})),
    "people behind files": lambda rows, field: Case.objects.filter(**{f"person__{field}": DAY}),
    "rows for which there is one": lambda rows, field: rows.filter(
        Exists(Person.objects.filter(pk=OuterRef("pk"), **{field: DAY}))
    ),
    "a list to choose from": lambda rows, field: rows.filter(pk__in=Person.objects.filter(**{field: DAY})),
    "a sort": lambda rows, field: rows.order_by(field),
    "a column": lambda rows, field: rows.values_list(field),
    "a computation": lambda rows, field: rows.annotate(year=ExtractYear(field)),
    "a computation that picks": lambda rows, field: rows.alias(day=F(field)).filter(day=DAY),
}


def colleague(role: str, worker: Worker) -> Actor:
    """Somebody of this role who works with the family."""
    cases = the_omarova_family(worker.staff)
    found = make_worker("Gulnara", role, region="ALR", centre="MAN-A")
    for case in cases:
        make_assignment(case, found.staff)
    Case._base_manager.update(centre="MAN-A", phase="P4")
    return found.actor


def is_put(question: Callable[[Any, str], Any], field: str, actor: Actor) -> bool:
    """Whether somebody is answered."""
    try:
        list(question(Person.objects.all(), field).visible_to(actor))
    except NotReadable:
        return False
    return True


@pytest.mark.parametrize("role", HIDDEN)
def test_no_row_is_picked_by_what_its_reader_does_not_read(aigul: Worker, role: str) -> None:
    actor, field = colleague(role, aigul), HIDDEN[role]

    assert [name for name, question in QUESTIONS.items() if is_put(question, field, actor)] == []
    assert [name for name, question in QUESTIONS.items() if not is_put(question, field, aigul.actor)] == []


@pytest.mark.parametrize("role", HIDDEN)
def test_whom_she_sees_hangs_on_what_she_does_not_read_all_the_same(aigul: Worker, role: str) -> None:
    actor = colleague(role, aigul)
    seen = Person.objects.visible_to(actor)

    assert seen.count() == Case.objects.visible_to(actor).filter(person__in=seen).count() > 1
    assert not seen.filter(code="K-0000-00").exists()

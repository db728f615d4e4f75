"""A small programme for the desk's tests, on the demonstration's fixed day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shanyraq.cases.models import Case, PlanStep
from shanyraq.cases.tests.factories import make_case, make_plan_step
from shanyraq.foundation.models import Installation
from shanyraq.people.models import Family
from shanyraq.people.tests.factories import AT, make_family, make_membership, make_person

DAY = date(2021, 5, 20)
MOTHER, CHILD = date(1990, 3, 1), date(2014, 3, 1)


@pytest.fixture
def fixed_day(db: None) -> None:
    Installation.objects.create(mode="demo", fixed_day=DAY, made_at=AT)


def family_of(names: str, *, label: str = "Omarova", **fields: Any) -> list[Case]:
    """A family with a mother and children, each with an open file: `family_of("Saule Aisha Yusuf")`."""
    family = make_family(label)
    cases = []
    for number, name in enumerate(names.split()):
        born = MOTHER if number == 0 else CHILD
        person = make_person(name, sex="F", birth_date=born, birth_precision="day")
        make_membership(family, person, relation="child" if number else "head")
        cases.append(make_case(person, family, **{"arrived_at": AT - timedelta(days=200)} | fields))
    return cases


def owed(case: Case, action: str, days: int = 0, **fields: Any) -> PlanStep:
    """A service that was due so many days ago (late), or is due in as many (negative)."""
    due: datetime = AT - timedelta(days=days)
    fields = {
        "key": action,
        "action": action,
        "state": "LATE" if days > 0 else "DUE",
        "due_at": due,
        "reason": "due_on_day",
        "reason_values": {"trigger": "arrival"},
    } | fields
    return make_plan_step(case, **fields)


def many_families(count: int, size: int, **fields: Any) -> list[Family]:
    """So many families of one size, each with one late service for all its members."""
    families = []
    for number in range(count):
        names = " ".join(f"Member{n}" for n in range(size))
        cases = family_of(names, label=f"Family {number:03}", **fields)
        for case in cases:
            owed(case, "P6-03", days=number + 1, compartment="C7")
        assert cases[0].family is not None
        families.append(cases[0].family)
    return families

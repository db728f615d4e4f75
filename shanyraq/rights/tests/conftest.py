"""Whom the tests of this room are about."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.people.tests.factories import make_language, make_person


@pytest.fixture
def mother(aigul: Worker) -> Case:
    person = make_person("Maryam Canaryova", sex="F", birth_date=date(1990, 5, 1), birth_precision="day")
    make_language(person, language="ar")
    return make_case(person, case_manager=aigul.staff)

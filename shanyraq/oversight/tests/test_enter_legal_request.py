"""Entering a demand of an authority tells whoever enters it nothing of people out of her sight."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.oversight.actions.legal import CannotEnter
from shanyraq.oversight.tests.test_legal_requests import ADULT, CHILD, enter, somebody
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("born", [ADULT, CHILD])
def test_whoever_enters_learns_of_nobody_out_of_her_sight(
    zhanna: Worker, auditor: Worker, born: date
) -> None:
    hidden, nobody = somebody(born), Person(code="K-2222-22")
    refused = []
    for person in (hidden, nobody):
        with pytest.raises(CannotEnter) as fault:
            enter(zhanna, person, is_hers=False)
        refused.append((str(fault.value), fault.value.code))

    assert refused[0] == refused[1] and "data-protection officer" in refused[0][0]
    assert enter(auditor, hidden, is_hers=False).person == hidden.pk
    with pytest.raises(CannotEnter, match="Nobody here"):
        enter(auditor, nobody, is_hers=False)


def test_who_may_still_be_a_child_is_one(zhanna: Worker) -> None:
    unknown = make_case(make_person(birth_date=None, birth_precision="unknown")).person

    assert enter(zhanna, unknown).is_child and not enter(zhanna, somebody()).is_child

"""A visit told before its hour: the day is right, and the message says that the time is the matter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shanyraq.cases.actions.records import CannotRecord, record_happening
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.people.tests.factories import AT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ahead", "code"), [(timedelta(minutes=30), "time_ahead"), (timedelta(days=1), "in_future")]
)
def test_an_hour_still_to_come_is_not_called_a_wrong_day(aigul: Worker, ahead: timedelta, code: str) -> None:
    case = the_omarova_family(aigul.staff)[0]

    with pytest.raises(CannotRecord) as refused:
        record_happening(
            case_ids=[case.pk],
            kind="home.visit.made",
            happened_at=AT + ahead,
            details={},
            by=aigul.actor,
            at=AT,
        )

    assert refused.value.code == code

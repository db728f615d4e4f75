"""What a database is for is written once, and the site starts for nothing else."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from shanyraq.foundation.installation import WrongMode, forget, install, installation, require_mode
from shanyraq.foundation.models import Installation

AT = datetime(2026, 11, 22, tzinfo=UTC)
DAY = date(2021, 5, 20)
pytestmark = pytest.mark.django_db


def made(settings, mode: str) -> bool:
    settings.MODE = mode
    return install(fixed_day=DAY, at=AT)


@pytest.mark.parametrize(("mode", "day"), [("demo", DAY), ("production", None)])
def test_a_new_database_keeps_the_mode_it_was_made_with(settings, mode: str, day: date | None) -> None:
    assert made(settings, mode) is True

    assert (installation().mode, installation().fixed_day) == (mode, day)
    assert installation().is_demo == (mode == "demo")


def test_starting_again_in_the_same_mode_changes_nothing(settings) -> None:
    made(settings, "demo")
    before = Installation.objects.values().get()

    assert made(settings, "demo") is False
    assert Installation.objects.values().get() == before


@pytest.mark.parametrize(("first", "second"), [("demo", "production"), ("production", "demo")])
def test_another_mode_refuses_to_start_and_says_why(settings, first: str, second: str) -> None:
    made(settings, first)

    with pytest.raises(WrongMode, match=f"SHANYRAQ_MODE={first}.*SHANYRAQ_MODE={second}"):
        made(settings, second)

    forget()
    assert installation().mode == first
    with pytest.raises(WrongMode):
        require_mode()


def test_a_database_that_was_not_made_yet_says_what_to_run() -> None:
    with pytest.raises(WrongMode, match="shanyraq migrate"):
        require_mode()


def test_there_is_one_row_and_no_other_mode(settings) -> None:
    made(settings, "demo")

    for row in (Installation(id=2, mode="demo", made_at=AT), Installation(id=1, mode="other", made_at=AT)):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

"""Two clocks: the machine's, and the programme's, which stands on a fixed day in a demonstration."""

from datetime import UTC, date, datetime

import pytest

from shanyraq.foundation import clock
from shanyraq.foundation.installation import install

MACHINE = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _machine_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: MACHINE)


def test_a_demonstration_is_always_on_its_day_at_the_hour_it_is(settings) -> None:
    settings.MODE = "demo"
    install(fixed_day=date(2021, 5, 20), at=MACHINE)

    assert clock.today() == date(2021, 5, 20)
    assert (clock.now().minute, clock.now().utcoffset()) == (30, clock.now().utcoffset())
    assert clock.now().tzinfo is not None
    assert clock.real_now() == MACHINE


def test_real_people_live_in_real_time(settings) -> None:
    settings.MODE = "production"
    install(fixed_day=date(2021, 5, 20), at=MACHINE)

    assert clock.now() == MACHINE
    assert clock.today() == clock.now().date()


def test_the_day_is_the_one_in_the_site_and_not_in_london(settings) -> None:
    settings.MODE = "production"
    install(fixed_day=None, at=MACHINE)

    assert clock.now().hour in (0, 1)
    assert clock.today() == date(2026, 11, 23)

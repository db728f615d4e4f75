"""B36: a thousand guesses in ten minutes, from one and from fifty addresses, are not a thousand tries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from shanyraq.access.actions import doors
from shanyraq.access.models import Account
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.foundation.clock import real_now

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 20  # evaluated for one account in an hour


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The user names whose passwords were looked at."""
    seen: list[str] = []

    def look(login: str, password: str) -> None:
        seen.append(login)

    monkeypatch.setattr(doors, "_whose", look)
    yield seen


@pytest.fixture
def owner() -> Account:
    return make_account(password=PASSWORD)


def guess(times: int, addresses: int, logins: list[str]) -> None:
    begun = real_now()
    for number in range(times):
        try:
            doors.log_in(
                login=logins[number % len(logins)],
                password=f"guess {number}",
                address=f"127.0.0.{number % addresses}",
                at=begun + timedelta(seconds=600 * number / times),
            )
        except doors.CannotLogIn:
            continue


@pytest.mark.in_bars
@pytest.mark.parametrize("addresses", [1, 50])
def test_of_a_thousand_guesses_at_one_account_twenty_at_most_are_looked_at(
    evaluated: list[str], owner: Account, addresses: int
) -> None:
    guess(1000, addresses, [owner.login])

    assert 0 < len(evaluated) <= MOST


def test_guesses_at_many_accounts_from_one_address_end_with_the_address(
    evaluated: list[str], owner: Account
) -> None:
    guess(300, 1, [f"colleague{number}" for number in range(100)])

    assert 0 < len(evaluated) <= 60


def test_what_was_counted_is_still_counted_by_another_worker_and_after_a_restart(
    evaluated: list[str], owner: Account
) -> None:
    """Nothing of it is in a memory: forgetting all that a process remembers forgets no try."""
    from django.core.cache import cache

    guess(100, 1, [owner.login])
    before = len(evaluated)
    cache.clear()
    guess(5, 1, [owner.login])

    assert len(evaluated) == before


def test_an_hour_later_the_owner_is_looked_at_again(owner: Account, monkeypatch: Any) -> None:
    guess(30, 1, [owner.login])

    at = real_now() + timedelta(minutes=75)
    assert doors.log_in(login=owner.login, password=PASSWORD, address="127.0.0.9", at=at) == owner

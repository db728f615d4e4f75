"""The key agent counts different keys, for an hour each, and stops whoever reached her budget."""

from __future__ import annotations

from uuid import UUID

import pytest

from shanyraq.foundation import agent, keyring
from shanyraq.foundation.agent import HOUR, InProcess, Reader, opening_for
from shanyraq.foundation.asking import by_system, within_act
from shanyraq.foundation.errors import OverBudget

AIGUL, ERLAN = Reader("aigul", 3), Reader("erlan", 3)


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(agent, "time", made)
    return made


@pytest.fixture
def counting() -> InProcess:
    return InProcess()


def let_open(counting: InProcess, reader: Reader, *keys: int) -> None:
    for key in keys:
        counting.let_open(reader, UUID(int=key))


def test_one_key_more_than_her_budget_is_not_opened(counting: InProcess, clock: Clock) -> None:
    let_open(counting, AIGUL, 1, 2, 3)

    with pytest.raises(OverBudget) as stopped:
        let_open(counting, AIGUL, 4)

    assert (stopped.value.opened, stopped.value.most) == (3, 3)


def test_what_she_has_opened_stays_open_and_counts_once(counting: InProcess, clock: Clock) -> None:
    let_open(counting, AIGUL, 1, 2, 3, 1, 1, 2, 3)

    assert counting.opened_by("aigul") == 3


def test_each_reader_has_her_own_budget(counting: InProcess, clock: Clock) -> None:
    let_open(counting, AIGUL, 1, 2, 3)
    let_open(counting, ERLAN, 1, 2, 3)

    assert counting.opened_by("erlan") == 3


def test_a_key_counts_for_an_hour_after_it_was_last_used(counting: InProcess, clock: Clock) -> None:
    let_open(counting, AIGUL, 1, 2, 3)
    clock.now += HOUR / 2
    let_open(counting, AIGUL, 1)
    clock.now += HOUR / 2

    assert counting.opened_by("aigul") == 1
    let_open(counting, AIGUL, 4, 5)
    with pytest.raises(OverBudget):
        let_open(counting, AIGUL, 6)


def test_who_opens_nothing_for_an_hour_is_forgotten(counting: InProcess, clock: Clock) -> None:
    let_open(counting, AIGUL, 1)
    clock.now += HOUR
    let_open(counting, ERLAN, 1)

    assert set(counting._used) == {"erlan"}


@pytest.mark.django_db
def test_every_way_of_opening_sealed_bytes_is_counted_for_the_reader_at_hand() -> None:
    sealed = [
        keyring.seal(b"plain", subject=UUID(int=n), compartment="C3", context="here") for n in range(1, 4)
    ]
    keyring.unseal(sealed[0], context="here")  # nobody's request

    with opening_for("aigul", 2):
        keyring.warm([UUID(int=n) for n in range(1, 4)])
        for one in sealed[:2] * 2:
            keyring.unseal(one, context="here")
        with pytest.raises(OverBudget):
            keyring.unseal(sealed[2], context="here")

    assert agent.in_process.opened_by("aigul") == 2
    assert keyring.unseal(sealed[2], context="here") == b"plain"


@pytest.mark.django_db
def test_what_the_system_works_out_within_an_act_is_not_counted_and_what_it_shows_is() -> None:
    sealed = keyring.seal(b"plain", subject=UUID(int=1), compartment="C3", context="here")

    with opening_for("aigul", 0), by_system("plans"):
        with within_act("plan.rebuild", None, is_system=False):
            assert keyring.unseal(sealed, context="here") == b"plain"
        with pytest.raises(OverBudget):
            keyring.unseal(sealed, context="here")

"""The keys that wrap the data keys: of each compartment one in use, opened once."""

from typing import Any

import pytest

from shanyraq.foundation import keyring, wrapping
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import MissingKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_keys_remembered() -> Any:
    keyring.forget()
    yield
    keyring.forget()


def test_the_first_wrapping_key_of_a_compartment_is_its_first_generation() -> None:
    wrapping.in_use(["C3", "C4"])

    assert {name: row.generation for name, row in wrapping.in_use(["C3"]).items()} == {"C3": 1}


@pytest.mark.parametrize("in_use", [1, 2])
def test_of_two_wrapping_keys_the_one_that_is_not_retired_is_in_use(in_use: int) -> None:
    for generation in (1, 2):
        row = wrapping.new_key("C3", generation)
        row.retired_at = None if generation == in_use else real_now()
        row.save()

    assert wrapping.in_use(["C3"])["C3"].generation == in_use


def test_whoever_makes_the_same_wrapping_key_meanwhile_is_met_with_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theirs, known, asked = wrapping.in_use(["C3"])["C3"], wrapping._in_use, list[Any]()

    def not_yet(compartments: Any) -> Any:
        asked.append(compartments)
        return known(compartments) if len(asked) > 1 else {}

    monkeypatch.setattr(wrapping, "_in_use", not_yet)

    assert wrapping.in_use(["C3"])["C3"] == theirs


def test_a_wrapping_key_stays_open_until_it_is_forgotten(settings: Any, tmp_path: Any) -> None:
    row = wrapping.in_use(["C3"])["C3"]
    clear = wrapping.opened(row)
    settings.DATA = tmp_path

    assert wrapping.opened(row) == clear
    wrapping.forget()
    with pytest.raises(MissingKey):
        wrapping.opened(row)

"""A key that words open, and nothing else does; what is sealed to a pick-up's key; how words are made."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from shanyraq.vault.rules import words
from shanyraq.vault.rules.words import (
    WrongWords,
    key_pair,
    lock,
    new_words,
    open_with,
    pickup_key,
    seal_for,
    unlock,
)

SALT = bytes(range(16))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)


def test_words_are_twenty_letters_in_five_groups_and_never_the_same() -> None:
    assert re.fullmatch(r"([a-z2-9]{4}-){4}[a-z2-9]{4}", new_words())
    assert new_words() != new_words()


@pytest.mark.parametrize("between", [" ", "", "  ", " - ", "–", "\u00a0", "_"])
def test_words_of_a_pick_up_open_however_their_groups_are_set_apart(between: str) -> None:
    told = new_words()
    key = pickup_key(told, SALT).private_bytes_raw()

    typed = f" {told.upper().replace('-', between)} "

    assert pickup_key(typed, SALT).private_bytes_raw() == key
    assert pickup_key(told[:-1], SALT).private_bytes_raw() != key


def test_every_letter_of_a_pick_up_counts() -> None:
    told = "abcd-efgh-jkmn-pqrs-tuvw"
    others = [f"{told[:at]}9{told[at + 1 :]}" for at, one in enumerate(told) if one != "-"]

    assert len({pickup_key(one, SALT).private_bytes_raw() for one in (told, *others)}) == 21


def test_words_that_are_no_twenty_letters_are_taken_as_they_are_typed() -> None:
    keys = {pickup_key(one, SALT).private_bytes_raw() for one in ("abcdefgh", "abcd-efgh", "abcd efgh")}

    assert len(keys) == 3


def test_a_key_opens_with_its_words_and_with_no_others() -> None:
    pair = key_pair("her own words")

    private = unlock(pair.locked, "her own words")

    assert X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw() == pair.public
    with pytest.raises(WrongWords):
        unlock(pair.locked, "her own word")


def test_a_locked_key_is_salt_nonce_and_what_they_lock() -> None:
    one, other = lock(bytes(32), "words"), lock(bytes(32), "words")

    assert len(one) == 16 + 12 + 32 + 16
    assert one[:16] != other[:16] and one[16:28] != other[16:28]


def test_what_is_sealed_for_a_pick_up_opens_with_its_words_for_its_place_alone() -> None:
    private = pickup_key("abcd-efgh", SALT)
    sealed = seal_for(private.public_key().public_bytes_raw(), b"Maryam", b"place")

    assert len(sealed) == 32 + 6 + 16
    assert open_with(pickup_key("  ABCD-efgh\n", SALT), sealed, b"place") == b"Maryam"
    for other, place in ((pickup_key("abcd-efgi", SALT), b"place"), (private, b"another")):
        with pytest.raises(WrongWords):
            open_with(other, sealed, place)

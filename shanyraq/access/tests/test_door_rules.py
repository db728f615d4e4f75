"""How often, how long, and what a good password is not: to the second, the try and the letter."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from shanyraq.access.passwords import NotGuessable
from shanyraq.access.rules.doors import (
    MOST_SESSIONS,
    has_ended,
    is_guessable,
    is_halfway,
    is_proved,
    is_too_often,
    kind_of_device,
)

AT = datetime(2021, 3, 4, 9, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def before(*minutes: float) -> list[datetime]:
    return [AT - timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("kind", "most", "within"),
    [("account", 10, 15), ("account", 20, 60), ("address", 60, 15), ("site", 600, 15)],
)
def test_so_many_tries_are_allowed_in_so_many_minutes_and_no_more(kind: str, most: int, within: int) -> None:
    spread = [AT - within * MINUTE * number / (most + 1) for number in range(most + 1)]

    assert not is_too_often({kind: spread[:most]}, AT)
    assert is_too_often({kind: spread}, AT)
    assert not is_too_often({kind: [*spread[:most], AT - within * MINUTE]}, AT)


def test_the_tries_of_one_kind_are_not_counted_with_those_of_another() -> None:
    assert not is_too_often({"address": before(*range(11))}, AT)
    assert not is_too_often({}, AT)


@pytest.mark.parametrize(
    ("idle", "old", "is_over"),
    [
        (15 * MINUTE, 60 * MINUTE, False),
        (15 * MINUTE + SECOND, 60 * MINUTE, True),
        (MINUTE, 720 * MINUTE, False),
        (MINUTE, 720 * MINUTE + SECOND, True),
    ],
)
def test_a_session_ends_after_a_quarter_of_an_hour_unused_or_twelve_hours(
    idle: timedelta, old: timedelta, is_over: bool
) -> None:
    assert has_ended(AT - old, AT - idle, AT) is is_over


@pytest.mark.parametrize(
    ("ago", "holds"),
    [(timedelta(), True), (5 * MINUTE, True), (5 * MINUTE + SECOND, False), (-SECOND, False)],
)
def test_what_she_showed_holds_for_five_minutes_and_not_from_the_future(ago: timedelta, holds: bool) -> None:
    assert is_proved(AT - ago, AT) is holds
    assert is_halfway(AT - ago, AT) is holds


def test_who_showed_nothing_has_not_proved_that_it_is_she() -> None:
    assert not is_proved(None, AT)


@pytest.mark.parametrize(
    ("password", "is_bad"),
    [
        ("abcdefgh", False),
        ("abcdefg", True),
        ("abcdefg1234567890", True),
        ("shanyraq-abcdefgh", False),
        ("Shanyraq-Қазақстан-2026", True),
        ("gulnara-abcdefg", True),
        ("abababababababab", True),
        ("abcdabcdabcdabcd", True),
        ("ababefghij", False),
        ("a!b@c[d`e{f g~", True),
    ],
)
def test_a_password_needs_eight_letters_of_her_own(password: str, is_bad: bool) -> None:
    assert is_guessable(password, "Gulnara") is is_bad


def test_words_that_hold_each_other_are_taken_away_the_longer_first() -> None:
    assert is_guessable("astanabekovaabcd", "astanabekova")
    assert not is_guessable("bekovaabcd", "astanabekova")


def test_without_a_user_name_its_letters_are_not_looked_for() -> None:
    assert not is_guessable("gulnaraxyz")
    assert is_guessable("gulnaraxyz", "gulnara")


def test_the_check_of_passwords_refuses_what_is_guessable_for_this_account() -> None:
    gulnara = SimpleNamespace(login="gulnara")
    NotGuessable().validate("gulnaraxyz")
    NotGuessable().validate("a sentence of hers", gulnara)

    with pytest.raises(ValidationError) as refusal:
        NotGuessable().validate("gulnaraxyz", gulnara)
    assert refusal.value.code == "password_too_common"
    assert NotGuessable().get_help_text() == ""


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Safari/537.36 OPR/86.0", ("Opera", "Android")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Firefox", ("", "macOS")),
        ("Firefox/130.0", ("Firefox", "")),
    ],
)
def test_a_device_is_called_by_the_most_telling_sign(agent: str, said: tuple[str, str]) -> None:
    assert kind_of_device(agent) == said


def test_three_sessions_are_the_most() -> None:
    assert MOST_SESSIONS == 3

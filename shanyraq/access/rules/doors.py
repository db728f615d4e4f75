"""How often somebody may try, how long a session lasts, what a good password is not. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

# Tries in the given time, the present one included. More than one line of a kind: all hold.
LIMITS: dict[str, tuple[tuple[int, timedelta], ...]] = {
    "account": ((10, timedelta(minutes=15)), (20, timedelta(hours=1))),
    "address": ((60, timedelta(minutes=15)),),
    "site": ((600, timedelta(minutes=15)),),
}

IDLE, ABSOLUTE, PROOF_LASTS, HALFWAY_LASTS = (
    timedelta(minutes=15),
    timedelta(hours=12),
    timedelta(minutes=5),
    timedelta(minutes=5),
)
MOST_SESSIONS = 3

# Words of the programme and of the place that whoever guesses tries first, in the spellings of its languages.
CONTEXT_WORDS = (
    "shanyraq", "shanyrak", "шаңырақ", "шанырак", "kazakhstan", "qazaqstan", "казахстан", "қазақстан",
    "astana", "астана", "almaty", "алматы", "zhusan", "жусан", "password", "пароль", "құпиясөз", "kupiyasoz",
    "welcome", "administrator", "qwerty", "йцукен", "ministry", "министерство", "министрлік",
)  # fmt: skip
# The sign by which a browser and a system tell what they are, the most telling first.
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("YaBrowser", "Yandex"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
LEAST_OWN = 8  # letters or signs that are left when such words, digits and repetitions are taken away


def is_too_often(tries: Mapping[str, Sequence[datetime]], at: datetime) -> bool:
    """Whether these tries, the present one among them, are more than one of the limits allows."""
    return any(
        sum(one > at - span for one in tries.get(kind, ())) > most
        for kind, limits in LIMITS.items()
        for most, span in limits
    )


def has_ended(begun: datetime, seen: datetime, at: datetime) -> bool:
    """Whether a session is over: nothing was asked for a quarter of an hour, or it is twelve hours old."""
    return at - seen > IDLE or at - begun > ABSOLUTE


def is_proved(proved: datetime | None, at: datetime) -> bool:
    """Whether she showed lately enough that it is she, for something that is asked twice."""
    return proved is not None and timedelta() <= at - proved <= PROOF_LASTS


def is_halfway(begun: datetime, at: datetime) -> bool:
    """Whether somebody whose password fitted may still show the second step."""
    return timedelta() <= at - begun <= HALFWAY_LASTS


def is_guessable(password: str, login: str = "") -> bool:
    """Whether little is left of a password without the words, digits and repetitions that are tried first."""
    rest = password.casefold()
    for word in sorted((*CONTEXT_WORDS, login.casefold()), key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = re.sub(r"[\s\d!-/:-@\[-`{-~]+", "", rest)
    rest = re.sub(r"(.{1,4}?)\1{2,}", r"\1", rest)
    return len(rest) < LEAST_OWN


def kind_of_device(agent: str) -> tuple[str, str]:
    """The browser and the system that a browser says it is, as makers write them; empty where it says neither."""
    browser = next((name for sign, name in BROWSERS if f"{sign}/" in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return browser, system

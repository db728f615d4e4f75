"""What a site where people are real refuses to start with. Pure: settings in, sentences with a remedy out."""

from __future__ import annotations

from typing import Any

from shanyraq.foundation.keyfiles import is_guessable

SHORTEST_KEY = 50  # characters
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"


def refusals(settings: Any, *, workers: int) -> list[str]:
    """Every reason not to start in production, as a sentence that says what to do. None in a demonstration."""
    if settings.MODE != "production":
        return []
    found = (
        (settings.DEBUG, "DEBUG shows the inside of the site to everybody: leave SHANYRAQ_DEBUG out"),
        (
            is_weak(settings.SECRET_KEY),
            "keys/site.key is short, known or easily guessed: have another with `shanyraq keys rotate --site`, twice",
        ),
        (
            not settings.SECOND_STEP_REQUIRED,
            "no second step is asked for at the door: take SECOND_STEP_REQUIRED = False out of the settings",
        ),
        (
            bool(getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None)),
            "one code opens every account: take MFA_TOTP_INSECURE_BYPASS_CODE out of the settings",
        ),
        (
            bool(getattr(settings, "MFA_TRUST_ENABLED", False)),
            "a browser can be spared the second step: take MFA_TRUST_ENABLED out of the settings",
        ),
        (
            workers > 1 and any(one["BACKEND"] == LOCAL_MEMORY for one in settings.CACHES.values()),
            "several workers would each count tries in a memory of their own: choose another cache than local memory",
        ),
        (
            [one.rpartition(".")[2] for one in settings.PASSWORD_HASHERS] != ["Argon2PasswordHasher"],
            "passwords must be kept by Argon2id alone: mixed kinds tell by their time which accounts exist",
        ),
        (
            not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE),
            "cookies would travel without encryption: set SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE",
        ),
        ("*" in settings.ALLOWED_HOSTS, "any name would be answered: give the site's own in SHANYRAQ_HOSTS"),
    )
    return [sentence for is_so, sentence in found if is_so]


def is_weak(key: str) -> bool:
    """Whether a key is too short, too even, or one that examples come with."""
    try:
        is_known = is_guessable(bytes.fromhex(key))  # as a key file is told
    except ValueError:
        is_known = len(set(key)) < 12 or "insecure" in key.casefold()
    return len(key) < SHORTEST_KEY or is_known

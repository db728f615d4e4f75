"""Production refuses to start with what would leave a door open, and says what to do."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as ours

from shanyraq.foundation.production import is_weak, refusals

GOOD: dict[str, Any] = {
    "MODE": "production",
    "DEBUG": False,
    "SECRET_KEY": ours.SECRET_KEY,
    "SECOND_STEP_REQUIRED": True,
    "CACHES": ours.CACHES,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "ALLOWED_HOSTS": ["programme.example"],
}
LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def found(workers: int = 4, **changes: Any) -> list[str]:
    return refusals(SimpleNamespace(**GOOD | changes), workers=workers)


def test_our_own_settings_are_refused_nothing() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DEBUG": True}, "SHANYRAQ_DEBUG"),
        ({"SECRET_KEY": "short"}, "site.key"),
        ({"SECRET_KEY": "django-insecure-" + ours.SECRET_KEY}, "site.key"),
        ({"SECRET_KEY": "abab" * 30}, "site.key"),
        ({"SECOND_STEP_REQUIRED": False}, "second step"),
        ({"MFA_TOTP_INSECURE_BYPASS_CODE": "000000"}, "BYPASS"),
        ({"MFA_TRUST_ENABLED": True}, "MFA_TRUST_ENABLED"),
        ({"CACHES": LOCAL}, "several workers"),
        (
            {
                "PASSWORD_HASHERS": [
                    *GOOD["PASSWORD_HASHERS"],
                    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
                ]
            },
            "Argon2id",
        ),
        ({"SESSION_COOKIE_SECURE": False}, "cookies"),
        ({"ALLOWED_HOSTS": ["*"]}, "SHANYRAQ_HOSTS"),
    ],
)
def test_each_open_door_is_named_with_its_remedy(changes: dict[str, Any], said: str) -> None:
    (sentence,) = found(**changes)
    assert said in sentence


def test_local_memory_does_for_one_worker_and_nothing_is_asked_of_a_demonstration() -> None:
    assert found(workers=1, CACHES=LOCAL) == []
    assert found(MODE="demo", DEBUG=True, SECRET_KEY="short") == []


def test_a_key_that_we_make_is_not_weak() -> None:
    assert not is_weak(ours.SECRET_KEY)

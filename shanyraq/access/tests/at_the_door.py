"""Standing at the door: an account with an authenticator app, its codes, and a time that stands still."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from shanyraq.access.actions import second_steps
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.foundation import clock

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOOR, SECOND = "/log-in/", "/log-in/second-step/"


@pytest.fixture
def account(db: None) -> Account:
    return make_account(password=PASSWORD)


@pytest.fixture
def with_app(account: Account) -> Account:
    now = clock.real_now() - timedelta(minutes=5)
    by = actor_of(account, now)
    second_steps.add_app(account=account, secret=SECRET, code=code_at(now), by=by, at=now)
    return account


def code_at(at: Any) -> str:
    return format_hotp_value(hotp_value(SECRET, int(at.timestamp()) // 30))


def knock(client: Client, **more: str) -> Any:
    return client.post(DOOR, {"login": "gulnara", "password": PASSWORD, **more}, secure=True)


def show(client: Client, code: str) -> Any:
    return client.post(SECOND, {"code": code}, secure=True)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The real time, standing still: a code does not end between two lines of a test."""
    at = clock.real_now()
    for module in ("views.second_steps", "views.doors", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: at)
    return at

"""Who is who in tests: a fixed cast with fixed roles, so that access tests read as sentences.

A pytest plugin (the root conftest.py names it): every test may ask for `aigul`, `daniyar`, `erlan`, `saule`, `bota`,
`damir`, `partner`, `auditor`, `admin`, `zhanna`, `aida`, `berik`, `dina`. Each is a `Worker` with `staff`, `account`,
`actor` (for actions, queries) and `client` (a logged-in test client).

- aigul: case manager in Almaty region; daniyar: her supervisor; erlan: case manager in Shymkent, under nobody she knows
- saule: consular officer, who sees people before and on their way; bota: lead of the adaptation centre in Aktau
- zhanna: lawyer, who may ask for a seal to be opened; aida, berik and dina: custodians of the seal
- damir: programme manager, numbers only; partner: releases only; auditor: data-protection officer; admin: no case
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import pytest
from django.test import Client

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import deciding
from shanyraq.foundation.clock import real_now

SINCE = datetime(2019, 1, 1, tzinfo=UTC)


@dataclass
class Worker:
    """Somebody of the cast."""

    staff: StaffMember
    account: Account

    @property
    def actor(self) -> Actor:
        """Who she is to the policy now."""
        return actor_of(self.account, real_now())

    def works_as(self, role: str) -> None:
        """From now on she works in this role, of those that she holds."""
        self.account.last_role = role
        self.account.save()

    @cached_property
    def client(self) -> Client:
        """A browser in which she has logged in."""
        client = Client()
        client.force_login(self.account)
        return client


def make_worker(
    given_name: str,
    role: str,
    *,
    discipline: str = "",
    region: str = "",
    centre: str = "",
    supervisor: Worker | None = None,
) -> Worker:
    """A staff member with an account and one role."""
    staff = StaffMember.objects.create(
        given_name=given_name,
        family_name="T.",
        discipline=discipline or role,
        region=region,
        centre=centre,
        supervisor=supervisor.staff if supervisor else None,
        joined_on=date(2019, 1, 1),
    )
    account = Account.objects.create_account(login=given_name.lower(), staff=staff, made_at=SINCE)
    RoleGrant.objects.create(staff=staff, role=role, region=region, centre=centre, starts_at=SINCE)
    return Worker(staff, account)


@pytest.fixture
def newcomer(db: None) -> Callable[..., Worker]:
    """Makes somebody besides the cast: for the tests of rooms that stand below this one."""
    return make_worker


@pytest.fixture
def panel_said_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panel has agreed to whatever one person may not decide; the room of panels says so."""
    monkeypatch.setattr(deciding, "_decided", [lambda *about, needs_yes: True])


@pytest.fixture
def daniyar(db: None) -> Worker:
    return make_worker("Daniyar", "supervisor", region="ALR")


@pytest.fixture
def aigul(daniyar: Worker) -> Worker:
    return make_worker("Aigul", "case_manager", region="ALR", supervisor=daniyar)


@pytest.fixture
def erlan(db: None) -> Worker:
    return make_worker("Erlan", "case_manager", region="SHY")


@pytest.fixture
def saule(db: None) -> Worker:
    return make_worker("Saule", "consular_officer", discipline="consular")


@pytest.fixture
def bota(db: None) -> Worker:
    return make_worker("Bota", "centre_lead", region="MAN", centre="MAN-A")


@pytest.fixture
def damir(db: None) -> Worker:
    return make_worker("Damir", "programme_manager")


@pytest.fixture
def partner(db: None) -> Worker:
    return make_worker("Partner", "partner")


@pytest.fixture
def auditor(db: None) -> Worker:
    return make_worker("Auditor", "dpo")


@pytest.fixture
def admin(db: None) -> Worker:
    return make_worker("Admin", "administrator")


@pytest.fixture
def zhanna(db: None) -> Worker:
    return make_worker("Zhanna", "lawyer", discipline="legal", region="ALR")


@pytest.fixture
def aida(db: None) -> Worker:
    return make_worker("Aida", "custodian")


@pytest.fixture
def berik(db: None) -> Worker:
    return make_worker("Berik", "custodian")


@pytest.fixture
def dina(db: None) -> Worker:
    return make_worker("Dina", "custodian")

"""What every test can rely on: no network, a database of its own, and the marks that pick the suites."""

import gc
import math
import os
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from shanyraq.audit import triggers
from shanyraq.cli import keys
from shanyraq.foundation import agent, installation
from shanyraq.oversight.queries import watched

settings.register_profile(
    "quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.register_profile("debug", max_examples=10, deadline=timedelta(seconds=2), print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

pytest_plugins = ["shanyraq.cases.tests.cast"]  # who is who: aigul, daniyar, erlan and the others

# A worker takes whole files: one that lasts and is taken last leaves the other workers with nothing to do.
LONGEST_FIRST = (
    "tests/journeys/test_accessibility.py",
    "tests/journeys/test_phone_and_paper.py",
    "tests/journeys/test_serve.py",  # needs no demonstration: meanwhile it is being made
    "tests/journeys/test_supervisor.py",
    "tests/journeys/test_case_managers_day.py",
    "tests/journeys/test_states.py",
    "tests/journeys/test_her_data.py",
    "tests/journeys/test_oversight.py",
    "tests/journeys/test_accounts.py",
    "shanyraq/demo/tests/test_every_address.py",
    "shanyraq/cli/tests/test_lost_keys.py",
    "shanyraq/cli/tests/test_unfit_database.py",
    "shanyraq/cli/tests/test_out_of_reach.py",
    "shanyraq/demo/tests/test_hold_together.py",
    "shanyraq/demo/tests/test_make_programme.py",
    "shanyraq/cases/rosters/tests/test_every_grid.py",
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
LOOPBACK = ("127.", "::1", "localhost")


class NetworkBlocked(OSError):
    """A test tried to reach something other than this machine."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the journeys; on PostgreSQL keep only what touches the database; begin with what lasts."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
    on_postgresql = "SHANYRAQ_TEST_DATABASE" in os.environ
    config.hook.pytest_deselected(items=[item for item in items if not belongs(item, on_postgresql)])
    items[:] = sorted((item for item in items if belongs(item, on_postgresql)), key=turn)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it again and again for garbage took a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def turn(item: pytest.Item) -> int:
    """When the file of a test is taken: the longest ones first, all others after them in their order."""
    file = item.nodeid.partition("::")[0]
    return LONGEST_FIRST.index(file) if file in LONGEST_FIRST else len(LONGEST_FIRST)


def belongs(item: pytest.Item, on_postgresql: bool) -> bool:
    """Whether a test is run on the database at hand: all on SQLite, those that touch rows on PostgreSQL.

    What takes long and need not be seen twice names its database: `@pytest.mark.only_on("postgresql")`.
    """
    only = item.get_closest_marker("only_on")
    if only is not None:
        return bool(only.args == ("postgresql" if on_postgresql else "sqlite",))
    return not on_postgresql or touches_database(item)


def touches_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes rows, so that it is worth running on each kind of database."""
    if item.get_closest_marker("django_db") or item.get_closest_marker("any_database"):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Only this machine can be reached: a test that needs more would fail elsewhere."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise NetworkBlocked(f"tests reach nothing but this machine, not {address[0]}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect_here)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _keys() -> None:
    """The keys of an installation, in the data folder of the tests: nothing but making one makes keys."""
    keys.make()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> list[str]:
    """The triggers that the migrations left out; the others are taken away, because tests clear their tables."""
    with django_db_blocker.unblock():
        missing = triggers.missing(connection)
        triggers.lower_all(connection)
    return missing


@pytest.fixture(autouse=True, scope="session")
def _asked_once() -> None:
    """A slow machine asks no more than a quick one: who is invented is asked anew only where a test says so."""
    watched.REMEMBERED = math.inf


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What a process remembers between requests (mode, language, caches) does not reach the next test."""
    yield
    translation.deactivate()
    installation.forget()
    agent.in_process.forget()
    cache.clear()

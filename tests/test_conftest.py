"""The promises of conftest.py, each broken on purpose."""

import os
import socket
import warnings

import pytest
from django.db import connection
from django.template import Context, Template

from config.environment import ROOT
from conftest import LONGEST_FIRST, NetworkBlocked


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(NetworkBlocked, match="nothing but this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_an_unknown_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        Template("{{ nobody.name }}").render(Context({}))


def test_a_condition_may_ask_for_an_optional_variable() -> None:
    assert Template("{% if nobody %}{{ nobody }}{% endif %}").render(Context({})) == ""


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    asked = "postgresql" if "SHANYRAQ_TEST_DATABASE" in os.environ else "sqlite"

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")

        assert cursor.fetchone()[0] > 0
    assert connection.vendor == asked


def test_files_that_are_taken_first_are_there_and_come_first(request: pytest.FixtureRequest) -> None:
    """Where only this file was collected there is nothing to compare; a whole run begins with the longest."""
    assert [file for file in LONGEST_FIRST if not (ROOT / file).is_file()] == []

    taken = list(dict.fromkeys(item.nodeid.partition("::")[0] for item in request.session.items))
    first = [file for file in LONGEST_FIRST if file in taken]
    assert taken[: len(first)] == first

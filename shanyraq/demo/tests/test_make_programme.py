"""Filling a demonstration: through the same acts as real work, and only where nobody is real."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from shanyraq.access.queries import computing
from shanyraq.demo import actions
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.demo.tests.written import rows
from shanyraq.foundation import installation, keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import Installation
from shanyraq.people.models import Person

PEOPLE, AT_ONCE = 40, 5


@pytest.fixture
def demonstration(db: None) -> None:
    Installation.objects.create(mode="demo", fixed_day=DEMO_DAY, made_at=real_now())
    installation.forget()


@pytest.mark.parametrize("most_of_a_small_one", [actions.SMALL, 10])
def test_acts_of_many_families_write_the_same_rows_as_one_act_a_family(
    demonstration: None, monkeypatch: pytest.MonkeyPatch, most_of_a_small_one: int
) -> None:
    """There is no second writer for many people: the same acts, only larger. `make bench` asks the same of 700."""
    monkeypatch.setattr(actions, "SMALL", most_of_a_small_one)
    monkeypatch.setattr(actions, "families_at_once", lambda people: 1)
    actions.make_programme(people=PEOPLE)
    by_family = rows()
    _empty()
    monkeypatch.setattr(actions, "families_at_once", lambda people: AT_ONCE)

    actions.make_programme(people=PEOPLE)

    assert rows() == by_family


@pytest.mark.only_on("postgresql")
def test_no_table_is_counted_while_tests_take_their_rows_back(db: None) -> None:
    """A table that is counted while it is empty is planned as empty: the test above would take minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW autovacuum")
        assert cursor.fetchone() == ("off",)


def _empty() -> None:
    """Take everything away but the installation; which row points to which is asked at the end."""
    defer = (
        "PRAGMA defer_foreign_keys=ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED"
    )
    with connection.cursor() as cursor:
        cursor.execute(defer)
        for model in apps.get_models():
            if model.__module__.startswith("shanyraq.") and model is not Installation:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    keyring.forget()


def test_invented_people_go_only_into_a_demonstration(db: None) -> None:
    Installation.objects.create(mode="production", made_at=real_now())
    installation.forget()

    with pytest.raises(RuntimeError, match="demonstration"):
        actions.make_programme(people=PEOPLE)
    with computing("test"):
        assert not Person.objects.exists()


def test_the_page_about_the_demonstration_says_what_differs(demonstration: None) -> None:
    page = Client().get("/demo/").content.decode()

    assert "do not add up" in page
    assert "231" in page


def test_where_people_are_real_there_is_no_such_page(db: None) -> None:
    Installation.objects.create(mode="production", made_at=real_now())
    installation.forget()

    assert Client().get("/demo/").status_code == 404

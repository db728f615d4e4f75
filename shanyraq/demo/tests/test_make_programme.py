"""Filling a demonstration: through the same acts as real work, with a row of the record for everybody."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import Case, PlanStep
from shanyraq.cases.queries import plans_of
from shanyraq.demo import actions
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.demo.tests.written import rows
from shanyraq.foundation import installation, keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import Installation
from shanyraq.people.models import Person

PEOPLE, FAMILIAR = 24, 60


@pytest.fixture
def demonstration(db: None) -> None:
    Installation.objects.create(mode="demo", fixed_day=DEMO_DAY, made_at=real_now())
    installation.forget()


def test_every_person_has_a_row_of_her_own_in_the_record_and_the_record_holds(demonstration: None) -> None:
    assert actions.make_programme(people=40) == 40

    with computing("test"):
        people = {f"person:{key}" for key in Person.objects.values_list("pk", flat=True)}
    rows = [json.loads(objects) for objects in Entry.objects.values_list("objects_json", flat=True)]
    named = [[one for one in row if one.startswith("person:")] for row in rows]
    assert len(people) == 40
    assert {row[0] for row in named if len(row) == 1} == people
    assert verify() is None


def test_the_stored_plans_equal_fresh_ones(demonstration: None) -> None:
    actions.make_programme(people=PEOPLE)

    with computing("test"):
        cases = list(Case.objects.filter(closed_at=None).select_related("person"))
        stored = {(s.case_id, s.key, s.state) for s in PlanStep.objects.all()}
        at = cases[0].plan_made_at
    assert at is not None
    fresh = {
        (case_id, step.key, str(step.state))
        for case_id, plan in plans_of(cases, at).items()
        for step in plan.steps
        if step.state in ("LATE", "DUE", "WAITING")
    }
    assert stored == fresh


@pytest.mark.parametrize("most_of_a_small_one", [actions.SMALL, 10])
def test_acts_of_many_families_write_the_same_rows_as_one_act_a_family(
    demonstration: None, monkeypatch: pytest.MonkeyPatch, most_of_a_small_one: int
) -> None:
    """There is no second writer for many people: the same acts, only larger. `make bench` asks the same of 700."""
    monkeypatch.setattr(actions, "SMALL", most_of_a_small_one)
    monkeypatch.setattr(actions, "families_at_once", lambda people: 1)
    actions.make_programme(people=FAMILIAR)
    by_family = rows()
    _empty()
    monkeypatch.setattr(actions, "families_at_once", lambda people: 7)

    actions.make_programme(people=FAMILIAR)

    assert rows() == by_family


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


def test_no_case_manager_begins_above_her_ceiling_and_every_role_has_a_face(demonstration: None) -> None:
    actions.make_programme(people=120)

    with computing("test"):
        load = Counter(Case.objects.filter(closed_at=None).values_list("case_manager", flat=True))
    assert all(count <= 25 for manager, count in load.items() if manager)
    assert Account.objects.filter(login="demo-case_manager").exists()
    assert RoleGrant.objects.filter(role="supervisor").exists()


def test_the_page_about_the_demonstration_says_what_differs(demonstration: None) -> None:
    page = Client().get("/demo/").content.decode()

    assert "do not add up" in page
    assert "231" in page


def test_where_people_are_real_there_is_no_such_page(db: None) -> None:
    Installation.objects.create(mode="production", made_at=real_now())
    installation.forget()

    assert Client().get("/demo/").status_code == 404

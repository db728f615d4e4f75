"""What walls in PostgreSQL are made of: every answer of every scope, and who asks told with each statement.

That they show exactly what the scopes show is seen on PostgreSQL itself: tests/bars/test_b07.py.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Exists, Q

from shanyraq.access.actions.walls import CannotBuildWalls, raise_walls
from shanyraq.access.models import StaffMember
from shanyraq.access.queries import registered_scopes, walls
from shanyraq.access.queries.walls.following import CannotFollow, Way, joined, ways
from shanyraq.access.queries.walls.rendering import Lists, condition_of
from shanyraq.access.queries.walls.statements import walled
from shanyraq.access.rules import READS, RIGHTS, Actor
from shanyraq.foundation.asking import NOBODY, Asking, asking, by_system, on_behalf, said, tell, within_act

SOMEBODY = UUID("5a000000-0000-4000-8000-00000000000a")


# --- every answer of a scope ------------------------------------------------------------------------------------------


def test_every_scope_of_the_site_can_be_followed() -> None:
    for label, scope in registered_scopes().items():
        assert ways(scope), label


def test_a_scope_that_asks_is_answered_in_every_way() -> None:
    def scope(actor: Actor) -> Q:
        return Q(region="ALR") if actor.reads("C3") and "note.write" in actor.may else Q(pk__in=[])

    found = ways(scope)

    reads, writes = ("right", "C3"), ("may", "note.write")
    assert [way.assumed for way in found] == [
        {reads: frozenset(READS), writes: frozenset({"yes"})},
        {reads: frozenset(READS), writes: frozenset({"no"})},
        {reads: frozenset(RIGHTS) - READS},
    ]


def test_the_same_question_is_not_answered_in_two_ways_at_once() -> None:
    def scope(actor: Actor) -> Q:
        return Q(region="ALR") if actor.reads("C3") and not actor.reads("C3") else Q(pk__in=[])

    assert all(way.rows == Q(pk__in=[]) for way in ways(scope))


def test_conditions_that_differ_in_one_answer_are_said_as_one() -> None:
    question = ("right", "C1")
    assert joined([{question: frozenset({"W"})}, {question: frozenset({"R"})}]) == [
        {question: frozenset("RW")}
    ]
    assert joined([{question: frozenset({"W"})}, {question: frozenset(RIGHTS) - {"W"}}]) == [{}]


@pytest.mark.parametrize(
    "scope",
    [
        lambda actor: Q(region="ALR") if actor.role == "case_manager" else Q(),
        lambda actor: Q(region="ALR") if actor.right("C1") in READS else Q(),
        lambda actor: Q(pk__in=[c for c in range(9) if actor.reads(f"C{c}")]),
    ],
    ids=["asks whether it is a certain role", "looks for a right in a set", "asks too much"],
)
def test_a_scope_that_cannot_be_told_says_so(scope: Any) -> None:
    with pytest.raises(CannotFollow):
        ways(scope)


def test_a_filter_that_cannot_be_told_says_so() -> None:
    def scope(actor: Actor) -> Q:
        return Q(Exists(StaffMember.objects.filter(region="ALR")))

    with pytest.raises(CannotFollow, match="Exists"):
        condition_of(StaffMember, scope, Lists())


def test_a_row_that_is_of_one_role_is_looked_for_by_the_role_that_is_worked_in() -> None:
    label = "cases.EmergencyOpening"
    seen = condition_of(apps.get_model(label), registered_scopes()[label], Lists())

    assert '"role" = (SELECT walls.works_as())' in seen and "§" not in seen


def test_every_guarded_table_gets_a_wall() -> None:
    tables = {model._meta.label for model in walled()}

    assert {"cases.Case", "people.Person", "vault.Item", "cases.Note"} <= tables
    assert "access.StaffMember" not in tables


# --- who asks ---------------------------------------------------------------------------------------------------------


def test_who_asks_is_told_by_whoever_knows_it() -> None:
    assert asking() == NOBODY
    with on_behalf(SOMEBODY, "teacher"):
        with by_system("plan.read"):
            assert asking() == Asking(str(SOMEBODY), "plan.read", role="teacher")
        with within_act("case.close", None, "supervisor", is_system=False):
            assert asking() == Asking(str(SOMEBODY), "", "case.close", "teacher")
    with within_act("case.close", SOMEBODY, "supervisor", is_system=False):
        assert asking() == Asking(str(SOMEBODY), "", "case.close", "supervisor")
    with within_act("plan.day", None, is_system=True):
        assert asking() == Asking("", "plan.day", "plan.day")
    assert asking() == NOBODY


def test_an_act_is_told_only_where_something_is_written() -> None:
    now = Asking(str(SOMEBODY), act="case.close")

    assert "'shq.act', ''" in said(now)
    assert "'shq.act', 'case.close'" in said(now, writes=True)


def test_nothing_that_is_told_can_say_more_than_it_is() -> None:
    assert said(Asking(system="x', true)")).count("'") == said(NOBODY).count("'")


class Sent:
    """A cursor that keeps what it was sent."""

    def __init__(self) -> None:
        self.cursor, self.all = self, list[str]()

    def execute(self, sql: str, params: Any = None, many: bool = False, context: Any = None) -> None:
        self.all.append(sql)

    def nextset(self) -> None:
        self.all.append("next")


@pytest.mark.parametrize(
    ("sql", "is_told"),
    [
        ("SELECT 1", True),
        ("(SELECT 1) UNION (SELECT 2)", True),
        ("  update x set y = 1", True),
        ("SAVEPOINT x", False),
        ("ROLLBACK TO SAVEPOINT x", False),
    ],
)
def test_a_statement_carries_who_asks_and_a_savepoint_does_not(sql: str, is_told: bool) -> None:
    sent = Sent()
    with on_behalf(SOMEBODY, "teacher"):
        tell(sent.execute, sql, None, False, {"cursor": sent})

    assert sent.all == (
        [f"{said(Asking(str(SOMEBODY), role='teacher'))}; {sql}", "next"] if is_told else [sql]
    )


@pytest.mark.django_db
@pytest.mark.only_on("sqlite")
def test_where_there_is_no_postgresql_there_are_no_walls(settings: Any) -> None:
    assert connection.vendor == "sqlite"
    assert walls.refusals() == [] and not walls.stand()
    settings.WALLS = True
    assert "only PostgreSQL has walls" in walls.refusals()[0]
    with pytest.raises(CannotBuildWalls):
        raise_walls()


def test_a_way_is_what_was_assumed_and_what_follows() -> None:
    assert ways(lambda actor: Q(region="ALR")) == [Way({}, Q(region="ALR"))]

"""B07: PostgreSQL alone, with Python's scopes switched off, shows each colleague exactly the rows that she may see.

The walls are raised from those scopes; here a town drawn at random is looked at from both sides. `BAR_EXAMPLES` says
how many towns.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shanyraq.access.actions.walls import raise_walls
from shanyraq.access.queries import walls
from shanyraq.access.queries.walls.statements import APP, AUDIT_READER, walled
from shanyraq.cases.models import Case, Note, PlanStep
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.foundation.asking import Asking, said
from tests.bars.both_sides import as_the_site, by_the_scopes, differences, through_the_wall
from tests.bars.walled_town import NOBODY, Town, end_all_work_of, town

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]
EXAMPLES = int(os.environ.get("BAR_EXAMPLES", "2"))


@pytest.fixture(scope="module")
def full(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Walls, and a town with somebody in each role of the pack. All of it goes with one transaction, at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            for name in walls.missing_roles():
                cursor.execute(f"CREATE ROLE {name}")
        raise_walls()
        yield town(Random(7), each_role=True, families=8)
        transaction.set_rollback(True)


# --- the matrix -------------------------------------------------------------------------------------------------------


def test_every_role_sees_through_the_wall_exactly_what_the_scopes_show_her(full: Town) -> None:
    found = {worker.actor.role: difference for worker in full.workers if (difference := differences(worker))}

    assert found == {}


def test_every_walled_table_has_rows_to_look_at_and_somebody_who_sees_one(full: Town) -> None:
    seen = [by_the_scopes(worker.actor) for worker in full.workers]
    of_people = [model for model in walled() if getattr(model, "subject", None)]
    empty = [model._meta.label for model in of_people if not model._base_manager.exists()]
    unseen = {model._meta.label for model in of_people} - {
        label for one in seen for label, rows in one.items() if rows
    }

    assert empty == []
    assert unseen == {"vault.Item"}  # which nobody ever reads alone


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def test_whoever_works_with_whomever_in_whichever_roles(full: Town, seed: int) -> None:
    with transaction.atomic():
        made = town(Random(seed), families=2)
        found = {worker.staff.given_name: differences(worker) for worker in made.workers}
        transaction.set_rollback(True)

    assert not any(found.values()), found


def test_what_ends_is_seen_no_more(full: Town) -> None:
    worker = next(one for one in full.workers if one.actor.role == "psychologist")
    assert through_the_wall(worker.staff.pk, "psychologist")["cases.Case"]

    end_all_work_of(worker)

    assert not through_the_wall(worker.staff.pk, "psychologist")["cases.Case"]


# --- nobody, and the system -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("staff_id", [None, NOBODY], ids=["nobody", "a stranger"])
def test_who_is_not_known_sees_nothing(full: Town, staff_id: object) -> None:
    assert not any(through_the_wall(staff_id, "case_manager").values())  # type: ignore[arg-type]


def test_a_role_that_is_not_hers_shows_her_no_more_than_none_does(full: Town) -> None:
    worker = next(one for one in full.workers if one.actor.role == "psychologist")
    in_hers, in_none = (through_the_wall(worker.staff.pk, role) for role in ("psychologist", ""))

    assert in_hers["cases.Case"] and not in_none["cases.Case"]
    assert through_the_wall(worker.staff.pk, "consular_officer") == in_none


def test_the_system_sees_everything_once_it_says_why(full: Town) -> None:
    with as_the_site(Asking(system="plan.day")) as cursor:
        for model in walled():
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            assert cursor.fetchone() == (model._base_manager.count(),)


# --- a wall with a hole -----------------------------------------------------------------------------------------------

HOLES = (
    'ALTER TABLE "cases_note" DISABLE ROW LEVEL SECURITY',
    'DROP POLICY walls_read ON "cases_note"; CREATE POLICY walls_read ON "cases_note" FOR SELECT USING (true)',
    'CREATE POLICY more ON "people_person" USING (true)',
    "UPDATE walls.role_right SET reads = true WHERE compartment = 'C4'",
    "UPDATE walls.role SET reach = 'early' WHERE code = 'case_manager'",
)


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_found_by_looking_and_by_asking_the_database(full: Town, hole: str) -> None:
    assert walls.faults() == []
    with connection.cursor() as cursor:
        cursor.execute(hole)

    assert any(differences(worker) for worker in full.workers)
    (fault,) = walls.faults()
    assert "somebody changed the walls" in fault


def test_a_policy_that_is_gone_is_found(full: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute('DROP POLICY walls_read ON "cases_case"')

    assert not any(through_the_wall(one.staff.pk, one.actor.role)["cases.Case"] for one in full.workers)
    assert "somebody changed the walls" in walls.faults()[0]


# --- what the site's role may do --------------------------------------------------------------------------------------


def refused(statement: str, asking: Asking) -> str:
    """What PostgreSQL says to a statement of the site's own role."""
    with pytest.raises(DatabaseError) as fault, as_the_site(asking) as cursor:
        cursor.execute(statement)
    return str(fault.value)


def test_a_row_is_written_within_an_act_and_not_otherwise(full: Town) -> None:
    worker = next(one for one in full.workers if one.actor.role == "case_manager")
    asker = str(worker.staff.pk)
    write = "INSERT INTO people_family (id, code, label, place_latn, place_cyrl, place_arab, made_at) "
    write += f"VALUES ('{uuid4()}', 'F-x', 'x', 'x', 'x', 'x', now())"

    assert "row-level security" in refused(write, Asking(actor=asker))
    with as_the_site(Asking(actor=asker, act="person.register")) as cursor:
        cursor.execute(said(Asking(actor=asker, act="person.register"), writes=True))
        cursor.execute(write)
        assert cursor.rowcount == 1


@pytest.mark.parametrize("statement", ["UPDATE cases_case SET region = 'ALR'", "DELETE FROM cases_planstep"])
def test_only_rows_in_sight_are_changed_or_taken_away(full: Town, statement: str) -> None:
    table = PlanStep if "planstep" in statement else Case
    label = table._meta.label
    seen = {
        one.staff.pk: through_the_wall(one.staff.pk, one.actor.role, [table])[label] for one in full.workers
    }
    worker = max(full.workers, key=lambda one: len(seen[one.staff.pk]))
    assert 0 < len(seen[worker.staff.pk]) < table._base_manager.count()

    act = Asking(actor=str(worker.staff.pk), act="case.assign", role=worker.actor.role)
    with as_the_site(act) as cursor:
        cursor.execute(said(act, writes=True))
        cursor.execute(statement)
        assert cursor.rowcount == len(seen[worker.staff.pk])


@pytest.mark.parametrize("table", ["audit_entry", "audit_about"])
def test_the_record_is_added_to_and_never_changed(full: Town, table: str) -> None:
    anybody = Asking(system="anything", act="anything")

    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        assert "permission denied" in refused(statement, anybody)
    with as_the_site(anybody) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE cases_note DISABLE ROW LEVEL SECURITY",
        "DROP POLICY walls_read ON cases_note",
        "UPDATE walls.role_right SET means = 'W'",
        "CREATE TABLE public.mine (id int)",
        "SET ROLE shanyraq",
        "TRUNCATE cases_note",
    ],
)
def test_the_sites_role_cannot_take_a_wall_away(full: Town, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {APP}")
        cursor.execute(statement)


def test_who_reads_the_record_reads_nothing_else(full: Town) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {AUDIT_READER}")
        cursor.execute("SELECT count(*) FROM audit_entry")
        for statement in (
            "SELECT 1 FROM cases_case",
            "SELECT 1 FROM people_person",
            "DELETE FROM audit_entry",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(statement)
        transaction.set_rollback(True)


# --- the site behind its walls ----------------------------------------------------------------------------------------


def test_pages_open_and_forms_are_saved_as_ever(
    full: Town, aigul: Worker, erlan: Worker, settings: Any
) -> None:
    made = the_omarova_family(aigul.staff)
    note, family = a_note(made, aigul), reverse("cases:family", args=[made[0].family_id])
    before = aigul.client.get(family), erlan.client.get(family)
    settings.WALLS = True
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")

    behind = aigul.client.get(family), erlan.client.get(family)
    saved = aigul.client.post(note.url, note.data)

    assert [one.status_code for one in (*before, *behind)] == [200, 404, 200, 404]
    assert behind[0].content.count(b"Omarova") == before[0].content.count(b"Omarova") > 0
    assert saved.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert Note._base_manager.filter(case__in=made).count() == 1


# --- the connection afterwards ----------------------------------------------------------------------------------------


def test_nothing_stays_on_a_connection_that_goes_back_to_the_pool() -> None:
    named = connection.get_connection_params()
    known = {word: named[word] for word in ("dbname", "user", "password", "host", "port") if named.get(word)}
    somebody = Asking("5a000000-0000-4000-8000-000000000009", "plan.day", "case.close", "case_manager")
    told, words = said(somebody, writes=True), ("actor", "role", "system", "act")
    ask = "SELECT " + ", ".join(f"current_setting('shq.{name}', true)" for name in words)
    with psycopg.connect(**known, autocommit=True, cursor_factory=psycopg.ClientCursor) as one:
        cursor = one.execute(f"{told}; {ask}")
        assert cursor.nextset() and all(cursor.fetchone() or ())
        assert not any(one.execute(ask).fetchone() or ())
        with one.transaction():
            one.execute(told)
            assert all(one.execute(ask).fetchone() or ())
        assert not any(one.execute(ask).fetchone() or ())


def test_a_role_that_passes_walls_by_opens_no_site(full: Town, settings: Any) -> None:
    settings.WALLS = True
    assert any("superuser" in one for one in walls.refusals())

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
        assert walls.refusals() == []
        cursor.execute("RESET ROLE")
        cursor.execute(f"ALTER ROLE {APP} BYPASSRLS")
        cursor.execute(f"SET LOCAL ROLE {APP}")
        assert any("BYPASSRLS" in one for one in walls.refusals())
        cursor.execute("RESET ROLE")
        cursor.execute(f"ALTER ROLE {APP} NOBYPASSRLS; ALTER TABLE cases_note OWNER TO {APP}")
        cursor.execute(f"SET LOCAL ROLE {APP}")
        assert any("owns the tables" in one for one in walls.refusals())
        transaction.set_rollback(True)

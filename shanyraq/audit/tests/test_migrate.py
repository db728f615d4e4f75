"""An older record is brought to this version without a hash of it changing; and the database guards its rows."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from shanyraq.audit import rules, triggers
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries import about, signing_key
from shanyraq.audit.queries.verifying import verify
from shanyraq.audit.tests.somebody import Somebody

MARYAM, YUSUF = UUID(int=7), UUID(int=8)


def migrate(*targets: str) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", target) for target in targets])
    return MigrationExecutor(connection)


@pytest.fixture
def first_release(transactional_db: None) -> Iterator[MigrationExecutor]:
    """The tables as the first release had them."""
    executor = migrate("0001_initial")
    try:
        yield executor
    finally:
        forward = MigrationExecutor(connection)
        forward.migrate(forward.loader.graph.leaf_nodes())  # what other rooms build on it went back too
        triggers.lower_all(connection)


def test_a_record_of_the_first_release_goes_on_and_its_index_is_filled(
    first_release: MigrationExecutor,
) -> None:
    state = first_release.loader.project_state([("audit", "0001_initial")])
    OldEntry = state.apps.get_model("audit", "Entry")
    before = rules.GENESIS
    named: list[list[object]] = [[MARYAM], [MARYAM, YUSUF], [], ["nobody"]]
    for seq, people in enumerate(named, 1):
        row = rules.Row("1", str(seq), "2021-05", "2021-05-20T04:10:00.000000Z", "me", "", "act", *[""] * 8)
        row = row._replace(objects_json=json.dumps([f"person:{one}" for one in people]), fields_json="[]")
        stored = {name: getattr(row, name) for name in rules.FIRST} | {
            "at": datetime(2021, 5, 20, 4, 10, tzinfo=UTC)
        }
        OldEntry.objects.create(prev_hash=before, hash=rules.hash_of(row, before), **stored)
        before = rules.hash_of(row, before)
    OldHead = state.apps.get_model("audit", "Head")
    OldHead.objects.create(
        seq=4, hash=before, signature=signing_key(0).sign(rules.head_message(4, before)).hex()
    )

    migrate("0005_epochs_of_the_signing_key")

    assert verify() is None
    assert [row.seq for row in about(MARYAM)] == [2, 1]
    assert [row.seq for row in about(YUSUF)] == [2]
    with recorded("act.now", by=Somebody()) as act:
        act.about(MARYAM)
    assert set(Entry.objects.values_list("seq", "version")) == {(1, 1), (2, 1), (3, 1), (4, 1), (5, 2)}
    assert verify() is None


@pytest.mark.django_db
def test_the_migrations_leave_every_trigger_in_place(django_db_setup: list[str]) -> None:
    assert django_db_setup == []


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_head SET seq = 1", "DELETE FROM audit_head"])
def test_the_database_refuses_to_move_the_end_of_the_record_back(statement: str) -> None:
    for _ in range(2):
        with recorded("act", by=Somebody()):
            pass
    triggers.raise_all(connection)

    with (
        pytest.raises(DatabaseError, match=triggers.BACK),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    with recorded("another", by=Somebody()):
        pass
    assert verify() is None


@pytest.mark.django_db
def test_a_row_behind_an_end_that_was_moved_back_is_known_as_such() -> None:
    for _ in range(2):
        with recorded("act", by=Somebody()):
            pass
    Head.objects.update(seq=1)

    with pytest.raises(DatabaseError) as refused, transaction.atomic(), recorded("another", by=Somebody()):
        pass

    assert rules.is_bent(str(refused.value))
    assert not rules.is_bent("the disk is full")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'another' WHERE seq = 1",
        "UPDATE audit_entry SET hash = hash",
        "DELETE FROM audit_entry WHERE seq = 1",
        "UPDATE audit_about SET person = person",
        "DELETE FROM audit_about",
        "TRUNCATE audit_about, audit_entry",
    ],
)
def test_the_database_refuses_to_change_what_stands_in_the_record(statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        return  # SQLite has no such statement
    with recorded("act", by=Somebody()) as act:
        act.about(MARYAM)
    connection.check_constraints()  # PostgreSQL clears no table that something is still to be checked in
    triggers.raise_all(connection)

    with (
        pytest.raises(DatabaseError, match=triggers.WORDS),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.get().actor == Somebody.audit_id
    with recorded("another", by=Somebody()):
        pass
    assert verify() is None

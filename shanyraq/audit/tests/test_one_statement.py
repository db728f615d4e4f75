"""On PostgreSQL a row, whom it names and the head are written by one statement: what it says, without a server."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shanyraq.audit import triggers
from shanyraq.audit.actions import adding, recorded
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.tests.somebody import Somebody

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
PERSON = UUID(int=7)
COLUMNS = [field.column for field in Entry._meta.concrete_fields if not field.primary_key]


class Server:
    """A connection that says it is PostgreSQL and keeps what it is asked."""

    vendor = "postgresql"

    def __init__(self, there: list[str] | None = None) -> None:
        self.ops, self.features = connection.ops, connection.features
        self.asked: list[tuple[str, Any]] = []
        self.there = there or []

    def cursor(self) -> Server:
        return self

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def execute(self, sql: str, values: Any = None) -> None:
        self.asked.append((sql, values))

    def fetchall(self) -> list[tuple[str]]:
        return [(name,) for name in self.there]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    with recorded("first", by=Somebody()):
        pass
    made = Server()
    monkeypatch.setattr(adding, "connection", made)
    return made


@pytest.mark.parametrize("people", [[], [PERSON], [PERSON, UUID(int=8)]])
def test_a_row_with_whom_it_names_and_the_head_are_one_statement(server: Server, people: list[UUID]) -> None:
    with recorded("act", by=Somebody()) as act:
        act.about(*people)

    ((sql, values),) = server.asked
    assert sql.count("%s") == len(values) == len(COLUMNS) + 2 * len(people) + 3
    assert ("INSERT INTO audit_about" in sql) == bool(people)
    assert all(f'"{name}"' in sql for name in COLUMNS) and '"id"' not in sql
    seq, before, signature = values[-3:]
    assert (seq, len(before), len(signature)) == (2, 64, 128) and "act" in values
    assert values[len(COLUMNS) : -3] == [value for one in people for value in (2, one)]


def test_several_rows_are_one_statement_with_the_last_one_at_its_head(server: Server) -> None:
    entries = [Entry(seq=seq, hash=f"{seq}" * 64, version=2) for seq in (2, 3)]

    adding._add(entries, [(entries[1], PERSON)], Head.objects.get(), "signed")

    ((sql, values),) = server.asked
    assert sql.count("%s") == len(values) == 2 * len(COLUMNS) + 5
    assert values[-5:] == [3, PERSON, 3, "3" * 64, "signed"]


def test_the_first_row_of_all_makes_the_head_in_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Server()
    monkeypatch.setattr(adding, "connection", made)

    with recorded("first", by=Somebody()):
        pass

    assert made.asked == [] and Head.objects.get().seq == 1


def test_postgresql_is_given_its_functions_and_only_the_triggers_that_it_lacks() -> None:
    names = [name for _, name in triggers._statements(Server())]  # type: ignore[arg-type]
    some, none, all_of_them = Server(names[:2]), Server(), Server(names)

    for server in (some, none, all_of_them):
        triggers.raise_all(server)  # type: ignore[arg-type]
    made = [
        [sql for sql, _ in one.asked if sql.startswith("CREATE TRIGGER")] for one in (some, none, all_of_them)
    ]
    assert [len(one) for one in made] == [len(names) - 2, len(names), 0]
    assert [
        sum("FUNCTION" in sql and "OR REPLACE" in sql for sql, _ in one.asked) for one in (some, none)
    ] == [2, 2]
    assert "pg_trigger" in some.asked[0][0]

    some.asked.clear()
    triggers.lower_all(some)  # type: ignore[arg-type]
    gone = [sql for sql, _ in some.asked if sql.startswith("DROP")]
    assert len(gone) == 2 and all(" ON audit_" in sql for sql in gone)


def test_a_file_has_no_functions_and_takes_its_triggers_away_by_name() -> None:
    server = SimpleNamespace(vendor="sqlite", cursor=(made := Server()).cursor)
    triggers.raise_all(server)  # type: ignore[arg-type]
    assert not any("FUNCTION" in sql for sql, _ in made.asked) and "sqlite_master" in made.asked[0][0]
    made.there = [name for _, name in triggers._statements(server)]  # type: ignore[arg-type]
    made.asked.clear()
    triggers.lower_all(server)  # type: ignore[arg-type]
    assert all(" ON " not in sql for sql, _ in made.asked if sql.startswith("DROP"))

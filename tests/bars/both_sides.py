"""What somebody sees of a town from both sides: through PostgreSQL's walls alone, and by Python's scopes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Model

from shanyraq.access.queries import actors_of
from shanyraq.access.queries.walls.statements import APP, walled
from shanyraq.access.rules import Actor
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.asking import Asking, said
from shanyraq.foundation.clock import real_now


@contextmanager
def as_the_site(asking: Asking) -> Iterator[Any]:
    """A cursor of the site's own role, with nothing told but this; no scope of Python's narrows what is asked."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
        cursor.execute(said(asking))
        try:
            yield cursor
        finally:
            transaction.set_rollback(True)


def through_the_wall(
    staff_id: UUID | None, role: str, tables: Sequence[type[Model]] = (), *, forced: str = ""
) -> dict[str, set[str]]:
    """The keys of every row that the wall alone shows in this role, by table; `forced` where somebody forces her."""
    asked = tables or walled()
    parts = [
        _keys_of(model, f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"') for model in asked
    ]
    with as_the_site(Asking(actor=str(staff_id or ""), role=role, forced=forced)) as cursor:
        return _by_table(cursor, asked, parts)


def by_the_scopes(actor: Actor, tables: Sequence[type[Model]] = ()) -> dict[str, set[str]]:
    """The keys of every row that Python's scopes show, by table."""
    asked, parts, told = tables or walled(), list[str](), list[Any]()
    for model in asked:
        rows = model.objects.visible_to(actor).order_by().values("pk")  # type: ignore[attr-defined]
        with suppress(EmptyResultSet):  # of this table she sees nothing, whatever is in it
            question, values = rows.query.sql_with_params()
            parts.append(_keys_of(model, question))
            told += values
    with connection.cursor() as cursor:
        return _by_table(cursor, asked, parts, told)


def _keys_of(model: type[Model], question: str) -> str:
    return f"SELECT '{model._meta.label}', CAST(key AS text) FROM ({question}) AS rows(key)"


def _by_table(
    cursor: Any, tables: Sequence[type[Model]], parts: Sequence[str], told: Sequence[Any] = ()
) -> dict[str, set[str]]:
    """The answers to all of these in one question: one after the other, waiting took most of the time."""
    found: dict[str, set[str]] = {model._meta.label: set() for model in tables}
    if parts:
        cursor.execute(" UNION ALL ".join(parts), told or None)
        for label, key in cursor.fetchall():
            found[label].add(key)
    return found


def differences(worker: Worker, tables: Sequence[type[Model]] = ()) -> dict[str, tuple[int, int]]:
    """By role of hers and table: how many rows the wall shows that the scopes do not, and how many the other way
    round. She is asked in each of her roles, and once in none.
    """
    found: dict[str, tuple[int, int]] = {}
    for actor in (*actors_of(worker.account, real_now()), Actor(worker.account.pk, worker.staff.pk)):
        seen, wanted = through_the_wall(worker.staff.pk, actor.role, tables), by_the_scopes(actor, tables)
        found |= {
            f"{actor.role} {label}": (len(rows - wanted[label]), len(wanted[label] - rows))
            for label, rows in seen.items()
            if rows != wanted[label]
        }
    return found

"""Which fields of a row somebody reads: asked of every row that is read for her, so that no page can forget to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Col, F
from django.db.models.lookups import In
from django.db.models.sql import Query
from django.db.models.sql.where import AND, OR, WhereNode

from shanyraq.access.rules import FIRST, FIRST_NAME, NAMES, OWN_ROWS, SHELL, Actor
from shanyraq.foundation.asking import asking
from shanyraq.foundation.closed import NotReadable, close
from shanyraq.foundation.declared import declaration_of

RowsT = TypeVar("RowsT", bound="models.QuerySet[Any]")
FREE = "of_scope"  # on a condition: it stands there because of who asks


def readable_fields(actor: Actor, model: type[models.Model]) -> frozenset[str]:
    """The names of the fields that the actor reads of the rows of a table that she sees.

    A key leads to a row that is guarded itself and says nothing. Of what carries its own compartment (`ROW`) she sees
    only rows of hers. Of the support file's shell (C0) a summary is what may be shown of it. Of a table that says
    `scope_tells` the scope shows a row only to those who take part in it or have to be told of it: with all it says.
    """
    return frozenset(field.name for field in model._meta.concrete_fields if _is_open(field, actor))


def _is_open(field: Any, actor: Actor) -> bool:
    told = declaration_of(field)
    if (
        actor.is_system
        or field.primary_key
        or field.is_relation
        or getattr(field.model, "scope_tells", False)
    ):
        return True
    if told is None:
        return False
    right = actor.right(told.compartment)
    return (
        told.compartment == "ROW"
        or actor.reads(told.compartment)
        or right == OWN_ROWS
        or (told.compartment == SHELL and told.mask == "show")
        or (told.compartment == NAMES and told.mask == FIRST and right == FIRST_NAME)
    )


class Reader:
    """What one set of rights opens of each table, worked out once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._closed: dict[type[models.Model], frozenset[str]] = {}

    def closed(self, model: type[models.Model]) -> frozenset[str]:
        """The attributes of a table's rows that are out of her reach."""
        if model not in self._closed:
            fields = model._meta.concrete_fields
            self._closed[model] = frozenset(one.attname for one in fields if not _is_open(one, self._actor))
        return self._closed[model]

    def close(self, row: models.Model) -> None:
        """Take out of a row, and of the rows that it holds, what she does not read."""
        if row._state.__dict__.get("closer") == self.close:
            return
        close(row, self.closed(type(row)), self.close)
        for held in row._state.fields_cache.values():
            if isinstance(held, models.Model):
                self.close(held)

    def check(self, query: Query, computed: Iterable[Any] = ()) -> None:
        """Raise NotReadable where a question asks for, narrows or sorts by, or computes with a field that she does not
        read: which rows come would tell of it.

        However deep within: conditions on which a computation hangs, and other questions in it, are looked at too.
        What a scope narrows by is not asked (`narrowed`), nor what narrows rows of which a scope shows her none: their
        answer is the same whatever they hold. `computed` is what is worked out over the rows besides.
        """
        for field in _asked(query, *computed):
            if field.attname in self.closed(field.model):
                raise NotReadable(f"{field} is not for who asks for it")


@cache
def _reader(rights: tuple[tuple[str, str], ...]) -> Reader:
    return Reader(Actor(None, None, rights=dict(rights)))


def reader_of(actor: Actor) -> Reader:
    """What this actor's rights open."""
    return _reader(tuple(sorted(actor.rights.items())))


def reader_for(actor: Actor | None) -> Reader | None:
    """The reader whose rights decide what may be asked; None where the system asks."""
    return None if actor is None or actor.is_system or asking().system else reader_of(actor)


def _named(model: type[models.Model], names: Iterable[str]) -> Iterator[Any]:
    """The fields that names such as `person__birth_date` lead to; names of computed columns lead to none."""
    for name in names:
        here: Any = model
        for part in name.lstrip("-").split("__"):
            try:
                field = here._meta.get_field(here._meta.pk.name if part == "pk" else part)
            except (AttributeError, FieldDoesNotExist):
                break
            if field.is_relation:
                here = field.related_model
            else:
                yield field
                break


def narrowed(rows: RowsT, scope: Q) -> RowsT:
    """Rows narrowed to a scope, whose conditions are marked: what she sees may hang on what she does not read."""
    rows = rows._chain()  # type: ignore[attr-defined]
    asked, rows.query.where = rows.query.where, WhereNode()
    rows = rows.filter(scope)
    waiting: list[Any] = [rows.query.where]
    while waiting:
        one = waiting.pop()
        if isinstance(one, WhereNode):
            waiting += one.children
        else:  # nodes are copied without what was written on them, their leaves with it
            setattr(one, FREE, True)
    asked.add(rows.query.where, AND)
    rows.query.where = asked
    return rows


def _asked(*waiting_for: Any) -> Iterator[Any]:
    """The fields that questions and what is computed name, at whatever depth; but for what `check` leaves out."""
    waiting = [*waiting_for]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Col):
            yield one.target
        elif getattr(one, FREE, False):
            continue
        elif isinstance(one, Query):
            yield from _sorting(one)
            waiting += [*_parts(one), *([] if _shows_nothing(one.where) else [one.where])]
        elif hasattr(one, "get_source_expressions"):
            waiting += one.get_source_expressions()


def _shows_nothing(condition: Any) -> bool:
    """Whether a scope leaves no row at all, so that nothing can be learned by narrowing what is left."""
    if not isinstance(condition, WhereNode):
        return getattr(condition, FREE, False) and isinstance(condition, In) and condition.rhs == []
    if condition.negated or condition.connector not in (AND, OR):
        return False
    left = (_shows_nothing(one) for one in condition.children)
    return any(left) if condition.connector == AND else bool(condition.children) and all(left)


def _parts(query: Query) -> Iterator[Any]:
    """What a question tells, as far as that is resolved already: columns, computations, groups, conditions of joins."""
    yield from query.select
    yield from query.annotations.values()
    yield from query.combined_queries
    if isinstance(query.group_by, tuple):
        yield from query.group_by
    joined = (getattr(join, "filtered_relation", None) for join in query.alias_map.values())
    yield from (one.resolved_condition for one in joined if one is not None)


def _sorting(query: Query) -> Iterator[Any]:
    """The fields that a question is sorted by, resolved only when it is put, and of which it tells one of each."""
    yield from _named(_model(query), query.distinct_fields)
    waiting: list[Any] = [*query.order_by]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield from _named(_model(query), [one])
        elif isinstance(one, F):
            yield from _named(_model(query), [one.name])  # type: ignore[attr-defined]
        elif isinstance(one, Q):
            for part in one.children:
                name, value = part if isinstance(part, tuple) else ("", part)
                yield from _named(_model(query), [name])
                waiting += [] if isinstance(value, str) else [value]
        elif isinstance(one, Query):
            yield from _asked(one)
        elif hasattr(one, "get_source_expressions"):
            waiting += one.get_source_expressions()


def _model(query: Query) -> type[models.Model]:
    assert query.model is not None
    return query.model

"""Which fields of a row somebody reads: asked of every row that is read for her, so that no page can forget to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.expressions import Col, F
from django.db.models.sql import Query

from shanyraq.access.rules import FIRST, FIRST_NAME, NAMES, OWN_ROWS, SHELL, Actor
from shanyraq.foundation.asking import asking
from shanyraq.foundation.closed import NotReadable, close
from shanyraq.foundation.declared import declaration_of


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

    def check(self, query: Query, columns: Iterable[str]) -> None:
        """Raise NotReadable where a question asks for, sorts by or computes with a field that she does not read."""
        model = query.model
        assert model is not None
        for field in (*_named(model, [*columns, *_sorted_by(query)]), *_computed(query)):
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


def _sorted_by(query: Query) -> Iterator[str]:
    for one in query.order_by:
        if isinstance(one, str):
            yield one
            continue
        for part in one.flatten() if hasattr(one, "flatten") else (one,):
            if isinstance(part, F):
                yield str(part.name)  # type: ignore[attr-defined]


def _computed(query: Query) -> Iterator[Any]:
    for expression in query.annotations.values():
        for part in expression.flatten() if hasattr(expression, "flatten") else ():
            if isinstance(part, Col):
                yield part.target

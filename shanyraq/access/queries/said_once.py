"""What a scope says in SQL, put into words once: half of what a page worked was to say the same conditions anew.

A scope depends on nothing but who asks (`register_scope`). A list of keys in it that looks at nothing around it says
the same in every question of hers, and so does a question that is put to each row, but for the row's own column. Their
SQL is kept with the scope. Nothing else changes: the database is asked the same, each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import RLock
from typing import Any, Self

from django.db.models import BooleanField, Exists, Expression, F, Lookup, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Col, NegatedExpression, OuterRef, ResolvedOuterRef
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

Said = tuple[str, tuple[Any, ...]]  # SQL and its values
_one_at_a_time = RLock()  # a question is not the same while it is put into words
APART = "E"  # tables of a question to each row are called E0, E1, …: as no other question calls its own


def with_words(scope: Q) -> Q:
    """The same scope, which is put into words once. The scope that was given is used up."""
    once = Q(_connector=scope.connector, _negated=scope.negated)
    for child in scope.children:
        if isinstance(child, Q):
            once.children.append(with_words(child))
        elif isinstance(child, tuple):
            name, value = child
            once.children.append((name, _named(value) if isinstance(value, QuerySet) else value))
        else:
            once.children.append(_of_each_row(child))
    return once


def _said(kept: dict[str, Said], put: Callable[..., tuple[str, Any]], compiler: Any, connection: Any) -> Said:
    """What is kept for this kind of database; it is put into words where nothing is kept yet."""
    if connection.vendor not in kept:
        with _one_at_a_time:
            text, params = put(compiler, connection)
        kept[connection.vendor] = (text, tuple(params))
    return kept[connection.vendor]


# --- lists of keys ----------------------------------------------------------------------------------------------------


class KeyList(Query):
    """A question for keys that looks at nothing around it. It stays as it is, wherever it stands."""

    def _setup_query(self) -> None:
        """Called where it is made, and where somebody changes a copy: that one says something else."""
        self.said: dict[str, Said] = {}

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Self:
        return self

    def relabeled_clone(self, change_map: Any) -> Self:
        return self

    def get_external_cols(self) -> list[Col]:
        return []

    def as_sql(self, compiler: Any, connection: Any) -> Said:
        """Its SQL for this kind of database. Raises EmptyResultSet where it can hold no key, each time."""
        return _said(self.said, super().as_sql, compiler, connection)


def _named(rows: QuerySet[Any]) -> Query | QuerySet[Any]:
    """Rows that a condition names, as a list; as they were where they hang on what is around them."""
    return rows if _hangs(rows.query) else _list_of(rows.query.resolve_expression(Query(rows.model)))


def _list_of(apart: Query) -> Query:
    apart.clear_ordering(clear_default=True)
    made: Query = apart.chain(klass=KeyList)
    return made


def _settle(part: Any) -> None:
    """Put a list into the place of each question for keys within that hangs on nothing around it."""
    if isinstance(part, Lookup) and isinstance(part.rhs, Query) and not _hangs(part.rhs):
        part.rhs = part.rhs if isinstance(part.rhs, KeyList) else _list_of(part.rhs)
        return
    for one in _within(part):
        _settle(one)


def _hangs(query: Query) -> bool:
    """Whether a question names a column of what is around it, or no column of its own to list."""
    return not query.has_select_fields or _names_others(query, frozenset())


def _names_others(part: Any, own: frozenset[str]) -> bool:
    if isinstance(part, KeyList):
        return False
    if isinstance(part, Col):
        return part.alias not in own
    if isinstance(part, F | EachRow):  # what is around it, not resolved yet
        return True
    if isinstance(part, Query):
        own |= part.alias_map.keys()
    return any(_names_others(one, own) for one in _within(part))


# --- questions to each row --------------------------------------------------------------------------------------------


class EachRow(Expression):
    """Whether there is something that belongs to a row (`Exists`), by one column of that row."""

    output_field = BooleanField()

    def __init__(self, exists: Exists, column: Any) -> None:
        super().__init__()
        self.exists, self.column = exists, column
        self.said: dict[str, Said] = {}  # shared by its copies, of which only the column differs

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, expressions: Any) -> None:
        (self.column,) = expressions

    def as_sql(self, compiler: Any, connection: Any) -> Said:
        """Its SQL for this kind of database, with the row's column where it belongs."""
        text, params = _said(self.said, self.exists.as_sql, compiler, connection)
        column, _none = compiler.compile(self.column)
        return text.replace(Hole.MARK, column), params


class Hole(Expression):
    """Where the row's column belongs."""

    MARK = "\0column\0"

    def as_sql(self, compiler: Any, connection: Any) -> Said:
        return self.MARK, ()


def _of_each_row(condition: Any) -> Any:
    """A condition on a row, put into words once; as it was, but for the lists in it, where it is none such."""
    if isinstance(condition, NegatedExpression) and isinstance(condition.expression, Exists):
        return NegatedExpression(_of_each_row(condition.expression))
    _settle(condition)
    if not isinstance(condition, Exists):
        return condition
    inner = condition.query
    comparing = [one for one in _all_within(inner) if isinstance(one, Lookup) and _is_column(one.rhs)]
    if len(comparing) != 1 or _count_of_others(inner) != 1:
        return condition
    column = F(comparing[0].rhs.name)
    comparing[0].rhs = Hole(output_field=comparing[0].lhs.output_field)
    inner.alias_prefix = APART
    inner.change_aliases({alias: f"{APART}{n}" for n, alias in enumerate(inner.alias_map)})
    return EachRow(condition, column)


def _is_column(value: Any) -> bool:
    return isinstance(value, ResolvedOuterRef) and LOOKUP_SEP not in value.name  # type: ignore[attr-defined]


def _count_of_others(query: Query) -> int:
    """How often a question speaks of what is around it."""
    return sum(isinstance(one, F | OuterRef | EachRow) for one in _all_within(query))


def _all_within(part: Any) -> Iterator[Any]:
    for one in _within(part):
        yield one
        yield from _all_within(one)


def _within(part: Any) -> Iterator[Any]:
    """What a question, a condition or an expression is made of."""
    if isinstance(part, KeyList):
        return
    if isinstance(part, Query):
        yield part.where
        yield from part.select
        yield from part.annotations.values()
        yield from part.combined_queries
    elif isinstance(part, WhereNode):
        yield from part.children
    elif hasattr(part, "get_source_expressions"):
        yield from (one for one in part.get_source_expressions() if one is not None)

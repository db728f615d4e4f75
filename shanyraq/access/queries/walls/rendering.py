"""A scope's filter as PostgreSQL's own condition on a row.

Django says the filter in SQL, as it does for a page; then each sign gives way to what the database knows of whoever
asks. Every list of rows inside a filter becomes a function of its own: it runs with its owner's rights, because a
condition that asks another walled table would ask in circles.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import Model, Q, QuerySet, UUIDField
from psycopg import sql

from shanyraq.access.queries.walls.following import (
    CENTRE,
    DISCIPLINE,
    REGION,
    ROLE,
    ROWS,
    SETS,
    STAFF,
    Assumed,
    CannotFollow,
    Question,
    Scope,
    Way,
    joined,
    ways,
)
from shanyraq.access.rules import RIGHTS

SCHEMA = "walls"
NOTHING, EVERYTHING = "false", "true"
# What stands for a sign in a condition on a row; there it is asked once, not for every row.
IN_POLICY: dict[Any, str] = {
    STAFF: f"(SELECT {SCHEMA}.staff())",
    DISCIPLINE: f"(SELECT {SCHEMA}.discipline())",
    ROLE: f"(SELECT {SCHEMA}.works_as())",
    ROWS: f"ANY ((SELECT {SCHEMA}.rows())::uuid[])",
    **{f"§{name}": f"ANY ((SELECT {SCHEMA}.words('{name}'))::text[])" for name in SETS},
}
# What stands for it inside a function, which looks each up once, before anything else.
IN_FUNCTION: dict[Any, str] = {
    STAFF: "v_staff",
    DISCIPLINE: "v_discipline",
    ROLE: "v_role",
    ROWS: "ANY (v_rows)",
    REGION: "v_grant.region",
    CENTRE: "v_grant.centre",
    **{f"§{name}": f"ANY (v_{name})" for name in SETS},
}
VARIABLES = {
    "v_staff": f"uuid := {SCHEMA}.staff()",
    "v_discipline": f"text := {SCHEMA}.discipline()",
    "v_role": f"text := {SCHEMA}.works_as()",
    "v_rows": f"uuid[] := {SCHEMA}.rows()",
    **{f"v_{name}": f"text[] := {SCHEMA}.words('{name}')" for name in SETS},
}


class Lists:
    """The functions that list rows, each made once however many conditions ask for it."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}  # what it lists, in SQL, and its name
        self.signs: dict[uuid.UUID, str] = {}  # what stands for it in a filter

    def sign_of(self, rows: QuerySet[Any]) -> uuid.UUID:
        """The sign for a list of keys."""
        text, column = _listing(rows)
        if text not in self.names:
            table = rows.model._meta.db_table
            self.names[text] = f"{table}_{column}_{len(self.names) + 1}"
        sign = uuid.uuid5(ROWS, text)
        self.signs[sign] = f"ANY ((SELECT {SCHEMA}.{self.names[text]}())::uuid[])"
        return sign

    def statements(self) -> list[str]:
        """What makes the functions."""
        return [made(name, f"RETURN ARRAY({text});", text) for text, name in self.names.items()]


def made(name: str, body: str, uses: str, *, variables: Iterable[str] = ()) -> str:
    """The statement that makes a function which lists keys with its owner's rights."""
    wanted = [f"{one} {what};" for one, what in VARIABLES.items() if re.search(rf"\b{one}\b", uses)]
    declared = "\n  ".join([*variables, *wanted])
    return (
        f"CREATE FUNCTION {SCHEMA}.{name}() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE "
        f"SET search_path = pg_catalog, public, pg_temp AS $wall$\nDECLARE\n  {declared}\nBEGIN\n  {body}\nEND $wall$"
    )


def condition_of(model: type[Model], scope: Scope, lists: Lists) -> str:
    """Which rows of a table whoever asks may see, as a condition on the row. Raises CannotFollow."""
    by_rows: dict[str, list[Assumed]] = {}
    for way in ways(scope):
        by_rows.setdefault(_rows_of(model, way, lists), []).append(way.assumed)
    by_rows.pop(NOTHING, None)
    parts = [
        " AND ".join(one for one in (_assumption(assumed), rows) if one != EVERYTHING) or EVERYTHING
        for rows, conditions in by_rows.items()
        for assumed in joined(conditions)
    ]
    return " OR ".join(f"({part})" for part in parts) or NOTHING


def _rows_of(model: type[Model], way: Way, lists: Lists) -> str:
    """One answer of a scope. Where it looks at other tables than the row's own, as a list of the rows."""
    try:
        filtered = model._base_manager.filter(_with_lists(way.rows, lists))
        compiler = filtered.query.get_compiler(connection=connection)
        if sum(count > 0 for count in filtered.query.alias_refcount.values()) > 1:
            sign = lists.sign_of(model._base_manager.filter(way.rows).values("pk"))
            return _rows_of(model, Way(way.assumed, Q(pk=sign)), lists)
        if not filtered.query.where.children:
            return EVERYTHING
        text, params = compiler.compile(filtered.query.where)
    except EmptyResultSet:
        return NOTHING
    except FullResultSet:
        return EVERYTHING
    return _put_in(text, params, IN_POLICY | lists.signs)


def _with_lists(rows: Q, lists: Lists) -> Q:
    """The filter with a sign for every list of rows in it."""
    put = Q(_connector=rows.connector, _negated=rows.negated)
    for child in rows.children:
        if isinstance(child, Q):
            put.children.append(_with_lists(child, lists))
            continue
        if not isinstance(child, tuple):
            raise CannotFollow(
                f"a filter holds {type(child).__name__}: ask for a list of keys, as `person__in=…`"
            )
        lookup, value = child
        if isinstance(value, QuerySet):
            if not lookup.endswith("__in"):
                raise CannotFollow(f"{lookup} is compared with a list: end it in __in")
            try:
                lookup, value = lookup.removesuffix("__in"), lists.sign_of(value)
            except EmptyResultSet:
                lookup, value = "pk__in", []
        put.children.append((lookup, value))
    return put


def _listing(rows: QuerySet[Any]) -> tuple[str, str]:
    """A list of keys in SQL, and the column that it lists."""
    query = rows.query
    chosen = list(query.values_select) or ["pk"]
    field = query.get_meta().pk if chosen == ["pk"] else query.get_meta().get_field(chosen[0])
    if len(chosen) != 1 or not isinstance(getattr(field, "target_field", field), UUIDField):
        raise CannotFollow(f"a list of {', '.join(chosen)} is none of keys")
    text, params = query.get_compiler(connection=connection).as_sql()
    return _put_in(text, params, IN_FUNCTION), str(getattr(field, "column", "id"))


def listing_by_grant(rows: QuerySet[Any]) -> str:
    """What one role lets somebody see, in SQL; nothing where it lets her see no row."""
    try:
        return _listing(rows)[0]
    except EmptyResultSet:
        return ""


def _put_in(text: str, params: Iterable[Any], known: Mapping[Any, str]) -> str:
    """SQL with its values in their places, and what the database knows in the place of each sign."""
    pieces = text.split("%s")
    values = list(params)
    said = pieces[0]
    for n, value in enumerate(values):
        after = pieces[n + 1]
        word = known.get(value) if isinstance(value, str | uuid.UUID) else None
        if word is not None and word.startswith("ANY") and said.endswith(" IN ("):
            said, after = f"{said.removesuffix(' IN (')} = ", after.removeprefix(")")
        elif word is None and _is_sign(value):
            raise CannotFollow(f"{value} means nothing here")
        said += (word if word is not None else sql.Literal(value).as_string(None)) + after
    return said.replace("%%", "%")


def _is_sign(value: Any) -> bool:
    return value in (STAFF, ROWS) or (isinstance(value, str) and value.startswith("§"))


def _assumption(assumed: Assumed) -> str:
    """What must be true of whoever asks, looked up once for all rows."""
    said = [_answer(question, answers) for question, answers in sorted(assumed.items())]
    return f"(SELECT {' AND '.join(said)})" if said else EVERYTHING


def _answer(question: Question, answers: frozenset[str]) -> str:
    kind, word = question
    quoted = sql.Literal(word).as_string(None)
    if kind == "right":
        others = frozenset(RIGHTS) - answers
        how, shorter = ("IN", answers) if len(answers) <= len(others) else ("NOT IN", others)
        rights = ", ".join(f"'{one}'" for one in sorted(shorter))
        return f"{SCHEMA}.right_of({quoted}) {how} ({rights})"
    is_so = {"forced": f"{SCHEMA}.is_forced()", "role": f"{SCHEMA}.works_as() IS NOT NULL"}
    is_in = is_so.get(kind, f"{quoted} = ANY ({SCHEMA}.words('{kind}'))")
    return is_in if "yes" in answers else f"NOT ({is_in})"

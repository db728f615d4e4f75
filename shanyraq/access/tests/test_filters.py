"""Rows are picked by no field that their reader does not read; but for what decides which of them are hers to see."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from shanyraq.access.queries.fields import narrowed
from shanyraq.access.tests.test_fields import THINGS, Thing, ask
from shanyraq.foundation.closed import NotReadable

NOBODY = Q(pk__in=[])  # a scope that shows no row
SCOPE = Q(secret="a") & (~Q(beside__secret="b") | Q(Exists(THINGS.filter(secret="c"))))

PICKED = {
    "a filter": lambda rows: rows.filter(secret="a"),
    "a filter by the beginning": lambda rows: rows.filter(secret__startswith="a"),
    "a filter by whether there is any": lambda rows: rows.filter(secret__isnull=False),
    "a filter by a list": lambda rows: rows.filter(secret__in=["a"]),
    "a filter by a list of another question": lambda rows: rows.filter(shell__in=THINGS.values("secret")),
    "a filter by the row beside": lambda rows: rows.filter(beside__secret="a"),
    "a filter behind the key": lambda rows: rows.filter(pk__name="a"),
    "a filter by a comparison": lambda rows: rows.filter(shell=F("secret")),
    "a filter by what a function makes of it": lambda rows: rows.filter(Exact(Lower("secret"), "a")),
    "a filter by either": lambda rows: rows.filter(Q(shell="a") | Q(secret="a")),
    "a filter by neither": lambda rows: rows.filter(~(Q(shell="a") & ~Q(secret="a"))),
    "a filter after a scope's": lambda rows: narrowed(rows, SCOPE).filter(secret="b"),
    "a filter before a scope's": lambda rows: narrowed(rows.filter(secret="b"), SCOPE),
    "a filter of rows of which a scope may show some": lambda rows: narrowed(rows, NOBODY | Q(pk=1)).filter(
        secret="a"
    ),
    "a filter of rows of which a scope leaves out none": lambda rows: narrowed(rows, ~NOBODY).filter(
        secret="a"
    ),
    "a filter that names no row itself": lambda rows: rows.filter(pk__in=[]).filter(secret="a"),
    "a filter by what is computed": lambda rows: rows.alias(made=Lower("secret")).filter(made="a"),
    "a filter by groups": lambda rows: rows.values("shell").annotate(n=Count("pk")).filter(n=F("secret")),
    "what is left out of the rows": lambda rows: rows.exclude(secret="a"),
    "what is left out by a row beside": lambda rows: rows.exclude(beside__secret="a"),
    "rows for which another is": lambda rows: rows.filter(
        Exists(THINGS.filter(beside=OuterRef("pk"), secret="a"))
    ),
    "rows for which none is": lambda rows: rows.exclude(Exists(THINGS.filter(secret="a"))),
    "rows of a list to choose from": lambda rows: rows.filter(beside__in=THINGS.filter(secret="a")),
    "rows of a list beside a scope's": lambda rows: rows.filter(
        beside__in=narrowed(THINGS, SCOPE).filter(secret="b")
    ),
    "rows of the second of two lists": lambda rows: rows.filter(
        beside__in=THINGS.values("pk").union(THINGS.filter(secret="a").values("pk"))
    ),
}
FREE = [
    lambda rows: narrowed(rows, SCOPE).filter(shell="a"),
    lambda rows: rows.filter(beside__in=narrowed(THINGS, SCOPE)),
    lambda rows: narrowed(rows, NOBODY & SCOPE).filter(secret="a"),
    lambda rows: narrowed(rows, NOBODY | NOBODY).exclude(secret="a"),
    lambda rows: rows.exclude(beside__in=narrowed(THINGS, NOBODY).filter(secret="a")),
    lambda rows: rows.exclude(Exists(narrowed(THINGS, SCOPE).filter(beside=OuterRef("pk")))),
    lambda rows: (
        rows.annotate(made=Exists(narrowed(THINGS, SCOPE)))
        .values("pk")
        .union(narrowed(rows, SCOPE).values("pk"))
    ),
]


@pytest.mark.parametrize("question", PICKED.values(), ids=PICKED)
def test_no_row_is_picked_by_a_field_that_she_does_not_read(question: Any) -> None:
    rows = question(models.QuerySet(Thing))

    with pytest.raises(NotReadable):
        ask(rows)
    ask(rows, C3="R")


@pytest.mark.parametrize("question", FREE)
def test_a_scope_picks_rows_by_whatever_it_needs(question: Any) -> None:
    ask(question(models.QuerySet(Thing)))

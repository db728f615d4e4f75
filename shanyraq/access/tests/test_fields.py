"""Which fields somebody reads, asked of tables that are made up for it, and which questions are put for her."""

from typing import Any
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.db import models
from django.db.models import Case, Count, Exists, F, FilteredRelation, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Lower

from shanyraq.access.queries import readable_fields, system_actor
from shanyraq.access.queries.fields import reader_for, reader_of
from shanyraq.access.rules import Actor
from shanyraq.foundation.asking import by_system
from shanyraq.foundation.closed import NotReadable
from shanyraq.foundation.declared import declared

SOMEBODY = UUID("5a000000-0000-4000-8000-00000000000a")
MADE_UP = Apps()


def told(compartment: str, mask: str = "hide") -> Any:
    return declared(models.CharField(), compartment, mask, "case")


class Place(models.Model):
    name = told("C3")

    class Meta:
        app_label, apps = "made_up", MADE_UP


class Thing(models.Model):
    key = declared(models.OneToOneField(Place, models.CASCADE, primary_key=True), "C3", "hide", "case")
    beside = declared(models.ForeignKey("self", models.CASCADE, null=True), "C3", "hide", "case")
    part = told("ROW")
    secret = told("C3")
    shell = told("C0", "show")
    hidden_shell = told("C0")
    shown = told("C3", "show")
    first = told("C1", "first")
    last = told("C1")
    other_first = told("C5", "first")
    forgotten = models.CharField()

    class Meta:
        app_label, apps = "made_up", MADE_UP


THINGS: models.QuerySet[Any] = models.QuerySet(Thing)
ALWAYS = {"key", "beside", "part", "shell"}


def actor(**rights: str) -> Actor:
    return Actor(SOMEBODY, SOMEBODY, rights=rights)


@pytest.mark.parametrize(
    ("rights", "besides"),
    [
        ({}, set()),
        ({"C3": "R"}, {"secret", "shown"}),
        ({"C3": "O"}, {"secret", "shown"}),
        ({"C3": "S"}, set()),
        ({"C0": "R"}, {"hidden_shell"}),
        ({"C1": "N"}, {"first"}),
        ({"C1": "S"}, set()),
        ({"C1": "R"}, {"first", "last"}),
        ({"C5": "N"}, set()),
    ],
)
def test_a_field_opens_by_its_part_of_the_file_and_what_may_be_shown_of_it(
    rights: dict[str, str], besides: set[str]
) -> None:
    assert readable_fields(actor(**rights), Thing) == ALWAYS | besides


def test_the_system_reads_also_what_nobody_declared() -> None:
    assert "forgotten" in readable_fields(system_actor("a job"), Thing)


def test_the_number_of_a_row_says_nothing_and_is_open() -> None:
    assert readable_fields(actor(), Place) == {"id"}


def test_what_is_closed_of_a_table_is_worked_out_once() -> None:
    reader = reader_of(actor())

    assert reader.closed(Thing) is reader.closed(Thing)


def test_a_row_of_a_table_whose_scope_tells_says_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Thing, "scope_tells", True, raising=False)

    assert {"secret", "last", "forgotten"} <= readable_fields(actor(), Thing)


# --- rows -------------------------------------------------------------------------------------------------------------


def test_a_row_and_those_that_it_holds_are_closed_once_however_they_hold_each_other() -> None:
    one, other = Thing(pk=1, secret="a", shell="b"), Thing(pk=2, secret="c")
    one.beside, other.beside = other, one
    one._state.fields_cache["nothing"] = None

    reader_of(actor()).close(one)

    assert "secret" not in one.__dict__ and "secret" not in other.__dict__
    assert one.shell == "b"
    for row in (one, other):
        with pytest.raises(NotReadable):
            _ = row.secret


def test_another_reader_closes_what_the_first_left_open() -> None:
    row = Thing(pk=1, secret="a", last="b")

    reader_of(actor(C3="R")).close(row)
    assert row.secret == "a"

    reader_of(actor()).close(row)
    assert "secret" not in row.__dict__


# --- questions --------------------------------------------------------------------------------------------------------


def ask(rows: Any, **rights: str) -> None:
    reader_of(actor(**rights)).check(rows.query)


REFUSED = {
    "a column": lambda rows: rows.values("secret"),
    "one of several": lambda rows: rows.values("shell", "secret"),
    "a sort": lambda rows: rows.order_by("secret"),
    "a sort from the end": lambda rows: rows.order_by("-secret"),
    "a sort by a name": lambda rows: rows.order_by(F("secret")),
    "a sort by an expression": lambda rows: rows.order_by(F("secret").desc()),
    "a sort by what a function makes of it": lambda rows: rows.order_by(Lower("secret")),
    "a sort by a column of the row beside": lambda rows: rows.order_by("beside__secret"),
    "a sort by a column behind the key": lambda rows: rows.order_by("-pk__name"),
    "a sort by a comparison": lambda rows: rows.order_by(Case(When(shell=F("secret"), then=Value(1)))),
    "a sort by whether among cases": lambda rows: rows.order_by(
        Case(When(Q(Exists(THINGS.filter(secret="a"))) & Q(shell="a"), then=Value(1)))
    ),
    "the second of two sorts": lambda rows: rows.order_by(F("shell"), "secret"),
    "a column of the row beside": lambda rows: rows.values("beside__secret"),
    "a column behind the key": lambda rows: rows.values("pk__name"),
    "a computation": lambda rows: rows.annotate(made=Lower("secret")),
    "a count": lambda rows: rows.annotate(made=Count("beside__secret")),
    "a condition": lambda rows: rows.annotate(made=Exists(THINGS.filter(secret="a"))),
    "a condition of a row beside": lambda rows: rows.annotate(
        made=Exists(THINGS.filter(beside__secret__in=["a"]))
    ),
    "what is left out": lambda rows: rows.annotate(made=Exists(THINGS.exclude(Q(shell="a") | Q(secret="a")))),
    "a comparison": lambda rows: rows.annotate(made=Exists(THINGS.filter(shell=F("secret")))),
    "one end of a range": lambda rows: rows.annotate(
        made=Exists(THINGS.filter(shell__range=(F("secret"), Value("z"))))
    ),
    "a list to choose from": lambda rows: rows.annotate(
        made=Exists(THINGS.filter(beside__in=THINGS.filter(secret="a")))
    ),
    "a yes or no": lambda rows: rows.annotate(made=Q(secret="a")),
    "a case": lambda rows: rows.annotate(made=Case(When(secret="a", then=Value(1)))),
    "a sort by cases": lambda rows: rows.order_by(Case(When(Q(shell="a") & Q(secret="a"), then=Value(1)))),
    "a sort by whether": lambda rows: rows.order_by(Exists(THINGS.filter(secret="a"))),
    "what is counted": lambda rows: rows.annotate(made=Count("pk", filter=Q(secret="a"))),
    "a column of another question": lambda rows: rows.annotate(made=Subquery(THINGS.values("secret")[:1])),
    "the sort of another question": lambda rows: rows.annotate(
        made=Subquery(THINGS.order_by("secret").values("pk")[:1])
    ),
    "a condition of another question": lambda rows: rows.annotate(made=Exists(THINGS.filter(secret="a"))),
    "what another question is told": lambda rows: rows.annotate(
        made=Exists(THINGS.filter(shell=OuterRef("secret")))
    ),
    "what another question computes": lambda rows: rows.annotate(
        made=Subquery(THINGS.values("shell").annotate(n=Max("secret")).values("n"))
    ),
    "a question in a question": lambda rows: rows.annotate(
        made=Exists(THINGS.filter(Exists(THINGS.filter(Exists(THINGS.filter(secret="a"))))))
    ),
    "the second of two lists": lambda rows: rows.values("shell").union(THINGS.values("secret")),
    "groups": lambda rows: rows.values("secret").annotate(n=Count("pk")).values("n"),
    "one of each": lambda rows: rows.distinct("secret"),
    "a condition of what is joined": lambda rows: rows.annotate(
        other=FilteredRelation("beside", condition=Q(beside__secret="a"))
    ).filter(other__shell="b"),
}


@pytest.mark.parametrize("question", REFUSED.values(), ids=REFUSED)
def test_no_question_is_put_about_a_field_she_does_not_read(question: Any) -> None:
    rows = question(models.QuerySet(Thing))

    with pytest.raises(NotReadable):
        ask(rows)
    ask(rows, C3="R")


@pytest.mark.parametrize(
    "question",
    [
        lambda rows: rows.values("shell", "pk", "beside__shell", "beside"),
        lambda rows: rows.order_by("?"),
        lambda rows: rows.order_by(Lower("shell"), Value(1), "-beside__shell"),
        lambda rows: rows.annotate(made=Q(shell="a")),
        lambda rows: rows.annotate(made=Lower("shell"), one=Value(1)).values("made").order_by("made"),
        lambda rows: rows.order_by(Case(When(shell="secret", then=Value(1)), default=Value(0))),
        lambda rows: rows.order_by(Case(When(pk=1, then=Value(1)))),
        lambda rows: rows.filter(Exists(THINGS.filter(shell=OuterRef("shell"), beside__in=[1, 2]))),
        lambda rows: rows.annotate(made=Count("pk", filter=Q(shell="secret"))),
        lambda rows: rows.filter(shell="a").exclude(beside__in=THINGS.filter(shell="b")),
    ],
)
def test_questions_about_what_she_reads_are_put(question: Any) -> None:
    ask(question(models.QuerySet(Thing)))


def test_who_asks_decides_and_the_system_asks_everything() -> None:
    somebody = actor(C3="R")

    assert reader_for(somebody) is reader_of(actor(C3="R"))
    assert reader_for(None) is None and reader_for(system_actor("a job")) is None
    with by_system("a job"):
        assert reader_for(somebody) is None

"""Scopes whose SQL is kept: they show the rows that the scope itself names, wherever they stand in a question."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from shanyraq.access.models import StaffMember
from shanyraq.access.queries import computing, registered_scopes, scope
from shanyraq.access.queries.said_once import KeyList, with_words
from shanyraq.access.rules import Grant
from shanyraq.access.tests.factories import make_staff
from shanyraq.cases.models import Case
from shanyraq.cases.tests import factories as made
from shanyraq.cases.tests.test_scopes import actor, case
from shanyraq.people.models import Family, FamilyMembership, Person, PersonName
from shanyraq.people.tests.factories import make_membership, make_person

pytestmark = pytest.mark.django_db
GRANTS = [
    Grant("", reach, region="KAR", centre="MAN-A")
    for reach in ("assigned", "dossier", "team", "region", "centre", "early", "operation", "counts")
]
MODELS: list[type[Model]] = [Case, Person, PersonName, Family, apps.get_model("cases.PlanStep")]


@pytest.fixture
def me() -> StaffMember:
    return make_staff()


@pytest.fixture
def files(me: StaffMember) -> None:
    """Files in sight of each reach and beside it: protected, of a relative of hers, with a relative at home."""
    led = make_staff(given_name="Led", supervisor=me)
    for fields in (
        {},
        {"region": "SHY"},
        {"centre": "MAN-A", "phase": "P3"},
        {"phase": "P0"},
        {"phase": "P1"},
    ):
        for protected in (False, True):
            case(me, case_manager=led, is_protected=protected, **fields)
            one = case(is_protected=protected, **fields)
            made.make_plan_step(one)
            make_membership(one.family, make_person("Amina Omarova"))
    made.make_colleague_kin(case(me, case_manager=led).person, me)


def keys(rows: QuerySet[Any]) -> list[UUID]:
    with computing("test"):
        return sorted(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("grant", GRANTS, ids=lambda grant: grant.reach)
@pytest.mark.parametrize("model", MODELS)
def test_a_scope_shows_what_it_names_alone_in_another_question_turned_round_and_asked_of_each_row(
    model: type[Model], grant: Grant, me: StaffMember, files: None
) -> None:
    somebody, every = actor(me, grant), model._base_manager
    plain = keys(every.filter(registered_scopes()[model._meta.label](somebody)))
    seen = every.filter(scope(somebody, model))

    for _time in ("put into words", "said again"):
        assert keys(seen) == plain
        assert keys(every.filter(pk__in=every.filter(pk__in=seen.values("pk")).values("pk"))) == plain
        assert keys(every.exclude(~scope(somebody, model))) == plain
        assert keys(every.filter(Exists(seen.filter(pk=OuterRef("pk"))))) == plain
        assert (
            keys(
                every.filter(Exists(every.filter(Exists(seen.filter(pk=OuterRef("pk"))), pk=OuterRef("pk"))))
            )
            == plain
        )


def test_these_files_tell_the_reaches_apart(me: StaffMember, files: None) -> None:
    every = Case._base_manager
    counts = {one.reach: len(keys(every.filter(scope(actor(me, one), Case)))) for one in GRANTS}

    assert counts.pop("counts") == 0
    assert min(counts.values()) > 0 and max(counts.values()) < Case._base_manager.count()


def test_a_scope_is_put_into_words_once(
    me: StaffMember, files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = actor(me, Grant("", "assigned")), actor(me, Grant("", "region", region="KAR"))
    put: list[SQLCompiler] = []
    as_sql = SQLCompiler.as_sql

    def counted(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        put.append(self)
        return as_sql(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    for somebody in (near, far):
        keys(PersonName._base_manager.filter(scope(somebody, PersonName)))
        put.clear()

        keys(PersonName._base_manager.filter(scope(somebody, PersonName)))

        assert len(put) == 1


def test_two_colleagues_are_told_their_own(me: StaffMember) -> None:
    other = make_staff(given_name="Other")
    mine, others = case(me), case(other)

    for somebody, file in ((me, mine), (other, others)):
        assert keys(Case._base_manager.filter(scope(actor(somebody, Grant("", "assigned")), Case))) == [
            file.pk
        ]


def test_what_hangs_on_its_row_in_another_way_is_left_as_it_is() -> None:
    one, two = case(region="KAR", centre="KAR"), case(region="KAR", centre="SHY")
    of_row = Case._base_manager.filter(region=OuterRef("centre"), pk=OuterRef("pk"))
    listed = Case._base_manager.filter(person=OuterRef("person")).values("family")
    each, among = with_words(Q(Exists(of_row))), with_words(Q(family__in=listed))
    (asked,), (named,) = each.children, among.children

    assert isinstance(asked, Exists) and isinstance(named, tuple) and named[1] is listed
    assert keys(Case._base_manager.filter(each)) == [one.pk]
    assert keys(FamilyMembership._base_manager.filter(among)) == keys(FamilyMembership._base_manager.all())
    assert keys(Case._base_manager.filter(with_words(~Q(Exists(of_row))))) == [two.pk]


def test_a_list_that_somebody_narrows_says_something_else() -> None:
    one, other = case(region="KAR"), case(region="SHY")
    (named,) = with_words(Q(pk__in=Case._base_manager.values("pk"))).children
    assert isinstance(named, tuple) and isinstance(named[1], KeyList)
    assert keys(Case._base_manager.filter(Q(pk__in=named[1]))) == sorted([one.pk, other.pk])

    narrower = named[1].chain()
    narrower.add_q(Q(region="KAR"))

    assert keys(Case._base_manager.filter(Q(pk__in=narrower))) == [one.pk]

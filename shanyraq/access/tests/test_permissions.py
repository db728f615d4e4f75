"""One policy: decide, require, and what every view says of itself."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from shanyraq.access import permissions
from shanyraq.access import queries as policy
from shanyraq.access.middleware import NOBODY, Gate
from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import (
    asks_twice,
    decide,
    for_enrolment,
    known_actions,
    needs,
    open_to_all,
    open_to_staff,
    require,
)
from shanyraq.access.queries import readable_fields, role_catalogue, scope, system_actor
from shanyraq.access.rules import Actor
from shanyraq.access.rules.ceiling import faults_of_role
from shanyraq.access.tests.factories import make_staff
from shanyraq.foundation.errors import NotAllowed

WORKER = Actor(uuid4(), uuid4(), rights={"C0": "R"}, may=frozenset({"thing.read"}))


@pytest.fixture(autouse=True)
def _own_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "_permissions", dict(permissions._permissions))
    monkeypatch.setattr(permissions, "_object_rules", {})
    monkeypatch.setattr(policy, "_scopes", {})
    permissions.register("thing.read", compartment="C0")


@pytest.mark.django_db
def test_a_table_without_a_scope_shows_nothing_to_anybody() -> None:
    thing = make_staff()

    assert not StaffMember.objects.filter(scope(WORKER, StaffMember)).exists()
    assert decide(WORKER, "thing.read", thing).reason == "scope"


@pytest.mark.django_db
def test_decide_says_yes_exactly_where_the_scope_shows_the_row() -> None:
    policy.register_scope("access.StaffMember", lambda actor: Q(region="KAR"))
    here, elsewhere = make_staff(region="KAR"), make_staff(region="SHY")

    assert decide(WORKER, "thing.read", here)
    assert not decide(WORKER, "thing.read", elsewhere)
    assert list(StaffMember.objects.filter(scope(WORKER, StaffMember))) == [here]


@pytest.mark.django_db
def test_a_scope_is_worked_out_once_for_what_she_is_and_anew_when_she_is_something_else() -> None:
    asked: list[Actor] = []

    def by_right(actor: Actor) -> Q:
        asked.append(actor)
        return Q() if actor.reads("C3") else Q(pk__in=[])

    policy.register_scope("access.StaffMember", by_right)
    thing, healer = make_staff(), replace(WORKER, rights={"C0": "R", "C3": "R"})
    for _ in range(3):
        assert not StaffMember.objects.filter(scope(replace(WORKER), StaffMember)).exists()
        assert list(StaffMember.objects.filter(scope(healer, StaffMember))) == [thing]

    assert asked == [WORKER, healer]


@pytest.mark.django_db
def test_a_thing_can_forbid_what_the_role_allows_with_its_own_reason() -> None:
    policy.register_scope("access.StaffMember", lambda actor: Q())
    permissions.register("thing.close", compartment="C0", unless=lambda actor, thing: "own_case")
    closer = Actor(uuid4(), uuid4(), rights={"C0": "R"}, may=frozenset({"thing.close"}))

    decision = decide(closer, "thing.close", make_staff())
    assert not decision and decision.reason == "own_case"


def test_whoever_may_not_is_told_so_with_the_reasons_code() -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(WORKER, "thing.close")

    assert refusal.value.code == "unknown_action"


@pytest.mark.django_db
def test_seeing_a_thing_does_not_allow_what_the_role_does_not() -> None:
    policy.register_scope("access.StaffMember", lambda actor: Q())

    assert decide(WORKER, "thing.close", make_staff()).reason == "unknown_action"


@pytest.mark.django_db
def test_the_system_needs_no_scope_for_a_thing(django_assert_num_queries: Any) -> None:
    thing = make_staff()

    with django_assert_num_queries(0):
        assert decide(system_actor("a job"), "thing.read", thing)


def test_whoever_may_is_let_through_before_any_thing_is_in_view() -> None:
    assert decide(WORKER, "thing.read")
    require(WORKER, "thing.read")


def test_nobody_may_do_nothing() -> None:
    assert [action for action in known_actions() if decide(NOBODY, action)] == []


def test_the_system_at_work_for_a_reason_sees_everything() -> None:
    assert scope(system_actor("a job"), StaffMember) == Q()
    assert decide(system_actor("a job"), "thing.read")


def test_fields_open_by_compartment() -> None:
    assert "given_name" in readable_fields(NOBODY, StaffMember)


# --- the pack's roles ---------------------------------------------------------------------------------------


def test_no_role_of_the_pack_crosses_the_ceiling() -> None:
    assert role_catalogue()
    assert {
        role.code: faults_of_role(role) for role in role_catalogue().values() if faults_of_role(role)
    } == {}


def test_roles_name_only_actions_that_exist() -> None:
    unknown = {role.code: role.may - known_actions() for role in role_catalogue().values()}

    assert {code: sorted(more - {"thing.read"}) for code, more in unknown.items() if more} == {}


def test_only_the_administrator_looks_after_accounts() -> None:
    for action in (permissions.STAFF_INVITE, permissions.STAFF_END):
        assert [role.code for role in role_catalogue().values() if action in role.may] == ["administrator"]


def test_the_administrator_opens_no_compartment() -> None:
    assert set(role_catalogue()["administrator"].compartments.values()) <= {"-"}


# --- views --------------------------------------------------------------------------------------------------


def views(patterns: Any = None) -> list[Any]:
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found += views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.append(pattern.callback)
    return found


def test_every_view_says_what_it_needs() -> None:
    assert [view for view in views() if getattr(view, "needs", None) is None] == []


def test_a_view_that_says_nothing_is_never_served(rf: RequestFactory) -> None:
    def silent(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    request = rf.get("/")
    gate = Gate(lambda request: HttpResponse())
    with pytest.raises(ImproperlyConfigured, match="does not say what it needs"):
        gate.process_view(request, silent, (), {})


def test_a_view_says_it_by_method_and_a_head_is_a_get() -> None:
    @needs(GET="thing.read", POST="thing.close")
    def view(request: HttpRequest) -> None: ...

    @needs(POST="thing.close")
    def only_post(request: HttpRequest) -> None: ...

    assert view.needs == {"GET": "thing.read", "POST": "thing.close", "HEAD": "thing.read"}  # type: ignore[attr-defined]
    assert only_post.needs == {"POST": "thing.close"}  # type: ignore[attr-defined]


def test_a_view_that_names_one_action_needs_it_to_be_looked_at_and_sent() -> None:
    assert needs("thing.read")(lambda request: None).needs == {  # type: ignore[attr-defined]
        "GET": "thing.read",
        "POST": "thing.read",
        "HEAD": "thing.read",
    }


def test_a_view_says_that_it_is_for_enrolment_or_asks_twice() -> None:
    assert for_enrolment(lambda request: None).for_enrolment is True  # type: ignore[attr-defined]
    assert asks_twice(lambda request: None).asks_twice is True  # type: ignore[attr-defined]


def test_open_views_say_so_too() -> None:
    assert open_to_all(lambda request: None).needs == {}  # type: ignore[attr-defined]
    assert set(open_to_staff(lambda request: None).needs) == {"GET", "HEAD", "POST"}  # type: ignore[attr-defined]

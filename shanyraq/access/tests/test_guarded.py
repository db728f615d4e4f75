"""A guarded table reads nothing before it was told for whom, and an account is what its roles make it at an instant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Q

from shanyraq.access import queries
from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import Guarded, acting, actor_of, actors_of, computing, has_ended, system
from shanyraq.access.queries.fields import _reader
from shanyraq.access.queries.veils import veiled
from shanyraq.access.rules import Actor, Role
from shanyraq.access.tests.factories import make_account, make_grant, make_staff
from shanyraq.audit.actions import Reading, reading
from shanyraq.audit.models import Entry
from shanyraq.foundation.asking import asking
from shanyraq.foundation.declared import Declaration
from shanyraq.foundation.errors import NoActor

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 4, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOMEBODY = Actor(uuid4(), uuid4())
REGION = StaffMember._meta.get_field("region")


def staff() -> Any:
    return Guarded(StaffMember)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[StaffMember]:
    """One of two colleagues, the one whom everybody sees; in which region she works is of health (C3)."""
    monkeypatch.setattr(queries, "_scopes", {})
    monkeypatch.setattr(StaffMember, "subject", "pk", raising=False)
    monkeypatch.setattr(REGION, "declaration", Declaration("C3", "hide", "staff"))
    queries.register_scope("access.StaffMember", lambda actor: Q(region="KAR"))
    _reader.cache_clear()  # what is closed of a table is worked out once
    make_staff(region="SHY")
    yield make_staff(region="KAR")
    _reader.cache_clear()


@pytest.fixture
def request_at_hand() -> Iterator[Reading]:
    seen = Reading("request", actor="somebody")
    token = reading.set(seen)
    yield seen
    reading.reset(token)


# --- rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        lambda rows: list(rows),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.aggregate(),
        lambda rows: rows.explain(),
        lambda rows: rows.update(centre=""),
        lambda rows: rows.delete(),
    ],
)
def test_nothing_is_read_or_written_without_somebody_who_asks(here: StaffMember, read: Any) -> None:
    with pytest.raises(NoActor):
        read(staff().filter(region="none"))
    read(staff().visible_to(SOMEBODY).filter(region="none"))
    with computing("a test"):
        read(staff().filter(region="none"))


def test_nothing_is_deleted_without_somebody_who_asks_though_nothing_hangs_on_it() -> None:
    with pytest.raises(NoActor):
        Guarded(RoleGrant).delete()


@pytest.mark.parametrize("read", [lambda rows: rows.raw("SELECT 1"), lambda rows: rows.aiterator()])
def test_some_ways_of_reading_are_never_open(here: StaffMember, read: Any) -> None:
    with pytest.raises(NoActor):
        read(staff().visible_to(SOMEBODY))


@pytest.mark.parametrize("read", [list, lambda rows: list(rows.iterator())])
def test_she_is_given_what_her_scope_shows_without_what_she_does_not_read(
    here: StaffMember, request_at_hand: Reading, read: Any
) -> None:
    (row,) = read(staff().visible_to(SOMEBODY))

    assert row.pk == here.pk and "region" not in row.__dict__
    assert request_at_hand.objects == {f"person:{here.pk}"}
    assert request_at_hand.fields == {"access.StaffMember"}


def test_columns_by_themselves_name_nobody(here: StaffMember, request_at_hand: Reading) -> None:
    assert list(staff().visible_to(SOMEBODY).values_list("pk", flat=True)) == [here.pk]
    assert not request_at_hand.objects


def test_a_table_about_nobody_is_recorded_by_its_name_alone(
    here: StaffMember, request_at_hand: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(StaffMember, "subject")

    assert list(staff().visible_to(SOMEBODY))
    assert not request_at_hand.objects and request_at_hand.fields == {"access.StaffMember"}


def test_rows_that_were_read_once_are_not_read_again(
    here: StaffMember, request_at_hand: Reading, django_assert_num_queries: Any
) -> None:
    rows = staff().visible_to(SOMEBODY)
    with django_assert_num_queries(1):
        assert list(rows) == [here]
        request_at_hand.objects.clear()
        assert list(rows) == [here] and not request_at_hand.objects


@pytest.mark.parametrize("read", [list, lambda rows: list(rows.iterator())])
def test_whatever_is_read_under_a_veil_comes_covered(here: StaffMember, read: Any) -> None:
    healer = Actor(uuid4(), uuid4(), rights={"C3": "R"})
    with veiled(SOMEBODY):
        assert read(staff().visible_to(healer))[0].region != "KAR"
    assert read(staff().visible_to(healer))[0].region == "KAR"


def test_the_system_is_shown_all_of_everybody_and_no_request_has_seen_it(
    here: StaffMember, request_at_hand: Reading
) -> None:
    with computing("a test") as machine:
        assert {row.region for row in staff().visible_to(machine)} == {"KAR", "SHY"}
        assert {row.region for row in staff()} == {"KAR", "SHY"}
    assert not request_at_hand.fields


def test_the_system_at_work_leaves_a_row_and_is_nobody_afterwards() -> None:
    with system("a test") as machine:
        assert machine.is_system and asking().system == "a test"
        assert not Entry.objects.exists()
    assert Entry.objects.get().purpose == "a test"
    with pytest.raises(ZeroDivisionError), computing("a test"):
        _ = 1 / 0
    assert not asking().system
    with pytest.raises(NoActor):
        staff().count()


def test_a_scope_by_role_is_kept_where_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_scopes", {})
    monkeypatch.setattr(queries, "_scopes_by_grant", {})
    by_grant = lambda staff_id, grant: Q()  # noqa: E731
    queries.register_scope("x.One", lambda actor: Q())
    queries.register_scope("x.Two", lambda actor: Q(), by_grant=by_grant)

    assert queries.scopes_by_grant() == {"x.Two": by_grant}
    assert set(queries.registered_scopes()) == {"x.One", "x.Two"}


# --- who asks ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_roles", {"gone": Role("gone", "Gone", "none")})
    queries.register_roles(
        [
            Role("teacher", "Teacher", "assigned", {"C6": "W", "C3": "B"}, may=frozenset({"note.write"})),
            Role(
                "healer",
                "Healer",
                "team",
                {"C3": "R"},
                may=frozenset({"step.do"}),
                own=frozenset({"C5"}),
                cards=frozenset({"diet"}),
                emergency=frozenset({"C11"}),
            ),
        ]
    )


def test_an_account_is_what_one_of_its_roles_is_wherever_it_is_held(roles: None) -> None:
    account = make_account()
    assert account.staff is not None
    held = [
        make_grant(account.staff, one, region="KAR", centre="MAN-A") for one in ("healer", "teacher", "gone")
    ]
    held.append(make_grant(account.staff, "healer", region="ALR"))

    first, second = acting(account, held), acting(account, held, "healer")

    assert set(queries.role_catalogue()) == {"teacher", "healer"}
    assert [(one.role, one.reach, one.region, one.centre) for one in first.grants] == [
        ("teacher", "assigned", "KAR", "MAN-A")
    ]
    assert [(one.role, one.reach, one.region, one.centre) for one in second.grants] == [
        ("healer", "team", "KAR", "MAN-A"),
        ("healer", "team", "ALR", ""),
    ]
    assert (first.rights, second.rights) == ({"C6": "W", "C3": "B"}, {"C3": "R"})
    assert (first.may, second.may) == ({"note.write"}, {"step.do"})
    assert (first.own, first.cards, first.emergency) == (frozenset(), frozenset(), frozenset({"C3"}))
    assert (second.own, second.cards, second.emergency) == (
        frozenset({"C5"}),
        frozenset({"diet"}),
        frozenset({"C11"}),
    )
    assert (first.role, first.others, second.role, second.others) == (
        "teacher",
        ("healer",),
        "healer",
        ("teacher",),
    )
    assert (first.name, first.discipline) == (account.staff.short_name, "teacher")


def test_she_works_in_the_role_asked_for_else_in_her_last_one_else_in_the_first_by_the_packs_order(
    roles: None, django_assert_num_queries: Any
) -> None:
    account = make_account(last_role="healer")
    assert account.staff is not None
    for one in ("teacher", "healer"):
        make_grant(account.staff, one)

    with django_assert_num_queries(1):
        assert actor_of(account, AT, "teacher").role == "teacher"
    assert [actor_of(account, AT, one).role for one in ("", "gone")] == ["healer", "healer"]
    account.last_role = "gone"
    assert actor_of(account, AT).role == "teacher"


def test_what_she_may_is_asked_of_each_of_her_roles(roles: None, django_assert_num_queries: Any) -> None:
    account = make_account()
    assert account.staff is not None
    for one in ("healer", "teacher", "gone"):
        make_grant(account.staff, one)

    with django_assert_num_queries(1):
        found = actors_of(account, AT)

    assert [(one.role, one.may, one.others) for one in found] == [
        ("teacher", frozenset({"note.write"}), ()),
        ("healer", frozenset({"step.do"}), ()),
    ]
    assert actors_of(make_account(make_staff(), login="nobody"), AT) == []


def test_an_account_without_a_role_or_a_colleague_may_nothing(roles: None) -> None:
    found = acting(Account(login="machine"), [])

    assert (found.name, found.discipline, found.staff_id) == ("machine", "", None)
    assert not (found.own or found.may or found.emergency or found.cards or found.rights)


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        (AT, None, True),
        (AT - HOUR, AT + HOUR, True),
        (AT + HOUR, None, False),
        (AT - HOUR, AT, False),
    ],
)
def test_a_role_holds_from_its_first_instant_until_before_its_last(
    roles: None, begins: datetime, ends: datetime | None, holds: bool
) -> None:
    account = make_account()
    assert account.staff is not None
    make_grant(account.staff, starts_at=begins, ends_at=ends)
    make_grant(make_staff(), "healer", starts_at=AT)

    assert bool(actor_of(account, AT).grants) is holds
    assert RoleGrant.objects.count() == 2


def test_an_account_has_ended_only_where_it_is_known_and_not_active() -> None:
    active, ended = make_account(), make_account(make_staff(), login="other")
    Account.objects.filter(pk=ended.pk).update(is_active=False)

    assert [has_ended(one) for one in (str(active.pk), str(ended.pk), None)] == [False, True, False]

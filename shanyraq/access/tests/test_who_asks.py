"""An account is what one of its roles makes it at an instant; what somebody else may is asked of each of hers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shanyraq.access import queries
from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import acting, actor_of, actors, actors_of, has_ended
from shanyraq.access.rules import Role
from shanyraq.access.tests.factories import make_account, make_grant, make_staff

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 4, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "_roles", {"gone": Role("gone", "Gone", "none")})
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
    assert first.may == {"note.write"} and second.may == {"step.do"}
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

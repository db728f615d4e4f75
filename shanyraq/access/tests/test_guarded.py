"""A guarded table reads nothing before it was told for whom."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Q

from shanyraq.access import queries
from shanyraq.access.models import RoleGrant, StaffMember
from shanyraq.access.queries import Guarded, computing, system
from shanyraq.access.queries.fields import _reader
from shanyraq.access.queries.veils import veiled
from shanyraq.access.rules import Actor
from shanyraq.access.tests.factories import make_staff
from shanyraq.audit.actions import Reading, reading
from shanyraq.audit.models import Entry
from shanyraq.foundation.asking import asking
from shanyraq.foundation.closed import NotReadable
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


READ = [
    lambda rows: list(rows),
    lambda rows: list(rows.iterator()),
    lambda rows: rows.count(),
    lambda rows: rows.exists(),
    lambda rows: rows.aggregate(),
    lambda rows: rows.explain(),
    lambda rows: rows.update(centre=""),
    lambda rows: rows.delete(),
]


@pytest.mark.parametrize("read", READ)
def test_nothing_is_read_or_written_without_somebody_who_asks(here: StaffMember, read: Any) -> None:
    with pytest.raises(NoActor):
        read(staff().filter(centre="none"))
    read(staff().visible_to(SOMEBODY).filter(centre="none"))
    with computing("a test"):
        read(staff().filter(centre="none"))


@pytest.mark.parametrize("read", READ)
def test_nothing_is_read_or_written_of_rows_picked_by_what_she_does_not_read(
    here: StaffMember, read: Any
) -> None:
    with pytest.raises(NotReadable):
        read(staff().visible_to(SOMEBODY).filter(region="KAR"))
    with computing("a test"):
        read(staff().visible_to(SOMEBODY).filter(region="none"))


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

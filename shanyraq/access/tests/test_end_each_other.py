"""Two administrators who end each other's access at once: one of them stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from shanyraq.access.actions.roles import end_access, end_role
from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.access.tests.factories import Worker, make_account, make_grant, make_staff
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed


@pytest.fixture
def other(db: None) -> Account:
    account = make_account(make_staff(discipline="administrator", region=""))
    make_grant(account.staff, "administrator")
    return account


def ends_all(staff_id: UUID, by: Actor, late: timedelta = timedelta()) -> Callable[[], object]:
    at = real_now() - late
    return lambda: end_access(staff_id=staff_id, by=by, at=at, today=at.date())


def ends_role(staff_id: UUID, by: Actor, late: timedelta = timedelta()) -> Callable[[], object]:
    grant, at = RoleGrant.objects.get(staff=staff_id), real_now() - late
    return lambda: end_role(grant_id=grant.pk, by=by, at=at)


@pytest.mark.django_db
@pytest.mark.parametrize("ends", [ends_all, ends_role])
def test_whoever_was_shut_out_while_her_own_page_waited_shuts_nobody_out(
    admin: Worker, other: Account, ends: Callable[..., Callable[[], object]]
) -> None:
    """The second was asked for a moment before the first, and comes to its turn after it."""
    first = ends(other.staff_id, admin.actor)
    second = ends(admin.staff.pk, actor_of(other, real_now()), timedelta(seconds=1))

    first()
    with pytest.raises(NotAllowed):
        second()

    assert RoleGrant.objects.filter(staff=admin.staff, ends_at=None).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", [ends_all, ends_role])
def test_of_two_who_end_each_other_at_the_same_instant_one_stays(
    admin: Worker, other: Account, ends: Callable[..., Callable[[], object]]
) -> None:
    acts = [ends(other.staff_id, admin.actor), ends(admin.staff.pk, actor_of(other, real_now()))]
    together, refused = threading.Barrier(2), list[Exception]()

    def go(act: Callable[[], object]) -> None:
        try:
            together.wait()
            act()
        except Exception as fault:
            refused.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(fault) for fault in refused] == [NotAllowed]
    assert RoleGrant.objects.filter(role="administrator", ends_at=None).count() == 1

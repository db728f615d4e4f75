"""In a demonstration it is always the same day, for colleagues too; what opens and shuts goes by the real clock."""

from __future__ import annotations

from datetime import date

import pytest

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.tests.factories import Worker, make_account, make_staff
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install

pytestmark = pytest.mark.django_db
DAY = date(2021, 5, 20)


@pytest.fixture(autouse=True)
def _demonstration(admin: Worker, settings) -> None:
    settings.MODE = "demo"
    install(fixed_day=DAY, at=real_now())


def page_of(admin: Worker, staff: StaffMember) -> str:
    return " ".join(admin.client.get(f"/staff/{staff.pk}/").content.decode().split())


def test_access_that_was_ended_is_told_to_have_ended_on_the_day_it_always_is(admin: Worker) -> None:
    staff = make_staff()
    make_account(staff)

    admin.client.post(f"/staff/{staff.pk}/end-access/")

    assert "Her access ended on 20 May 2021." in page_of(admin, staff)
    ended = Account.objects.get(staff=staff).ended_at
    assert ended is not None and ended.date() > DAY  # the door shut now, not years ago


def test_role_that_was_given_is_told_to_hold_since_the_day_it_always_is(admin: Worker) -> None:
    staff = make_staff()
    make_account(staff)

    admin.client.post(f"/staff/{staff.pk}/give-role/", {"role": "partner", "region": "KAR"})

    assert "since 20 May 2021" in page_of(admin, staff)
    assert RoleGrant.objects.get(staff=staff).starts_at.date() > DAY


def test_colleague_who_was_invited_is_with_us_since_the_day_it_always_is(admin: Worker) -> None:
    admin.client.post(
        "/staff/invite/",
        {
            "login": "a.newcomer",
            "given_name": "Anar",
            "family_name": "Newcomer",
            "discipline": "teacher",
            "region": "KAR",
            "roles": ["partner"],
        },
    )

    assert StaffMember.objects.get(given_name="Anar").joined_on == DAY

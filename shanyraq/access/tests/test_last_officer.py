"""The last who may agree to roles: her access ends once somebody else is in who may, and the page says how."""

import pytest

from shanyraq.access.models import RoleGrant
from shanyraq.access.tests.factories import (
    PASSWORD,
    Worker,
    make_account,
    make_grant,
    make_invitation,
    make_staff,
)

pytestmark = pytest.mark.django_db
NEXT = "Invite the successor first; Sole Toktarova agrees to that."


@pytest.fixture
def officer(admin: Worker) -> RoleGrant:
    """The only data-protection officer, where no programme manager is."""
    staff = make_staff(given_name="Sole", discipline="dpo", region="")
    make_account(staff, login="sole", password=PASSWORD)
    return make_grant(staff, "dpo")


@pytest.mark.parametrize("what", ["end-access", "roles/{grant}/end"])
def test_it_is_said_what_to_do_first_and_nothing_ends(admin: Worker, officer: RoleGrant, what: str) -> None:
    url = f"/staff/{officer.staff_id}/{what.format(grant=officer.pk)}/"

    shown = admin.client.get(url).content.decode()
    told = admin.client.post(url, follow=True).content.decode()

    assert NEXT in shown and 'href="/staff/invite/"' in shown
    assert '<section class="sheet confirm"' not in shown  # no button that would only say no
    assert NEXT in told
    officer.refresh_from_db()
    assert officer.ends_at is None and officer.staff.left_on is None


@pytest.mark.parametrize("what", ["end-access", "roles/{grant}/end"])
def test_once_her_successor_is_in_it_ends(admin: Worker, officer: RoleGrant, what: str) -> None:
    successor = make_staff(given_name="Next", discipline="dpo", region="")
    make_account(successor, login="next", password=PASSWORD)
    make_grant(successor, "dpo")
    url = f"/staff/{officer.staff_id}/{what.format(grant=officer.pk)}/"

    assert '<section class="sheet confirm"' in admin.client.get(url).content.decode()
    admin.client.post(url)

    officer.refresh_from_db()
    assert officer.ends_at is not None


def test_a_successor_who_has_not_come_in_yet_does_not_count(admin: Worker, officer: RoleGrant) -> None:
    successor = make_staff(given_name="Next", discipline="dpo", region="")
    make_invitation(make_account(successor, login="next"))
    make_grant(successor, "dpo")

    told = admin.client.post(f"/staff/{officer.staff_id}/end-access/", follow=True).content.decode()

    assert NEXT in told

"""The end of access: at the very next request, and on the record."""

import pytest
from django.test import Client

from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.tests.factories import (
    PASSWORD,
    Worker,
    make_account,
    make_grant,
    make_invitation,
    make_staff,
)
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_her_open_pages_answer_no_more(admin: Worker, daniyar: Worker) -> None:
    assert daniyar.client.get("/staff/").status_code == 200

    answer = admin.client.post(f"/staff/{daniyar.staff.pk}/end-access/", follow=True)

    assert "has ended" in answer.content.decode()
    stopped = daniyar.client.get("/staff/")
    assert stopped.status_code == 403
    assert "Your access has ended" in stopped.content.decode()
    assert daniyar.client.post("/log-out/").status_code == 302


def test_a_form_she_had_open_is_told_to_be_unsaved_and_shows_her_nothing_more(
    admin: Worker, daniyar: Worker
) -> None:
    admin.client.post(f"/staff/{daniyar.staff.pk}/end-access/")

    page = daniyar.client.post("/families/new/", {"name": "What she wrote"}).content.decode()

    assert "Your access has ended" in page and "What you just sent was not saved." in page
    assert "What she wrote" not in page


def test_whoever_has_another_account_comes_in_from_the_page_of_ended_access(
    admin: Worker, daniyar: Worker
) -> None:
    make_account(password=PASSWORD)
    admin.client.post(f"/staff/{daniyar.staff.pk}/end-access/")

    assert 'href="/log-in/"' in daniyar.client.get("/staff/").content.decode()
    answer = daniyar.client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}, follow=True)

    assert answer.status_code == 200 and "Your access has ended" not in answer.content.decode()


def test_her_password_roles_and_links_open_nothing_any_more(admin: Worker, client: Client) -> None:
    staff = make_staff()
    account = make_account(staff, password=PASSWORD)
    make_grant(staff)
    make_invitation(account)

    admin.client.post(f"/staff/{staff.pk}/end-access/")

    assert client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}).status_code == 200
    assert client.get("/invitations/a-secret/").status_code == 404
    assert not RoleGrant.objects.filter(staff=staff, ends_at=None).exists()
    account.refresh_from_db()
    assert not account.is_active and account.ended_at is not None
    assert Entry.objects.filter(action="staff.end_access", actor=str(admin.account.pk)).count() == 1


def test_her_account_stays_so_that_the_record_can_name_her(admin: Worker, daniyar: Worker) -> None:
    admin.client.post(f"/staff/{daniyar.staff.pk}/end-access/")

    assert Account.objects.filter(pk=daniyar.account.pk).exists()
    assert "Her access ended" in admin.client.get(f"/staff/{daniyar.staff.pk}/").content.decode()


def test_an_administrator_cannot_shut_herself_out(admin: Worker) -> None:
    answer = admin.client.post(f"/staff/{admin.staff.pk}/end-access/", follow=True)

    assert "Another administrator ends your access" in answer.content.decode()
    assert admin.client.get("/staff/").status_code == 200


def test_reading_the_question_ends_nothing(admin: Worker, daniyar: Worker) -> None:
    assert (
        "End the access of Daniyar"
        in admin.client.get(f"/staff/{daniyar.staff.pk}/end-access/").content.decode()
    )

    assert daniyar.client.get("/staff/").status_code == 200


def test_somebody_who_left_is_given_no_role(admin: Worker, daniyar: Worker) -> None:
    admin.client.post(f"/staff/{daniyar.staff.pk}/end-access/")

    answer = admin.client.post(f"/staff/{daniyar.staff.pk}/give-role/", {"role": "partner", "region": "KAR"})

    assert "Her access has ended" in answer.content.decode()

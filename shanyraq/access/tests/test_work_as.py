"""A colleague of two roles works in one of them at a time, and changes by a button."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.actions.roles import end_role
from shanyraq.access.models import Account, RoleGrant
from shanyraq.access.queries.sessions import PROVED, WORKS_AS, mark_of
from shanyraq.access.tests.factories import PASSWORD, Worker, make_account, make_grant, make_staff
from shanyraq.audit.models import Entry
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed

pytestmark = pytest.mark.django_db
URL = "/account/role/"


@pytest.fixture
def account() -> Account:
    """A case manager of one region who supervises in another."""
    made = make_account(make_staff(), password=PASSWORD)
    make_grant(made.staff, "case_manager", region="SHY")
    make_grant(made.staff, "supervisor", region="ALR")
    return made


def come_in(client: Client) -> Client:
    client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}, secure=True)
    return client


def work_as(client: Client, role: str) -> Any:
    return client.post(URL, {"role": role}, secure=True, follow=True)


def menu_of(client: Client) -> str:
    page = client.get("/account/", secure=True).content.decode()
    return page[page.index("<header") : page.index("</header>")]


def test_the_header_says_as_what_she_works_and_offers_the_other_role(
    client: Client, account: Account
) -> None:
    come_in(client)
    assert "Working as: Case manager" in menu_of(client) and "Work as: Supervisor" in menu_of(client)

    answer = work_as(client, "supervisor")

    assert answer.redirect_chain[0][0] == "/" and "Working as: Supervisor" in answer.content.decode()
    assert "Working as: Supervisor" in menu_of(client) and "Work as: Case manager" in menu_of(client)


def test_whoever_holds_one_role_sees_nothing_new(aigul: Worker) -> None:
    menu = menu_of(aigul.client)

    assert "Case manager" in menu and URL not in menu and "ork as" not in menu and "Working" not in menu


def test_her_session_goes_on_under_another_key_and_what_she_proved_stays(
    client: Client, account: Account
) -> None:
    come_in(client)
    before, proved = client.session.session_key, client.session[PROVED]

    work_as(client, "supervisor")

    now = client.session.session_key
    assert now != before and client.session[PROVED] == proved
    assert [one.session_key for one in UserSession.objects.all()] == [now]
    row = Entry.objects.get(action="session.role")
    assert (row.actor, row.purpose, row.session) == (str(account.pk), "supervisor", mark_of(now))


def test_she_begins_in_the_role_that_she_last_worked_in(client: Client, account: Account) -> None:
    work_as(come_in(client), "supervisor")
    client.post("/log-out/", secure=True)

    come_in(client)

    assert client.session[WORKS_AS] == "supervisor" and "Working as: Supervisor" in menu_of(client)


@pytest.mark.parametrize("role", ["teacher", "psychologist", "spy", "", "x" * 300])
def test_a_role_that_she_does_not_hold_now_is_not_hers_to_work_in(
    client: Client, account: Account, role: str
) -> None:
    make_grant(account.staff, "teacher", ends_at=real_now() - timedelta(seconds=1))
    come_in(client)
    key = client.session.session_key

    answer = work_as(client, role)

    assert "You do not hold this role now." in answer.content.decode()
    assert (client.session.session_key, client.session[WORKS_AS]) == (key, "case_manager")
    row = Entry.objects.get(action="session.role")
    assert (row.decision, row.reason_code, row.purpose) == (Entry.DECLINED, "role", "access:work_as")


def test_the_address_opened_as_a_link_changes_nothing(client: Client, account: Account) -> None:
    come_in(client)

    assert client.get(URL, {"role": "supervisor"}, secure=True)["Location"] == "/"
    assert client.session[WORKS_AS] == "case_manager"


def test_where_the_role_in_hand_ends_the_next_page_is_of_another_or_of_none(
    client: Client, account: Account
) -> None:
    work_as(come_in(client), "supervisor")
    assert client.get("/staff/", secure=True).status_code == 200

    RoleGrant.objects.filter(staff=account.staff, role="supervisor").update(ends_at=real_now())
    assert client.get("/staff/", secure=True).status_code == 403
    assert client.session[WORKS_AS] == "case_manager" and URL not in menu_of(client)

    RoleGrant.objects.filter(staff=account.staff).update(ends_at=real_now())
    assert client.get("/families/", secure=True).status_code == 403
    assert client.session[WORKS_AS] == ""


def test_two_windows_work_in_two_roles(account: Account) -> None:
    one, other = come_in(Client()), come_in(Client())

    work_as(one, "supervisor")

    assert one.get("/staff/", secure=True).status_code == 200
    assert other.get("/staff/", secure=True).status_code == 403


def test_a_second_role_costs_a_page_no_question_more(client: Client, account: Account) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("access:protection"), secure=True)
        return len(seen)

    come_in(client)
    both = asked()
    RoleGrant.objects.filter(staff=account.staff, role="supervisor").delete()

    assert asked() == both


def test_what_ends_anothers_role_is_done_in_the_role_that_allows_it(admin: Worker, aigul: Worker) -> None:
    """The role in hand ended while her page was open: another that she holds does not stand in for it."""
    by = admin.actor
    RoleGrant.objects.filter(staff=admin.staff).update(ends_at=real_now())
    make_grant(admin.staff, "partner")
    grant = RoleGrant.objects.get(staff=aigul.staff)

    with pytest.raises(NotAllowed) as refused:
        end_role(grant_id=grant.pk, by=by, at=real_now())

    assert refused.value.code == "ended" and admin.actor.role == "partner"

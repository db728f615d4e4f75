"""Sessions: how long they last, how many there are, and what she is told of the last one."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from shanyraq.access.models import Account
from shanyraq.access.rules.doors import kind_of_device
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry
from shanyraq.foundation import clock

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


def come_in(client: Client) -> Client:
    client.post("/log-in/", {"login": "gulnara", "password": PASSWORD}, secure=True, HTTP_USER_AGENT=FIREFOX)
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def later(monkeypatch: pytest.MonkeyPatch, **span: int) -> None:
    at = clock.real_now() + timedelta(**span)
    monkeypatch.setattr("shanyraq.access.middleware.real_now", lambda: at)


def test_a_quarter_of_an_hour_without_use_ends_a_session(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    later(monkeypatch, minutes=14)
    assert client.get("/account/", secure=True).status_code == 200
    later(monkeypatch, minutes=28)
    assert client.get("/account/", secure=True).status_code == 200

    later(monkeypatch, minutes=28 + 16)

    assert client.get("/account/", secure=True)["Location"].startswith("/log-in/")
    assert not is_in(client)


def test_twelve_hours_end_it_however_much_it_was_used(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    for minutes in range(10, 12 * 60, 10):
        later(monkeypatch, minutes=minutes)
        assert client.get("/log-out/", secure=True).status_code == 200

    later(monkeypatch, hours=12, minutes=1)

    assert client.get("/account/", secure=True).status_code == 302


def test_a_form_sent_into_an_ended_session_is_given_back_or_waits_for_her(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    later(monkeypatch, minutes=16)

    answer = client.post("/families/new/", {"name": "what she had typed"}, secure=True)
    again = client.post("/families/new/", {"name": "what nobody sent"}, secure=True)

    assert answer.status_code == 403 and "What you wrote waits for you" in answer.content.decode()
    assert (
        again.status_code == 403 and "what nobody sent" in again.content.decode()
    )  # whose it was is not known


def test_a_session_is_written_once_a_minute_at_most(
    client: Client, account: Account, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    client.get("/log-out/", secure=True)

    with django_assert_num_queries(4) as asked:
        client.get("/log-out/", secure=True)

    assert not [one for one in asked.captured_queries if one["sql"].startswith(("UPDATE", "INSERT"))]


def test_the_fourth_session_ends_the_oldest(account: Account) -> None:
    four = [come_in(Client()) for _ in range(4)]

    opened = [client.get("/account/", secure=True).status_code for client in four]

    assert opened == [302, 200, 200, 200]
    assert UserSession.objects.count() == 3


def test_she_sees_where_she_is_logged_in_and_ends_it_there(account: Account) -> None:
    here, there = come_in(Client()), come_in(Client())
    page = here.get("/account/", secure=True).content.decode()
    other = UserSession.objects.get(session_key=there.session.session_key)

    here.post(reverse("access:end_session", args=[other.pk]), secure=True)

    assert page.count("Firefox on Linux") >= 2 and "this one" in page
    assert is_in(here) and not Session.objects.filter(pk=other.session_key).exists()
    assert there.get("/account/", secure=True).status_code == 302


def test_nobody_ends_the_session_of_another(account: Account) -> None:
    hers = come_in(Client())
    other = Client()
    other.force_login(make_account(staff=None, login="other"))

    url = reverse("access:end_session", args=[UserSession.objects.get().pk])
    told = other.post(url, secure=True, follow=True).content.decode()

    assert "That session has ended." not in told and "Nothing has ended." in told
    assert hers.get("/account/", secure=True).status_code == 200


def test_all_others_end_at_once_and_with_a_new_password(account: Account) -> None:
    here, there, third = come_in(Client()), come_in(Client()), come_in(Client())
    here.post(reverse("access:end_other_sessions"), secure=True)
    fourth = come_in(Client())
    words = "another long sentence of hers"

    here.post("/account/password/", {"password": words, "again": words}, secure=True)

    assert [one.get("/account/", secure=True).status_code for one in (here, there, third, fourth)] == [
        200,
        302,
        302,
        302,
    ]
    account.refresh_from_db()
    assert account.check_password(words)


def test_at_log_in_she_is_told_what_her_last_session_did(client: Client, account: Account) -> None:
    come_in(client)
    mark = Entry.objects.get(action="account.log_in").session
    with recorded("note.write", by=type("Her", (), {"audit_id": str(account.pk)})()):
        pass
    Entry.objects.filter(action="note.write").update(session=mark)
    first = client.get("/account/", secure=True).content.decode()
    come_in(again := Client())

    told = again.get("/account/", secure=True).content.decode()

    assert "Your last session" not in first
    assert "Your last session:" in told and "1 thing done" in told


def test_going_ends_the_session_where_it_is_listed_too(client: Client, account: Account) -> None:
    come_in(client)
    client.post("/log-out/", secure=True)
    page = come_in(Client()).get("/account/", secure=True).content.decode()

    assert page.count("Firefox on Linux") == 1


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", ("Safari", "iPhone")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_device_is_called_what_its_browser_says(agent: str, said: tuple[str, str]) -> None:
    assert kind_of_device(agent) == said

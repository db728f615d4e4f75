"""A session that ends in another window while a request of hers is on the way."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.access.tests.test_sessions import come_in, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


def ends_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a page is being made, its session ends in another window."""
    seen = actor_of

    def ended(*asked: Any, **more: Any) -> Actor:
        Session.objects.all().delete()
        return seen(*asked, **more)

    monkeypatch.setattr("shanyraq.access.middleware.actor_of", ended)


def test_a_page_asked_for_while_its_session_ended_elsewhere_leads_to_the_door(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    later(monkeypatch, minutes=2)
    ends_on_the_way(monkeypatch)

    answer = client.get("/account/?a=b", secure=True)

    assert (answer.status_code, answer["Location"]) == (302, "/log-in/?next=/account/%3Fa%3Db&ended=gone")
    assert not answer.cookies["sessionid"].value
    assert "Your session has ended." in client.get(answer["Location"], secure=True).content.decode()


def test_what_was_typed_while_the_session_ended_elsewhere_is_given_back(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    later(monkeypatch, minutes=2)
    ends_on_the_way(monkeypatch)

    answer = client.post("/account/password/", {"password": "short", "reason": "Why it is so."}, secure=True)

    shown = answer.content.decode()
    assert answer.status_code == 403 and "what you typed was not saved" in shown
    assert "Why it is so." in shown and "/log-in/?next=/account/password/&amp;ended=1" in shown


def test_what_was_saved_before_the_session_ended_elsewhere_is_said_to_be_saved(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    later(monkeypatch, minutes=2)
    ends_on_the_way(monkeypatch)

    answer = client.post("/account/sessions/end-others/", secure=True)

    assert answer["Location"] == "/log-in/?next=/account/&ended=saved"
    shown = client.get(answer["Location"], secure=True).content.decode()
    assert "Your session has ended; what you sent was saved." in shown


def test_who_has_no_access_any_more_is_told_that_and_gets_nothing_back(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client)
    later(monkeypatch, minutes=2)
    ends_on_the_way(monkeypatch)
    monkeypatch.setattr("shanyraq.access.ended.has_ended", lambda account_id: True)

    shown = client.post("/account/password/", {"reason": "Why it is so."}, secure=True).content.decode()

    assert "Your access has ended" in shown and "Why it is so." not in shown

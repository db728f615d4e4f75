"""Showing once more that it is she, and what is asked twice."""

from datetime import timedelta

import pytest
from django.test import Client

from shanyraq.access.models import Account
from shanyraq.access.tests.at_the_door import (
    code_at,
    knock,
    show,
)
from shanyraq.access.tests.factories import PASSWORD
from shanyraq.access.tests.test_second_password import SECRET_WORDS, set_second
from shanyraq.foundation import clock

pytestmark = pytest.mark.django_db


def test_five_minutes_later_protecting_asks_once_more_and_gives_back_what_was_typed(
    client: Client, with_app: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    knock(client), show(client, code_at(clock.real_now()))
    late = clock.real_now() + timedelta(minutes=6)
    for module in ("views.second_steps", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: late)

    opened = client.get("/account/add-key/", secure=True)
    sent = client.post("/account/add-key/", {"name": "the blue key of mine"}, secure=True)
    shown = client.post(opened["Location"], {"code": code_at(late)}, secure=True)

    assert opened["Location"] == "/account/prove/?next=%2Faccount%2Fadd-key%2F"
    assert sent.status_code == 403 and "the blue key of mine" in sent.content.decode()
    assert shown["Location"] == "/account/add-key/"
    assert client.get("/account/add-key/", secure=True).status_code == 200


def test_who_has_only_a_password_shows_that(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    knock(client)
    late = clock.real_now() + timedelta(minutes=6)
    for module in ("views.second_steps", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: late)

    wrong = client.post("/account/prove/", {"password": "something else entirely"}, secure=True)
    right = client.post("/account/prove/?next=/account/", {"password": PASSWORD}, secure=True)

    assert wrong.status_code == 200 and "does not fit" in wrong.content.decode()
    assert right["Location"] == "/account/"


@pytest.mark.parametrize("words", [PASSWORD, SECRET_WORDS], ids=["herself", "forced"])
def test_the_right_code_is_answered_alike_whether_she_came_in_herself_or_was_forced(
    client: Client, with_app: Account, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    set_second(with_app)
    knock(client, password=words), show(client, code_at(clock.real_now()))
    late = clock.real_now() + timedelta(minutes=6)
    for module in ("views.second_steps", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: late)

    wrong = client.post("/account/prove/", {"code": "0000000"}, secure=True)
    right = client.post("/account/prove/?next=/account/add-key/", {"code": code_at(late)}, secure=True)
    again = client.post("/account/prove/", {"code": code_at(late)}, secure=True)

    assert "does not fit" in wrong.content.decode() and "was used before" in again.content.decode()
    assert right["Location"] == "/account/add-key/"
    assert client.get("/account/add-key/", secure=True).status_code == 200
    assert client.session.get("forced", False) is (words == SECRET_WORDS), "what she shows does not end it"

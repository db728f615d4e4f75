"""The pages on which she protects her account: taking away, codes for paper, showing once more that it is she."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from shanyraq.access.actions import second_steps
from shanyraq.access.actions.second_steps import CannotProtect
from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.tests.at_the_door import SECRET, code_at, knock, show
from shanyraq.access.tests.factories import PASSWORD
from shanyraq.audit.models import Entry

pytestmark = pytest.mark.django_db
CODES, STOP = "/account/recovery-codes/", "The codes that you have now stop"


@pytest.fixture
def inside(client: Client, with_app: Account, now: Any) -> Client:
    knock(client), show(client, code_at(now))
    return client


def take_away() -> str:
    return reverse("access:take_away", args=[Authenticator.objects.get(type="totp").pk])


def test_before_an_app_is_taken_away_the_page_names_it(inside: Client) -> None:
    page = inside.get(take_away(), secure=True)

    assert page.status_code == 200 and "Authenticator app" in page.content.decode()
    assert Authenticator.objects.count() == 1


def test_the_only_second_step_stays_and_the_page_says_why(inside: Client) -> None:
    answer = inside.post(take_away(), secure=True, follow=True)

    assert "This is your only second step. Add another one first." in answer.content.decode()
    assert Authenticator.objects.count() == 1


def test_with_a_key_beside_it_the_app_is_taken_away_and_once_only(
    inside: Client, with_app: Account, now: Any
) -> None:
    key = Authenticator.objects.create(
        user=with_app, type="webauthn", data={"name": "blue", "credential": {}}
    )
    address, gone = take_away(), Authenticator.objects.get(type="totp").pk

    answer = inside.post(address, secure=True, follow=True)

    assert "It is taken away." in answer.content.decode()
    assert list(Authenticator.objects.all()) == [key]
    by = actor_of(with_app, now)
    with pytest.raises(CannotProtect, match="taken away already"):
        second_steps.take_away(account=with_app, authenticator_id=gone, by=by, at=now)


def test_a_second_app_is_not_added_to_the_first(with_app: Account, now: Any) -> None:
    with pytest.raises(CannotProtect, match="an authenticator app already"):
        second_steps.add_app(
            account=with_app, secret=SECRET, code=code_at(now), by=actor_of(with_app, now), at=now
        )
    assert Authenticator.objects.count() == 1


def test_codes_for_paper_are_shown_once_and_the_page_is_kept_by_no_browser(
    inside: Client, with_app: Account
) -> None:
    asked = inside.get(CODES, secure=True)
    assert asked.status_code == 200 and not Authenticator.objects.filter(type="recovery_codes").exists()

    shown = inside.post(CODES, secure=True)

    assert shown.status_code == 200 and "no-store" in shown.headers["Cache-Control"]
    assert Authenticator.objects.filter(user=with_app, type="recovery_codes").count() == 1
    assert STOP not in asked.content.decode() and STOP in inside.get(CODES, secure=True).content.decode()


def test_with_codes_on_paper_another_app_in_the_same_half_minute_leads_back_to_the_account(
    inside: Client, with_app: Account, now: Any
) -> None:
    second_steps.make_recovery_codes(account=with_app, by=actor_of(with_app, now), at=now)
    Authenticator.objects.filter(type="totp").delete()
    page = inside.get("/account/add-app/", secure=True).content.decode()
    secret = "".join(re.findall(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)[0].split())

    answer = inside.post(
        "/account/add-app/",
        {"code": format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))},
        secure=True,
    )

    assert answer["Location"] == "/account/"


def test_a_wrong_code_does_not_show_that_it_is_she(inside: Client, now: Any) -> None:
    shown = inside.get("/account/prove/", secure=True)
    wrong = inside.post("/account/prove/", {"code": "0000000"}, secure=True)

    assert shown.status_code == wrong.status_code == 200
    assert "does not fit" in wrong.content.decode()


@pytest.mark.parametrize("credential", ["", "[]", '"words"', "{}"])
def test_what_is_no_answer_of_a_key_does_not_show_that_it_is_she(inside: Client, credential: str) -> None:
    answer = inside.post("/account/prove/", {"credential": credential}, secure=True)

    assert answer.status_code == 200
    assert not Entry.objects.filter(action="account.proved").exists()


def test_whoever_is_in_is_led_on_from_the_door_of_a_real_site(
    inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanyraq.access.views.doors.installation", lambda: SimpleNamespace(is_demo=False))

    assert inside.get("/log-in/?next=/account/", secure=True)["Location"] == "/account/"


def test_six_minutes_later_her_password_alone_does_not_show_that_it_is_she(
    inside: Client, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = now + timedelta(minutes=6)
    for module in ("views.second_steps", "middleware"):
        monkeypatch.setattr(f"shanyraq.access.{module}.real_now", lambda: late)

    inside.post("/account/prove/", {"password": PASSWORD}, secure=True)

    assert inside.get("/account/add-key/", secure=True)["Location"].startswith("/account/prove/")
